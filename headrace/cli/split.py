"""`headrace split`: a file cut into shards."""

from __future__ import annotations

import click

from headrace.formats import shards

from . import support
from .support import records


@click.command()
@support.sources
@click.argument("prefix")
@click.option("--shards", "count", type=click.IntRange(1), required=True, metavar="N", help="How many files to write.")
@records.compression_option
@support.force_option
@support.json_option
def command(sources: tuple[str, ...], prefix: str, count: int, compression: str | None, force: bool, as_json: bool) -> None:
    """Cut a TFRecord file, or several as if they were one, into PREFIX-00000-of-0000N and so on.

    The shards have the same number of records, give or take one, in their order: `headrace merge` makes the same file of them.
    Called again with the same arguments, a split that was killed goes on.

    Example: headrace split all.tfrecord train --shards 10
    """
    paths = support.expanded(sources)
    with support.progress(paths, "splitting") as progress:
        written = shards.split(paths, prefix, count, compression=compression, force=force, progress=progress)
    records.show_written(written, as_json)
