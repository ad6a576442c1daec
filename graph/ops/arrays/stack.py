"""Tensors stacked along a new axis; lists with tensors in them as tensors."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.direct import Constants, Direct, of_array
from ...core.static_values import Known, KnownOf, of_parts
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.dtypes import DType
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import TensorLike
from ...types.shapes import Dimension
from ...types.static_shapes import StaticShape, bracket, is_full, merge
from .concat import block_of_each

PACK = Op("Pack", "values: N * T -> output: T", "N: int >= 1, axis: int = 0", traits=PURE)


@PACK.shape
def _pack_shape(op: Operation) -> StaticShape:
    shape: StaticShape = None
    for number in range(len(op.inputs) - 1, -1, -1):
        try:
            shape = merge(op.inputs[number].static_shape, shape)
        except ValueError as error:
            raise ValueError(f"{error}\n\tFrom merging shape {number} with other shapes.") from error
    if shape is None:
        return None
    axis = op.get_attr("axis")
    if not -len(shape) - 1 <= axis <= len(shape):
        raise ValueError(f"Invalid axis: {axis}; must be in [{-len(shape) - 1},{len(shape) + 1})")
    place = axis % (len(shape) + 1)
    return (*shape[:place], len(op.inputs), *shape[place:])


@PACK.value
def _pack_value(tensor: Tensor, known: KnownOf) -> Known:
    if tensor.static_shape is None and tensor.op.get_attr("axis") == 0 and tensor.dtype.is_integer:
        return [None] * len(tensor.op.inputs)  # where sizes are asked for, each is one
    return _packed_sizes(tensor, known)


@of_parts
def _packed_sizes(tensor: Tensor, *values: Any) -> list | None:
    shape = tensor.static_shape
    if tensor.op.get_attr("axis") != 0 or not shape:
        return None
    if len(shape) == 1:
        return [None if isinstance(value, list) else value for value in values]
    return None if shape[1] is None else [[None] * shape[1] if value is None else value for value in values]


_FEW = 16


_AT_ONCE = 128


"""Arrays that are joined before they are put into their places: as many as stay in the cache."""


@PACK.kernel
def _pack(values: Sequence[np.ndarray], axis: int) -> np.ndarray:
    """`np.stack`, which takes half a microsecond for each array, and writes some bytes here and there."""
    shapes = [value.shape if type(value) is np.ndarray else np.shape(value) for value in values]
    shape = shapes[0]
    rank = len(shape)
    if shapes.count(shape) < len(values) or not -rank - 1 <= axis <= rank:
        raise _why_not_stacked(shapes, axis)
    place = axis % (rank + 1)
    result: np.ndarray = np.empty((*shape[:place], len(values), *shape[place:]), np.asarray(values[0]).dtype)
    parts = result.transpose(place, *range(place), *range(place + 1, rank + 1))
    if not rank and result.dtype != object:
        parts[:] = values
    elif not rank or len(values) <= _FEW:
        for number, value in enumerate(values):
            parts[number, ...] = value
    else:
        for first in range(0, len(values), _AT_ONCE):
            some = values[first : first + _AT_ONCE]
            parts[first : first + _AT_ONCE] = np.concatenate(some).reshape(len(some), *shape)
    return result


@PACK.direct
@of_array
def _pack_directly(op: Operation, constants: Constants) -> Direct | None:
    shapes, dtype = {value.static_shape for value in op.inputs}, op.outputs[0].dtype
    alike = len(shapes) == 1 and all(map(is_full, shapes))
    if not alike or len(op.inputs) > _FEW or op.get_attr("axis") or dtype is dtypes.string:
        return None
    return Direct(np.array, 1)


def _why_not_stacked(shapes: Sequence[tuple], axis: int) -> InvalidArgumentError:
    for number, shape in enumerate(shapes):
        if shape != shapes[0]:
            return invalid(
                f"Shapes of all inputs must match: values[0].shape = {bracket(shapes[0])} "
                f"!= values[{number}].shape = {bracket(shape)}",
            )
    rank = len(shapes[0]) + 1
    return invalid(f"axis = {axis} not in [{-rank}, {rank})")


@PACK.batch
def _pack_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    axis = op.get_attr("axis")
    place = axis if axis < 0 else axis + 1
    return lambda n, *values: _pack(block_of_each(n, values, batched), place)


@PACK.gradient
def _pack_gradient(op: Operation, dy: Any) -> list:
    return ops.unstack(dy, num=len(op.inputs), axis=op.get_attr("axis"))


@export("stack")
def stack(values: Any, axis: int = 0, name: str = "stack") -> Tensor:
    """Tensors of one shape `s` as one tensor, along a new axis.

    Args:
      values: list of tensors of one shape and dtype, or a tensor, whose rows are taken.
      axis: int in [-(rank + 1), rank + 1): where the new axis stands in the result.

    Returns:
      shape `s` with `len(values)` put in at `axis`, dtype of the values; a constant where all values are.

    Raises:
      ValueError: the shapes differ, or `axis` is out of range.
      TypeError: the dtypes of tensors differ.
      InvalidArgumentError: (when run) the shapes differ.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.stack([[1, 2], [3, 4]], axis=1)).tolist()
      [[1, 3], [2, 4]]
    """
    if axis == 0 and not has_tensors(values):
        return convert_to_tensor(values, name=name)
    if not isinstance(values, (list, tuple)) and has_tensors(values):
        values = convert_to_tensor(values)
        if axis == 0:
            return values
    values = list(values)
    first = convert_to_tensor(values[0]) if has_tensors(values[0]) or isinstance(values[0], Tensor) else None
    if first is not None and first.static_shape is not None:
        bound = len(first.static_shape) + 1
        if not -bound <= axis < bound:
            raise ValueError(f"Argument `axis` = {axis} not in range [{-bound}, {bound})")
    if axis == 0:
        with contextlib.suppress(TypeError, ValueError):  # `Pack` says what is wrong
            return _packed(values, None, name)
    return PACK(values, axis=axis, name=name)


@export("parallel_stack")
def parallel_stack(values: Any, name: str = "parallel_stack") -> Tensor:
    """`stack` along the first axis, of tensors whose shapes are known.

    Args:
      values: list of tensors of one fully known shape `s` and one dtype.

    Returns:
      `[len(values)] + s`, dtype of the values.

    Raises:
      ValueError: a shape is not fully known, or they differ.
      TypeError: the dtypes differ.
    """
    tensors = [convert_to_tensor(value) for value in values]
    tensors[0].shape.assert_is_fully_defined()
    return PACK(tensors, axis=0, name=name)


@export("pack")
@once_named_at("axis", "0.10")
@documented_by(stack)
def pack(values: TensorLike, axis: int = 0, name: str = "pack") -> Tensor:
    """`stack`, as it was called before TensorFlow 1.0.

    Args:
      values: list of tensors of one shape `s` and one dtype.
      axis: int in [-(rank + 1), rank + 1): where the new axis stands.

    Returns:
      shape `s` with `len(values)` put in at `axis`.
    """
    return stack(values, axis, name)


# -- lists with tensors in them ------------------------------------------------------------------------------------------


def has_tensors(value: Any) -> bool:
    """Whether a tensor, or what stands for one, is among the items of a nested list."""
    if isinstance(value, (list, tuple)):
        return any(map(has_tensors, value))
    return isinstance(value, Tensor) or hasattr(value, "_as_graph_element")


def packed_list(value: Any, dtype: DType | None, name: str | None) -> Any:
    """A list with tensors or dimensions in it as a tensor; NotImplemented for others."""
    if has_tensors(value):
        return _packed(value, dtype, name or "packed")
    if _has_dimensions(value):
        return constant(_without_dimensions(value), dtype, name=name or "Const")
    return NotImplemented


def _packed(values: Sequence[Any], dtype: DType | None, name: str) -> Tensor:
    found = _first_type(values)
    return _pack_nested(values, dtype or found, name, cast_to=dtype if dtype is not found else None)


def _first_type(value: Any) -> DType:
    """The type of the first tensor in a nested list; the values beside it take it on."""
    for item in value:
        if isinstance(item, (list, tuple)):
            if has_tensors(item):
                return _first_type(item)
        elif has_tensors(item):
            return item.dtype.base_dtype
    raise TypeError(f"no tensor in {value!r}")


def _pack_nested(values: Sequence[Any], dtype: DType, name: str, cast_to: DType | None) -> Tensor:
    with get_default_graph().name_scope(name) as scope:
        return PACK([_element(item, dtype, str(index), cast_to) for index, item in enumerate(values)], name=scope)


def _element(item: Any, dtype: DType, name: str, cast_to: DType | None) -> Tensor:
    if isinstance(item, (list, tuple)):
        if has_tensors(item):
            return _pack_nested(item, dtype, name, cast_to)
        with get_default_graph().name_scope(name):
            pass  # as in TensorFlow, looking into the list uses its name up
        return constant(_without_dimensions(item), dtype, name=name)
    if has_tensors(item):
        tensor = convert_to_tensor(item)
        if tensor.dtype.base_dtype is dtype:
            return tensor
        if cast_to is None:
            raise TypeError(
                f"Cannot convert a list containing a tensor of dtype {tensor.dtype.base_dtype} to {dtype} (Tensor is: "
                f"{tensor!r})"
            )
        return ops.cast(tensor, cast_to)
    return convert_to_tensor(_without_dimensions(item), dtype, name)


def _has_dimensions(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_has_dimensions, value))
    return isinstance(value, Dimension)


def _without_dimensions(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_without_dimensions(item) for item in value]
    return value.value if isinstance(value, Dimension) else value
