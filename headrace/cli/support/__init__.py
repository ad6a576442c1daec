"""What commands share: their usual arguments and options, progress, tables, JSON."""

from __future__ import annotations

import base64
import contextlib
import importlib
import json
import math
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import click
import numpy as np

from headrace.cluster.workers import RayWorkers
from headrace.formats.errors import OpError
from headrace.formats.files import glob
from headrace.formats.files.directories import status
from headrace.formats.workers import Doers

Progress = Callable[[int, int], None]
"""What is called with how many records, and how many bytes of the sources, are done since the last call."""

_Command = TypeVar("_Command", bound=Callable[..., Any])

_SHOWN_AFTER_SECONDS = 0.5
_REFRESH_SECONDS = 0.1
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Rows(click.ParamType):
    """A number of rows, or `all`: 0."""

    name = "N|all"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int:
        return 0 if value == "all" else int(click.IntRange(min=1).convert(value, parameter, context))


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


kind_option = click.option("--kind", metavar="KIND", help="The kind of the files; otherwise their content tells.")
schema_option = click.option("--schema", metavar="SCHEMA", help='What to read: "label:int64, box:float32[4], words:string[*]".')
rows_option = click.option("--rows", type=Rows(), default=1000, show_default=True, help="Infer the schema from so many rows.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
force_option = click.option("--force", is_flag=True, help="Replace what is there.")
seed_option = click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same bytes.")


def workers_options(do: str) -> Callable[[_Command], _Command]:
    """The options `workers`, a number or None, and `on_ray`; `workers` of their values says who works.

    Args:
      do: what workers do, for `--help`: "check files".
    """

    def decorated(command: _Command) -> _Command:
        on_ray = click.option("--ray", "on_ray", is_flag=True, help=f"Tasks of Ray {do}.")
        count = click.option("--workers", type=click.IntRange(1), metavar="N", help=f"How many processes {do}.")
        return count(on_ray(command))

    return decorated


def workers(count: int | None, on_ray: bool) -> int | Doers:
    """Who does the work of a command.

    Raises:
      UnimplementedError: Ray is not installed.
      UnavailableError: no Ray runs.
    """
    return RayWorkers(count) if on_ray else count or 1


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


def plain(value: Any) -> Any:
    """A value as JSON has it: arrays are lists; bytes are text, or {"base64": ...} where they are no UTF-8; numbers that are
    not finite are "NaN", "Infinity" and "-Infinity", narrow floats the shortest that give them back."""
    if isinstance(value, (np.ndarray, np.generic)):
        if value.dtype.kind == "f" and value.dtype.itemsize < 8:
            value = value.astype(str).astype(np.float64)
        value = value.tolist()
    if isinstance(value, (bytes, memoryview)):
        try:
            return bytes(value).decode()
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, complex):
        return [plain(value.real), plain(value.imag)]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return value


def json_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON, see `plain`; what is no text, as file names may be, is escaped."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(plain(value), indent=indent, ensure_ascii=not is_unicode, allow_nan=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    click.echo(json_text(value, 2))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[Any]], numbers: Sequence[int] = ()) -> None:
    """A table on standard output: drawn on a terminal with rich, in plain columns elsewhere.

    Args:
      heads: of the columns; where all are empty there is no line of heads.
      numbers: the columns to be set to the right.
    """
    texts = [[str(value) for value in row] for row in rows]
    if sys.stdout.isatty() and (rich := _rich("console", "table", "text")):
        table = rich.table.Table(box=None, pad_edge=False, show_header=any(heads))
        for index, head in enumerate(heads):
            table.add_column(head, justify="right" if index in numbers else "left", overflow="fold")
        for row in texts:
            table.add_row(*map(rich.text.Text, row))
        rich.console.Console().print(table)
        return
    widths = [max(map(len, column)) for column in zip(heads, *texts, strict=True)]
    for row in [list(heads)] * any(heads) + texts:
        cells = (
            text.rjust(width) if index in numbers else text.ljust(width)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        click.echo("  ".join(cells).rstrip())


def number_text(value: float) -> str:
    """A number for people: whole ones with commas, others with six digits."""
    if isinstance(value, int) or (math.isfinite(value) and value == int(value) and abs(value) < 1e15):
        return f"{int(value):,}"
    return f"{value:.6g}"


def count_text(count: int, what: str) -> str:
    """So many of something: `1 record`, `2,000 records`."""
    return f"{count:,} {what}{'s' * (count != 1)}"


def bytes_text(count: float) -> str:
    """A number of bytes for people: 1.4 MB, where a MB has 1,000,000."""
    power = min(4, int(math.log10(max(count, 1)) / 3))
    return f"{count / 1000**power:.1f} {' KMGT'[power]}B" if power else f"{count:.0f} byte{'s' * (count != 1)}"


@contextlib.contextmanager
def progress(sources: Sequence[str], doing: str) -> Iterator[Progress]:
    """How far a command is, on standard error while that is a terminal: records a second, bytes, time left.

    Nothing is shown, nor rich imported, for what takes less than half a second.

    Args:
      sources: the files whose bytes are read, all in all.
      doing: such as "counting".
    Yields:
      what is to be called with the records and the bytes that are done since the last call.
    """
    if not sys.stderr.isatty():
        yield lambda records, data: None
        return
    bar = _Bar(sources, doing)
    try:
        yield bar.update
    finally:
        bar.close()


class _Bar:
    """A line that says how far a command is, by rich where it is installed."""

    def __init__(self, sources: Sequence[str], doing: str) -> None:
        self._sources = sources
        self._doing = doing
        self._total: int | None = None
        self._records = self._data = 0
        self._begin = time.monotonic()
        self._next = self._begin + _SHOWN_AFTER_SECONDS
        self._is_shown = False
        self._rich: Any = None
        self._task: Any = None

    def update(self, records: int, data: int) -> None:
        self._records += records
        self._data += data
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _REFRESH_SECONDS
        if not self._is_shown:
            self._is_shown = True
            self._total = _size_of(self._sources)
            self._open()
        if self._total is not None and self._data > self._total:
            self._total = None  # what is compressed has more to be read than its file is long
        speed = f"{self._records / (now - self._begin):,.0f} records/s"
        if self._rich is not None:
            self._rich.update(self._task, completed=self._data, total=self._total, speed=speed)
            self._rich.refresh()
            return
        left = ""
        if self._total and self._data:
            left = f", {(now - self._begin) * (self._total / self._data - 1):.0f} s left"
        of = f" of {bytes_text(self._total)}" if self._total else ""
        sys.stderr.write(f"\r\x1b[K{self._doing} {bytes_text(self._data)}{of}, {speed}{left}")
        sys.stderr.flush()

    def close(self) -> None:
        if self._rich is not None:
            self._rich.stop()
        elif self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _open(self) -> None:
        rich = _rich("console", "progress")
        if rich is None:
            return
        columns = (
            rich.progress.TextColumn("{task.description}"),
            rich.progress.BarColumn(),
            rich.progress.DownloadColumn(),
            rich.progress.TextColumn("{task.fields[speed]}"),
            rich.progress.TimeRemainingColumn(),
        )
        console = rich.console.Console(stderr=True)
        # Refreshed by hand: a thread of its own would be forked along with workers.
        self._rich = rich.progress.Progress(*columns, console=console, transient=True, auto_refresh=False)
        self._task = self._rich.add_task(self._doing, total=self._total, speed="")
        self._rich.start()


def _rich(*modules: str) -> Any:
    """rich with some of its modules; None where it is not installed."""
    try:
        for module in modules:
            importlib.import_module(f"rich.{module}")
    except ModuleNotFoundError:
        return None
    return sys.modules["rich"]


def _size_of(paths: Sequence[str]) -> int | None:
    """The bytes in all files, None where one does not say: whoever reads it says why."""
    try:
        return sum(status(path).length for path in paths)
    except OpError:
        return None
