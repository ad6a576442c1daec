"""Everything that is asked for its gradients: sampled ops and programs, each with its points."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np

from headrace.graph.core.op import import_all_ops

from ..op_samples import Node, Sample, built, names_of, written_samples
from ..op_values import digest as digest_of_node
from .golden import digest
from .points import SECOND, points
from .programs import PROGRAMS, Program

ENDLESS = {"MatrixLogarithm"}
"""Ops with which TensorFlow, asked at zeros, never ends; they have no gradients."""


class OpCase:
    """A sampled op."""

    is_op = True

    def __init__(self, name: str, sample: Sample) -> None:
        self.name = name
        self.group = sample.type
        self._sample = sample
        self.points = dict(points(sample))

    @property
    def digest(self) -> str:
        node = built(self._sample)
        return digest(digest_of_node(node, node.inputs()), self.points)

    def node(self, arrays: list[np.ndarray], shapes_known: bool = True) -> Node:
        return built(self._sample, arrays, shapes_known)

    def twice(self, point: str) -> bool:
        return point in SECOND

    def also_unknown(self, point: str) -> bool:
        return point == "own" or point.startswith("no ")

    def graph(self, tf: Any, arrays: list[np.ndarray], shapes_known: bool) -> tuple:
        """In headrace: the graph, the outputs, what to derive by, and what to feed (None: a constant)."""
        node = self.node(arrays, shapes_known)
        xs = floating(x for x in node.op.inputs if x.op.type != "Const")
        return node.graph, node.op.outputs, xs, [node.fed.get(k) for k in range(len(arrays))]


def floating(tensors: Any) -> list:
    return [tensor for tensor in tensors if tensor.dtype.is_floating or tensor.dtype.is_complex]


class ProgramCase:
    """A program of several ops, as text."""

    is_op = False

    def __init__(self, program: Program) -> None:
        self.name = f"{program.group}: {program.text}"
        self.group = program.group
        self._program = program
        self.points = {point: list(arrays.values()) for point, arrays in program.points.items()}

    @property
    def digest(self) -> str:
        return digest(self._program.text + " ".join(next(iter(self._program.points.values()))), self.points)

    def twice(self, point: str) -> bool:
        return self._program.twice

    def also_unknown(self, point: str) -> bool:
        return True

    def graph(self, tf: Any, arrays: list[np.ndarray], shapes_known: bool) -> tuple:
        """In either library: the graph, the outputs, what to derive by, and what to feed."""
        names = list(next(iter(self._program.points.values())))
        graph = tf.Graph()
        with graph.as_default():
            fed = [tf.placeholder(tf.as_dtype(a.dtype), a.shape if shapes_known else None) for a in arrays]
            result = eval(self._program.text, {"tf": tf, "np": np, **dict(zip(names, fed, strict=True))})
        ys = list(result) if isinstance(result, (list, tuple)) else [result]
        return graph, ys, floating(fed), fed


@functools.cache
def cases() -> list[OpCase | ProgramCase]:
    import_all_ops()
    return [*_op_cases(), *map(ProgramCase, PROGRAMS)]


def _op_cases() -> Iterator[OpCase]:
    samples = written_samples()
    for name, sample in zip(names_of(samples), samples, strict=True):
        if sample.type not in ENDLESS and any(array.dtype.kind in "fc" for array in sample.arrays()):
            yield OpCase(name, sample)
