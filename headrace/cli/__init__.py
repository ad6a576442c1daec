"""The `headrace` command.

Each command is a module of this package with a click command called `command`; it calls what a script can call too. This
module knows their names alone, so that a command does not wait for the imports of the others.

Exit codes: 0 all is right, 1 the files are at fault, 2 the call is.
"""

from __future__ import annotations

import importlib
import sys

import click

from headrace.formats.errors import AlreadyExistsError, NotFoundError, OpError

from .._version import __version__

FILES_AT_FAULT = 1
CALL_AT_FAULT = 2
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells say it

COMMANDS: dict[str, dict[str, str]] = {
    "Programs": {
        "run": "run a TensorFlow 1 program, unedited",
        "check": "list the tf.* names of programs that are not there, without running them",
    },
    "Looking": {
        "count": "count the records of files",
        "head": "show the first records",
        "cat": "show all records",
        "schema": "infer features, their types and shapes",
        "stats": "types, lengths, minimum, mean, maximum of each feature",
        "checkpoint": "names, shapes, types and values in a checkpoint",
        "events": "tags, steps and values in event files",
        "graph": "ops of a GraphDef, its inputs and outputs",
    },
    "Converting": {
        "convert": "between CSV, JSON lines, TFRecord, Parquet, NumPy, images and more",
    },
    "Checking and mending": {
        "verify": "check every checksum; name what is damaged",
        "salvage": "copy the good records of a damaged file",
        "split": "cut a file into shards, in order",
        "merge": "join files into one",
        "shuffle": "shuffle the records of files that are larger than memory",
        "sample": "take some of the records at random",
        "index": "make the index for random access",
    },
    "This machine": {
        "bench": "how fast a file can be read here, and what limits it",
        "doctor": "versions, compiled modules, extras: what belongs in a bug report",
        "completion": "print what makes a shell complete commands and files",
    },
}
"""By headings: the commands, and what each does in one line."""


class Commands(click.Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [name for names in COMMANDS.values() for name in names]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        found: click.Command = importlib.import_module(f"{__name__}.{name}").command
        return found

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl(list(names.items()))

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except OpError as error:
            click.echo(f"headrace: {one_line(error)}", err=True)
            context.exit(CALL_AT_FAULT if isinstance(error, (NotFoundError, AlreadyExistsError)) else FILES_AT_FAULT)
        except KeyboardInterrupt:
            click.echo("headrace: interrupted", err=True)
            context.exit(INTERRUPTED)


def one_line(error: OpError) -> str:
    """What an error says, its file, record and offset in front where the text does not name them."""
    text = " ".join(str(error).split())
    place = [
        part
        for value, part in (
            (error.path, f"{error.path}"),
            (error.record, f"record {error.record}"),
            (error.offset, f"offset {error.offset}"),
        )
        if value is not None and part not in text
    ]
    return f"{', '.join(place)}: {text}" if place else text


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="headrace")
def commands() -> None:
    """Run TensorFlow 1 programs unedited; look into, convert, check and mend record files.

    Exit codes: 0 all is right, 1 the files are at fault, 2 the call is.
    """


def main() -> None:
    """What `headrace` and `python -m headrace` run."""
    sys.exit(commands.main(prog_name="headrace"))
