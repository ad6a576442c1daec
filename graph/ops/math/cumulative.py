"""Sums and products of the elements up to each one."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import shifted_axis
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...runtime.memory_order import forwards
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import bracket


def _cumulative(type: str, accumulate: Any, allowed: Any = dtypes.NUMBERS) -> Op:
    """An op `(x, axis) -> out` that accumulates by a ufunc."""
    definition = Op(
        type,
        "x: T, axis: Tidx -> out: T",
        "exclusive: bool = false, reverse: bool = false, Tidx: {int32, int64} = int32",
        traits=PURE,
        T=allowed,
        shape=same_as_first,
        batch=shifted_axis(1),
    )

    @definition.kernel
    def kernel(x: Any, axis: Any, exclusive: bool, reverse: bool) -> Any:
        if np.ndim(axis):
            raise invalid(f"ScanOp: axis must be a scalar, not {bracket(np.shape(axis))}")
        if not -np.ndim(x) <= axis < np.ndim(x):
            raise invalid(f"ScanOp: Expected scan axis in the range [{-np.ndim(x)}, {np.ndim(x)}), but got {axis}")
        rows = np.moveaxis(x, int(axis), 0)
        rows = rows[::-1] if reverse else rows
        if exclusive:
            found = np.full(rows.shape, accumulate.identity, rows.dtype)
            accumulate.accumulate(rows[:-1], 0, dtype=rows.dtype, out=found[1:])
        else:
            found = accumulate.accumulate(rows, 0, dtype=rows.dtype)
        return np.moveaxis(forwards(found[::-1]) if reverse else found, 0, int(axis))

    return definition


CUMSUM = _cumulative("Cumsum", np.add)
CUMPROD = _cumulative("Cumprod", np.multiply)
CUMULATIVE_LOGSUMEXP = _cumulative("CumulativeLogsumexp", np.logaddexp, dtypes.FLOATS)


@CUMSUM.gradient
def _cumsum_gradient(op: Operation, dy: Any) -> list:
    return [cumsum(dy, op.inputs[1], op.get_attr("exclusive"), not op.get_attr("reverse")), None]


@CUMPROD.gradient
def _cumprod_gradient(op: Operation, dy: Any) -> list:
    x, axis = op.inputs
    exclusive, reverse = op.get_attr("exclusive"), op.get_attr("reverse")
    product = cumprod(x, axis, exclusive, reverse)
    total = cumsum(product * dy, axis, exclusive, not reverse)
    # As in TensorFlow 2: nothing is conjugated, and zeros receive nothing.
    return [ops.div_no_nan(total, x), None]


@CUMULATIVE_LOGSUMEXP.gradient
def _cumulative_logsumexp_gradient(op: Operation, dy: Any) -> list:
    x, axis = op.inputs
    least = ops.fill(ops.shape(dy), ops.cast(dy.dtype.min, dy.dtype))

    def share(positive: Tensor) -> Tensor:
        """What the positive part of a gradient gives: by logarithms, as what is divided by may be out of range."""
        logarithm = ops.where(ops.greater(positive, 0), ops.log(positive), least)
        later = cumulative_logsumexp(logarithm - op.outputs[0], axis, op.get_attr("exclusive"), not op.get_attr("reverse"))
        return ops.exp(later + x)

    return [share(dy) - share(ops.negative(dy)), None]


@export("cumsum", "math.cumsum")
def cumsum(
    x: TensorLike, axis: IntegersLike = 0, exclusive: bool = False, reverse: bool = False, name: str | None = None
) -> Tensor:
    """The sums of the elements up to each one along an axis.

    Args:
      x: numbers.
      axis: int32 or int64 scalar in [-rank, rank).
      exclusive: whether the element itself is left out.
      reverse: whether it goes from the end.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
      InvalidArgumentError: (when run) `axis` is out of range, or no scalar.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.cumsum([1, 2, 3])).tolist()
      [1, 3, 6]
    """
    return CUMSUM(x, axis, exclusive=exclusive, reverse=reverse, name=name)


@export("cumprod", "math.cumprod")
@documented_by(cumsum)
def cumprod(
    x: TensorLike, axis: IntegersLike = 0, exclusive: bool = False, reverse: bool = False, name: str | None = None
) -> Tensor:
    """The products of the elements up to each one along an axis."""
    return CUMPROD(x, axis, exclusive=exclusive, reverse=reverse, name=name)


@export("math.cumulative_logsumexp")
@documented_by(cumsum)
def cumulative_logsumexp(
    x: TensorLike, axis: IntegersLike = 0, exclusive: bool = False, reverse: bool = False, name: str | None = None
) -> Tensor:
    """The logarithms of the sums of exp(x) up to each element along an axis; -inf where nothing is summed.

    Args:
      x: float16, float32 or float64.
    """
    return CUMULATIVE_LOGSUMEXP(x, axis, exclusive=exclusive, reverse=reverse, name=name)
