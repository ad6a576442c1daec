"""Functions of one tensor, element by element."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.direct import Constants, Direct, of_array
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.likes import TensorLike
from ..sparse.sparse_tensor import takes_sparse
from .gradients_by_output import RECIPROCAL_GRAD, RSQRT_GRAD, SQRT_GRAD, sigmoid_gradient, tanh_gradient

_INEXACT = (*dtypes.FLOATS, *dtypes.COMPLEXES)


def _unary(
    type: str,
    kernel: Callable[..., Any],
    derivative: Callable[[Tensor, Tensor], Any] | None,
    allowed: Any,
    gradient: Callable[[Tensor, Tensor, Tensor], Tensor] | None = None,
) -> Op:
    """An op of one input.

    Args:
      derivative: of x and y; None where it is zero or undefined everywhere.
      gradient: of dy, x and y, in place of `dy * derivative(x, y)`.
    """
    definition = Op(type, "x: T -> y: T", traits=PURE, T=allowed, shape=same_as_first, kernel=kernel, batch=elementwise)
    if isinstance(kernel, np.ufunc):
        definition.kernel_into(kernel)
    if gradient is not None:
        definition.gradient(_gradient_by(gradient))
    elif derivative is None:
        definition.gradient(NO_GRADIENT)
    else:
        definition.gradient(_gradient_by(lambda dy, x, y: dy * derivative(x, y)))
    return definition


def _times(x: Tensor, y: Tensor) -> Tensor:
    return ops.multiply(x, y)


def _gradient_by(rule: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Callable[..., list]:
    """The gradient rule of an op of one input; nothing of `rule(dy, x, y)` runs before `dy` is there."""

    def gradient(op: Operation, dy: Any) -> list:
        with get_default_graph().control_dependencies([dy]):
            return [rule(dy, ops.conj(op.inputs[0]), ops.conj(op.outputs[0]))]

    return gradient


def _by_output(type: str, kernel: Callable[..., Any], gradient: Callable[[Tensor, Any], Tensor]) -> Op:
    """An op of one input whose gradient is `gradient(y, dy)`."""
    definition = Op(type, "x: T -> y: T", traits=PURE, T=_INEXACT, shape=same_as_first, kernel=kernel, batch=elementwise)
    if isinstance(kernel, np.ufunc):
        definition.kernel_into(kernel)
    definition.gradient(lambda op, dy: [gradient(op.outputs[0], dy)])
    return definition


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


def _round_half_even(x: Any) -> Any:
    return np.rint(x) if np.asarray(x).dtype.kind == "f" else np.array(x)


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


_SQUARE = _unary("Square", np.square, None, dtypes.NUMBERS, lambda dy, x, y: _times(dy, _times(x, constant(2, x.dtype))))


@export("square", "math.square")
@takes_sparse("Square")
def square(x: TensorLike, name: str | None = None) -> Tensor:
    """x squared, element by element."""
    return _SQUARE(x, name=name)


_SQRT = _by_output("Sqrt", np.sqrt, SQRT_GRAD)


@export("sqrt", "math.sqrt")
@takes_sparse("Sqrt")
def sqrt(x: TensorLike, name: str | None = None) -> Tensor:
    """The square root, element by element."""
    return _SQRT(x, name=name)


_RSQRT = _by_output("Rsqrt", _rsqrt, RSQRT_GRAD)


@export("rsqrt", "math.rsqrt")
def rsqrt(x: TensorLike, name: str | None = None) -> Tensor:
    """One over the square root, element by element."""
    return _RSQRT(x, name=name)


_RECIPROCAL = _by_output("Reciprocal", np.reciprocal, RECIPROCAL_GRAD)


@export("reciprocal", "math.reciprocal")
def reciprocal(x: TensorLike, name: str | None = None) -> Tensor:
    """1 / x, element by element."""
    return _RECIPROCAL(x, name=name)


_EXP = _unary("Exp", np.exp, lambda x, y: y, _INEXACT)


@export("exp", "math.exp")
def exp(x: TensorLike, name: str | None = None) -> Tensor:
    """e to the power of x, element by element."""
    return _EXP(x, name=name)


_EXPM1 = _unary("Expm1", np.expm1, lambda x, y: exp(x), _INEXACT)


@export("expm1", "math.expm1")
def expm1(x: TensorLike, name: str | None = None) -> Tensor:
    """exp(x) - 1, exact near 0, element by element."""
    return _EXPM1(x, name=name)


_LOG = _unary("Log", np.log, lambda x, y: reciprocal(x), _INEXACT)


@export("log", "math.log")
def log(x: TensorLike, name: str | None = None) -> Tensor:
    """The natural logarithm, element by element."""
    return _LOG(x, name=name)


_LOG1P = _unary("Log1p", np.log1p, lambda x, y: reciprocal(1 + x), _INEXACT)


@export("log1p", "math.log1p")
def log1p(x: TensorLike, name: str | None = None) -> Tensor:
    """log(1 + x), exact near 0, element by element."""
    return _LOG1P(x, name=name)


def _sin_derivative(x: Tensor, y: Tensor) -> Tensor:
    return cos(x)


_SIN = _unary("Sin", np.sin, _sin_derivative, _INEXACT)


@export("sin", "math.sin")
@takes_sparse("Sin")
def sin(x: TensorLike, name: str | None = None) -> Tensor:
    """The sine, element by element."""
    return _SIN(x, name=name)


_COS = _unary("Cos", np.cos, None, _INEXACT, lambda dy, x, y: -dy * sin(x))


@export("cos", "math.cos")
def cos(x: TensorLike, name: str | None = None) -> Tensor:
    """The cosine, element by element."""
    return _COS(x, name=name)


_TAN = _unary("Tan", np.tan, None, _INEXACT, lambda dy, x, y: square(reciprocal(cos(x))) * dy)


@export("tan", "math.tan")
@takes_sparse("Tan")
def tan(x: TensorLike, name: str | None = None) -> Tensor:
    """The tangent, element by element."""
    return _TAN(x, name=name)


def _reciprocal_root(x: Tensor) -> Tensor:
    """1 / sqrt(1 - x ** 2)."""
    return reciprocal(sqrt(ops.subtract(constant(1, x.dtype), square(x))))


_ASIN = _unary("Asin", np.arcsin, lambda x, y: _reciprocal_root(x), _INEXACT)


@export("asin", "math.asin")
@takes_sparse("Asin")
def asin(x: TensorLike, name: str | None = None) -> Tensor:
    """The arc sine, element by element."""
    return _ASIN(x, name=name)


_ACOS = _unary("Acos", np.arccos, None, _INEXACT, lambda dy, x, y: -dy * _reciprocal_root(x))


@export("acos", "math.acos")
def acos(x: TensorLike, name: str | None = None) -> Tensor:
    """The arc cosine, element by element."""
    return _ACOS(x, name=name)


def _atan_derivative(x: Tensor, y: Tensor) -> Tensor:
    return reciprocal(ops.add(constant(1, x.dtype), square(x)))


_ATAN = _unary("Atan", np.arctan, _atan_derivative, _INEXACT)


@export("atan", "math.atan")
@takes_sparse("Atan")
def atan(x: TensorLike, name: str | None = None) -> Tensor:
    """The arc tangent, element by element."""
    return _ATAN(x, name=name)


def _sinh_derivative(x: Tensor, y: Tensor) -> Tensor:
    return cosh(x)


_SINH = _unary("Sinh", np.sinh, _sinh_derivative, _INEXACT)


@export("sinh", "math.sinh")
def sinh(x: TensorLike, name: str | None = None) -> Tensor:
    """The hyperbolic sine, element by element."""
    return _SINH(x, name=name)


_COSH = _unary("Cosh", np.cosh, lambda x, y: sinh(x), _INEXACT)


@export("cosh", "math.cosh")
def cosh(x: TensorLike, name: str | None = None) -> Tensor:
    """The hyperbolic cosine, element by element."""
    return _COSH(x, name=name)


_TANH = _by_output("Tanh", np.tanh, tanh_gradient)


@export("tanh", "math.tanh", "nn.tanh")
@takes_sparse("Tanh")
def tanh(x: TensorLike, name: str | None = None) -> Tensor:
    """The hyperbolic tangent, element by element."""
    return _TANH(x, name=name)


_SIGMOID = _by_output("Sigmoid", _sigmoid, sigmoid_gradient)
_SIGMOID.direct(_sigmoid_directly)


@export("sigmoid", "math.sigmoid", "nn.sigmoid")
def sigmoid(x: TensorLike | None, name: str | None = None) -> Tensor:
    """1 / (1 + exp(-x)), element by element."""
    return _SIGMOID(x, name=name)


@export("sign", "math.sign")
@takes_sparse("Sign")
def sign(x: TensorLike, name: str | None = None) -> Tensor:
    """-1, 0 or 1, element by element."""
    return _SIGN(x, name=name)


_FLOOR = _unary("Floor", np.floor, None, dtypes.FLOATS)


@export("floor", "math.floor")
def floor(x: TensorLike, name: str | None = None) -> Tensor:
    """The largest whole number not above x, element by element."""
    return _FLOOR(x, name=name)


_CEIL = _unary("Ceil", np.ceil, None, dtypes.FLOATS)


@export("ceil", "math.ceil")
def ceil(x: TensorLike, name: str | None = None) -> Tensor:
    """The smallest whole number not below x, element by element."""
    return _CEIL(x, name=name)


_ROUND = _unary("Round", _round_half_even, None, dtypes.NUMBERS)


@export("round", "math.round")
def round(x: TensorLike, name: str | None = None) -> Tensor:
    """The nearest whole number, halves to the even one, element by element."""
    return _ROUND(x, name=name)


_RINT = _unary("Rint", np.rint, None, dtypes.FLOATS)


@export("rint", "math.rint")
def rint(x: TensorLike, name: str | None = None) -> Tensor:
    """The nearest whole number, halves to the even one, element by element."""
    return _RINT(x, name=name)


# -- tests of floating numbers -----------------------------------------------------------------------------------------


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


@export("is_nan", "math.is_nan")
def is_nan(x: TensorLike, name: str | None = None) -> Tensor:
    """Whether x is not a number, element by element."""
    return _IS_NAN(x, name=name)


_IS_INF = _test("IsInf", np.isinf)


@export("is_inf", "math.is_inf")
def is_inf(x: TensorLike, name: str | None = None) -> Tensor:
    """Whether x is infinite, element by element."""
    return _IS_INF(x, name=name)


_IS_FINITE = _test("IsFinite", np.isfinite)


@export("is_finite", "math.is_finite")
def is_finite(x: TensorLike, name: str | None = None) -> Tensor:
    """Whether x is a finite number, element by element."""
    return _IS_FINITE(x, name=name)
