"""`headrace events`: what is in event files."""

from __future__ import annotations

import fnmatch
import shutil
from collections.abc import Sequence

import click
import numpy as np

from headrace.graph.events import reading
from headrace.graph.events.reading import Run, Series

from . import support
from .support import drawing


@click.command()
@support.sources
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Show the values of this tag; may be a pattern.")
@support.json_option
@click.pass_context
def command(context: click.Context, sources: Sequence[str], tags: Sequence[str], as_json: bool) -> None:
    """Print the tags of event files, how many values each has, and with --tag all of them and their curve.

    A directory means all event files in it and below.

    Example: headrace events logs/ --tag loss
    """
    found = reading.runs(support.expanded(sources))
    chosen = [(run, [tag for tag in run.series if _is_wanted(tag, tags)]) for run in found]
    if tags and not any(names for _, names in chosen):
        known = sorted({tag for run in found for tag in run.series})
        raise click.UsageError(f"no tag is {' or '.join(tags)}; there are {', '.join(known) or 'none'}")
    if as_json:
        support.print_json([row for run, names in chosen for row in reading.rows(run, names)])
    elif tags:
        for run, names in chosen:
            for tag in names:
                _print_series(run, tag, run.series[tag])
    else:
        support.print_table(
            ["run", "tag", "kind", "values", "steps", "least", "greatest", "last", ""],
            [_row(run, tag, run.series[tag]) for run, names in chosen for tag in names],
            [3, 4, 5, 6, 7],
        )
        for run in found:
            if run.graphs:
                click.echo(f"{run.name}: {support.count_text(run.graphs, 'graph')}; `headrace graph` shows those of one file")
    failures = [failure for run in found for failure in run.failures]
    for failure in failures:
        click.echo(f"headrace: {' '.join(str(failure).split())}", err=True)
    if failures:
        context.exit(1)


def _is_wanted(tag: str, tags: Sequence[str]) -> bool:
    return not tags or any(tag == one or fnmatch.fnmatchcase(tag, one) for one in tags)


def _row(run: Run, tag: str, series: Series) -> list[str]:
    first, last = min(series.steps), max(series.steps)
    cells = [run.name, tag, series.kind, f"{len(series):,}", f"{first:,}" if first == last else f"{first:,} to {last:,}"]
    if series.kind != "scalar":
        return [*cells, "", "", "", ""]
    values = series.values
    return [
        *cells,
        *map(support.number_text, (np.fmin.reduce(values), np.fmax.reduce(values), values[-1])),
        drawing.spark(values),
    ]


def _print_series(run: Run, tag: str, series: Series) -> None:
    click.echo(f"{run.name}: {tag}")
    if series.kind == "scalar" and len(series) > 1:
        width = max(20, min(100, shutil.get_terminal_size().columns) - 20)
        click.echo("\n".join(drawing.curve(series.steps, series.values, width)))
    rows = [(step, _text(value)) for step, value in zip(series.steps, series.values, strict=True)]
    support.print_table(["step", "value"], rows, [0, 1] if series.kind == "scalar" else [0])


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.8g}"
    assert isinstance(value, dict)
    return ", ".join(
        f"{name} {support.number_text(one) if isinstance(one, (int, float)) else one}" for name, one in value.items()
    )
