"""`headrace shuffle`: records in another order."""

from __future__ import annotations

import click

from headrace.formats.shards import shuffle

from . import support
from .support import records


@click.command()
@support.sources
@support.target
@support.seed_option
@click.option(
    "--shards", type=click.IntRange(1, 99999), metavar="N", help="Write N files DST-00000-of-0000N, equal in records."
)
@support.workers_options("sort files and write shards")
@click.option(
    "--memory", type=records.Bytes(), default="100MB", show_default=True, help="To work in, of each process: 500MB, 2GiB."
)
@records.compression_option
@support.force_option
@support.json_option
def command(
    sources: tuple[str, ...],
    target: str,
    seed: int,
    shards: int | None,
    workers: int | None,
    on_ray: bool,
    memory: int,
    compression: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the records of all TFRecord files to DST, in an order that only the seed decides.

    Files may be far larger than the memory: what does not fit is in a temporary file beside DST meanwhile.

    \b
    Examples:
      headrace shuffle 'train-*.tfrecord' shuffled.tfrecord --seed 1 --memory 1GB
      headrace shuffle --ray --shards 100 '/shared/train-*.tfrecord' /shared/shuffled
    """
    paths = support.expanded(sources)
    with support.progress(paths, "shuffling") as progress:
        written = shuffle(
            paths,
            target,
            seed=seed,
            memory=memory,
            shards=shards,
            workers=support.workers(workers, on_ray),
            compression=compression,
            force=force,
            progress=progress,
        )
    records.show_written(written, as_json)
