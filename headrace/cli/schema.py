"""`headrace schema`: what the records of files hold."""

from __future__ import annotations

from collections.abc import Sequence

import click

from headrace.formats.tables import looking, source_code
from headrace.formats.tables.looking import Table

from . import support


@click.command()
@support.sources
@support.kind_option
@support.rows_option
@click.option("--text", is_flag=True, help="Print the schema alone, as convert --schema takes it.")
@click.option("--code", is_flag=True, help="Print a program that reads the files.")
@support.json_option
def command(sources: Sequence[str], kind: str | None, rows: int, text: bool, code: bool, as_json: bool) -> None:
    """Infer the features of records, their types and shapes: as the spec for parse_single_example, to be pasted.

    Of files that are no TFRecords it is the spec of what `headrace convert` makes of them.

    Example: headrace schema train.tfrecord --code > read.py
    """
    tables = [Table.of(path, kind) for path in support.expanded(sources)]
    found = looking.schema_of(tables, rows or None)
    if as_json:
        kinds = sorted({table.kind.name for table in tables})
        support.print_json({"kinds": kinds, "schema": str(found), "features": found.to_json()})
    elif text:
        click.echo(str(found))
    elif code:
        click.echo(source_code.program(tables, found), nl=False)
    else:
        click.echo(f"# {found}")
        click.echo(f"features={source_code.features_spec(found)}")
