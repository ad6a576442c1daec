"""The inverses of the hyperbolic functions, element by element."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.constants import constant
from ...core.tensor import Tensor
from ...types.likes import TensorLike
from ..math.elementwise import INEXACT, unary


def _derivative_of_atanh(x: Tensor, y: Tensor) -> Tensor:
    square = ops.square(x)
    return ops.reciprocal(ops.subtract(constant(1, x.dtype), square))


def _gradient_of_asinh(dy: Any, x: Tensor, y: Tensor) -> Any:
    return dy / ops.cosh(y)


def _gradient_of_acosh(dy: Any, x: Tensor, y: Tensor) -> Any:
    return dy / ops.sinh(y)


_ASINH = unary("Asinh", np.arcsinh, None, INEXACT, _gradient_of_asinh)
_ACOSH = unary("Acosh", np.arccosh, None, INEXACT, _gradient_of_acosh)
_ATANH = unary("Atanh", np.arctanh, _derivative_of_atanh, INEXACT)


@export("asinh", "math.asinh")
def asinh(x: TensorLike, name: str | None = None) -> Tensor:
    """The inverse of sinh, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _ASINH(x, name=name)


@export("acosh", "math.acosh")
@documented_by(asinh)
def acosh(x: TensorLike, name: str | None = None) -> Tensor:
    """The inverse of cosh, element by element; NaN below 1."""
    return _ACOSH(x, name=name)


@export("atanh", "math.atanh")
@documented_by(asinh)
def atanh(x: TensorLike, name: str | None = None) -> Tensor:
    """The inverse of tanh, element by element; infinite at -1 and 1, NaN beyond."""
    return _ATANH(x, name=name)
