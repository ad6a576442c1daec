"""What the commands on files of records share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from headrace.formats.shards import Written
from headrace.formats.tfrecord import Damage

from . import bytes_text, count_text, plain, print_json

_Command = TypeVar("_Command", bound=Callable[..., Any])

_COMPRESSIONS = {"none": "", "gzip": "GZIP", "zlib": "ZLIB"}
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30}
_MOST_RANGES = 20


def compression_option(command: _Command) -> _Command:
    """The option `compression`: "", "GZIP", "ZLIB", or None."""
    option = click.option(
        "--compression",
        type=click.Choice(list(_COMPRESSIONS)),
        callback=lambda context, parameter, value: None if value is None else _COMPRESSIONS[value],
        help="Of what is written; otherwise its suffix tells, or it is that of the first source.",
    )
    return option(command)


class Bytes(click.ParamType):
    """A number of bytes, such as 100MB or 2GiB."""

    name = "size"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?i?)b?", str(value).lower())
        if found is None or found[2] not in _UNITS:
            self.fail(f"{value!r} is no size such as 100MB or 2GiB", parameter, context)
        return int(float(found[1]) * _UNITS[found[2]])


def show_damage(damage: Sequence[Damage]) -> None:
    """Print the first ranges, one a line."""
    for one in damage[:_MOST_RANGES]:
        click.echo(f"  bytes {one.begin} to {one.end}, after record {one.record}: {one.kind}: {one.fact}")
    if len(damage) > _MOST_RANGES:
        click.echo(f"  and {len(damage) - _MOST_RANGES:,} more")


def show_written(written: Sequence[Written], as_json: bool) -> None:
    """Print what was written, a file a line."""
    if as_json:
        print_json(plain(list(written)))
        return
    for one in written:
        click.echo(f"{one.path}: {count_text(one.records, 'record')}, {bytes_text(one.size)}")
