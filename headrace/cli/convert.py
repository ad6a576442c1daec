"""`headrace convert`."""

from __future__ import annotations

import contextlib
from typing import Any

import click

from headrace.formats import conversion, tables
from headrace.formats.files.directories import check_absent
from headrace.formats.quarantine import Policy, Quarantine, Skip
from headrace.formats.quarantine import replay as replay_letters

from . import support

_KINDS = click.Choice(sorted(tables.KINDS))
_COMPRESSIONS = {"none": "", "gzip": "GZIP", "zlib": "ZLIB"}


class _Rows(click.ParamType):
    """A number of rows, or `all`: None."""

    name = "N|all"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int | str:
        return "all" if value == "all" else click.IntRange(min=1).convert(value, parameter, context)


@click.command()
@support.sources
@support.target
@click.option("--from", "kind", type=_KINDS, help="The kind of the sources; otherwise their content tells.")
@click.option("--to", "target_kind", type=_KINDS, help="The kind of DST; otherwise its suffix tells.")
@click.option("--schema", help='What to read, such as "label:int64, box:float32[4], words:string[*], weight:float32?".')
@click.option("--infer-rows", type=_Rows(), default=1000, show_default=True, help="Infer the schema from so many of each file.")
@click.option("--shards", type=click.IntRange(1, 99999), metavar="N", help="Write N files DST-00000-of-0000N, equal in rows.")
@click.option("--shuffle", is_flag=True, help="Put the rows of all sources in another order.")
@support.seed_option
@click.option("--compression", type=click.Choice(list(_COMPRESSIONS)), help="Of DST; otherwise its suffix tells.")
@support.workers_options("write shards")
@click.option("--on-error", type=click.Choice(["raise", "skip"]), default="raise", show_default=True, help="At a bad record.")
@click.option("--quarantine", metavar="FILE", help="Leave bad records out, and write them to FILE: a TFRecord of Examples.")
@click.option("--replay", is_flag=True, help="SRC is a dead-letter file: write its records as they were, to be mended.")
@click.option("--most", type=click.IntRange(0), metavar="N", help="Leave out N bad records at most.")
@click.option("--no-verify", is_flag=True, help="Do not read back what was written.")
@click.option("--dry-run", is_flag=True, help="Show what would be done; write nothing.")
@support.force_option
@support.json_option
def command(
    sources: tuple[str, ...],
    target: str,
    kind: str | None,
    target_kind: str | None,
    schema: str | None,
    infer_rows: int | str,
    shards: int | None,
    shuffle: bool,
    seed: int,
    compression: str | None,
    workers: int | None,
    on_ray: bool,
    on_error: str,
    quarantine: str | None,
    replay: bool,
    most: int | None,
    no_verify: bool,
    dry_run: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Convert files to DST, whose suffix says of what kind it is to be.

    The rows of all files go, in order, by one schema, into one file or into shards, which appear when they are complete. Called
    again with the same arguments, a conversion that was killed goes on; the bytes are the same.

    \b
    Examples:
      headrace convert iris-*.csv iris.tfrecord
      headrace convert --shards 10 --shuffle --workers 4 digits/ digits.tfrecord.gz
      headrace convert --schema "label:int64, x:float32[4]" a.tfrecord a.parquet
      headrace convert --quarantine bad.tfrecord --most 100 log.jsonl log.tfrecord
      headrace convert --ray --shards 1000 logs/*.csv /shared/logs.tfrecord
      headrace convert --replay bad.tfrecord bad.jsonl
    """
    if most is not None and on_error == "raise" and quarantine is None:
        raise click.UsageError("--most is for --on-error skip or --quarantine")
    paths = support.expanded(sources)
    if replay:
        _replay(paths, target, force)
        return
    plan = conversion.plan(
        paths,
        target,
        kind=kind,
        target_kind=target_kind,
        schema=schema,
        infer_rows=None if isinstance(infer_rows, str) else infer_rows,
        shards=shards,
        seed=seed if shuffle else None,
        compression=None if compression is None else _COMPRESSIONS[compression],
        leaves_out=on_error == "skip" or quarantine is not None,
    )
    if not as_json:
        _show_plan(plan)
    if dry_run:
        if as_json:
            support.print_json(_plan_as_json(plan))
        else:
            click.echo("\n".join(plan.targets))
        return
    with contextlib.ExitStack() as stack:
        policy: Policy | None = None
        if plan.leaves_out:
            policy = stack.enter_context(Skip(most) if quarantine is None else Quarantine(quarantine, most))
        progress = stack.enter_context(support.progress(paths, "converting"))
        report = conversion.perform(
            plan,
            workers=support.workers(workers, on_ray),
            on_damage=policy,
            force=force,
            verify=not no_verify,
            progress=progress,
        )
    if as_json:
        support.print_json(report.to_json())
    else:
        _show_report(report, quarantine)


def _replay(paths: list[str], target: str, force: bool) -> None:
    if len(paths) != 1:
        raise click.UsageError("--replay takes one dead-letter file")
    check_absent(target, force)
    done = replay_letters(paths[0], target)
    without = f"; of {done.without_data:,} the bytes are not known" if done.without_data else ""
    click.echo(f"{target}: {done.records:,} records{without}")


def _show_plan(plan: conversion.Plan) -> None:
    kinds = ", ".join(sorted({source.kind.name for source in plan.sources}))
    files = "1 file" if len(plan.sources) == 1 else f"{len(plan.sources)} files"
    what = "records, copied as they are" if plan.schema is None else f"--schema '{plan.schema}'"
    click.echo(f"{files} of {kinds} to {plan.kind.name}: {what}", err=True)
    for note in plan.notes:
        click.echo(note, err=True)


def _plan_as_json(plan: conversion.Plan) -> dict[str, Any]:
    return {
        "sources": [{"path": source.path, "kind": source.kind.name, "bytes": source.size} for source in plan.sources],
        "targets": list(plan.targets),
        "kind": plan.kind.name,
        "schema": None if plan.schema is None else str(plan.schema),
        "compression": plan.compression,
        "notes": list(plan.notes),
    }


def _show_report(report: conversion.Report, quarantine: str | None) -> None:
    for bad in report.first_left_out:
        click.echo(f"left out: {bad.reason}", err=True)
    if report.left_out:
        into = "" if quarantine is None else f"; see {quarantine}"
        records = "1 bad record was" if report.left_out == 1 else f"{report.left_out:,} bad records were"
        click.echo(f"{records} left out{into}", err=True)
    kept = f", {report.kept} of them made before" if report.kept else ""
    first = report.shards[0].path
    files = first if len(report.shards) == 1 else f"{len(report.shards)} files {first} ..."
    size = support.bytes_text(sum(shard.size for shard in report.shards))
    click.echo(f"{files}: {report.rows:,} rows, {size}{kept}")
