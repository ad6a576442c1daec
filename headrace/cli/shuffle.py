"""`headrace shuffle`: records in another order."""

from __future__ import annotations

import click

from headrace.formats import shards

from . import support
from .support import records


@click.command()
@support.sources
@support.target
@support.seed_option
@click.option("--memory", type=records.Bytes(), default="100MB", show_default=True, help="To work in, such as 500MB or 2GiB.")
@records.compression_option
@support.force_option
@support.json_option
def command(
    sources: tuple[str, ...],
    target: str,
    seed: int,
    memory: int,
    compression: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the records of all TFRecord files to DST, in an order that only the seed decides.

    Files may be far larger than the memory: what does not fit is in a temporary file beside DST meanwhile.

    Example: headrace shuffle 'train-*.tfrecord' shuffled.tfrecord --seed 1 --memory 1GB
    """
    paths = support.expanded(sources)
    with support.progress(paths, "shuffling") as progress:
        written = shards.shuffle(
            paths, target, seed=seed, memory=memory, compression=compression, force=force, progress=progress
        )
    records.show_written([written], as_json)
