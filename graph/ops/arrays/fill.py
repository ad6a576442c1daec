"""Tensors filled by rule: zeros, ones, one-hot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import array_of, constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, elementwise, record_of
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_scalar, constant_value_as_shape, known_value
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, PURE
from ...types import dtypes
from ...types.errors import checked_sizes, invalid
from ...types.likes import DTypeLike, IntegersLike, ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, as_static, bracket, is_full, with_rank
from .stack import has_tensors

_FEW = 1000
"""Elements: a tensor of zeros or ones up to this size is a constant of the graph, as in TensorFlow."""

FILL = Op("Fill", "dims: index_type, value: T -> output: T", "index_type: {int32, int64} = int32", traits=PURE)


@FILL.shape
def _fill_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 1)
    with_rank(op.inputs[1].static_shape, 0)
    wanted, dims = constant_value_as_shape(op.inputs[0]), known_value(op.inputs[0])
    if isinstance(dims, np.ndarray) and dims.min(initial=0) < 0:
        raise ValueError("Fill dimensions must be >= 0")
    return wanted


@FILL.kernel
def _fill(dims: np.ndarray, value: Any) -> np.ndarray:
    sizes = checked_sizes(dims)
    value = np.asarray(value)
    _check_scalar("value must represent a scalar, got shape", value.shape)
    return np.full(sizes, value, value.dtype)


def _check_scalar(told: str, shape: tuple[int, ...]) -> None:
    if shape:
        raise invalid(f"{told} {bracket(shape)}")


@FILL.batch
def _fill_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    def to_one_shape(n: int, dims: np.ndarray, value: Any) -> np.ndarray:
        whole = np.concatenate([[n], dims])
        if not batched[1]:
            return kernel(whole, value)
        _check_scalar("value must represent a scalar, got shape", value.shape[1:])
        sizes = whole.tolist()
        return np.array(np.broadcast_to(value.reshape((n, *(1,) * len(dims))), sizes))

    def to_each_its_own(n: int, dims: np.ndarray, value: Any) -> Any:
        if (dims == dims[0]).all():
            return to_one_shape(n, dims[0], value)
        return [kernel(sizes, record_of(value, k) if batched[1] else value) for k, sizes in enumerate(dims)]

    return to_each_its_own if batched[0] else to_one_shape


@FILL.gradient
def _fill_gradient(op: Operation, dy: Any) -> list:
    return [None, ops.reduce_sum(dy)]


@export("fill")
def fill(dims: Any, value: TensorLike, name: str | None = None) -> Tensor:
    """A tensor of shape `dims` filled with a scalar.

    Args:
      dims: int32 or int64 vector: the shape.
      value: scalar of any dtype.

    Returns:
      shape `dims`, dtype of `value`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) a negative size, or a `value` that is no scalar.
      TypeError: sizes that are not integers.
    """
    return FILL(dims, value, name=name)


@export("zeros")
def zeros(shape: ShapeLike, dtype: DTypeLike = dtypes.float32, name: str | None = None) -> Tensor:
    """A tensor of zeros (empty strings, False).

    Args:
      shape: ints, a TensorShape, an int32 or int64 vector, or a list with scalar tensors in it.
      dtype: of the result.

    Returns:
      shape `shape`, type `dtype`; a constant where the shape is known.

    Raises:
      TypeError, ValueError: a `shape` that is no vector of integers, or negative.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.zeros([2, 3], tf.int32)).tolist()
      [[0, 0, 0], [0, 0, 0]]
    """
    kind = dtypes.as_dtype(dtype).base_dtype
    zero = b"" if kind is dtypes.string else False if kind is dtypes.bool_ else 0
    return _full(shape, zero, kind, name or "zeros")


@export("ones")
def ones(shape: ShapeLike, dtype: DTypeLike = dtypes.float32, name: str | None = None) -> Tensor:
    """A tensor of ones (True).

    Args:
      shape: ints, a TensorShape, an int32 or int64 vector, or a list with scalar tensors in it.
      dtype: of the result; numbers or bool.

    Returns:
      shape `shape`, type `dtype`; a constant where the shape is known.

    Raises:
      TypeError: a `shape` that is no vector of integers, or `dtype` string.
      ValueError: a negative size.
    """
    kind = dtypes.as_dtype(dtype).base_dtype
    return _full(shape, True if kind is dtypes.bool_ else 1, kind, name or "ones")


def _full(shape: Any, value: Any, dtype: dtypes.DType, name: str) -> Tensor:
    with get_default_graph().name_scope(name) as scope:
        if not isinstance(shape, Tensor) and not has_tensors(shape):
            static = _sizes(shape)
            if is_full(static):
                sizes = np.array(static, np.int64)
                if sizes.prod() < _FEW:
                    return constant(value, dtype, shape=static, name=scope)
                kind = dtypes.int32 if sizes.max() <= dtypes.int32.max else dtypes.int64
                shape = constant(sizes, kind, name="shape_as_tensor")
        dims = shape if isinstance(shape, Tensor) else convert_to_tensor(shape, dtypes.int32)
        if not dims.static_shape:
            dims = ops.reshape(dims, [-1])
        return FILL(dims, constant(value, dtype, name="Const"), name=scope)


def _sizes(shape: Any) -> StaticShape:
    try:
        return as_static(shape)
    except (ValueError, TypeError):  # Fill says what is wrong with it
        return None


ZEROS_LIKE = Op("ZerosLike", "x: T -> y: T", traits=PURE, shape=same_as_first, batch=elementwise, gradient=NO_GRADIENT)


@ZEROS_LIKE.kernel
def _zeros_like(x: Any) -> np.ndarray:
    if np.asarray(x).dtype == object:
        return np.full(np.shape(x), b"", object)
    return np.zeros(np.shape(x), np.asarray(x).dtype)


ONES_LIKE = Op(
    "OnesLike",
    "x: T -> y: T",
    T=(*dtypes.NUMBERS, dtypes.bool_),
    traits=PURE,
    shape=same_as_first,
    kernel=lambda x: np.ones(np.shape(x), np.asarray(x).dtype),
    batch=elementwise,
    gradient=NO_GRADIENT,
)


@export("zeros_like")
def zeros_like(tensor: TensorLike, dtype: DTypeLike | None = None, name: str | None = None, optimize: bool = True) -> Tensor:
    """Zeros in the shape of a tensor.

    Args:
      tensor: whose shape counts; any dtype.
      dtype: of the result; that of `tensor` by default.
      optimize: whether a constant is made where the shape is known.

    Returns:
      the shape of `tensor`, type `dtype`.
    """
    with name_scope(name, "zeros_like", [tensor]) as scope:
        tensor = convert_to_tensor(tensor, name="tensor")
        own = tensor.dtype.base_dtype
        kind = own if dtype is None else dtypes.as_dtype(dtype).base_dtype
        if optimize and is_full(tensor.static_shape):
            return zeros(tensor.shape, kind, name=scope)
        if kind is not own:
            return zeros(ops.shape(tensor), kind, name=scope)
        return ZEROS_LIKE(tensor, name=scope)


@export("ones_like")
def ones_like(tensor: TensorLike, dtype: DTypeLike | None = None, name: str | None = None, optimize: bool = True) -> Tensor:
    """Ones in the shape of a tensor.

    Args:
      tensor: whose shape counts; any dtype.
      dtype: of the result; that of `tensor` by default.
      optimize: accepted; without effect.

    Returns:
      the shape of `tensor`, type `dtype`.

    Raises:
      TypeError: the dtype is string.
    """
    with name_scope(name, "ones_like", [tensor]) as scope:
        tensor = convert_to_tensor(tensor, name="tensor")
        kind = tensor.dtype.base_dtype if dtype is None else dtypes.as_dtype(dtype).base_dtype
        made = ones(ops.shape(tensor), kind, name=scope)
        made.set_shape(tensor.static_shape)
        return made


# -- one_hot -----------------------------------------------------------------------------------------------------------

ONE_HOT = Op(
    "OneHot",
    "indices: TI, depth: int32, on_value: T, off_value: T -> output: T",
    "axis: int = -1, TI: {uint8, int32, int64} = int64",
    traits=INFALLIBLE,
    gradient=NO_GRADIENT,
)


@ONE_HOT.shape
def _one_hot_shape(op: Operation) -> StaticShape:
    indices, depth, axis = op.inputs[0].static_shape, constant_scalar(op.inputs[1]), op.get_attr("axis")
    if indices is None:
        return None
    if axis < -1:
        raise ValueError("axis must be >= -1")
    if depth is not None and depth < 0:
        raise ValueError(f"Dimension size, given by scalar input 1, must be non-negative but is {int(depth)}")
    at = len(indices) if axis == -1 else axis
    return (*indices[:at], None if depth is None else int(depth), *indices[at:])


@ONE_HOT.kernel
def _one_hot(indices: Any, depth: Any, on_value: Any, off_value: Any, axis: int) -> np.ndarray:
    for name, value in (("depth", depth), ("on_value", on_value), ("off_value", off_value)):
        _check_scalar(f"{name} must be a scalar, but got:", np.shape(value))
    if depth < 0:
        raise invalid(f"depth must be non-negative, got: {int(depth)}")
    indices = np.asarray(indices)
    at = indices.ndim if axis == -1 else axis
    places = np.arange(int(depth)).reshape((-1,) + (1,) * (indices.ndim - at))
    return np.where(np.expand_dims(indices, at) == places, on_value, off_value)


@ONE_HOT.batch
def _one_hot_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]):
        return None
    axis = op.get_attr("axis")
    at = axis if axis == -1 else axis + 1
    return lambda n, indices, depth, on, off: _one_hot(indices, depth, on, off, at)


@export("one_hot")
def one_hot(
    indices: TensorLike,
    depth: IntegersLike,
    on_value: TensorLike | None = None,
    off_value: TensorLike | None = None,
    axis: int | None = None,
    dtype: DTypeLike | None = None,
    name: str | None = None,
) -> Tensor:
    """`on_value` at each index along a new axis of size `depth`, `off_value` elsewhere.

    An index outside [0, depth) has no place: all of its elements are `off_value`.

    Args:
      indices: uint8, int32 or int64 tensor of shape `s`.
      depth: int32 scalar, not negative.
      on_value, off_value: scalars, 1 and 0 by default.
      axis: where the new axis stands in the result, at least -1; last (-1) by default.
      dtype: of the result; by default that of the values given, float32 where there are none.

    Returns:
      shape `s` with `depth` put in at `axis`.

    Raises:
      TypeError: the types of `on_value`, `off_value` and `dtype` differ.
      ValueError, InvalidArgumentError: (building, when run) `depth` or `axis` is out of range, or a value is no scalar.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.one_hot([0, 2], depth=3)).tolist()
      [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    with name_scope(name, "one_hot", [indices, depth, on_value, off_value]) as scope:
        on_type, off_type = _type_of(on_value), _type_of(off_value)
        kind = dtypes.as_dtype(dtype) if dtype is not None else on_type or off_type or dtypes.float32
        if dtype is None and on_type is not None and off_type is not None and on_type is not off_type:
            raise TypeError(f"dtype {on_type} of on_value does not match dtype {off_type} of off_value")
        for label, value, found in (("on_value", on_value, on_type), ("off_value", off_value, off_type)):
            if has_tensors(value) and found is not kind:
                raise TypeError(f"dtype {found} of {label} does not match dtype parameter {kind}")
        return ONE_HOT(
            indices,
            depth,
            convert_to_tensor(1 if on_value is None else on_value, kind, name="on_value"),
            convert_to_tensor(0 if off_value is None else off_value, kind, name="off_value"),
            axis=-1 if axis is None else axis,
            name=scope,
        )


def _type_of(value: Any) -> dtypes.DType | None:
    if value is None:
        return None
    return value.dtype.base_dtype if has_tensors(value) else dtypes.of_array(array_of(value))
