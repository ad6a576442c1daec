"""Elements rolled round along axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import shifted_axis
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, merge, with_rank_at_least, with_rank_at_most

ROLL = Op(
    "Roll",
    "input: T, shift: Tshift, axis: Taxis -> output: T",
    "Tshift: {int32, int64}, Taxis: {int32, int64}",
    traits=PURE,
    batch=shifted_axis(2),
)


@ROLL.shape
def _roll_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 1)
    merge(with_rank_at_most(op.inputs[1].static_shape, 1), with_rank_at_most(op.inputs[2].static_shape, 1))
    return known


@ROLL.kernel
def _roll(input: np.ndarray, shift: np.ndarray, axis: np.ndarray) -> np.ndarray:
    if not input.ndim:
        raise invalid("input must be 1-D or higher")
    for name, given in (("shift", shift), ("axis", axis)):
        if np.ndim(given) > 1:
            raise invalid(f"{name} must be a scalar or a 1-D vector. Found: {bracket(np.shape(given))}")
    if np.shape(shift) != np.shape(axis):
        raise invalid("shift and axis must have the same size")
    axes = [one + input.ndim if one < 0 else one for one in np.reshape(axis, -1).tolist()]
    for one in axes:
        if not 0 <= one < input.ndim:
            raise invalid(f"axis {one} is out of range")
    found = input.copy()
    for by, one in zip(np.reshape(shift, -1).tolist(), axes, strict=True):
        found = np.roll(found, by, one)
    return found


@ROLL.gradient
def _roll_gradient(op: Operation, dy: Any) -> list:
    return [ROLL(dy, -op.inputs[1], op.inputs[2]), None, None]


@export("roll", "manip.roll")
def roll(input: TensorLike, shift: TensorLike, axis: TensorLike, name: str | None = None) -> Tensor:
    """Elements moved along axes; what leaves at one end comes in at the other.

    Args:
      input: rank at least 1, any dtype.
      shift: int32 or int64, a scalar or a vector: by how many places, to higher ones where it is positive.
      axis: int32 or int64, of the shape of `shift`: along which axis each.

    Returns:
      the shape and dtype of `input`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) a scalar, an axis that there is not, shapes that do not fit.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.roll([0, 1, 2, 3], 1, 0)).tolist()
      [3, 0, 1, 2]
    """
    return ROLL(input, shift, axis, name=name)
