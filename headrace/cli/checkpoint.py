"""`headrace checkpoint`: what is in a checkpoint."""

from __future__ import annotations

from typing import Any

import click
import numpy as np

from headrace.graph.checkpoints import contents

from . import support
from .support import count_text

_MOST_BYTES = 60  # of a string that is shown among others


@click.command()
@support.source
@click.argument("name", required=False)
@support.json_option
def command(source: str, name: str | None, as_json: bool) -> None:
    """Print names, types and shapes of the tensors in a checkpoint, or the value of the one of that NAME.

    FILE is what `Saver.save` returned, one of the files of a checkpoint, or a directory: the latest in it.

    Example: headrace checkpoint logs/ layer1/weights
    """
    if name is not None:
        value = contents.value(source, name)
        if as_json:
            support.print_json({"name": name, "dtype": _type(value), "shape": value.shape, "value": value})
        else:
            click.echo(f"{name}: {_type(value)} {list(value.shape)}")
            strings: Any = {"object": _shortened}
            click.echo(np.array2string(value, separator=", ", threshold=200, max_line_width=100, formatter=strings))
        return
    found = contents.contents(source)
    elements = sum(tensor.elements for tensor in found.tensors)
    if as_json:
        tensors = [{"name": one.name, "dtype": one.dtype, "shape": one.shape} for one in found.tensors]
        support.print_json({"prefix": found.prefix, "version": found.version, "elements": elements, "tensors": tensors})
        return
    rows = [(one.name, one.dtype, list(one.shape), f"{one.elements:,}") for one in found.tensors]
    support.print_table(["name", "type", "shape", "elements"], rows, [3])
    click.echo(
        f"{count_text(len(rows), 'tensor')} of {count_text(elements, 'element')}; {found.prefix}, version {found.version}"
    )


def _shortened(text: bytes) -> str:
    return repr(text) if len(text) <= _MOST_BYTES else f"{text[:_MOST_BYTES]!r}... of {len(text):,} bytes"


def _type(value: np.ndarray) -> str:
    return "string" if value.dtype == object else value.dtype.name
