"""Quotients and what is left of them, element by element."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.operation import Operation
from ...core.rules.gradient import NO_GRADIENT, UNDEFINED_GRADIENT
from ...core.rules.stage import Does, with_number
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE
from ...types import dtypes
from ...types.errors import InternalError, invalid
from ...types.likes import TensorLike
from .broadcasting import summed_to_inputs
from .elementwise import binary


def _realdiv(x: Any, y: Any) -> Tensor:
    return realdiv(x, y)


def _divide(x: Any, y: Any) -> Tensor:
    return divide(x, y)


def _quotient_gradient(divide: Callable[[Any, Any], Tensor]) -> Callable[..., list]:
    def gradient(op: Operation, dz: Any) -> list:
        to_x, to_y = summed_to_inputs(op, dz, always=True)
        x, y = map(ops.conj, op.inputs)
        return [to_x(divide(dz, y)), to_y(dz * divide(divide(ops.negative(x), y), y))]

    return gradient


def _nonzero(x: Any, y: Any, truncated: bool = False) -> None:
    """Raises InvalidArgumentError where an integer is divided by zero: where there is one to divide."""
    if np.asarray(y).dtype.kind in "iu" and not np.all(y) and np.size(x):
        if truncated:  # TensorFlow has no words for these
            raise InternalError(None, None, "Unexpected error in binary operator (only integer div and mod should have errors)")
        raise invalid("Integer division by zero")


def quotient(x: Any, y: Any) -> Any:
    """Division as C does it: integers are cut towards zero."""
    if np.asarray(y).dtype.kind not in "iu":
        return np.divide(x, y)
    _nonzero(x, y)
    quotient = np.floor_divide(x, y)
    return quotient + ((np.remainder(x, y) != 0) & ((np.less(x, 0)) != (np.less(y, 0)))).astype(quotient.dtype)


def _floor_div(x: Any, y: Any) -> Any:
    if np.asarray(y).dtype.kind not in "iu":
        return np.floor(np.divide(x, y))  # not Python's rule for what is infinite or rounded up to a whole number
    _nonzero(x, y)
    return np.floor_divide(x, y)


def _floor_mod(x: Any, y: Any) -> Any:
    if np.asarray(y).dtype.kind not in "iu":
        rest = np.fmod(x, y)
        return np.where((rest != 0) & (np.less(y, 0) != np.less(rest, 0)), rest + y, rest)[()]
    _nonzero(x, y)
    return np.mod(x, y)


def _truncate_div(x: Any, y: Any) -> Any:
    _nonzero(x, y, truncated=True)
    return quotient(x, y) if np.asarray(y).dtype.kind in "iu" else np.trunc(np.divide(x, y))


def _truncate_mod(x: Any, y: Any) -> Any:
    _nonzero(x, y, truncated=True)
    return np.fmod(x, y)


def _divide_into(x: Any, y: Any, out: np.ndarray) -> Any:
    return np.divide(x, y, out=out) if out.dtype.kind in "fc" else x / y  # quotients of integers are of another type


def _floor_mod_gradient(op: Operation, dz: Any) -> list:
    x, y = op.inputs
    to_x, to_y = summed_to_inputs(op, dz, always=True)
    quotient = FLOOR_DIV(x, y)
    return [to_x(dz), to_y(dz * ops.negative(quotient))]


REAL_DIV = binary(
    "RealDiv",
    operator.truediv,
    _quotient_gradient(_realdiv),
    traits=INFALLIBLE,
    kernel_into=_divide_into,
    stage=with_number(Does.DIVIDE),
)


DIV = binary("Div", quotient, _quotient_gradient(_divide))


TRUNCATE_DIV = binary("TruncateDiv", _truncate_div, NO_GRADIENT, dtypes.REALS)


FLOOR_DIV = binary("FloorDiv", _floor_div, NO_GRADIENT, dtypes.REALS)


FLOOR_MOD = binary(
    "FloorMod",
    _floor_mod,
    _floor_mod_gradient,
    dtypes.REALS,
)


TRUNCATE_MOD = binary("TruncateMod", _truncate_mod, UNDEFINED_GRADIENT, dtypes.REALS)


@export("truediv", "math.truediv")
def truediv(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y as Python 3 divides: integers are made floating (8 and 16 bits float32, others float64).

    Args:
      x, y: numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape; their dtype, or the floating one.

    Raises:
      TypeError: x and y have different types.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    with get_default_graph().name_scope(name or "truediv") as scope:
        x = convert_to_tensor(x, name="x")
        y = convert_to_tensor(y, x.dtype.base_dtype if not isinstance(y, Tensor) else None, name="y")
        if x.dtype.base_dtype is not y.dtype.base_dtype:
            raise TypeError(f"x and y must have the same dtype, got {x.dtype.base_dtype!r} != {y.dtype.base_dtype!r}")
        if x.dtype.is_integer:
            wide = dtypes.float32 if x.dtype.base_dtype.size <= 2 else dtypes.float64
            x, y = ops.cast(x, wide), ops.cast(y, wide)
        return REAL_DIV(x, y, name=scope)


@export("divide", "math.divide")
def divide(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y as Python 3 divides: integers are made floating, as by `truediv`.

    Args:
      x, y: numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape; their dtype, or the floating one.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return truediv(convert_to_tensor(x), y, name or "truediv")


@export("realdiv")
def realdiv(x: TensorLike, y: TensorLike | None, name: str | None = None) -> Tensor:
    """x / y, element by element, of floating or complex numbers.

    Args:
      x, y: floating or complex numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return REAL_DIV(x, y, name=name)


@export("div")
def div(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y as Python 2 divides: integers are rounded down.

    Args:
      x, y: numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InvalidArgumentError: (when run) an integer is divided by zero.
    """
    x = convert_to_tensor(x)
    return FLOOR_DIV(x, y, name=name or "div") if x.dtype.is_integer else REAL_DIV(x, y, name=name or "div")


@export("floor_div", "floordiv", "math.floordiv")
def floordiv(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y, rounded down, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InvalidArgumentError: (when run) an integer is divided by zero.

    Example:
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.floordiv(-7, 2)), sess.run(tf.truncatediv(-7, 2)), sess.run(tf.truediv(-7, 2)))
      -4 -3 -3.5
    """
    return FLOOR_DIV(x, y, name=name or "floordiv")


floor_div = floordiv


@export("truncatediv")
def truncatediv(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y, rounded towards zero, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InternalError: (when run) an integer is divided by zero.
    """
    return TRUNCATE_DIV(x, y, name=name)


@export("floormod", "math.floormod", "mod", "math.mod")
@documented_by(floordiv)
def floormod(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """What is left of x after `floordiv`, element by element; it has the sign of y."""
    return FLOOR_MOD(x, y, name=name)


mod = floormod


@export("truncatemod")
@documented_by(truncatediv)
def truncatemod(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """What is left of x after division rounded towards zero, element by element; it has the sign of x."""
    return TRUNCATE_MOD(x, y, name=name)
