"""`headrace count`: how many records files have."""

from __future__ import annotations

from collections.abc import Sequence

import click

from headrace.formats.errors import OpError
from headrace.formats.tables.looking import Table

from .. import cli
from . import support


@click.command()
@support.sources
@support.kind_option
@support.json_option
@click.pass_context
def command(context: click.Context, sources: Sequence[str], kind: str | None, as_json: bool) -> None:
    """Count the records of each file, and of all. As little is read as each format allows.

    Example: headrace count 'train-*.tfrecord'
    """
    paths = support.expanded(sources)
    found, failures = [], []
    with support.progress(paths, "counting") as progress:
        for path in paths:
            try:
                table = Table.of(path, kind)
                found.append((path, table.kind.name, table.kind.count(path, progress)))
            except OpError as error:
                failures.append(error)
    total = sum(count for _, _, count in found)
    if as_json:
        files = [{"file": path, "kind": name, "records": count} for path, name, count in found]
        support.print_json({"records": total, "files": files, "failures": [cli.one_line(one) for one in failures]})
    elif found:
        rows = [(f"{count:,}", path) for path, _, count in found] + [(f"{total:,}", "in all")] * (len(paths) > 1)
        support.print_table(["records", "file"], rows, [0])
    if failures:
        for failure in failures[:-1]:
            click.echo(f"headrace: {cli.one_line(failure)}", err=True)
        raise failures[-1]
