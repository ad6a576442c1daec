"""`headrace graph`: what a graph is made of."""

from __future__ import annotations

from collections.abc import Iterable

import click

from headrace.graph.graphdef import inspection
from headrace.graph.graphdef.inspection import GraphSummary, Port

from . import support

_MOST = 20  # ports that are shown


@click.command()
@support.source
@click.option("--all", "show_all", is_flag=True, help="Show all outputs, however many there are.")
@support.json_option
def command(source: str, show_all: bool, as_json: bool) -> None:
    """Print the ops of a graph by type, its inputs and outputs, and which ops headrace does not have.

    FILE is a GraphDef, MetaGraphDef or SavedModel, binary or text; an event file; a checkpoint, whose .meta is meant; or the
    directory of a SavedModel. Outputs are nodes whose results nothing takes.

    Example: headrace graph logs/graph.pbtxt
    """
    found = inspection.graphs(source)
    if as_json:
        support.print_json(found)
        return
    for number, one in enumerate(found):
        if number:
            click.echo("")
        _print(one, None if show_all else _MOST)


def _print(one: GraphSummary, most: int | None) -> None:
    tags = f", tags {', '.join(one.tags)}" if one.tags else ""
    click.echo(f"{one.form}{tags}: {one.nodes:,} nodes of {len(one.ops)} types, version {one.producer}\n")
    support.print_table(["op", "nodes", ""], [(op, f"{n:,}", _mark(op in one.not_covered)) for op, n in one.ops.items()], [1])
    _print_ports("inputs", one.inputs, most)
    _print_ports("outputs", one.outputs, most)
    for signature in one.signatures:
        click.echo(f"\nsignature {signature.name} ({signature.method})")
        rows = [("in", name, *_cells(port)) for name, port in signature.inputs.items()]
        rows += [("out", name, *_cells(port)) for name, port in signature.outputs.items()]
        support.print_table(["", "name", "tensor", "type", "shape"], [row[:5] for row in rows])
    if one.not_covered:
        click.echo(f"\nheadrace does not have {len(one.not_covered)} of its types: {', '.join(one.not_covered)}")
    elif one.refused:
        click.echo(f"\nheadrace has all its types, and does not import it: {one.refused}")
    else:
        click.echo("\nheadrace imports it")


def _mark(is_missing: bool) -> str:
    return "not covered" if is_missing else ""


def _print_ports(heading: str, ports: Iterable[Port], most: int | None) -> None:
    listed = list(ports)
    click.echo("")
    if not listed:
        click.echo(f"no {heading}")
        return
    support.print_table([heading, "type", "shape", "op"], [(*_cells(port), port.op) for port in listed[:most]])
    if most is not None and len(listed) > most:
        click.echo(f"... and {len(listed) - most} more; --all shows them")


def _cells(port: Port) -> tuple[str, str, str]:
    if port.shape is None:
        return port.name, port.dtype, "?" if port.dtype else ""
    return port.name, port.dtype, "[" + ", ".join("?" if size is None else str(size) for size in port.shape) + "]"
