"""Integers bit by bit."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.rules.batch import elementwise
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import broadcast_of_inputs, same_as_first
from ...core.tensor import Tensor
from ...core.traits import ALLOCATES, PURE
from ...types import dtypes
from ...types.likes import TensorLike

_INTEGERS = tuple(map(dtypes.as_dtype, ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")))


def _of_two(type: str, kernel: Any) -> Op:
    return Op(
        type,
        "x: T, y: T -> z: T",
        T=_INTEGERS,
        traits=PURE | ALLOCATES,
        shape=broadcast_of_inputs,
        kernel=kernel,
        batch=elementwise,
        gradient=NO_GRADIENT,
    )


def _within(y: np.ndarray) -> np.ndarray:
    """Places that there are: what is more than the width of the type is the width less one, what is less than 0 is 0."""
    return np.clip(y, 0, y.dtype.itemsize * 8 - 1).astype(y.dtype)


BITWISE_AND = _of_two("BitwiseAnd", np.bitwise_and)
BITWISE_OR = _of_two("BitwiseOr", np.bitwise_or)
BITWISE_XOR = _of_two("BitwiseXor", np.bitwise_xor)
LEFT_SHIFT = _of_two("LeftShift", lambda x, y: np.left_shift(x, _within(y)))
RIGHT_SHIFT = _of_two("RightShift", lambda x, y: np.right_shift(x, _within(y)))
INVERT = Op(
    "Invert",
    "x: T -> y: T",
    T=_INTEGERS,
    traits=PURE | ALLOCATES,
    shape=same_as_first,
    kernel=np.invert,
    batch=elementwise,
    gradient=NO_GRADIENT,
)


@export("bitwise.bitwise_and")
def bitwise_and(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The bits that are set in both.

    Args:
      x, y: integers of one dtype; broadcast.

    Returns:
      of that dtype, of the broadcast shape.
    """
    return BITWISE_AND(x, y, name=name)


@export("bitwise.bitwise_or")
def bitwise_or(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The bits that are set in one of them.

    Args:
      x, y: integers of one dtype; broadcast.

    Returns:
      of that dtype, of the broadcast shape.
    """
    return BITWISE_OR(x, y, name=name)


@export("bitwise.bitwise_xor")
def bitwise_xor(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The bits that are set in just one of them.

    Args:
      x, y: integers of one dtype; broadcast.

    Returns:
      of that dtype, of the broadcast shape.
    """
    return BITWISE_XOR(x, y, name=name)


@export("bitwise.invert")
def invert(x: TensorLike, name: str | None = None) -> Tensor:
    """The bits that are not set.

    Args:
      x: integers.

    Returns:
      the shape and dtype of `x`.
    """
    return INVERT(x, name=name)


@export("bitwise.left_shift")
def left_shift(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The bits moved up, zeros below.

    Args:
      x, y: integers of one dtype; broadcast. A `y` below 0 counts as 0, one beyond the width of the type as that less 1.

    Returns:
      of that dtype, of the broadcast shape.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.bitwise.left_shift([1, 3], 2)).tolist()
      [4, 12]
    """
    return LEFT_SHIFT(x, y, name=name)


@export("bitwise.right_shift")
def right_shift(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The bits moved down; the sign, where there is one, stays.

    Args:
      x, y: integers of one dtype; broadcast. A `y` below 0 counts as 0, one beyond the width of the type as that less 1.

    Returns:
      of that dtype, of the broadcast shape.
    """
    return RIGHT_SHIFT(x, y, name=name)
