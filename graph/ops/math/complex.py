"""Absolute values, and complex numbers: their parts, their angle, their conjugates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.shape import broadcast_of_inputs, same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.likes import TensorLike
from ..sparse.sparse_tensor import takes_sparse
from .broadcasting import summed_to_inputs

_ABS = Op("Abs", "x: T -> y: T", traits=PURE, T=dtypes.REALS, shape=same_as_first, kernel=np.abs, batch=elementwise)
_ABS.kernel_into(np.abs)


@_ABS.gradient
def _abs_gradient(op: Operation, dy: Any) -> list:
    return [dy * ops.sign(op.inputs[0])]


def _part(
    type: str, kernel: Callable[..., Any], gradient: Callable[..., list], signature: str = "input: T -> output: Tout"
) -> Op:
    """An op from complex numbers to real ones."""
    definition = Op(
        type,
        signature,
        traits=PURE,
        T=dtypes.COMPLEXES,
        Tout=dtypes.FLOATS,
        aliases=(0,),
        shape=same_as_first,
        kernel=kernel,
        batch=elementwise,
        gradient=gradient,
    )
    return definition


def _as_complex(x: Tensor) -> Tensor:
    return complex(x, constant(0, x.dtype))


def _complex_abs_gradient(op: Operation, dy: Any) -> list:
    x, size = op.inputs[0], op.outputs[0]
    return [ops.div_no_nan(complex(dy, ops.zeros_like(dy)) * x, complex(size, ops.zeros_like(size)))]


def _angle_gradient(op: Operation, dy: Any) -> list:
    x = op.inputs[0]
    with get_default_graph().control_dependencies([dy]):
        derivative = ops.reciprocal(complex(imag(x), real(x)))
        return [-_as_complex(dy) * derivative]


COMPLEX_ABS = _part(
    "ComplexAbs",
    np.abs,
    _complex_abs_gradient,
    "x: T -> y: Tout",
)


def _imag_gradient(op: Operation, dy: Any) -> list:
    return [complex(constant(0, dy.dtype), dy)]


REAL = _part("Real", np.real, lambda op, dy: [_as_complex(dy)])
IMAG = _part("Imag", np.imag, _imag_gradient)
ANGLE = _part("Angle", np.angle, _angle_gradient)


_CONJ = Op(
    "Conj",
    "input: T -> output: T",
    "T: {complex64, complex128} = complex64",
    traits=PURE,
    shape=same_as_first,
    kernel=np.conj,
    batch=elementwise,
)


@_CONJ.gradient
def _conj_gradient(op: Operation, dy: Any) -> list:
    return [conj(dy)]


COMPLEX = Op(
    "Complex",
    "real: T, imag: T -> out: Tout",
    "T: {float32, float64} = float32, Tout: {complex64, complex128} = complex64",
    traits=PURE,
    shape=broadcast_of_inputs,
    batch=elementwise,
)


@COMPLEX.gradient
def _complex_gradient(op: Operation, dz: Any) -> list:
    to_real, to_imag = summed_to_inputs(op, dz, always=True)
    return [to_real(real(dz)), to_imag(imag(dz))]


@COMPLEX.kernel
def _complex(real: Any, imag: Any, Tout: dtypes.DType) -> Any:
    found = np.empty(np.broadcast_shapes(np.shape(real), np.shape(imag)), Tout.as_numpy_dtype)
    found.real, found.imag = real, imag  # `real + 1j * imag` is NaN where `imag` is infinite
    return found[()]


@export("abs", "math.abs")
@takes_sparse("Abs")
def abs(x: TensorLike, name: str | None = None) -> Tensor:
    """The absolute value, element by element.

    Args:
      x: numbers, or a SparseTensor of real numbers.

    Returns:
      the shape of `x`; its dtype, of complex numbers that of their parts.

    Raises:
      TypeError: not numbers.
    """
    x = _tensor(x)
    return COMPLEX_ABS(x, Tout=x.dtype.real_dtype, name=name or "Abs") if x.dtype.is_complex else _ABS(x, name=name or "Abs")


@export("real", "math.real")
def real(input: TensorLike, name: str | None = None) -> Tensor:
    """The real part of complex numbers; a real tensor is passed on.

    Args:
      input: numbers.

    Returns:
      the shape of `input`; the dtype of its parts.
    """
    x = _tensor(input)
    return REAL(x, Tout=x.dtype.real_dtype, name=name) if x.dtype.is_complex else x


@export("imag", "math.imag")
def imag(input: TensorLike, name: str | None = None) -> Tensor:
    """The imaginary part of complex numbers; zeros for a real tensor.

    Args:
      input: numbers.

    Returns:
      the shape of `input`; the dtype of its parts.
    """
    x = _tensor(input)
    return IMAG(x, Tout=x.dtype.real_dtype, name=name) if x.dtype.is_complex else ops.zeros_like(x)


@export("angle", "math.angle")
def angle(input: TensorLike, name: str | None = None) -> Tensor:
    """The argument of complex numbers, in radians; zeros for a real tensor.

    Args:
      input: numbers.

    Returns:
      the shape of `input`; the dtype of its parts.
    """
    x = _tensor(input)
    return ANGLE(x, Tout=x.dtype.real_dtype, name=name) if x.dtype.is_complex else ops.zeros_like(x)


@export("conj", "math.conj")
def conj(x: TensorLike, name: str | None = None) -> Tensor:
    """The complex conjugate, element by element; a real tensor is passed on.

    Args:
      x: numbers.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: not numbers.
    """
    x = _tensor(x)
    if x.dtype.is_complex:
        return _CONJ(x, name=name)
    if x.dtype.is_floating or x.dtype.is_integer:
        return x
    raise TypeError(f"Expected numeric or variant tensor, got dtype {x.dtype!r}")


@export("complex")
def complex(real: TensorLike, imag: TensorLike, name: str | None = None) -> Tensor:
    """Complex numbers from their parts.

    Args:
      real, imag: both float32 or both float64; shapes broadcast.

    Returns:
      the broadcast shape; complex64 of float32, complex128 of float64.

    Raises:
      TypeError: other dtypes, or two different ones.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    real, imag = convert_to_tensor(real, name="real"), convert_to_tensor(imag, name="imag")
    out = dtypes.complex128 if real.dtype.base_dtype is dtypes.float64 else dtypes.complex64
    return COMPLEX(real, imag, Tout=out, name=name)


def _tensor(x: Any) -> Tensor:
    return convert_to_tensor(x)
