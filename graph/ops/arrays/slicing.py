"""Parts of a tensor by position: slice, `tensor[...]`, reverse."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import old_keywords, tell

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, shifted_axis
from ...core.rules.stage import Does, Stage
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, REARRANGES
from ...runtime.memory_order import forwards, windows
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.shapes import Dimension
from ...types.static_shapes import StaticShape, merge, with_rank
from .stack import has_tensors
from .strided_slicing import STRIDED_SLICE, assignable

# -- slice -------------------------------------------------------------------------------------------------------------

SLICE = Op(
    "Slice",
    "input: T, begin: Index, size: Index -> output: T",
    "Index: {int32, int64}",
    aliases=(0,),
    traits=REARRANGES | INFALLIBLE,
)


@SLICE.shape
def _slice_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    begins, lengths = with_rank(op.inputs[1].static_shape, 1), with_rank(op.inputs[2].static_shape, 1)
    (rank,) = merge(begins, lengths) or (None,)
    if rank is not None:
        given = with_rank(given, rank)
    begin, sizes = constant_value_as_shape(op.inputs[1]), constant_value(op.inputs[2])
    if sizes is None:
        return constant_value_as_shape(op.inputs[2]) or (None if given is None else (None,) * len(given))
    if given is None:
        return tuple(None if size < 0 else size for size in sizes.tolist())
    starts = begin or (None,) * len(given)
    return tuple(map(_slice_size, given, starts, sizes.tolist()))


def _slice_size(whole: int | None, start: int | None, size: int) -> int | None:
    if size < -1:
        raise ValueError(f"Invalid value in tensor used for shape: {size}")
    if size != -1:
        return size
    if whole is None or start is None:
        return None
    if start > whole:
        raise ValueError(f"Negative dimension size caused by subtracting {start} from {whole}")
    return whole - start


@SLICE.kernel
def _slice(input: Any, begin: np.ndarray, size: np.ndarray) -> np.ndarray:
    return input[(*_bounds(np.shape(input), begin.tolist(), size.tolist()), ...)]


def _bounds(shape: tuple[int, ...], begin: list[int], size: list[int]) -> tuple[slice, ...]:
    if len(begin) != len(shape) or len(size) != len(shape):
        raise invalid(
            f"Expected begin and size arguments to be 1-D tensors of size {len(shape)}, but got shapes "
            f"[{len(begin)}] and [{len(size)}] instead.",
        )
    bounds = []
    for axis, (whole, start, count) in enumerate(zip(shape, begin, size, strict=True)):
        if not whole and (start, count) not in ((0, 0), (0, -1)):
            found = f"begin[{axis}] == 0 (got {start}) and size[{axis}] == 0 (got {count})"
            raise invalid(f"Expected {found} when input.dim_size({axis}) == 0")
        if not 0 <= start <= whole:
            raise invalid(f"Expected begin[{axis}] in [0, {whole}], but got {start}")
        until = whole if count == -1 else start + count
        if not start <= until <= whole:
            raise invalid(f"Expected size[{axis}] in [0, {whole - start}], but got {count}")
        bounds.append(slice(start, until))
    return tuple(bounds)


@SLICE.batch
def _slice_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[2]:
        return None
    if not batched[1]:

        def run(n: int, input: Any, begin: np.ndarray, size: np.ndarray) -> np.ndarray:
            return input[(slice(None), *_bounds(input.shape[1:], begin.tolist(), size.tolist()), ...)]

        return run
    sizes = constant_value(op.inputs[2])
    if not batched[0] or sizes is None or -1 in sizes:
        return None

    def run_each(n: int, input: np.ndarray, begin: np.ndarray, size: np.ndarray) -> np.ndarray:
        """Each record its own begin (random_crop): one gather for all of them."""
        counts = size.tolist()
        fits = begin.shape[1] == len(counts) == input.ndim - 1
        if not fits or ((begin < 0) | (begin > np.subtract(input.shape[1:], counts))).any():
            for start in begin.tolist():
                _bounds(input.shape[1:], start, counts)
        return windows(input, begin, counts)

    return run_each


@SLICE.stage
def _slice_stage(op: Operation) -> Stage | None:
    sizes = constant_value(op.inputs[2])
    return None if sizes is None or -1 in sizes else Stage(Does.WINDOW, numbers=1)


@SLICE.gradient
def _slice_gradient(op: Operation, dy: Any) -> list:
    x, begin, _ = op.inputs
    kind = begin.dtype.base_dtype
    rank, size = ops.rank(x), ops.shape(op.outputs[0], out_type=kind)
    column = ops.stack([rank, 1])
    before = ops.reshape(begin, column)
    after = ops.reshape(ops.shape(x, out_type=kind) - size - begin, column)
    return [ops.pad(dy, ops.concat([before, after], 1)), None, None]


@export("slice")
def slice_(input_: TensorLike, begin: IntegersLike, size: IntegersLike, name: str | None = None) -> Tensor:
    """The part of a tensor that begins at `begin` and has the shape `size`.

    Args:
      input_: tensor of rank r, any dtype.
      begin: int32 or int64 [r], 0 to the size of the axis.
      size: like `begin`; -1: up to the end of the axis.

    Returns:
      shape `size`, where -1 is what is left of the axis; dtype of `input_`.

    Raises:
      ValueError: the vectors' lengths do not fit the rank, or a size is below -1.
      TypeError: `begin` and `size` are not of one dtype, int32 or int64.
      InvalidArgumentError: (when run) the part does not lie inside.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.slice([[1, 2, 3], [4, 5, 6]], [0, 1], [2, -1])).tolist()
      [[2, 3], [5, 6]]
    """
    return SLICE(input_, begin, size, name=name)


# -- tensor[...] -------------------------------------------------------------------------------------------------------


def getitem(tensor: Any, slices: Any) -> Tensor:
    """`tensor[slices]`: ints, slices, `...`, None (a new axis) and scalar integer tensors, one or a tuple of them.

    A bool tensor or array chooses elements as `boolean_mask` does.

    Raises:
      TypeError: another kind of index.
      ValueError: (InvalidArgumentError when run) a position out of bounds, too many positions, or several `...`.
    """
    if _is_mask(slices):
        return ops.boolean_mask(tensor, slices)
    vectors: tuple[list, list, list] = ([], [], [])
    masks = dict.fromkeys(("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"), 0)
    for position, item in enumerate(slices if isinstance(slices, (tuple, list)) else [slices]):
        numbers, marks = _position(item)
        for vector, number in zip(vectors, numbers, strict=True):
            vector.append(number)
        for mark in marks:
            masks[mark] |= 1 << position
    with get_default_graph().name_scope("strided_slice") as scope:
        part = STRIDED_SLICE(convert_to_tensor(tensor), *_as_one_type(vectors), name=scope, **masks)
    return assignable(part, tensor if hasattr(tensor, "_as_graph_element") else None)


def _is_mask(slices: Any) -> bool:
    if isinstance(slices, (bool, np.bool_)):
        return True
    return isinstance(slices, (Tensor, np.ndarray)) and slices.dtype == dtypes.bool_.as_numpy_dtype


def _position(item: Any) -> tuple[tuple, tuple[str, ...]]:
    """Begin, end and stride of one position, and the masks that it has a bit in."""
    if item is Ellipsis:
        return (0, 0, 1), ("ellipsis_mask",)
    if item is None:
        return (0, 0, 1), ("new_axis_mask",)
    if not isinstance(item, slice):
        number = _number(item)
        return (number, number + 1, 1), ("shrink_axis_mask",)
    numbers = [None if bound is None else _number(bound) for bound in (item.start, item.stop, item.step)]
    begin, end, stride = (None if _is_open(number) else number for number in numbers)
    marks = [mark for mark, number in (("begin_mask", begin), ("end_mask", end)) if number is None]
    return (0 if begin is None else begin, 0 if end is None else end, 1 if stride is None else stride), tuple(marks)


def _is_open(number: Any) -> bool:
    return number is None or (isinstance(number, int) and number == sys.maxsize)


def _number(item: Any) -> Any:
    """An int or a scalar integer tensor. Raises TypeError for anything else."""
    if isinstance(item, Dimension):
        item = item.value
        if item is None:
            return None
    if isinstance(item, Tensor) or hasattr(item, "_as_graph_element"):
        tensor = convert_to_tensor(item)
        if tensor.dtype.base_dtype in (*dtypes.INDICES, dtypes.int16) and tensor.static_shape in ((), None):
            return tensor
    elif _is_integer(item):
        return int(item)
    raise TypeError(
        "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are "
        f"valid indices, got {item!r}"
    )


def _is_integer(item: Any) -> bool:
    if isinstance(item, np.ndarray):
        return item.ndim == 0 and item.dtype in (np.int32, np.int64)
    return isinstance(item, (int, np.integer)) and not isinstance(item, bool)


def _as_one_type(vectors: Sequence[list]) -> list[Tensor]:
    if not vectors[0]:
        return [constant([], dtypes.int32)] * 3
    packed = [ops.stack(vector) for vector in vectors]
    if len({tensor.dtype.base_dtype for tensor in packed}) > 1:
        packed = [ops.cast(tensor, dtypes.int64) for tensor in packed]
    return packed


# -- reverse -----------------------------------------------------------------------------------------------------------

REVERSE = Op(
    "ReverseV2",
    "tensor: T, axis: Tidx -> output: T",
    "Tidx: {int32, int64} = int32",
    aliases=(0,),
    traits=REARRANGES,
    batch=shifted_axis(1),
)


@REVERSE.shape
def _reverse_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[1].static_shape, 1)
    given, axes = op.inputs[0].static_shape, constant_value(op.inputs[1])
    if given is not None and axes is not None:
        problem = _problem_with_axes(axes.tolist(), len(given))
        if problem:
            raise ValueError(problem)
    return given


def _problem_with_axes(axes: list[int], rank: int) -> str | None:
    seen = set()
    for position, axis in enumerate(axes):
        if not -rank <= axis < rank:
            return f"'axis'[{position}] = {axis} is out of valid range [0, {rank - 1}"
        if axis % rank in seen:
            return f"axis {axis % rank} specified more than once."
        seen.add(axis % rank)
    return None


@REVERSE.kernel
def _reverse(tensor: np.ndarray, axis: np.ndarray) -> np.ndarray:
    axes = axis.tolist()
    problem = _problem_with_axes(axes, np.ndim(tensor))
    if problem:
        raise invalid(problem)
    return forwards(np.flip(tensor, axes))


@REVERSE.gradient
def _reverse_gradient(op: Operation, dy: Any) -> list:
    return [reverse(dy, op.inputs[1]), None]


@export("reverse")
@old_keywords("1.0", dims="axis")
def reverse(tensor: TensorLike, axis: IntegersLike, name: str | None = None) -> Tensor:
    """The tensor with the order along some axes reversed.

    Args:
      tensor: any shape and dtype.
      axis: int32 or int64 vector of axes in [-rank, rank), each once. Before TensorFlow 1.0: a bool per axis.

    Returns:
      shape and dtype of `tensor`.

    Raises:
      ValueError: (InvalidArgumentError when run) an axis out of range or given twice.
    """
    if not has_tensors(axis):
        axis = np.asarray(axis)
        is_flags = axis.dtype == bool
        axis = (np.flatnonzero(axis) if is_flags else axis).astype(np.int32)
    elif is_flags := isinstance(axis, Tensor) and axis.dtype is dtypes.bool_:
        axis = ops.squeeze(ops.where(axis), [1])
    if is_flags:
        tell("reverse with a bool for each axis", "reverse with a list of axes", "1.0")
    return REVERSE(tensor, axis, name=name)
