"""Nodes of the samples on inputs of which more or less is known, and what is then known of their outputs.

`golden/shapes/ops.jsonl` has one line per sampled node: its name, a digest of what was asked (the op's type, its
attributes, the cases), and what TensorFlow said of each case: the shapes of the outputs, or the words of the refusal.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.graph.core.build import made_node
from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.state.variable import VARIABLE

from .golden import DIRECTORY
from .op_samples import Node
from .op_values import bare
from .shapes.programs import shape_text

FILE = DIRECTORY / "shapes" / "ops.jsonl"


class Given(NamedTuple):
    """What is known of one input: its value where `value` is given, else its shape; None is unknown, as a size or in whole."""

    shape: tuple[int | None, ...] | None
    value: np.ndarray | None = None


Case = tuple[Given, ...]


def cases(node: Node, inputs: Sequence[np.ndarray]) -> list[Case]:
    """The questions about a node: inputs known by value, shape, rank or not at all, and inputs that do not fit."""
    usual = tuple(_usual(tensor, array) for tensor, array in zip(node.op.inputs, inputs, strict=True))
    found: dict[str, Case] = {}

    def add(case: Case) -> None:
        found.setdefault(described(case), case)

    add(usual)
    for change in _FORGET:
        add(tuple(change(given) for given in usual))
        add(tuple(given if given.value is not None else change(given) for given in usual))
    for position, given in enumerate(usual):
        for change in (*_FORGET, *_SPOIL):
            add((*usual[:position], change(given), *usual[position + 1 :]))
    rng = random.Random(len(inputs))
    for _ in range(6 if len(inputs) > 1 else 0):
        add(tuple(rng.choice(_FORGET)(given) for given in usual))
    return list(found.values())


def _usual(tensor: Any, array: np.ndarray) -> Given:
    """Settings are known by value, data by shape."""
    is_setting = tensor.dtype.is_integer and array.size <= 8 and not tensor.dtype.name.endswith("_ref")
    return Given(array.shape, array if is_setting else None)


def _sized(position: int, change: Callable[[int], int | None]) -> Callable[[Given], Given]:
    def changed(given: Given) -> Given:
        if not given.shape:
            return Given(given.shape)
        sizes = list(given.shape)
        sizes[position] = None if sizes[position] is None else change(sizes[position])
        return Given(tuple(sizes))

    return changed


def _valued(change: Callable[[np.ndarray], np.ndarray]) -> Callable[[Given], Given]:
    def changed(given: Given) -> Given:
        if given.value is None:
            return given
        with np.errstate(all="ignore"):
            return Given(given.shape, np.asarray(change(given.value), given.value.dtype))

    return changed


_FORGET: list[Callable[[Given], Given]] = [
    lambda given: Given(None),
    lambda given: Given(given.shape),
    lambda given: Given(None if given.shape is None else (None,) * len(given.shape)),
    _sized(0, lambda size: None),
    _sized(-1, lambda size: None),
]
_SPOIL: list[Callable[[Given], Given]] = [
    lambda given: Given((2, *given.shape)),
    lambda given: Given((*given.shape, 1)),
    lambda given: Given(given.shape[1:]),
    lambda given: Given(()),
    _sized(0, lambda size: size + 1),
    _sized(-1, lambda size: size + 1),
    _sized(0, lambda size: 0),
    _valued(lambda value: -value - 1),
    _valued(lambda value: value + 1),
    _valued(lambda value: value * 0),
    _valued(lambda value: value + 100),
]


def described(case: Case) -> str:
    """A case in words."""
    return ", ".join(shape_text(g.shape) if g.value is None else f"{g.value.dtype}{g.value.tolist()}" for g in case)


def digest(node: Node, asked: Sequence[Case]) -> str:
    """What is asked about a node."""
    message = bare(node)
    found = hashlib.sha256(message.op.encode())
    for name in sorted(message.attr):
        found.update(name.encode() + message.attr[name].SerializeToString(deterministic=True))
    for case in asked:
        found.update(described(case).encode())
    return found.hexdigest()[:16]


def refusal(error: Exception) -> str:
    """The words of an error without those that say at which node it is."""
    return "!" + re.split(r" for '(?:{{node|asked')", str(error))[0]


def answer(node: Node, case: Case) -> str:
    """The shapes of the outputs of a node, or its refusal."""
    graph = Graph()
    with graph.as_default():
        tensors = []
        for tensor, given in zip(node.op.inputs, case, strict=True):
            kind = tensor.dtype.base_dtype
            if tensor.dtype.name.endswith("_ref"):
                tensors.append(VARIABLE(shape=given.shape, dtype=kind))
            elif given.value is not None:
                tensors.append(constant(given.value, kind))
            else:
                tensors.append(placeholder(kind, given.shape))
        try:
            made = made_node(graph, node.op.definition, "asked", tensors, dict(node.op.attributes), [], None)
        except ValueError as error:
            return refusal(error)
    return " ".join(shape_text(output.static_shape) for output in made.outputs)
