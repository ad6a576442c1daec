"""Tensors filled by rule: zeros, ones, ranges, one-hot.

Source of names and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import dtypes
from ..batch_rules import Kernel, elementwise
from ..build import convert_to_tensor
from ..constants import array_of, constant
from ..defaults import get_default_graph
from ..errors import InvalidArgumentError
from ..graph import Operation
from ..op import NO_GRADIENT, Op
from ..shape_rules import same_as_first
from ..static_shapes import StaticShape, as_static, is_full
from ..static_values import constant_value, constant_value_as_shape
from ..tensor import Tensor
from .shaping import shape as shape_of

_INTEGERS = {dtypes.int32, dtypes.int64}
_FEW = 1000
"""Elements: a tensor of zeros or ones up to this size is a constant of the graph, as in TensorFlow."""

FILL = Op("Fill", "dims: index_type, value: T -> output: T", index_type=dtypes.int32)
FILL.kernel(lambda dims, value: _filled(dims, np.asarray(value)))


def _filled(dims: Any, value: np.ndarray) -> np.ndarray:
    if (np.ravel(dims) < 0).any():
        at = int(np.argmax(np.ravel(dims) < 0))
        raise InvalidArgumentError(None, None, f"Dimension {dims[at]} must be >= 0")
    return np.full(tuple(np.ravel(dims).tolist()), value, value.dtype)


@FILL.shape
def _fill_shape(op: Operation) -> StaticShape:
    return constant_value_as_shape(op.inputs[0])


@FILL.batch
def _fill_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[0]:
        return None

    def run(n: int, dims: Any, value: Any) -> Any:
        sizes = tuple(np.ravel(dims).tolist())
        return np.array(np.broadcast_to(value.reshape((n, *(1,) * len(sizes))), (n, *sizes)))

    return run


@FILL.gradient
def _fill_gradient(op: Operation, dy: Any) -> list:
    from .reduce import reduce_sum

    return [None, reduce_sum(dy)]


def fill(dims: Any, value: Any, name: str | None = None) -> Tensor:
    """A tensor of shape `dims` filled with a scalar."""
    return FILL(dims, value, name=name)


def zeros(shape: Any, dtype: Any = dtypes.float32, name: str | None = None) -> Tensor:
    """A tensor of zeros (empty strings, False)."""
    dtype = dtypes.as_dtype(dtype).base_dtype
    zero = b"" if dtype is dtypes.string else False if dtype is dtypes.bool_ else 0
    return _full(shape, zero, dtype, name or "zeros")


def ones(shape: Any, dtype: Any = dtypes.float32, name: str | None = None) -> Tensor:
    """A tensor of ones (True)."""
    dtype = dtypes.as_dtype(dtype).base_dtype
    return _full(shape, True if dtype is dtypes.bool_ else 1, dtype, name or "ones")


def _full(shape: Any, value: Any, dtype: dtypes.DType, name: str) -> Tensor:
    with get_default_graph().name_scope(name) as scope:
        if not isinstance(shape, Tensor):
            try:
                static = as_static(shape)
            except (TypeError, ValueError):
                static = None  # a list with tensors in it
            if static is not None and is_full(static):
                if int(np.prod(static, dtype=np.int64)) < _FEW:
                    return constant(value, dtype, shape=static, name=scope)
                shape = np.array(static, np.int32)
        sizes = convert_to_tensor(shape, dtypes.int32 if not isinstance(shape, Tensor) else None, name="shape")
        if sizes.static_shape is not None and len(sizes.static_shape) != 1:
            from .shaping import reshape

            sizes = reshape(sizes, [-1])
        return fill(sizes, constant(value, dtype, name="Const"), name=scope)


def _like_op(type: str, one: bool) -> Op:
    definition = Op(type, "x: T -> y: T")
    definition.shape(same_as_first)
    definition.batch(elementwise)
    definition.gradient(NO_GRADIENT)

    @definition.kernel
    def _like(x: Any) -> Any:
        array = np.asarray(x)
        if array.dtype == object:
            empty = np.empty(array.shape, object)
            empty.fill(b"")
            return empty
        return np.ones(array.shape, array.dtype) if one else np.zeros(array.shape, array.dtype)

    return definition


ZEROS_LIKE = _like_op("ZerosLike", one=False)
ONES_LIKE = _like_op("OnesLike", one=True)


def zeros_like(tensor: Any, dtype: Any = None, name: str | None = None, optimize: bool = True) -> Tensor:
    """Zeros in the shape of `tensor`, of its type or of `dtype`."""
    return _like(ZEROS_LIKE, zeros, tensor, dtype, name or "zeros_like", optimize)


def ones_like(tensor: Any, dtype: Any = None, name: str | None = None, optimize: bool = True) -> Tensor:
    """Ones in the shape of `tensor`, of its type or of `dtype`."""
    return _like(ONES_LIKE, ones, tensor, dtype, name or "ones_like", optimize)


def _like(definition: Op, make: Any, tensor: Any, dtype: Any, name: str, optimize: bool) -> Tensor:
    with get_default_graph().name_scope(name) as scope:
        tensor = convert_to_tensor(tensor, name="tensor")
        kind = tensor.dtype.base_dtype if dtype is None else dtypes.as_dtype(dtype).base_dtype
        if optimize and tensor.static_shape is not None and is_full(tensor.static_shape):
            return make(tensor.static_shape, kind, name=scope)
        if kind is not tensor.dtype.base_dtype:
            return make(shape_of(tensor), kind, name=scope)
        return definition(tensor, name=scope)


# -- sequences ---------------------------------------------------------------------------------------------------------

RANGE = Op("Range", "start: Tidx, limit: Tidx, delta: Tidx -> output: Tidx", Tidx=dtypes.int32)
RANGE.batch(lambda op, batched, kernel: None)
RANGE.gradient(NO_GRADIENT)


@RANGE.kernel
def _range(start: Any, limit: Any, delta: Any) -> Any:
    kind = np.asarray(start).dtype
    if delta == 0:
        raise InvalidArgumentError(None, None, f"Requires delta != 0: {delta}")
    if (limit - start) * delta < 0:
        sign = "<=" if delta > 0 else ">="
        raise InvalidArgumentError(
            None, None, f"Requires start {sign} limit when delta {'> 0' if delta > 0 else '< 0'}: {start}/{limit}"
        )
    return np.arange(start, limit, delta, dtype=kind)


@RANGE.shape
def _range_shape(op: Operation) -> StaticShape:
    bounds = [constant_value(tensor) for tensor in op.inputs]
    if any(bound is None for bound in bounds):
        return (None,)
    try:
        return _range(*(bound[()] for bound in bounds)).shape  # type: ignore[index]
    except InvalidArgumentError as error:
        raise ValueError(error.message) from error


def range(start: Any, limit: Any = None, delta: Any = 1, dtype: Any = None, name: str = "range") -> Tensor:
    """The numbers from `start` (0 where only one bound is given) to below `limit`, in steps of `delta`.

    Raises:
      ValueError, InvalidArgumentError: `delta` is 0 or of the wrong sign.
    """
    if limit is None:
        start, limit = 0, start
    with get_default_graph().name_scope(name) as scope:
        wanted = None if dtype is None else dtypes.as_dtype(dtype)
        given = {"start": start, "limit": limit, "delta": delta}
        tensors = {key: convert_to_tensor(value, wanted, name=key) for key, value in given.items()}
        order = [dtypes.int32, dtypes.int64, dtypes.float32, dtypes.float64]
        if wanted is None:
            wanted = max((tensor.dtype.base_dtype for tensor in tensors.values()), key=order.index)
        from .cast import cast

        return RANGE(*(cast(tensor, wanted) for tensor in tensors.values()), name=scope)


LIN_SPACE = Op("LinSpace", "start: T, stop: T, num: Tidx -> output: T", T=dtypes.FLOATING, Tidx=dtypes.int32)
LIN_SPACE.batch(lambda op, batched, kernel: None)
LIN_SPACE.gradient(NO_GRADIENT)


@LIN_SPACE.kernel
def _lin_space(start: Any, stop: Any, num: Any) -> Any:
    if num <= 0:
        raise InvalidArgumentError(None, None, f"Requires num > 0: {num}")
    return np.linspace(start, stop, int(num), dtype=np.asarray(start).dtype)


@LIN_SPACE.shape
def _lin_space_shape(op: Operation) -> StaticShape:
    num = constant_value(op.inputs[2])
    return (None if num is None else int(num),)


def lin_space(start: Any, stop: Any, num: Any, name: str | None = None) -> Tensor:
    """`num` numbers at equal distances from `start` to `stop`, both included."""
    return LIN_SPACE(start, stop, num, name=name)


linspace = lin_space


# -- one_hot -----------------------------------------------------------------------------------------------------------

ONE_HOT = Op(
    "OneHot",
    "indices: TI, depth: int32, on_value: T, off_value: T -> output: T",
    axis=-1,
    TI={dtypes.uint8, dtypes.int32, dtypes.int64},
)
ONE_HOT.gradient(NO_GRADIENT)


@ONE_HOT.shape
def _one_hot_shape(op: Operation) -> StaticShape:
    indices, depth, axis = op.inputs[0].static_shape, constant_value(op.inputs[1]), op.get_attr("axis")
    if indices is None:
        return None
    if not -1 <= axis <= len(indices):
        raise ValueError(f"axis {axis} is not in the range [-1, {len(indices)}]")
    at = len(indices) if axis == -1 else axis
    return (*indices[:at], None if depth is None else int(depth), *indices[at:])


@ONE_HOT.kernel
def _one_hot(indices: Any, depth: Any, on_value: Any, off_value: Any, axis: int) -> Any:
    indices = np.asarray(indices)
    at = indices.ndim if axis == -1 else axis
    hot = np.expand_dims(indices, at) == np.arange(int(depth)).reshape((-1,) + (1,) * (indices.ndim - at))
    return np.where(hot, on_value, off_value)


@ONE_HOT.batch
def _one_hot_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]):
        return None
    axis = op.get_attr("axis")
    at = axis if axis == -1 else axis + 1
    return lambda n, indices, depth, on, off: _one_hot(indices, depth, on, off, at)


def one_hot(
    indices: Any, depth: Any, on_value: Any = None, off_value: Any = None, axis: int | None = None, dtype: Any = None,
    name: str | None = None,
) -> Tensor:  # fmt: skip
    """`on_value` (1) at each index, `off_value` (0) elsewhere, along a new axis of size `depth`; indices outside: none.

    Raises:
      TypeError: the types of `on_value`, `off_value` and `dtype` differ.
    """
    with get_default_graph().name_scope(name or "one_hot") as scope:
        kind = None if dtype is None else dtypes.as_dtype(dtype)
        for value in (on_value, off_value):
            if value is not None and kind is None:
                kind = value.dtype.base_dtype if isinstance(value, Tensor) else dtypes.of_array(array_of(value))
        kind = kind or dtypes.float32
        for label, value in (("on_value", on_value), ("off_value", off_value)):
            found = value.dtype.base_dtype if isinstance(value, Tensor) else kind
            if found is not kind:
                raise TypeError(f"dtype {found.name} of {label} does not match dtype parameter {kind.name}")
        on = convert_to_tensor(1 if on_value is None else on_value, kind, name="on_value")
        off = convert_to_tensor(0 if off_value is None else off_value, kind, name="off_value")
        if not isinstance(indices, Tensor) and not hasattr(indices, "_as_graph_element"):
            indices = convert_to_tensor(indices, preferred_dtype=dtypes.int64)
        return ONE_HOT(indices, depth, on, off, axis=-1 if axis is None else axis, name=scope)
