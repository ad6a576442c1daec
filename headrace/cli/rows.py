"""`headrace head` and `headrace cat`: the records of files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from headrace.formats.tables import Schema, looking, pictures
from headrace.formats.tables.looking import Table

from . import support
from .support.values import described, described_bytes

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _options(command: _Command) -> _Command:
    for option in reversed(
        (
            support.sources,
            click.option("--field", "fields", multiple=True, metavar="NAME", help="Show this feature alone; may be repeated."),
            click.option("--raw", is_flag=True, help="Show the bytes of records, whatever they hold."),
            click.option("--save-images", metavar="DIR", help="Write each picture to a file in DIR."),
            support.kind_option,
            support.schema_option,
            support.json_option,
        )
    ):
        command = option(command)
    return command


@click.command()
@click.option("-n", "count", type=click.IntRange(0), default=5, show_default=True, help="How many records of each file.")
@click.option("--from", "first", type=click.IntRange(0), default=0, help="The number of the first, counted from 0.")
@_options
def head(sources: Sequence[str], count: int, first: int, **options: Any) -> None:
    """Show the first records of each file, feature by feature; --json prints a record a line.

    \b
    Examples:
      headrace head -n 2 train.tfrecord --field label
      headrace head -n 1 --from 4711 train.tfrecord
    """
    _show(support.expanded(sources), count, first, **options)


@click.command()
@_options
def cat(sources: Sequence[str], **options: Any) -> None:
    """Show all records of files, feature by feature; --json prints a record a line.

    Example: headrace cat train.tfrecord --json | jq .label
    """
    _show(support.expanded(sources), None, 0, **options)


def _show(
    paths: Sequence[str],
    count: int | None,
    first: int,
    *,
    fields: Sequence[str],
    raw: bool,
    save_images: str | None,
    kind: str | None,
    schema: str | None,
    as_json: bool,
) -> None:
    write = sys.stdout.write
    for path in paths:
        table = Table.of(path, kind)
        if len(paths) > 1 and not as_json:
            write(f"==> {path} <==\n")
        if raw:
            for key, record in looking.raw_records(table, count, first):
                write(_raw_line(key, record, as_json))
            continue
        wanted = Schema.parse(schema) if schema else looking.schema_of([table], None if count is None else first + count)
        if fields:
            wanted = looking.chosen(wanted, fields)
        for number, row in enumerate(looking.rows(table, wanted, count, first), first):
            if save_images is not None:
                pictures.save(row, save_images, f"{os.path.basename(path)}-{number}")
            write(f"{support.json_text(row)}\n" if as_json else _block(number, row))


def _block(number: int, row: dict[str, Any]) -> str:
    width = max(map(len, row), default=0)
    lines = [f"  {name:<{width}}  {described(value)}\n" for name, value in row.items()]
    return f"record {number}\n" + "".join(lines)


def _raw_line(key: str, record: bytes, as_json: bool) -> str:
    if as_json:
        return f"{support.json_text({'key': key, 'bytes': len(record), 'data': record})}\n"
    return f"{key}: {support.bytes_text(len(record))}: {described_bytes(record)}\n"
