"""`headrace verify`: whether files are whole."""

from __future__ import annotations

import click

from headrace.formats import tfrecord

from .. import cli
from . import support
from .support import records


@click.command()
@support.sources
@support.workers_options("check files")
@support.json_option
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], workers: int | None, on_ray: bool, as_json: bool) -> None:
    """Check every checksum of TFRecord files, and name the bytes that are damaged.

    Checking goes on behind damage. The exit code is 1 where a file is damaged.

    \b
    Examples:
      headrace verify train-*.tfrecord
      headrace verify --ray '/shared/train-*.tfrecord'
    """
    paths = support.expanded(sources)
    with support.progress(paths, "verifying") as progress:
        found = tfrecord.verify_all(paths, workers=support.workers(workers, on_ray), progress=progress)
    reports = [one for one in found if isinstance(one, tfrecord.Report)]
    failures = [one for one in found if not isinstance(one, tfrecord.Report)]
    if as_json:
        files = [report.to_json() for report in reports]
        support.print_json({"files": files, "failures": [cli.one_line(one) for one in failures]})
    else:
        for report in reports:
            _show(report)
    for failure in failures[:-1]:
        click.echo(f"headrace: {cli.one_line(failure)}", err=True)
    if failures:
        raise failures[-1]
    if not all(report.is_whole for report in reports):
        context.exit(cli.FILES_AT_FAULT)


def _show(report: tfrecord.Report) -> None:
    good = f"{support.count_text(report.records, 'good record')} in {support.bytes_text(report.good_bytes)}"
    kind = f" of {report.compression} data" if report.compression else ""
    if report.is_whole:
        click.echo(f"{report.path}: whole, {good}{kind}")
        return
    lost = support.bytes_text(report.lost_bytes)
    click.echo(f"{report.path}: damaged, {good}{kind}; {lost} in {support.count_text(len(report.damage), 'range')} are not")
    records.show_damage(report.damage)
