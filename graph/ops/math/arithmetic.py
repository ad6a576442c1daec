"""Arithmetic: sums, differences, products, the larger and the smaller."""

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
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.direct import Constants, Direct
from ...core.rules.shape import same_as_first
from ...core.rules.stage import Does, with_number
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, PURE
from ...types import dtypes
from ...types.likes import TensorLike
from ...types.texts import as_kernels_take
from ..sparse.indexed_slices import IndexedSlices
from ..sparse.sparse_tensor import takes_sparse
from . import compare
from .broadcasting import is_elementwise, summed_by, summed_to_inputs
from .elementwise import binary

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
ADD = binary(
    "Add", _joined_or_added, _add_gradient, _ADDABLE, traits=INFALLIBLE, kernel_into=np.add, direct=_added_directly, stage=_ADDS
)
ADD_V2 = binary("AddV2", operator.add, _add_gradient, traits=INFALLIBLE, kernel_into=np.add, direct=_on_arrays, stage=_ADDS)
SUB = binary(
    "Sub",
    operator.sub,
    _sub_gradient,
    traits=INFALLIBLE,
    kernel_into=np.subtract,
    direct=_on_arrays,
    stage=with_number(Does.SUBTRACT, Does.SUBTRACT_FROM),
)
MUL = binary(
    "Mul",
    operator.mul,
    _mul_gradient,
    neutral={0: 1, 1: 1},
    traits=INFALLIBLE,
    kernel_into=np.multiply,
    direct=_on_arrays,
    stage=with_number(Does.MULTIPLY, Does.MULTIPLY),
)


def _larger_gradient(pick: str) -> Callable[..., list]:
    def gradient(op: Operation, dz: Any) -> list:
        sizes = [ops.shape(tensor) for tensor in (*op.inputs, dz)]
        none = ops.zeros(sizes[2], dz.dtype)
        first = getattr(compare, pick)(*op.inputs)
        to_x, to_y = summed_by(sizes[0], sizes[1])
        return [to_x(ops.where(first, dz, none)), to_y(ops.where(first, none, dz))]

    return gradient


MAXIMUM = binary("Maximum", np.maximum, _larger_gradient("greater_equal"), dtypes.REALS, kernel_into=np.maximum)
MINIMUM = binary("Minimum", np.minimum, _larger_gradient("less_equal"), dtypes.REALS, kernel_into=np.minimum)


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
    """x + y, element by element; strings are joined.

    Args:
      x, y: numbers or strings of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.add([[1, 2], [3, 4]], [10, 20])).tolist()
      [[11, 22], [13, 24]]
    """
    return ADD(x, y, name=name)


@export("subtract", "math.subtract")
def subtract(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x - y, element by element.

    Args:
      x, y: numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return SUB(x, y, name=name)


@export("multiply", "math.multiply")
@documented_by(subtract)
def multiply(x: TensorLike, y: TensorLike | None, name: str | None = None) -> Tensor:
    """x * y, element by element."""
    return MUL(x, y, name=name)


@export("scalar_mul", "math.scalar_mul")
def scalar_mul(scalar: Any, x: Any, name: str | None = None) -> Any:
    """A scalar times a tensor or IndexedSlices.

    Args:
      scalar: scalar of the dtype of `x`, of known shape.
      x: numbers: a tensor or IndexedSlices.

    Returns:
      like `x`.

    Raises:
      ValueError: the first is no scalar.
      TypeError: the dtypes differ or are not of numbers.
    """
    scalar = convert_to_tensor(scalar, x.dtype.base_dtype, name="scalar")
    if scalar.static_shape != ():
        raise ValueError(f"Only scalar multiply works, got shape {scalar.shape}")
    if isinstance(x, IndexedSlices):
        return IndexedSlices(multiply(scalar, x.values, name), x.indices, x.dense_shape)
    return multiply(scalar, x, name)


@export("maximum", "math.maximum")
def maximum(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The larger of x and y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype; NaN where one of them is.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return MAXIMUM(x, y, name=name)


@export("minimum", "math.minimum")
@documented_by(maximum)
def minimum(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """The smaller of x and y, element by element."""
    return MINIMUM(x, y, name=name)


@export("negative", "math.negative")
@takes_sparse("Neg")
def negative(x: TensorLike, name: str | None = None) -> Tensor:
    """-x, element by element.

    Args:
      x: numbers, or a SparseTensor of numbers.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: not numbers.
    """
    return NEG(x, name=name)


@export("clip_by_value")
def clip_by_value(t: TensorLike, clip_value_min: TensorLike, clip_value_max: TensorLike, name: str | None = None) -> Any:
    """Every element brought into [clip_value_min, clip_value_max].

    Args:
      t: real numbers: a tensor or IndexedSlices.
      clip_value_min, clip_value_max: of the dtype of `t`; scalars, or what broadcasts to its shape.

    Returns:
      like `t`.

    Raises:
      ValueError: the limits are larger than `t`, so that the result would be.
      TypeError: dtypes that differ or are not of real numbers.
      InvalidArgumentError: (when run) shapes that do not broadcast.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.clip_by_value([1, 5, 9], 2, 8)).tolist()
      [2, 5, 8]
    """
    with get_default_graph().name_scope(name or "clip_by_value") as scope:
        values = convert_to_tensor(t.values if isinstance(t, IndexedSlices) else t, name="t")
        clipped = maximum(minimum(values, clip_value_max), clip_value_min, name=scope)
        values.shape.merge_with(clipped.shape)
        return IndexedSlices(clipped, t.indices, t.dense_shape) if isinstance(t, IndexedSlices) else clipped
