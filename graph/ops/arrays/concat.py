"""Tensors joined along an axis that is there; and where each of them begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed, tell

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.direct import Constants, Direct, of_array, of_arrays_only
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value, of_parts
from ...core.tensor import Tensor
from ...core.traits import CONSTANT, PURE
from ...types import dtypes
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, add_dim, bracket, is_full, merge, with_rank, with_rank_at_least


def block_of_each(n: int, arrays: Sequence[Any], batched: Sequence[bool]) -> list[np.ndarray]:
    """The arrays with a leading axis of n all: what is the same for every record is repeated, without copying."""
    return [
        array if is_batched else np.broadcast_to(array, (n, *np.shape(array)))
        for array, is_batched in zip(arrays, batched, strict=True)
    ]


CONCAT = Op("ConcatV2", "values: N * T, axis: Tidx -> output: T", "N: int >= 2, Tidx: {int32, int64} = int32", traits=PURE)


@CONCAT.shape
def _concat_shape(op: Operation) -> StaticShape:
    return joined_shape([tensor.static_shape for tensor in op.inputs[:-1]], op.inputs[-1])


def joined_shape(values: Sequence[StaticShape], along: Tensor) -> StaticShape:
    """The shape of tensors of these shapes joined along an axis. Raises ValueError where they do not fit."""
    with_rank(along.static_shape, 0)
    rank = next((len(shape) for shape in values if shape is not None), None)
    if rank is None:
        return None
    if rank == 0:
        raise ValueError("Can't concatenate scalars (use tf.stack instead)")
    shapes = [with_rank(shape, rank) for shape in values]
    axis = constant_value(along)
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
def joined(values: Sequence[np.ndarray], axis: Any) -> np.ndarray:
    """Arrays one after the other. Raises InvalidArgumentError where they do not fit."""
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


CONCAT_OFFSET = Op(
    "ConcatOffset",
    "concat_dim: int32, shape: N * int32 -> offset: N * int32",
    "N: int >= 2",
    traits=PURE,
    shape=lambda op: [tensor.static_shape for tensor in op.inputs[1:]],
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@CONCAT_OFFSET.kernel
def _concat_offset(concat_dim: Any, shape: Sequence[np.ndarray]) -> tuple:
    """Where each of the tensors of these shapes begins in what they are joined to."""
    first, axis, before, found = shape[0], int(concat_dim), 0, []
    if not -len(first) <= axis < len(first):
        raise invalid(f"Concat dim is out of range: {axis} vs. {len(first)}")
    axis %= len(first)
    for number, sizes in enumerate(shape):
        if len(sizes) != len(first):
            raise invalid(f"input {number} should contain {len(first)} elements, but got {len(sizes)}")
        different = np.flatnonzero(np.delete(sizes != first, axis))
        if different.size:
            raise invalid(
                f"All dimensions except {axis} must match. Input {number} has shape {_spelt(sizes)} and doesn't match input 0 "
                f"with shape {_spelt(first)}."
            )
        offset = np.zeros_like(sizes)
        offset[axis] = before
        before += int(sizes[axis])
        found.append(offset)
    return tuple(found)


def _spelt(sizes: np.ndarray) -> str:
    return f"[{' '.join(map(str, sizes.tolist()))}]"


def sizes_of(values: Sequence[Tensor]) -> list[Tensor]:
    """The shapes of the tensors, by one operation where one is not known."""
    sizes = []
    for value in values:
        sizes.append(ops.shape(value))
        if CONSTANT not in sizes[-1].op.definition.traits:
            return ops.shape_n(values)
    return sizes


_MANY = 16
"""Tensors: the gradient of so many is cut into its parts one by one, as in TensorFlow."""


@CONCAT.gradient
def _concat_gradient(op: Operation, dy: Any) -> list:
    *values, axis = op.inputs
    if len(values) == 1:
        return [dy, None]
    known = constant_value(axis) if CONSTANT in axis.op.definition.traits else None
    if known is not None and axis.op.context is not get_default_graph().context:
        axis = convert_to_tensor(known, axis.dtype)
    axis = axis % ops.rank(values[0])
    sizes = sizes_of(values)
    if len(values) > _MANY:
        along = ops.squeeze(ops.slice(ops.stack(sizes, axis=1), [axis, 0], [1, -1]))
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
      values: list of tensors of one dtype and rank, whose shapes differ along `axis` at most; a single one is passed on.
      axis: int or int32/int64 scalar in [-rank, rank). Before TensorFlow 1.0 it stood first.
      concat_dim: `axis` under its name before TensorFlow 1.0.

    Returns:
      the shape of the values with their sizes along `axis` added up, of their dtype.

    Raises:
      ValueError: the shapes do not fit, or there is nothing to join along (scalars).
      TypeError: the dtypes differ, or `values` or `axis` is missing.
      InvalidArgumentError: (when run) the shapes do not fit.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.concat([[[1, 2]], [[3, 4]]], axis=0)).tolist()
      [[1, 2], [3, 4]]
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


def convert_axis(axis: Any) -> Any:
    """A Python value that says an axis, as int32."""
    return np.asarray(axis, np.int32) if isinstance(axis, (int, np.integer)) else axis
