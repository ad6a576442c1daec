"""What commands share: their usual arguments and options, progress, tables, JSON."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import click

from headrace.formats.errors import OpError
from headrace.formats.files import glob
from headrace.formats.files.directories import status

try:
    import rich.console
    import rich.progress
    import rich.table
    import rich.text
except ModuleNotFoundError:
    rich = None  # type: ignore[assignment]

Progress = Callable[[int, int], None]
"""What is called with how many records, and how many bytes of the sources, are done since the last call."""

_Command = TypeVar("_Command", bound=Callable[..., Any])

_REFRESH_SECONDS = 0.1


def sources(command: _Command) -> _Command:
    """The argument `sources`: files, URLs, patterns of them."""
    argument = click.argument("sources", nargs=-1, required=True, metavar="FILE...", shell_complete=_complete_file)
    return argument(command)


def source(command: _Command) -> _Command:
    """The argument `source`: one file or URL."""
    return click.argument("source", metavar="FILE", shell_complete=_complete_file)(command)


def target(command: _Command) -> _Command:
    """The argument `target`: the file to be written."""
    return click.argument("target", metavar="DST", shell_complete=_complete_file)(command)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
force_option = click.option("--force", is_flag=True, help="Replace what is there.")
seed_option = click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same bytes.")


def _complete_file(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    return [click.shell_completion.CompletionItem(incomplete, type="file")]


def expanded(sources: Sequence[str]) -> list[str]:
    """The files that arguments mean, in their order: a pattern means what matches it, sorted.

    Raises:
      click.UsageError: a pattern matches nothing.
    """
    found = []
    for text in sources:
        if any(sign in text for sign in "*?[") and not os.path.exists(text):
            matches = glob(text)
            if not matches:
                raise click.UsageError(f"nothing matches {text}")
            found += matches
        else:
            found.append(text)
    return found


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[Any]], numbers: Sequence[int] = ()) -> None:
    """A table on standard output: drawn on a terminal with rich, in plain columns elsewhere.

    Args:
      numbers: the columns to be set to the right.
    """
    texts = [[str(value) for value in row] for row in rows]
    if rich is not None and sys.stdout.isatty():
        table = rich.table.Table(box=None, pad_edge=False)
        for index, head in enumerate(heads):
            table.add_column(head, justify="right" if index in numbers else "left", overflow="fold")
        for row in texts:
            table.add_row(*map(rich.text.Text, row))
        rich.console.Console().print(table)
        return
    widths = [max(map(len, column)) for column in zip(heads, *texts, strict=True)]
    for row in [list(heads), *texts]:
        cells = (
            text.rjust(width) if index in numbers else text.ljust(width)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        click.echo("  ".join(cells).rstrip())


@contextlib.contextmanager
def progress(sources: Sequence[str], doing: str) -> Iterator[Progress]:
    """How far a command is, on standard error while that is a terminal: records a second, bytes, time left.

    Args:
      sources: the files whose bytes are read, all in all.
      doing: such as "counting".
    Yields:
      what is to be called with the records and the bytes that are done since the last call.
    """
    if rich is None or not sys.stderr.isatty():
        yield lambda records, data: None
        return
    columns = (
        rich.progress.TextColumn("{task.description}"),
        rich.progress.BarColumn(),
        rich.progress.DownloadColumn(),
        rich.progress.TextColumn("{task.fields[speed]}"),
        rich.progress.TimeRemainingColumn(),
    )
    with rich.progress.Progress(*columns, console=rich.console.Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=_size_of(sources), speed="")
        begin = shown = time.monotonic()
        records = data = 0

        def update(more_records: int, more_data: int) -> None:
            nonlocal records, data, shown
            records += more_records
            data += more_data
            now = time.monotonic()
            if now - shown >= _REFRESH_SECONDS:
                shown = now
                bar.update(task, completed=data, speed=f"{records / (now - begin):,.0f} records/s")

        yield update


def _size_of(paths: Sequence[str]) -> int | None:
    """The bytes in all files, None where one does not say: whoever reads it says why."""
    try:
        return sum(status(path).length for path in paths)
    except OpError:
        return None
