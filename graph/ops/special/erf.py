"""The error function and its complement."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.constants import constant
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from ..math.elementwise import unary

_erf_of = np.frompyfunc(math.erf, 1, 1)
_erfc_of = np.frompyfunc(math.erfc, 1, 1)


def _slope(x: Tensor) -> Tensor:
    """2 / sqrt(pi) * exp(-x * x)."""
    return constant(2 / math.sqrt(math.pi), x.dtype) * ops.exp(-ops.square(x))


def _erf_kernel(x: Any) -> Any:
    array = np.asarray(x)
    return np.asarray(_erf_of(array.astype(np.float64))).astype(array.dtype)


def _erfc_kernel(x: Any) -> Any:
    array = np.asarray(x)
    return np.asarray(_erfc_of(array.astype(np.float64))).astype(array.dtype)


_ERF = unary("Erf", _erf_kernel, lambda x, y: _slope(x), dtypes.FLOATS)
_ERFC = unary("Erfc", _erfc_kernel, lambda x, y: _slope(x) * -1.0, dtypes.FLOATS)


@export("erf", "math.erf")
def erf(x: TensorLike, name: str | None = None) -> Tensor:
    """The error function, element by element: how likely a normal number of deviation sqrt(1/2) lies in (-x, x).

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.erf([0.0, float("inf")])).tolist()
      [0.0, 1.0]
    """
    return _ERF(x, name=name)


@export("erfc", "math.erfc")
def erfc(x: TensorLike, name: str | None = None) -> Tensor:
    """1 - erf(x), element by element, exact where that is small.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _ERFC(x, name=name)
