"""`headrace index`: what makes random access quick."""

from __future__ import annotations

import click

from headrace.formats import tfrecord

from . import support


@click.command()
@support.sources
@support.json_option
def command(sources: tuple[str, ...], as_json: bool) -> None:
    """Make the indices of TFRecord files that `tfrecord.open` finds any record by.

    The index of train.tfrecord is .train.tfrecord.index; one that fits the file is left as it is.

    Example: headrace index train-*.tfrecord
    """
    paths = support.expanded(sources)
    found = []
    with support.progress(paths, "indexing") as progress:
        for path in paths:
            found.append(tfrecord.index(path, progress=progress))
    if as_json:
        support.print_json(found)
        return
    for one in found:
        click.echo(f"{one.path}: {support.number_text(one.records)} records, {'made' if one.is_new else 'there already'}")
