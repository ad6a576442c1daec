"""Tensors joined: concat along an axis that is there, stack along a new one; lists with tensors in them as tensors."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at, renamed, tell

from ... import ops
from ...core.build import convert_to_tensor, register_tensor_conversion_function
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.direct import Constants, Direct, of_array, of_arrays_only
from ...core.static_values import Known, KnownOf, constant_value, of_parts
from ...core.tensor import Tensor
from ...core.traits import CONSTANT, PURE
from ...types import dtypes
from ...types.dtypes import DType
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.shapes import Dimension
from ...types.static_shapes import StaticShape, add_dim, bracket, is_full, merge, with_rank, with_rank_at_least
from .concat_offset import CONCAT_OFFSET, convert_axis, sizes_of


def block_of_each(n: int, arrays: Sequence[Any], batched: Sequence[bool]) -> list[np.ndarray]:
    """The arrays with a leading axis of n all: what is the same for every record is repeated, without copying."""
    return [
        array if is_batched else np.broadcast_to(array, (n, *np.shape(array)))
        for array, is_batched in zip(arrays, batched, strict=True)
    ]


# -- concat ------------------------------------------------------------------------------------------------------------

CONCAT = Op("ConcatV2", "values: N * T, axis: Tidx -> output: T", "N: int >= 2, Tidx: {int32, int64} = int32", traits=PURE)


@CONCAT.shape
def _concat_shape(op: Operation) -> StaticShape:
    *values, axis_input = (tensor.static_shape for tensor in op.inputs)
    with_rank(axis_input, 0)
    rank = next((len(shape) for shape in values if shape is not None), None)
    if rank is None:
        return None
    if rank == 0:
        raise ValueError("Can't concatenate scalars (use tf.stack instead)")
    shapes = [with_rank(shape, rank) for shape in values]
    axis = constant_value(op.inputs[-1])
    if axis is None:
        return (None,) * rank
    place = int(axis)
    with_rank_at_least(shapes[0], place + 1 if place >= 0 else -place)
    place %= rank
    *others, last = shapes
    before, size, after = last[:place], last[place], last[place + 1 :]
    for shape in reversed(others):
        before = merge(shape[:place], before)  # type: ignore[assignment]
        after = merge(shape[place + 1 :], after)  # type: ignore[assignment]
        size = add_dim(size, shape[place])
    return (*before, size, *after)


@CONCAT.value
@of_parts
def _concat_value(tensor: Tensor, *inputs: Any) -> list | None:
    *parts, _ = inputs
    if len(tensor.static_shape or ()) != 1 or any(part is None for part in parts):
        return None
    return [element for part in parts for element in part]


@CONCAT.kernel
def _concat(values: Sequence[np.ndarray], axis: Any) -> np.ndarray:
    try:
        return np.concatenate(values, int(axis))
    except ValueError as error:  # AxisError is one
        raise _why_not_concatenated([np.shape(value) for value in values], int(axis)) from error


@CONCAT.direct
@of_array
def _concat_directly(op: Operation, constants: Constants) -> Direct | None:
    *values, _ = op.inputs
    if constants[-1] is None or not all(is_full(tensor.static_shape) for tensor in (*values, op.outputs[0])):
        return None  # they may not fit each other: an error with other words
    axis = int(constants[-1])
    return Direct(of_arrays_only(np.concatenate), 1, (axis,) if axis else ())


def _why_not_concatenated(shapes: Sequence[tuple], axis: int) -> InvalidArgumentError:
    first = shapes[0]
    if not first:
        return _concat_error("Can't concatenate scalars (use tf.stack instead)")
    if not -len(first) <= axis < len(first):
        return _concat_error(f"Expected concatenating dimensions in the range [{-len(first)}, {len(first)}), but got {axis}")
    for number, shape in enumerate(shapes):
        both = f"shape[0] = {bracket(first)} vs. shape[{number}] = {bracket(shape)}"
        if len(shape) != len(first):
            return _concat_error(f"Ranks of all input tensors should match: {both}")
        for place, (size, other) in enumerate(zip(first, shape, strict=True)):
            if size != other and place != axis % len(first):
                return _concat_error(f"Dimension {place} in both shapes must be equal: {both}")
    return _concat_error(f"cannot join shapes {', '.join(map(bracket, shapes))}")


def _concat_error(message: str) -> InvalidArgumentError:
    return invalid(f"ConcatOp : {message}")


@CONCAT.batch
def _concat_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[-1]:
        return None

    def run(n: int, *arrays: Any) -> np.ndarray:
        *values, axis = arrays
        return kernel(*block_of_each(n, values, batched[:-1]), axis if axis < 0 else axis + 1)

    return run


_MANY = 16
"""Tensors: the gradient of so many is cut into its parts one by one, as in TensorFlow."""


@CONCAT.gradient
def _concat_gradient(op: Operation, dy: Any) -> list:
    *values, axis = op.inputs
    if len(values) == 1:
        return [dy, None]
    if CONSTANT in axis.op.definition.traits and axis.op.context is not get_default_graph().context:
        axis = convert_to_tensor(constant_value(axis), axis.dtype)
    axis = axis % ops.rank(values[0])
    sizes = sizes_of(values)
    if len(values) > _MANY:
        along = ops.squeeze(ops.slice(stack(sizes, axis=1), [axis, 0], [1, -1]))
        return [*ops.split(dy, along, axis, num=len(values)), None]
    if axis.dtype.base_dtype is not dtypes.int32:
        axis = ops.cast(axis, dtypes.int32)
    begins = CONCAT_OFFSET(axis, sizes)
    return [*(ops.slice(dy, begin, size) for begin, size in zip(begins, sizes, strict=True)), None]


@export("concat")
def concat(
    values: TensorLike | None = None, axis: IntegersLike | None = None, name: str = "concat", concat_dim: Any = None
) -> Tensor:
    """The tensors one after the other along `axis`.

    Args:
      values: list of tensors of one type, whose shapes differ along `axis` at most; a single one is passed on.
      axis: int in [-rank, rank). Before TensorFlow 1.0 it stood first, and was called `concat_dim`.

    Raises:
      ValueError: the shapes do not fit, or there is nothing to join along (scalars).
      TypeError: the types differ.
      InvalidArgumentError: (when run) the shapes do not fit.
    """
    axis = renamed("axis", axis, "concat_dim", concat_dim, "1.0")
    if isinstance(axis, (list, tuple)) and not isinstance(values, (list, tuple)):
        tell("concat(concat_dim, values)", "concat(values, axis)", "1.0")
        values, axis = axis, values
    if values is None or axis is None:
        raise TypeError("concat needs values and axis")
    if not isinstance(values, (list, tuple)):
        values = [values]
    if len(values) == 1:
        with get_default_graph().name_scope(name):
            place = convert_to_tensor(axis, dtypes.int32, name="concat_dim")
            place.shape.assert_has_rank(0)
            return ops.identity(values[0], name=name)
    return CONCAT(values, axis if isinstance(axis, Tensor) else convert_axis(axis), name=name)


# -- stack -------------------------------------------------------------------------------------------------------------

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

    Returns:
      shape `s` with `len(values)` put in at `axis`; a constant where all values are.

    Raises:
      ValueError: the shapes differ, or `axis` is not in [-(rank+1), rank+1).
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
    """`stack` along the first axis; shapes have to be fully known."""
    tensors = [convert_to_tensor(value) for value in values]
    tensors[0].shape.assert_is_fully_defined()
    return PACK(tensors, axis=0, name=name)


@export("pack")
@once_named_at("axis", "0.10")
def pack(values: TensorLike, axis: int = 0, name: str = "pack") -> Tensor:
    """`stack`, as it was called before TensorFlow 1.0."""
    return stack(values, axis, name)


# -- lists with tensors in them ----------------------------------------------------------------------------------------


def has_tensors(value: Any) -> bool:
    """Whether a tensor, or what stands for one, is among the items of a nested list."""
    if isinstance(value, (list, tuple)):
        return any(map(has_tensors, value))
    return isinstance(value, Tensor) or hasattr(value, "_as_graph_element")


def _convert_list(value: Any, dtype: DType | None, name: str | None, as_ref: bool) -> Any:
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


register_tensor_conversion_function((list, tuple), _convert_list)
