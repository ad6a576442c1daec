"""`headrace check`."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from ..programs import checking
from . import FILES_AT_FAULT, support


@click.command()
@click.option("--py2", "python2", is_flag=True, help="Read all as Python 2. A file that is no Python 3 is read so anyway.")
@support.json_option
@click.argument("programs", nargs=-1, required=True, metavar="PROGRAM...")
def command(programs: tuple[str, ...], python2: bool, as_json: bool) -> None:
    """List the names of TensorFlow that programs use, and what else headrace run mends, without running them.

    PROGRAM is a file, or a folder of which all .py files are read. Exit code 1: a name is not there, or a file cannot be read.

    Example: headrace check train.py models/
    """
    report = checking.check(programs, python2=python2)
    if as_json:
        support.print_json(_values(report))
    else:
        _print(report)
    sys.exit(FILES_AT_FAULT if report.missing or report.faults else 0)


def _values(report: checking.Report) -> dict[str, object]:
    return {
        "files": report.files,
        "python2": report.python2,
        "names": [
            {**found._asdict(), "places": [place._asdict() for place in places]} for found, places in report.names.items()
        ],
        "mended": [mended._asdict() for mended in report.mended],
        "faults": [{"path": path, "said": said} for path, said in report.faults],
    }


def _print(report: checking.Report) -> None:
    there = {found: places for found, places in report.names.items() if found.is_there}
    for found, places in there.items():
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        click.echo(f"{found.name}  {_places(places[:1])}{more}")
    mended = (one for one in report.mended if not one.precaution)
    _section("mended by headrace run", (f"{one.path}:{one.line}: {one.found} -> {one.instead}: {one.why}" for one in mended))
    missing = ((found, places) for found, places in report.names.items() if not found.is_there)
    _section("not there", (f"{found.name}  {_places(places)}: {found.said}" for found, places in missing))
    _section("not read", (f"{path}: {said}" for path, said in report.faults))
    files = f"{len(report.files)} file{'s' * (len(report.files) != 1)}"
    old = f", {len(report.python2)} in Python 2 (headrace run --py2)" if report.python2 else ""
    click.echo(f"\n{files}{old}: {len(there)} of {len(report.names)} names are there")


def _section(title: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        click.echo("\n".join(["", f"{title}:", *(f"  {line}" for line in found)]))


def _places(places: list[checking.Place]) -> str:
    return ", ".join(f"{place.path}:{place.line}{' (in a try)' * place.guarded}" for place in places)
