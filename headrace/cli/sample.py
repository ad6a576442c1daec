"""`headrace sample`: some of the records, at random."""

from __future__ import annotations

import click

from headrace.formats import shards

from . import support
from .support import records


@click.command()
@support.sources
@support.target
@click.option("--number", type=click.IntRange(0), metavar="N", help="How many records to take.")
@click.option("--fraction", type=click.FloatRange(0, 1), metavar="F", help="Which part of the records to take: 0.01 are 1 %.")
@support.seed_option
@records.compression_option
@support.force_option
@support.json_option
def command(
    sources: tuple[str, ...],
    target: str,
    number: int | None,
    fraction: float | None,
    seed: int,
    compression: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write some of the records of all TFRecord files, chosen at random, to DST. They keep their order.

    Example: headrace sample 'train-*.tfrecord' some.tfrecord --fraction 0.01
    """
    if (number is None) == (fraction is None):
        raise click.UsageError("either --number or --fraction must be given")
    paths = support.expanded(sources)
    with support.progress(paths, "sampling") as progress:
        written = shards.sample(
            paths,
            target,
            number=number,
            fraction=fraction,
            seed=seed,
            compression=compression,
            force=force,
            progress=progress,
        )
    records.show_written([written], as_json)
