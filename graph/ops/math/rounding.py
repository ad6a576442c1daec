"""Whole numbers near to others, and tests of floating numbers, element by element."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ...core.op import Op
from ...core.rules.batch import elementwise
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from .elementwise import unary

BUCKETIZE = Op(
    "Bucketize",
    "input: T -> output: int32",
    "boundaries: list(float), T: {int32, int64, float32, float64}",
    traits=PURE,
    shape=same_as_first,
    batch=elementwise,
    gradient=NO_GRADIENT,
)
"""The number of boundaries that are not above each element."""


@BUCKETIZE.kernel
def _bucketize(input: Any, boundaries: Any) -> Any:
    bounds = np.array(boundaries, np.float32)
    if (bounds[1:] < bounds[:-1]).any():
        raise invalid("Expected sorted boundaries")
    return np.searchsorted(bounds, input, side="right").astype(np.int32)


@export("contrib.slim.bucketize", "contrib.layers.python.ops.bucketization_op.bucketize")
def bucketize(input_tensor: TensorLike, boundaries: Sequence[float], name: str | None = None) -> Tensor:
    """The number of boundaries that are not above each element.

    Args:
      input_tensor: int32, int64, float32 or float64, of any shape.
      boundaries: floats, from the least to the greatest.

    Returns:
      int32 of the shape of `input_tensor`.

    Raises:
      InvalidArgumentError: (when run) the boundaries are not in order.
    """
    return BUCKETIZE(input_tensor, boundaries=list(boundaries), name=name)


def _round_half_even(x: Any) -> Any:
    return np.rint(x) if np.asarray(x).dtype.kind == "f" else np.array(x)


_FLOOR = unary("Floor", np.floor, None, dtypes.FLOATS)


@export("floor", "math.floor")
def floor(x: TensorLike, name: str | None = None) -> Tensor:
    """The largest whole number not above x, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _FLOOR(x, name=name)


_CEIL = unary("Ceil", np.ceil, None, dtypes.FLOATS)


@export("ceil", "math.ceil")
@documented_by(floor)
def ceil(x: TensorLike, name: str | None = None) -> Tensor:
    """The smallest whole number not below x, element by element."""
    return _CEIL(x, name=name)


_ROUND = unary("Round", _round_half_even, None, dtypes.NUMBERS)


@export("round", "math.round")
def round(x: TensorLike, name: str | None = None) -> Tensor:
    """The nearest whole number, halves to the even one, element by element; integers as they are.

    Args:
      x: numbers.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: not numbers.
    """
    return _ROUND(x, name=name)


_RINT = unary("Rint", np.rint, None, dtypes.FLOATS)


@export("rint", "math.rint")
@documented_by(floor)
def rint(x: TensorLike, name: str | None = None) -> Tensor:
    """The nearest whole number, halves to the even one, element by element."""
    return _RINT(x, name=name)


def _test(type: str, kernel: Callable[..., Any]) -> Op:
    definition = Op(
        type,
        "x: T -> y: bool",
        traits=PURE,
        T=dtypes.FLOATS,
        shape=same_as_first,
        kernel=kernel,
        batch=elementwise,
        gradient=NO_GRADIENT,
    )
    return definition


_IS_NAN = _test("IsNan", np.isnan)


@export("is_nan", "math.is_nan", "debugging.is_nan")
def is_nan(x: TensorLike, name: str | None = None) -> Tensor:
    """Whether x is not a number, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      bool, shape of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _IS_NAN(x, name=name)


_IS_INF = _test("IsInf", np.isinf)


@export("is_inf", "math.is_inf", "debugging.is_inf")
@documented_by(is_nan)
def is_inf(x: TensorLike, name: str | None = None) -> Tensor:
    """Whether x is infinite, element by element."""
    return _IS_INF(x, name=name)


_IS_FINITE = _test("IsFinite", np.isfinite)


@export("is_finite", "math.is_finite", "debugging.is_finite")
@documented_by(is_nan)
def is_finite(x: TensorLike, name: str | None = None) -> Tensor:
    """Whether x is a finite number, element by element."""
    return _IS_FINITE(x, name=name)
