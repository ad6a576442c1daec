"""Functions of two tensors: powers, squared differences, angles, quotients that are 0 where the divisor is."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.shape import broadcast_of_inputs
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from .broadcasting import is_elementwise, summed_to_inputs


def _pow(x: Any, y: Any) -> Any:
    if np.asarray(y).dtype.kind in "i" and np.any(np.less(y, 0)):
        raise invalid("Integers to negative integer powers are not allowed")
    found = np.power(x, y)
    if found.dtype.kind == "c":
        found = np.where((x == 0) & (y == 0), found.dtype.type(complex(np.nan, np.nan)), found)[()]  # by the logarithm of 0
    return found


def _pow_gradient(op: Operation, dz: Any) -> list:
    to_x, to_y = summed_to_inputs(op, dz)
    x, y = map(ops.conj, op.inputs)
    dx = to_x(dz * y * pow(x, y - 1))
    z = ops.conj(op.outputs[0])
    mask = ops.not_equal(x, 0) if x.dtype.is_complex else x > 0
    safe = ops.where(mask, x, ops.ones_like(x))
    log_x = ops.where(mask, ops.log(safe), ops.zeros_like(x))
    return [dx, to_y(dz * z * log_x)]


POW = Op(
    "Pow",
    "x: T, y: T -> z: T",
    traits=PURE,
    T=dtypes.NUMBERS,
    shape=broadcast_of_inputs,
    kernel=_pow,
    batch=elementwise,
    gradient=_pow_gradient,
)


@export("pow", "math.pow")
def pow(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x to the power of y, element by element.

    Args:
      x, y: numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InvalidArgumentError: (when run) an integer to a negative power.
    """
    return POW(x, y, name=name or "Pow")


def _squared_difference(x: Any, y: Any) -> Any:
    difference = np.subtract(x, y)
    if np.asarray(difference).dtype.kind == "c":
        return (difference * np.conj(difference)).real.astype(difference.dtype)
    return difference * difference


def _squared_difference_gradient(op: Operation, dz: Any) -> list:
    x, y = op.inputs
    with get_default_graph().control_dependencies([dz]):
        dx = ops.scalar_mul(2.0, dz) * (x - y)
    if is_elementwise(op, dz):
        return [dx, ops.negative(dx)]
    to_x, to_y = summed_to_inputs(op, dz)
    return [to_x(dx), ops.negative(to_y(dx))]


SQUARED_DIFFERENCE = Op(
    "SquaredDifference",
    "x: T, y: T -> z: T",
    traits=PURE,
    T=dtypes.NUMBERS,
    shape=broadcast_of_inputs,
    kernel=_squared_difference,
    batch=elementwise,
    gradient=_squared_difference_gradient,
)


@export("squared_difference", "math.squared_difference")
def squared_difference(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """(x - y) squared, element by element; of complex numbers the squared distance.

    Args:
      x, y: numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return SQUARED_DIFFERENCE(x, y, name=name)


_ATAN2 = Op(
    "Atan2",
    "y: T, x: T -> z: T",
    traits=PURE,
    T=dtypes.FLOATS,
    shape=broadcast_of_inputs,
    kernel=np.arctan2,
    batch=elementwise,
)


@_ATAN2.gradient
def _atan2_gradient(op: Operation, dz: Any) -> list:
    y, x = op.inputs
    with get_default_graph().control_dependencies([dz]):
        scale = dz / (ops.square(x) + ops.square(y))
        found = [x * scale, -y * scale]
    if is_elementwise(op, dz):
        return found
    to_y, to_x = summed_to_inputs(op, dz)
    return [to_y(found[0]), to_x(found[1])]


@export("atan2", "math.atan2")
def atan2(y: TensorLike, x: TensorLike, name: str | None = None) -> Tensor:
    """The angle of the point (x, y), in radians in [-pi, pi], element by element.

    Args:
      y, x: float16, float32 or float64, one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not floating.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return _ATAN2(y, x, name=name)


DIV_NO_NAN = Op(
    "DivNoNan",
    "x: T, y: T -> z: T",
    "T: {float16, float32, float64, complex64, complex128}",
    traits=PURE,
    shape=broadcast_of_inputs,
    batch=elementwise,
)


@DIV_NO_NAN.kernel
def _div_no_nan(x: Any, y: Any) -> Any:
    quotient = np.zeros(np.broadcast_shapes(np.shape(x), np.shape(y)), np.asarray(x).dtype)
    np.divide(x, y, out=quotient, where=np.not_equal(y, 0))
    return quotient if quotient.ndim else quotient[()]


@DIV_NO_NAN.gradient
def _div_no_nan_gradient(op: Operation, dz: Any) -> list:
    x, y = (ops.conj(tensor) if tensor.dtype.is_complex else tensor for tensor in op.inputs)
    to_x, to_y = summed_to_inputs(op, dz, always=True)
    return [to_x(div_no_nan(dz, y)), to_y(dz * div_no_nan(div_no_nan(ops.negative(x), y), y))]


@export("div_no_nan")
def div_no_nan(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y, and 0 where y is 0, element by element.

    Args:
      x, y: floating or complex, one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are of integers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    with name_scope(name, "div_no_nan", [x, y]) as scope:
        x = convert_to_tensor(x, name="x")
        return DIV_NO_NAN(x, convert_to_tensor(y, x.dtype.base_dtype, name="y"), name=scope)
