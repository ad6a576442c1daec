"""What broadcasting means for gradients: what was repeated is added up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ... import ops
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.static_shapes import bracket, is_full, with_rank
from ..arrays.shape_queries import SHAPE

BROADCAST_GRADIENT_ARGS = Op(
    "BroadcastGradientArgs",
    "s0: T, s1: T -> r0: T, r1: T",
    "T: {int32, int64} = int32",
    traits=PURE,
    shape=lambda op: [(None,) for tensor in op.inputs if with_rank(tensor.static_shape, 1)],
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@BROADCAST_GRADIENT_ARGS.kernel
def _repeated_axes(s0: Any, s1: Any) -> tuple:
    if np.array_equal(s0, s1):
        return np.zeros(0, s0.dtype), np.zeros(0, s1.dtype)
    rank = max(len(s0), len(s1))
    for one, other in zip(s0[::-1].tolist(), s1[::-1].tolist(), strict=False):
        if 1 not in (one, other) and one != other:
            raise invalid(f"Incompatible shapes: {bracket(tuple(s0.tolist()))} vs. {bracket(tuple(s1.tolist()))}")
    return tuple(np.flatnonzero(np.append(np.ones(rank - len(s), s.dtype), s) == 1).astype(s.dtype) for s in (s0, s1))


Summed = Callable[[Tensor], Tensor]
"""Brings a gradient of a broadcasting op to the shape of one of its inputs: what was repeated is added up."""


def summed_to_inputs(op: Operation, dz: Tensor, always: bool = False) -> tuple[Summed, Summed]:
    """A function for each of the two inputs.

    Known shapes need no sum where nothing was repeated, unless `always` asks for one.
    """
    x, y = op.inputs
    shapes = x.static_shape, y.static_shape
    if always or not (is_full(shapes[0]) and is_full(shapes[1])):
        return summed_by(*(ops.shape(tensor) if always else SHAPE(tensor) for tensor in (x, y)))
    known = get_default_graph().shared("broadcast gradient args", dict)
    if shapes not in known:
        # TensorFlow works it out by a node, once for two shapes in a graph.
        BROADCAST_GRADIENT_ARGS(*(_sizes(shape) for shape in shapes))
        known[shapes] = [axes.tolist() for axes in _repeated_axes(*map(_sizes, shapes))]
    to_x, to_y = (
        _sum(axes, shape) if shape != dz.static_shape else _as_it_is for axes, shape in zip(known[shapes], shapes, strict=True)
    )
    return to_x, to_y


def summed_by(x: Tensor, y: Tensor) -> tuple[Summed, Summed]:
    """The functions for inputs of these shapes, which are known when run."""
    axes = BROADCAST_GRADIENT_ARGS(x, y)
    return _sum(axes[0], x), _sum(axes[1], y)


def _sizes(shape: Any) -> np.ndarray:
    return np.array(shape, np.int32)


def _sum(axes: Any, shape: Any) -> Summed:
    return lambda gradient: ops.reshape(ops.reduce_sum(gradient, axes), shape)


def _as_it_is(gradient: Tensor) -> Tensor:
    return gradient


def is_elementwise(op: Operation, dz: Tensor) -> bool:
    """Whether the inputs of a broadcasting op and its gradient are known to be of one shape."""
    x, y = op.inputs
    return x.static_shape == y.static_shape == dz.static_shape and is_full(x.static_shape)
