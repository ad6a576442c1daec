"""`headrace stats`: statistics of each feature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from headrace.formats.quarantine import Skip
from headrace.formats.tables import Schema, looking
from headrace.formats.tables.looking import Table
from headrace.formats.tables.statistics import FeatureStatistics

from . import support
from .support.values import described_bytes


@click.command()
@support.sources
@click.option("--field", "fields", multiple=True, metavar="NAME", help="Of this feature alone; may be repeated.")
@click.option("--top", type=click.IntRange(0), default=5, show_default=True, help="Show so many of the most frequent values.")
@support.kind_option
@support.schema_option
@support.rows_option
@support.workers_options("read files")
@support.json_option
@click.pass_context
def command(
    context: click.Context,
    sources: Sequence[str],
    fields: Sequence[str],
    top: int,
    kind: str | None,
    schema: str | None,
    rows: int,
    workers: int | None,
    on_ray: bool,
    as_json: bool,
) -> None:
    """Print of each feature its type, in how many records it is missing, how many values they have, minimum, mean, maximum and
    the most frequent values; of strings, the extremes of their lengths in bytes.

    Records that are damaged or do not fit the schema are left out and counted.

    \b
    Examples:
      headrace stats 'train-*.tfrecord' --field label
      headrace stats --ray '/shared/train-*.tfrecord'
    """
    paths = support.expanded(sources)
    tables = [Table.of(path, kind) for path in paths]
    wanted = Schema.parse(schema) if schema else looking.schema_of(tables, rows or None)
    if fields:
        wanted = looking.chosen(wanted, fields)
    policy = Skip()
    with support.progress(paths, "reading") as progress:
        found = looking.statistics(
            tables, wanted, on_damage=policy, workers=support.workers(workers, on_ray), progress=progress
        )
    if as_json:
        support.print_json({**found.to_json(top), "left_out": policy.count})
    else:
        click.echo(f"{support.count_text(found.rows, 'record')}\n")
        heads = ["feature", "type", "missing", "values", "least", "mean", "greatest", "distinct", "most frequent"]
        lines = [_line(wanted[name].type, name, one, top) for name, one in found.features.items()]
        support.print_table(heads, lines, [2, 3, 4, 5, 6, 7])
    if policy.count:
        click.echo(
            f"headrace: left out: {support.count_text(policy.count, 'record')}; the first: {policy.first[0].reason}", err=True
        )
        context.exit(1)


def _line(kind: str, name: str, one: FeatureStatistics, top: int) -> list[str]:
    numbers, lengths = one.numbers, one.lengths
    unit = " bytes" if one.dtype == "string" else ""
    spread = [_number(value) + unit for value in (numbers.least, numbers.mean, numbers.greatest)] if lengths.count else [""] * 3
    each = f"{_number(lengths.least)} to {_number(lengths.greatest)}" if lengths.least != lengths.greatest else ""
    distinct = one.frequencies.distinct
    return [
        name,
        kind,
        f"{one.missing:,}",
        each or _number(lengths.least),
        *spread,
        "many" if distinct is None else f"{distinct:,}",
        ", ".join(f"{_value(each.value)} ({each.times:,})" for each in one.frequencies.most(top)),
    ]


def _number(value: Any) -> str:
    return "" if value is None else support.number_text(value)


def _value(value: Any) -> str:
    return described_bytes(value) if isinstance(value, bytes) else support.number_text(value)
