"""Powers, exponentials and logarithms of one tensor, element by element; sigmoid and sign."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.direct import Constants, Direct, of_array
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.likes import TensorLike
from ..sparse.sparse_tensor import takes_sparse
from .elementwise import INEXACT, by_output, unary
from .gradients_by_output import RECIPROCAL_GRAD, RSQRT_GRAD, SQRT_GRAD, sigmoid_gradient


def _times(x: Tensor, y: Tensor) -> Tensor:
    return ops.multiply(x, y)


def _sigmoid(x: Any) -> Any:
    # tanh does not overflow where exp(-x) would.
    half = np.asarray(x).dtype.type(0.5)
    y = np.tanh(half * x)
    y *= half  # where it lies; a scalar is another one then
    y += half
    return y


@of_array
def _sigmoid_directly(op: Operation, constants: Constants) -> Direct:
    return Direct(_sigmoid_of_array, 1, (np.asarray(0.5, op.inputs[0].dtype.base_dtype.as_numpy_dtype),))


_np_add, _np_multiply, _np_tanh = np.add, np.multiply, np.tanh  # to look a name up in NumPy takes 0.04 us


def _sigmoid_of_array(x: np.ndarray, half: np.ndarray) -> np.ndarray:
    y = _np_multiply(half, x)
    _np_tanh(y, y)
    _np_multiply(y, half, y)
    return _np_add(y, half, y)


_SIGN = Op("Sign", "x: T -> y: T", traits=PURE, T=dtypes.NUMBERS, shape=same_as_first, batch=elementwise)


@_SIGN.kernel
@_SIGN.kernel_into
def _sign(x: Any, out: np.ndarray | None = None) -> Any:
    if np.asarray(x).dtype.kind != "c":
        return np.sign(x, out=out)
    size = np.abs(x)
    return np.divide(x, size + (size == 0), out=out)  # NumPy's sign of complex numbers was another before 2.0


@_SIGN.gradient
def _sign_gradient(op: Operation, dy: Any) -> list:
    x = op.inputs[0]
    return [ops.zeros(ops.shape(x), x.dtype)]  # also where dy is infinite


def _rsqrt(x: Any) -> Any:
    return np.asarray(x).dtype.type(1) / np.sqrt(x)


_SQUARE = unary("Square", np.square, None, dtypes.NUMBERS, lambda dy, x, y: _times(dy, _times(x, constant(2, x.dtype))))


@export("square", "math.square")
@takes_sparse("Square")
def square(x: TensorLike, name: str | None = None) -> Tensor:
    """x squared, element by element.

    Args:
      x: numbers, or a SparseTensor of numbers.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: not numbers.
    """
    return _SQUARE(x, name=name)


_SQRT = by_output("Sqrt", np.sqrt, SQRT_GRAD)


@export("sqrt", "math.sqrt")
@takes_sparse("Sqrt")
def sqrt(x: TensorLike, name: str | None = None) -> Tensor:
    """The square root, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128; or a SparseTensor of these.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _SQRT(x, name=name)


_RSQRT = by_output("Rsqrt", _rsqrt, RSQRT_GRAD)


@export("rsqrt", "math.rsqrt")
def rsqrt(x: TensorLike, name: str | None = None) -> Tensor:
    """One over the square root, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _RSQRT(x, name=name)


_RECIPROCAL = by_output("Reciprocal", np.reciprocal, RECIPROCAL_GRAD)


@export("reciprocal", "math.reciprocal")
def reciprocal(x: TensorLike, name: str | None = None) -> Tensor:
    """1 / x, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _RECIPROCAL(x, name=name)


_EXP = unary("Exp", np.exp, lambda x, y: y, INEXACT)


@export("exp", "math.exp")
def exp(x: TensorLike, name: str | None = None) -> Tensor:
    """e to the power of x, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _EXP(x, name=name)


_EXPM1 = unary("Expm1", np.expm1, lambda x, y: exp(x), INEXACT)


@export("expm1", "math.expm1")
def expm1(x: TensorLike, name: str | None = None) -> Tensor:
    """exp(x) - 1, exact near 0, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _EXPM1(x, name=name)


_LOG = unary("Log", np.log, lambda x, y: reciprocal(x), INEXACT)


@export("log", "math.log")
def log(x: TensorLike, name: str | None = None) -> Tensor:
    """The natural logarithm, element by element: -inf of 0, NaN of negative numbers.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.log([1.0, 0.0])).tolist()
      [0.0, -inf]
    """
    return _LOG(x, name=name)


_LOG1P = unary("Log1p", np.log1p, lambda x, y: reciprocal(1 + x), INEXACT)


@export("log1p", "math.log1p")
def log1p(x: TensorLike, name: str | None = None) -> Tensor:
    """log(1 + x), exact near 0, element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _LOG1P(x, name=name)


_SIGMOID = by_output("Sigmoid", _sigmoid, sigmoid_gradient)
_SIGMOID.direct(_sigmoid_directly)


@export("sigmoid", "math.sigmoid", "nn.sigmoid")
def sigmoid(x: TensorLike | None, name: str | None = None) -> Tensor:
    """1 / (1 + exp(-x)), element by element.

    Args:
      x: float16, float32, float64, complex64 or complex128.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _SIGMOID(x, name=name)


@export("sign", "math.sign")
@takes_sparse("Sign")
def sign(x: TensorLike, name: str | None = None) -> Tensor:
    """-1, 0 or 1, element by element; of complex numbers x / abs(x), or 0.

    Args:
      x: numbers, or a SparseTensor of numbers.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: not numbers.
    """
    return _SIGN(x, name=name)
