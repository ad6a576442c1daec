"""What TensorFlow made of sampled nodes: what was asked, and how the answers are written.

`golden/ops/values.jsonl` has one line per node: the sample's name, a digest of what was asked (the op's type, its
attributes, the arrays that reach it), and the outputs, followed by what its variables hold after it. A sample that was
changed asks something else: its answer has to be recorded (golden/ops/record.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.graphdef.export import node_def

from .golden import DIRECTORY
from .op_samples import Node

FILE = DIRECTORY / "ops" / "values.jsonl"


def bare(node: Node) -> Any:
    """The NodeDef of a node without name, inputs, and attributes that are not its op's own (where it is placed)."""
    message = node_def(node.op)
    for field in ("name", "input", "device"):
        message.ClearField(field)
    for name in [name for name in message.attr if name.startswith("_")]:
        del message.attr[name]
    return message


def digest(node: Node, inputs: Sequence[np.ndarray]) -> str:
    """What is asked: the op's type, its attributes, and the arrays that reach it."""
    message = bare(node)
    found = hashlib.sha256(message.op.encode())
    for name in sorted(message.attr):
        found.update(name.encode() + message.attr[name].SerializeToString(deterministic=True))
    for array in inputs:
        found.update(repr(to_json(array)).encode())
    return found.hexdigest()[:16]


def to_json(array: np.ndarray) -> list:
    """An array as type, shape and elements; texts one character a byte, complex numbers as two numbers."""
    flat = array.reshape(-1)
    if array.dtype == object:
        return ["string", list(array.shape), [item.decode("latin-1") for item in flat.tolist()]]
    if array.dtype.kind == "c":
        flat = np.stack([flat.real, flat.imag], 1).reshape(-1)
    # Floats in as few digits as tell them apart in their own type.
    elements = [float(str(item)) for item in flat] if flat.dtype.kind == "f" else flat.tolist()
    return [array.dtype.name, list(array.shape), elements]


def of_json(cell: Sequence[Any]) -> np.ndarray:
    """The array that `to_json` wrote."""
    kind, shape, elements = cell
    if kind == "string":
        flat = np.empty(len(elements), object)
        flat[:] = [item.encode("latin-1") for item in elements]
    elif kind.startswith("complex"):
        flat = np.array(elements, np.float64).view(np.complex128).astype(kind)
    else:
        flat = np.array(elements, kind)
    return flat.reshape(shape)


def line(name: str, asked: str, outputs: Sequence[np.ndarray]) -> str:
    """One line of the file."""
    return json.dumps([name, asked, *map(to_json, outputs)], separators=(",", ":"))


def recorded() -> dict[str, list[np.ndarray]]:
    """The recorded outputs by what was asked."""
    lines = map(json.loads, FILE.read_text().splitlines())
    return {asked: list(map(of_json, outputs)) for _, asked, *outputs in lines}
