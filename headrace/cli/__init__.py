"""The `headrace` command.

Each command is a module of this package with a click command called `command`; it calls what a script can call too. This
module knows their names alone, so that a command does not wait for the imports of the others.

Exit codes: 0 all is right, 1 the files are at fault, 2 the call is; 130 and 141 where a signal ended it.
"""

from __future__ import annotations

import codecs
import importlib
import os
import re
import sys
import warnings
from typing import Any

import click
from click.shell_completion import CompletionItem

from headrace.formats.errors import AlreadyExistsError, InvalidArgumentError, NotFoundError, OpError

from .._version import __version__

FILES_AT_FAULT = 1
CALL_AT_FAULT = 2
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells say it
NOBODY_READS = 141  # 128 and the number of SIGPIPE

COMMANDS: dict[str, dict[str, str]] = {
    "Programs": {
        "run": "run a TensorFlow 1 program, unedited",
        "top": "look into a program while it runs: rates, waits, what limits",
        "cluster": "start a Ray for programs of several processes; end it",
        "check": "list the tf.* names of programs that are not there",
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
        "freeze-graph": "make one file of a graph and a checkpoint, variables as constants",
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

_TOGETHER = {
    "cluster": "clusters.cluster",
    "head": "rows",
    "cat": "rows",
    "top": "watching.top",
    "freeze-graph": "graphs.freezing",
}
"""The modules of commands that have none of their own name beside this one; there they have their own names."""


class Commands(click.Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [name for names in COMMANDS.values() for name in names]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        module = importlib.import_module(f"{__name__}.{_TOGETHER.get(name, name)}")
        found: click.Command = getattr(module, name.replace("-", "_") if name in _TOGETHER else "command")
        return found

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl(list(names.items()))

    def shell_complete(self, context: click.Context, incomplete: str) -> list[CompletionItem]:
        found = [
            CompletionItem(name, help=what)
            for names in COMMANDS.values()
            for name, what in names.items()
            if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, context, incomplete)

    def invoke(self, context: click.Context) -> object:
        try:
            result = super().invoke(context)
            sys.stdout.flush()
            return result
        except OpError as error:
            click.echo(f"headrace: {one_line(error)}", err=True)
            context.exit(CALL_AT_FAULT if _is_of_the_call(error) else FILES_AT_FAULT)
        except KeyboardInterrupt:
            click.echo("headrace: interrupted", err=True)
            context.exit(INTERRUPTED)
        except OSError as error:  # of standard output: those of files are OpErrors
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in the buffer must go somewhere
            if isinstance(error, BrokenPipeError):
                context.exit(NOBODY_READS)
            click.echo(f"headrace: {error}", err=True)
            context.exit(FILES_AT_FAULT)


def _is_of_the_call(error: OpError) -> bool:
    """Whether the arguments are at fault and not what is in a file."""
    return isinstance(error, (NotFoundError, AlreadyExistsError)) or (
        isinstance(error, InvalidArgumentError) and error.path is None
    )


def one_line(error: OpError) -> str:
    """What an error says, its file, record and offset in front where the text does not name them."""
    text = " ".join(str(error).split())
    place = [
        part
        for value, part in (
            (error.path, " ".join(f"{error.path}".split())),
            (error.record, f"record {error.record}"),
            (error.offset, f"offset {error.offset}"),
        )
        if value is not None and not re.search(rf"({re.escape(part)}|{re.escape(f'{error.path}:{value}')})(?!\d)", text)
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
    codecs.register_error("headrace", _unprintable)
    sys.stdout.reconfigure(errors="headrace")  # type: ignore[union-attr]
    warnings.showwarning = _show_warning  # type: ignore[assignment]
    sys.exit(commands.main(prog_name="headrace"))


def _unprintable(error: UnicodeError) -> tuple[str | bytes, int]:
    """What is printed for characters that the terminal's encoding has not; file names that are no text, as their bytes."""
    assert isinstance(error, UnicodeEncodeError)
    text = error.object[error.start : error.end]
    try:
        return text.encode("ascii", "surrogateescape"), error.end
    except UnicodeEncodeError:
        return text.encode("ascii", "backslashreplace").decode(), error.end


_show_others = warnings.showwarning


def _show_warning(message: Warning | str, category: type[Warning], filename: str, lineno: int, *more: Any) -> None:
    """Warnings of headrace that tell of no line of a program, in a line, like its errors; others as Python has them."""
    if category.__module__.split(".")[0] == "headrace" and _is_of_headrace(filename):
        click.echo(f"headrace: warning: {' '.join(str(message).split())}", err=True)
    else:
        _show_others(message, category, filename, lineno, *more)


def _is_of_headrace(filename: str) -> bool:
    packages = [module for name, module in sys.modules.items() if name.count(".") < 2 and name.split(".")[0] == "headrace"]
    roots = [root for package in packages for root in getattr(package, "__path__", ())]
    return filename.startswith(tuple(os.path.join(root, "") for root in roots))
