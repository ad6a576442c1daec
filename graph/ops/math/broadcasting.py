"""What broadcasting means for gradients: what was repeated is added up."""

from __future__ import annotations

from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.static_shapes import is_full, with_rank

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
    return tuple(np.flatnonzero(np.append(np.ones(rank - len(s), s.dtype), s) == 1).astype(s.dtype) for s in (s0, s1))


def unbroadcast(dy: Tensor, x: Tensor) -> Tensor:
    """The gradient of `x` where broadcasting made it the shape of `dy`."""
    given, whole = x.static_shape, dy.static_shape
    if given is not None and whole is not None and is_full(given) and is_full(whole):
        if given == whole:
            return dy
        missing = len(whole) - len(given)
        axes = [k for k in range(len(whole)) if k < missing or (given[k - missing] == 1 and whole[k] != 1)]
        summed = ops.reduce_sum(dy, axes) if axes else dy
        return summed if summed.static_shape == given else ops.reshape(summed, given)
    axes, _ = BROADCAST_GRADIENT_ARGS(ops.shape(x), ops.shape(dy))
    return ops.reshape(ops.reduce_sum(dy, axes), ops.shape(x))


def unbroadcast_both(op: Operation, dx: Any, dy: Any) -> list:
    """The gradients of the two inputs of a broadcasting op, each summed to its input's shape."""
    x, y = op.inputs
    return [
        None if dx is None else unbroadcast(dx, x),
        None if dy is None else unbroadcast(dy, y),
    ]
