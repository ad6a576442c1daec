"""Order statistics: the n-th smallest element."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank, with_rank_at_least

_NTH_ELEMENT = Op(
    "NthElement", "input: T, n: int32 -> values: T", "reverse: bool = false", traits=PURE, T=dtypes.REALS, batch=native
)


@_NTH_ELEMENT.shape
def _nth_element_shape(op: Operation) -> StaticShape:
    shape = with_rank_at_least(op.inputs[0].static_shape, 1)
    n = constant_value(op.inputs[1])
    if n is not None:
        with_rank(op.inputs[1].static_shape, 0)
        if n < 0:
            raise ValueError(f"Dimension size, given by scalar input 1, must be non-negative but is {n}")
        if shape is not None and shape[-1] is not None and shape[-1] <= n:
            raise ValueError(f"Input must have last dimension > n = {n} but is {shape[-1]}")
    return None if shape is None else shape[:-1]


@_NTH_ELEMENT.kernel
def _nth_element(input: Any, n: Any, reverse: bool) -> Any:
    if np.ndim(n):
        raise invalid(f"N must be scalar, got shape {bracket(np.shape(n))}")
    if n < 0:
        raise invalid(f"Need n >= 0, got {n}")
    if np.ndim(input) < 1:
        raise invalid(f"Input must be >= 1-D, got shape {bracket(np.shape(input))}")
    columns = input.shape[-1]
    if columns <= n:
        raise invalid("Input must have at least n+1 columns")
    at = columns - 1 - int(n) if reverse else int(n)
    return np.partition(input, at, axis=-1)[..., at].copy()


@_NTH_ELEMENT.gradient
def _nth_element_gradient(op: Operation, dy: Any) -> list:
    """Equal elements share it."""
    chosen = ops.cast(ops.equal(ops.expand_dims(op.outputs[0], -1), op.inputs[0]), dy.dtype)
    dy = ops.expand_dims(dy, -1)
    count = ops.expand_dims(ops.reduce_sum(chosen, -1), -1)
    return [ops.div(chosen, count) * dy, None]


@export("contrib.nn.nth_element")
def nth_element(input: TensorLike, n: TensorLike, reverse: bool = False, name: str | None = None) -> Tensor:
    """The n-th smallest element of each row.

    Args:
      input: real numbers [..., columns].
      n: int32 scalar; 0 is the smallest.
      reverse: count from the largest.

    Returns:
      [...] of the dtype of `input`.

    Raises:
      ValueError: a scalar. InvalidArgumentError: (when run) there are not so many columns.
    """
    return _NTH_ELEMENT(input, n, reverse=reverse, name=name)
