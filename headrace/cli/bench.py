"""`headrace bench`: how fast a file can be read here."""

from __future__ import annotations

import click

from headrace.formats import reading_speed

from . import support

_NAMES = {
    "first read": "read, from no cache",
    "read": "read, from the cache",
    "decompress": "and decompressed",
    "records": "and cut into records",
    "rows": "and parsed",
}

_LIMITS = {
    "read": "reading",
    "decompress": "decompression",
    "records": "finding records and checking them",
    "rows": "parsing",
}


@click.command()
@support.source
@support.kind_option
@click.option("--seconds", type=float, default=1.0, show_default=True, help="How long to read what no cache holds.")
@support.json_option
def command(source: str, kind: str | None, seconds: float, as_json: bool) -> None:
    """Measure how fast a file can be read on this machine, stage by stage (disk, cache, decompression, checksums, parsing),
    and which stage limits it.

    Example: headrace bench train-00000-of-00010.tfrecord
    """
    found = reading_speed.measure(source, kind, seconds)
    if as_json:
        support.print_json(found)
        return
    form = ", ".join([found.kind, *[found.compression] * bool(found.compression)])
    click.echo(f"{found.path}: {form}, {found.records:,} records in {support.bytes_text(found.bytes)}\n")
    inner = sum(stage.seconds for stage in found.stages[1:])
    rows = [
        (
            _NAMES[stage.name],
            f"{support.bytes_text(stage.bytes_per_second)}/s",
            f"{stage.records_per_second:,.0f}" if stage.records_per_second else "",
            "" if stage.name == "first read" else f"{stage.seconds / inner:.0%}",
        )
        for stage in found.stages
    ]
    support.print_table(["", "bytes", "records/s", "of the time"], rows, [1, 2, 3])
    click.echo(f"\n{_said(found)}")
    if found.note:
        click.echo(found.note)


def _said(found: reading_speed.ReadingSpeed) -> str:
    if found.stages[0].seconds > sum(stage.seconds for stage in found.stages[1:]):
        return "what limits is the disk, where no cache holds the file"
    return f"what limits is {_LIMITS[found.limit]}"
