"""`headrace merge`: several files as one."""

from __future__ import annotations

import click

from headrace.formats import shards

from . import support
from .support import records


@click.command()
@support.sources
@support.target
@records.compression_option
@support.force_option
@support.json_option
def command(sources: tuple[str, ...], target: str, compression: str | None, force: bool, as_json: bool) -> None:
    """Write the records of all TFRecord files, in their order, to DST.

    Example: headrace merge 'train-*-of-00010' all.tfrecord
    """
    paths = support.expanded(sources)
    with support.progress(paths, "merging") as progress:
        written = shards.merge(paths, target, compression=compression, force=force, progress=progress)
    records.show_written([written], as_json)
