"""Functions of angles and their inverses, circular and hyperbolic, element by element."""

from __future__ import annotations

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.constants import constant
from ...core.tensor import Tensor
from ...types.likes import TensorLike
from ..sparse.sparse_tensor import takes_sparse
from .elementary import reciprocal, sqrt, square
from .elementwise import INEXACT, by_output, unary
from .gradients_by_output import tanh_gradient


def _sin_derivative(x: Tensor, y: Tensor) -> Tensor:
    return cos(x)


_SIN = unary("Sin", np.sin, _sin_derivative, INEXACT)


@export("sin", "math.sin")
@takes_sparse("Sin")
def sin(x: TensorLike, name: str | None = None) -> Tensor:
    """The sine, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128, in radians; or a SparseTensor of these.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _SIN(x, name=name)


_COS = unary("Cos", np.cos, None, INEXACT, lambda dy, x, y: -dy * sin(x))


@export("cos", "math.cos")
def cos(x: TensorLike, name: str | None = None) -> Tensor:
    """The cosine, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128, in radians.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _COS(x, name=name)


_TAN = unary("Tan", np.tan, None, INEXACT, lambda dy, x, y: square(reciprocal(cos(x))) * dy)


@export("tan", "math.tan")
@takes_sparse("Tan")
def tan(x: TensorLike, name: str | None = None) -> Tensor:
    """The tangent, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128, in radians; or a SparseTensor of these.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _TAN(x, name=name)


def _reciprocal_root(x: Tensor) -> Tensor:
    """1 / sqrt(1 - x ** 2)."""
    return reciprocal(sqrt(ops.subtract(constant(1, x.dtype), square(x))))


_ASIN = unary("Asin", np.arcsin, lambda x, y: _reciprocal_root(x), INEXACT)


@export("asin", "math.asin")
@takes_sparse("Asin")
def asin(x: TensorLike, name: str | None = None) -> Tensor:
    """The arc sine, element by element: radians in [-pi/2, pi/2]; NaN outside of [-1, 1].

    Args:
      x: float16, float32, float64, complex64 or complex128; or a SparseTensor of these.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _ASIN(x, name=name)


_ACOS = unary("Acos", np.arccos, None, INEXACT, lambda dy, x, y: -dy * _reciprocal_root(x))


@export("acos", "math.acos")
def acos(x: TensorLike, name: str | None = None) -> Tensor:
    """The arc cosine, element by element: radians in [0, pi]; NaN outside of [-1, 1].

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _ACOS(x, name=name)


def _atan_derivative(x: Tensor, y: Tensor) -> Tensor:
    return reciprocal(ops.add(constant(1, x.dtype), square(x)))


_ATAN = unary("Atan", np.arctan, _atan_derivative, INEXACT)


@export("atan", "math.atan")
@takes_sparse("Atan")
def atan(x: TensorLike, name: str | None = None) -> Tensor:
    """The arc tangent, element by element: radians in [-pi/2, pi/2].

    Args:
      x: float16, float32, float64, complex64 or complex128; or a SparseTensor of these.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _ATAN(x, name=name)


def _sinh_derivative(x: Tensor, y: Tensor) -> Tensor:
    return cosh(x)


_SINH = unary("Sinh", np.sinh, _sinh_derivative, INEXACT)


@export("sinh", "math.sinh")
def sinh(x: TensorLike, name: str | None = None) -> Tensor:
    """The hyperbolic sine, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _SINH(x, name=name)


_COSH = unary("Cosh", np.cosh, lambda x, y: sinh(x), INEXACT)


@export("cosh", "math.cosh")
def cosh(x: TensorLike, name: str | None = None) -> Tensor:
    """The hyperbolic cosine, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _COSH(x, name=name)


_TANH = by_output("Tanh", np.tanh, tanh_gradient)


@export("tanh", "math.tanh", "nn.tanh")
@takes_sparse("Tanh")
def tanh(x: TensorLike, name: str | None = None) -> Tensor:
    """The hyperbolic tangent, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128; or a SparseTensor of these.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _TANH(x, name=name)
