"""`headrace salvage`: the good records of a damaged file."""

from __future__ import annotations

import click

from headrace.formats import tfrecord

from . import support
from .support import records


@click.command()
@support.source
@support.target
@records.compression_option
@support.force_option
@support.json_option
def command(source: str, target: str, compression: str | None, force: bool, as_json: bool) -> None:
    """Copy all good records of a damaged TFRecord file to DST, and say what is lost.

    Behind damage the next record is found wherever it begins, so bytes that were inserted or lost cost the records that they
    are in. Of a compressed file, what can be decompressed is looked at.

    Example: headrace salvage damaged.tfrecord mended.tfrecord
    """
    with support.progress([source], "salvaging") as progress:
        report = tfrecord.salvage(source, target, compression=compression, force=force, progress=progress)
    if as_json:
        support.print_json({"target": target, **report.to_json()})
        return
    click.echo(f"{target}: {support.count_text(report.records, 'record')}, {support.bytes_text(report.good_bytes)} are kept")
    if report.is_whole:
        click.echo("nothing is lost")
    else:
        click.echo(
            f"{support.bytes_text(report.lost_bytes)} in {support.count_text(len(report.damage), 'range')} of {source} are lost"
        )
        records.show_damage(report.damage)
