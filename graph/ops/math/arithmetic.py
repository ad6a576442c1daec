"""Arithmetic: sums, differences, products, quotients, powers."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.direct import Constants, Direct
from ...core.rules.gradient import NO_GRADIENT, UNDEFINED_GRADIENT
from ...core.rules.shape import broadcast_of_inputs, same_as_first
from ...core.rules.stage import Does, with_number
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, PURE, Trait
from ...types import dtypes
from ...types.errors import InternalError, invalid
from ...types.likes import TensorLike
from ...types.texts import as_kernels_take
from ..sparse.indexed_slices import IndexedSlices
from ..sparse.sparse_tensor import takes_sparse
from . import compare
from .broadcasting import is_elementwise, summed_by, summed_to_inputs

_BOTH = "x: T, y: T -> z: T"


def _binary(
    type: str,
    kernel: Callable[..., Any],
    gradient: Callable[..., list],
    allowed: Any = dtypes.NUMBERS,
    traits: Trait = PURE,
    **options: Any,
) -> Op:
    return Op(
        type,
        _BOTH,
        traits=traits,
        T=allowed,
        shape=broadcast_of_inputs,
        kernel=kernel,
        batch=elementwise,
        gradient=gradient,
        **options,
    )


_ADDABLE = (*dtypes.NUMBERS, dtypes.string)


def _add_gradient(op: Operation, dz: Any) -> list:
    if is_elementwise(op, dz):
        return [dz, dz]
    to_x, to_y = summed_to_inputs(op, dz)
    return [to_x(dz), to_y(dz)]


def _sub_gradient(op: Operation, dz: Any) -> list:
    if is_elementwise(op, dz):
        return [dz, negative(dz)]
    to_x, to_y = summed_to_inputs(op, dz)
    return [to_x(dz), to_y(negative(dz))]


def _mul_gradient(op: Operation, dz: Any) -> list:
    x, y = op.inputs
    if is_elementwise(op, dz) and dz.dtype.base_dtype in (dtypes.int32, dtypes.float32):
        return [multiply(dz, y), multiply(dz, x)]
    to_x, to_y = summed_to_inputs(op, dz)
    x, y = ops.conj(x), ops.conj(y)
    return [to_x(multiply(dz, y)), to_y(multiply(x, dz))]


def _joined_or_added(x: Any, y: Any) -> Any:
    return as_kernels_take(x + y)


_ADDS = with_number(Does.ADD, Does.ADD)


def _on_arrays(op: Operation, constants: Constants) -> Direct | None:
    """The ufunc that an operator is on arrays."""
    is_one = any(tensor.static_shape for tensor in op.inputs) and op.outputs[0].dtype is not dtypes.string
    return Direct(op.definition.kernel_into.function, 2) if is_one else None


def _added_directly(op: Operation, constants: Constants) -> Direct | None:
    """The operator on scalars that are numbers: there is nothing to join."""
    if op.outputs[0].dtype is not dtypes.string and all(tensor.static_shape == () for tensor in op.inputs):
        return Direct(operator.add, 2, for_any_shapes=True)
    return _on_arrays(op, constants)


# Python's operators: on NumPy's scalars ten times as fast as the ufuncs that they are on arrays.
ADD = _binary(
    "Add", _joined_or_added, _add_gradient, _ADDABLE, traits=INFALLIBLE, kernel_into=np.add, direct=_added_directly, stage=_ADDS
)
ADD_V2 = _binary("AddV2", operator.add, _add_gradient, traits=INFALLIBLE, kernel_into=np.add, direct=_on_arrays, stage=_ADDS)
SUB = _binary(
    "Sub",
    operator.sub,
    _sub_gradient,
    traits=INFALLIBLE,
    kernel_into=np.subtract,
    direct=_on_arrays,
    stage=with_number(Does.SUBTRACT, Does.SUBTRACT_FROM),
)
MUL = _binary(
    "Mul",
    operator.mul,
    _mul_gradient,
    neutral={0: 1, 1: 1},
    traits=INFALLIBLE,
    kernel_into=np.multiply,
    direct=_on_arrays,
    stage=with_number(Does.MULTIPLY, Does.MULTIPLY),
)


def _realdiv(x: Any, y: Any) -> Tensor:
    return realdiv(x, y)


def _divide(x: Any, y: Any) -> Tensor:
    return divide(x, y)


def _quotient_gradient(divide: Callable[[Any, Any], Tensor]) -> Callable[..., list]:
    def gradient(op: Operation, dz: Any) -> list:
        to_x, to_y = summed_to_inputs(op, dz, always=True)
        x, y = map(ops.conj, op.inputs)
        return [to_x(divide(dz, y)), to_y(dz * divide(divide(negative(x), y), y))]

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
    return [to_x(dz), to_y(dz * negative(quotient))]


REAL_DIV = _binary(
    "RealDiv",
    operator.truediv,
    _quotient_gradient(_realdiv),
    traits=INFALLIBLE,
    kernel_into=_divide_into,
    stage=with_number(Does.DIVIDE),
)
DIV = _binary("Div", quotient, _quotient_gradient(_divide))
TRUNCATE_DIV = _binary("TruncateDiv", _truncate_div, NO_GRADIENT, dtypes.REALS)
FLOOR_DIV = _binary("FloorDiv", _floor_div, NO_GRADIENT, dtypes.REALS)
FLOOR_MOD = _binary(
    "FloorMod",
    _floor_mod,
    _floor_mod_gradient,
    dtypes.REALS,
)
TRUNCATE_MOD = _binary("TruncateMod", _truncate_mod, UNDEFINED_GRADIENT, dtypes.REALS)


def _larger_gradient(pick: str) -> Callable[..., list]:
    def gradient(op: Operation, dz: Any) -> list:
        sizes = [ops.shape(tensor) for tensor in (*op.inputs, dz)]
        none = ops.zeros(sizes[2], dz.dtype)
        first = getattr(compare, pick)(*op.inputs)
        to_x, to_y = summed_by(sizes[0], sizes[1])
        return [to_x(ops.where(first, dz, none)), to_y(ops.where(first, none, dz))]

    return gradient


MAXIMUM = _binary("Maximum", np.maximum, _larger_gradient("greater_equal"), dtypes.REALS, kernel_into=np.maximum)
MINIMUM = _binary("Minimum", np.minimum, _larger_gradient("less_equal"), dtypes.REALS, kernel_into=np.minimum)


NEG = Op(
    "Neg",
    "x: T -> y: T",
    traits=PURE,
    T=dtypes.NUMBERS,
    shape=same_as_first,
    kernel=np.negative,
    kernel_into=np.negative,
    batch=elementwise,
)


@NEG.gradient
def _neg_gradient(op: Operation, dy: Any) -> list:
    return [negative(dy)]


# -- what users call ---------------------------------------------------------------------------------------------------


@export("add", "math.add")
def add(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x + y, element by element; strings are joined."""
    return ADD(x, y, name=name)


@export("subtract", "math.subtract")
def subtract(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x - y, element by element."""
    return SUB(x, y, name=name)


@export("multiply", "math.multiply")
def multiply(x: TensorLike, y: TensorLike | None, name: str | None = None) -> Tensor:
    """x * y, element by element."""
    return MUL(x, y, name=name)


@export("scalar_mul", "math.scalar_mul")
def scalar_mul(scalar: Any, x: Any, name: str | None = None) -> Any:
    """A scalar times a tensor or IndexedSlices. Raises ValueError where the first is no scalar."""
    scalar = convert_to_tensor(scalar, x.dtype.base_dtype, name="scalar")
    if scalar.static_shape != ():
        raise ValueError(f"Only scalar multiply works, got shape {scalar.shape}")
    if isinstance(x, IndexedSlices):
        return IndexedSlices(multiply(scalar, x.values, name), x.indices, x.dense_shape)
    return multiply(scalar, x, name)


@export("truediv", "math.truediv")
def truediv(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y as Python 3 divides: integers are made floating (8 and 16 bits float32, others float64).

    Raises:
      TypeError: x and y have different types.
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
    """x / y as Python 3 divides."""
    return truediv(convert_to_tensor(x), y, name or "truediv")


@export("realdiv")
def realdiv(x: TensorLike, y: TensorLike | None, name: str | None = None) -> Tensor:
    """x / y of floating or complex numbers."""
    return REAL_DIV(x, y, name=name)


@export("div")
def div(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y as Python 2 divides: integers are rounded down."""
    x = convert_to_tensor(x)
    return FLOOR_DIV(x, y, name=name or "div") if x.dtype.is_integer else REAL_DIV(x, y, name=name or "div")


@export("floor_div", "floordiv", "math.floordiv")
def floordiv(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y, rounded down. InvalidArgumentError when an integer is divided by zero."""
    return FLOOR_DIV(x, y, name=name or "floordiv")


floor_div = floordiv


@export("truncatediv")
def truncatediv(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x / y, rounded towards zero."""
    return TRUNCATE_DIV(x, y, name=name)


@export("floormod", "math.floormod", "mod", "math.mod")
def floormod(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """What is left of x after `floordiv`; it has the sign of y."""
    return FLOOR_MOD(x, y, name=name)


mod = floormod


@export("truncatemod")
def truncatemod(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """What is left of x after division rounded towards zero; it has the sign of x."""
    return TRUNCATE_MOD(x, y, name=name)


@export("maximum", "math.maximum")
def maximum(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The larger of x and y, element by element."""
    return MAXIMUM(x, y, name=name)


@export("minimum", "math.minimum")
def minimum(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The smaller of x and y, element by element."""
    return MINIMUM(x, y, name=name)


@export("negative", "math.negative")
@takes_sparse("Neg")
def negative(x: TensorLike, name: str | None = None) -> Tensor:
    """-x."""
    return NEG(x, name=name)


@export("clip_by_value")
def clip_by_value(t: TensorLike, clip_value_min: TensorLike, clip_value_max: TensorLike, name: str | None = None) -> Any:
    """Every element of `t`, a tensor or IndexedSlices, brought into [clip_value_min, clip_value_max].

    Raises:
      ValueError: the limits are larger than `t`, so that the result would be.
    """
    with get_default_graph().name_scope(name or "clip_by_value") as scope:
        values = convert_to_tensor(t.values if isinstance(t, IndexedSlices) else t, name="t")
        clipped = maximum(minimum(values, clip_value_max), clip_value_min, name=scope)
        values.shape.merge_with(clipped.shape)
        return IndexedSlices(clipped, t.indices, t.dense_shape) if isinstance(t, IndexedSlices) else clipped
