"""Slices: parts of a tensor by position.

Source of semantics and messages: tf.slice and tf.strided_slice, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import dtypes
from ..batch_rules import Kernel
from ..build import convert_to_tensor
from ..defaults import get_default_graph
from ..errors import InvalidArgumentError
from ..graph import Operation
from ..op import NO_GRADIENT, Op
from ..static_shapes import StaticShape, with_rank
from ..static_values import constant_value
from ..tensor import Tensor
from .shaping import shape as shape_of

_INTEGERS = {dtypes.int32, dtypes.int64}

# -- slice -------------------------------------------------------------------------------------------------------------

SLICE = Op("Slice", "input: T, begin: Index, size: Index -> output: T", aliases=(0,), Index=dtypes.int32)


@SLICE.shape
def _slice_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    begin, sizes = constant_value(op.inputs[1]), constant_value(op.inputs[2])
    for bound in (begin, sizes):
        if bound is not None:
            given = with_rank(given, bound.size)
    if sizes is None or given is None:
        return None if given is None else (None,) * len(given)
    starts = begin.tolist() if begin is not None else [None] * len(given)
    return tuple(
        _slice_size(axis, whole, start, int(size))
        for axis, (whole, start, size) in enumerate(zip(given, starts, sizes.tolist(), strict=True))
    )


def _slice_size(axis: int, whole: int | None, start: int | None, size: int) -> int | None:
    if size == -1:
        return None if whole is None or start is None else whole - start
    if whole is not None and start is not None and not (start >= 0 and size >= 0 and start + size <= whole):
        raise ValueError(
            f"Expected begin[{axis}] in [0, {whole}] and size[{axis}] in [0, {max(whole - start, 0)}], but got begin "
            f"{start} and size {size}"
        )
    return size


@SLICE.kernel
def _slice(input: Any, begin: Any, size: Any) -> Any:
    return input[_bounds(np.shape(input), np.ravel(begin).tolist(), np.ravel(size).tolist())]


def _bounds(shape: tuple[int, ...], begin: list[int], size: list[int]) -> tuple[slice, ...]:
    if len(begin) != len(shape) or len(size) != len(shape):
        raise InvalidArgumentError(
            None,
            None,
            "Expected begin and size arguments to be 1-D tensors of size "
            f"{len(shape)}, but got shapes [{len(begin)}] and [{len(size)}] instead.",
        )
    bounds = []
    for axis, (whole, start, count) in enumerate(zip(shape, begin, size, strict=True)):
        if not 0 <= start <= whole:
            raise InvalidArgumentError(None, None, f"Expected begin[{axis}] in [0, {whole}], but got {start}")
        if count == -1:
            count = whole - start
        if not 0 <= count <= whole - start:
            raise InvalidArgumentError(
                None, None, f"Expected size[{axis}] in [0, {whole - start}], but got {count}"
            )
        bounds.append(slice(start, start + count))
    return tuple(bounds)


@SLICE.batch
def _slice_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[2]:
        return None
    if not batched[1]:

        def run(n: int, input: Any, begin: Any, size: Any) -> Any:
            bounds = _bounds(input.shape[1:], np.ravel(begin).tolist(), np.ravel(size).tolist())
            return input[(slice(None), *bounds)]

        return run
    if not batched[0] or op.inputs[0].static_shape is None:
        return None

    def run_each(n: int, input: Any, begin: Any, size: Any) -> Any:
        """Each record its own begin (random_crop): one gather for all of them."""
        sizes = np.ravel(size).tolist()
        whole = input.shape[1:]
        if begin.shape[1] != len(whole) or len(sizes) != len(whole) or not _lie_inside(begin, sizes, whole):
            for start in begin:
                _bounds(whole, start.tolist(), sizes)
        windows = np.lib.stride_tricks.sliding_window_view(input, sizes, axis=tuple(range(1, input.ndim)))
        return windows[(np.arange(n), *begin.T)]

    sizes = constant_value(op.inputs[2])
    return None if sizes is None or -1 in sizes else run_each


def _lie_inside(begin: np.ndarray, sizes: list[int], whole: tuple[int, ...]) -> bool:
    return bool(((begin >= 0) & (begin + sizes <= whole)).all())


@SLICE.gradient
def _slice_gradient(op: Operation, dy: Any) -> list:
    from .joining import stack
    from .padding import pad

    begin = op.inputs[1]
    after = shape_of(op.inputs[0]) - begin - shape_of(op.outputs[0])  # type: ignore[operator]
    return [pad(dy, stack([begin, after], axis=1)), None, None]


def slice_(input_: Any, begin: Any, size: Any, name: str | None = None) -> Tensor:
    """The part of a tensor that begins at `begin` and has the shape `size` (-1: up to the end).

    Raises:
      ValueError, InvalidArgumentError: (in the graph, when run) the part does not lie inside.
    """
    return SLICE(input_, begin, size, name=name)


# -- strided_slice -----------------------------------------------------------------------------------------------------

_MASKS = ("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask")

STRIDED_SLICE = Op(
    "StridedSlice",
    "input: T, begin: Index, end: Index, strides: Index -> output: T",
    aliases=(0,),
    Index=dtypes.int32,
    **dict.fromkeys(_MASKS, 0),
)


def _index(begin: Sequence[int], end: Sequence[int], strides: Sequence[int], masks: dict[str, int]) -> tuple:
    """The NumPy index that the three vectors and the masks stand for."""
    index: list[Any] = []
    for position, (start, stop, step) in enumerate(zip(begin, end, strides, strict=True)):
        bit = 1 << position
        if masks["ellipsis_mask"] & bit:
            index.append(Ellipsis)
        elif masks["new_axis_mask"] & bit:
            index.append(None)
        elif masks["shrink_axis_mask"] & bit:
            index.append(start)
        else:
            if step == 0:
                raise InvalidArgumentError(None, None, f"strides[{position}] must be non-zero")
            index.append(
                slice(
                    None if masks["begin_mask"] & bit else start, None if masks["end_mask"] & bit else stop, step
                )
            )
    return tuple(index)


def _masks_of(op: Operation) -> dict[str, int]:
    return {name: op.get_attr(name) for name in _MASKS}


def _taken(input: Any, index: tuple) -> Any:
    try:
        result = input[index]
    except IndexError as error:
        raise _out_of_bounds(np.shape(input), index) from error
    return result if isinstance(result, (np.ndarray, np.generic)) else _scalar(result)


def _scalar(value: Any) -> np.ndarray:
    array = np.empty((), object)
    array[()] = value
    return array


def _out_of_bounds(shape: tuple[int, ...], index: tuple) -> InvalidArgumentError:
    used = [item for item in index if item is not None and item is not Ellipsis]
    if len(used) > len(shape):
        return InvalidArgumentError(
            None, None, f"Index out of range using input dim {len(shape)}; input has only {len(shape)} dims"
        )
    axis = 0
    for item in index:
        if item is Ellipsis:
            axis += len(shape) - len(used)
        elif item is not None:
            if not isinstance(item, slice) and not -shape[axis] <= item < shape[axis]:
                return InvalidArgumentError(
                    None, None, f"slice index {item} of dimension {axis} out of bounds."
                )
            axis += 1
    return InvalidArgumentError(None, None, f"slice {index} of a tensor of shape {list(shape)} is out of bounds.")


@STRIDED_SLICE.shape
def _strided_slice_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    bounds = [constant_value(tensor) for tensor in op.inputs[1:]]
    if given is None:
        return None
    masks = _masks_of(op)
    values = [None if bound is None else np.ravel(bound).tolist() for bound in bounds]
    count = next((len(value) for value in values if value is not None), None)
    if count is None:
        known = op.inputs[1].static_shape
        count = known[0] if known is not None else None
    if count is None:
        return None
    begin, end, strides = (value if value is not None else [None] * count for value in values)
    return _static_slice(given, begin, end, strides, masks)


def _static_slice(given: tuple, begin: list, end: list, strides: list, masks: dict[str, int]) -> StaticShape:
    consumed = sum(
        not (masks["ellipsis_mask"] >> k & 1 or masks["new_axis_mask"] >> k & 1) for k in range(len(begin))
    )
    if consumed > len(given):
        raise ValueError(f"Index out of range using input dim {len(given)}; input has only {len(given)} dims")
    sizes: list[int | None] = []
    axis = 0
    for k, (start, stop, step) in enumerate(zip(begin, end, strides, strict=True)):
        bit = 1 << k
        if masks["ellipsis_mask"] & bit:
            rest = len(given) - consumed
            sizes.extend(given[axis : axis + rest])
            axis += rest
        elif masks["new_axis_mask"] & bit:
            sizes.append(1)
        elif masks["shrink_axis_mask"] & bit:
            whole = given[axis]
            if whole is not None and start is not None and not -whole <= start < whole:
                raise ValueError(f"slice index {start} of dimension {axis} out of bounds.")
            axis += 1
        else:
            sizes.append(_static_length(given[axis], start, stop, step, masks, bit))
            axis += 1
    sizes.extend(given[axis:])
    return tuple(sizes)


def _static_length(whole: int | None, start: Any, stop: Any, step: Any, masks: dict[str, int], bit: int) -> int | None:
    first = None if masks["begin_mask"] & bit else start
    last = None if masks["end_mask"] & bit else stop
    open_start, open_stop = bool(masks["begin_mask"] & bit), bool(masks["end_mask"] & bit)
    if step is None or (first is None and not open_start) or (last is None and not open_stop):
        return None
    if step == 0:
        raise ValueError("slice step cannot be zero")
    if whole is not None:
        return len(range(*slice(first, last, step).indices(whole)))
    return None


@STRIDED_SLICE.kernel
def _strided_slice(
    input: Any, begin: Any, end: Any, strides: Any, begin_mask: int, end_mask: int, ellipsis_mask: int,
    new_axis_mask: int, shrink_axis_mask: int,
) -> Any:  # fmt: skip
    masks = {
        "begin_mask": begin_mask,
        "end_mask": end_mask,
        "ellipsis_mask": ellipsis_mask,
        "new_axis_mask": new_axis_mask,
        "shrink_axis_mask": shrink_axis_mask,
    }
    return _taken(np.asarray(input), _index(begin.tolist(), end.tolist(), strides.tolist(), masks))


@STRIDED_SLICE.batch
def _strided_slice_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]):
        return None
    masks = _masks_of(op)

    def run(n: int, input: Any, begin: Any, end: Any, strides: Any) -> Any:
        index = _index(begin.tolist(), end.tolist(), strides.tolist(), masks)
        try:
            return input[(slice(None), *index)]
        except IndexError as error:
            raise _out_of_bounds(input.shape[1:], index) from error

    return run


STRIDED_SLICE_GRAD = Op(
    "StridedSliceGrad",
    "shape: Index, begin: Index, end: Index, strides: Index, dy: T -> output: T",
    Index=dtypes.int32,
    **dict.fromkeys(_MASKS, 0),
)
STRIDED_SLICE_GRAD.batch(lambda op, batched, kernel: None)
STRIDED_SLICE_GRAD.gradient(NO_GRADIENT)


@STRIDED_SLICE_GRAD.shape
def _grad_shape(op: Operation) -> StaticShape:
    value = constant_value(op.inputs[0])
    return None if value is None else tuple(value.tolist())


@STRIDED_SLICE_GRAD.bind
def _strided_slice_grad(op: Operation, session: Any) -> Kernel:
    masks = _masks_of(op)

    def spread(shape: Any, begin: Any, end: Any, strides: Any, dy: Any) -> Any:
        whole = np.zeros(tuple(shape.tolist()), np.asarray(dy).dtype)
        whole[_index(begin.tolist(), end.tolist(), strides.tolist(), masks)] = dy
        return whole

    return spread


@STRIDED_SLICE.gradient
def _strided_slice_gradient(op: Operation, dy: Any) -> list:
    shape = shape_of(op.inputs[0], out_type=op.inputs[1].dtype)
    return [STRIDED_SLICE_GRAD(shape, *op.inputs[1:], dy, **_masks_of(op)), None, None, None]


def strided_slice(
    input_: Any, begin: Any, end: Any, strides: Any = None, begin_mask: int = 0, end_mask: int = 0,
    ellipsis_mask: int = 0, new_axis_mask: int = 0, shrink_axis_mask: int = 0, var: Any = None, name: str | None = None,
) -> Tensor:  # fmt: skip
    """The elements of a tensor from `begin` to before `end` in steps of `strides` (1), axis by axis.

    The masks have a bit per axis: begin (end) is ignored, an ellipsis, a new axis of size 1, an index that takes the
    axis away.
    """
    if strides is None:
        from .filling import ones_like

        begin = convert_to_tensor(begin)
        strides = ones_like(begin)
    return STRIDED_SLICE(
        input_, begin, end, strides, begin_mask=begin_mask, end_mask=end_mask, ellipsis_mask=ellipsis_mask,
        new_axis_mask=new_axis_mask, shrink_axis_mask=shrink_axis_mask, name=name,
    )  # fmt: skip


def getitem(tensor: Any, slices: Any) -> Tensor:
    """`tensor[slices]`: ints, slices, `...`, None (a new axis), and scalar tensors among them."""
    from .joining import stack

    items = list(slices) if isinstance(slices, (tuple, list)) else [slices]
    begin: list[Any] = []
    end: list[Any] = []
    strides: list[Any] = []
    masks = dict.fromkeys(_MASKS, 0)
    for position, item in enumerate(items):
        bit = 1 << position
        if isinstance(item, slice):
            begin.append(0 if item.start is None else item.start)
            end.append(0 if item.stop is None else item.stop)
            strides.append(1 if item.step is None else item.step)
            masks["begin_mask"] |= bit * (item.start is None)
            masks["end_mask"] |= bit * (item.stop is None)
        elif item is Ellipsis:
            if masks["ellipsis_mask"]:
                raise ValueError("Multiple ellipses in slice spec not allowed")
            _extend(begin, end, strides, (0, 0, 1))
            masks["ellipsis_mask"] |= bit
        elif item is None:
            _extend(begin, end, strides, (0, 0, 1))
            masks["new_axis_mask"] |= bit
        else:
            _check_index(item)
            _extend(begin, end, strides, (item, item + 1, 1))
            masks["shrink_axis_mask"] |= bit
    with get_default_graph().name_scope("strided_slice") as scope:
        tensor = convert_to_tensor(tensor)
        bounds = [
            stack(values, name=name) if any(isinstance(value, Tensor) for value in values)
            else convert_to_tensor(np.array(values, np.int32), name=name)
            for name, values in (("stack", begin), ("stack_1", end), ("stack_2", strides))
        ]  # fmt: skip
        return STRIDED_SLICE(tensor, *bounds, **masks, name=scope)


def _extend(begin: list, end: list, strides: list, values: tuple) -> None:
    for target, value in zip((begin, end, strides), values, strict=True):
        target.append(value)


def _check_index(item: Any) -> None:
    if isinstance(item, (bool, np.bool_)) or not isinstance(item, (int, np.integer, Tensor)):
        dimension = getattr(item, "value", item)
        if not isinstance(dimension, int) or isinstance(dimension, bool):
            raise TypeError(
                "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 "
                f"tensors are valid indices, got {item!r}"
            )
    if isinstance(item, Tensor) and item.dtype.base_dtype not in _INTEGERS:
        raise TypeError(
            "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors "
            f"are valid indices, got {item!r}"
        )


# -- reverse -----------------------------------------------------------------------------------------------------------

REVERSE = Op("ReverseV2", "tensor: T, axis: Tidx -> output: T", aliases=(0,), Tidx=dtypes.int32)
REVERSE.shape(lambda op: op.inputs[0].static_shape)


@REVERSE.kernel
def _reverse(tensor: Any, axis: Any) -> Any:
    axes = np.ravel(axis).tolist()
    for item in axes:
        if not -np.ndim(tensor) <= item < np.ndim(tensor):
            raise InvalidArgumentError(
                None, None, f"'axis'[0] = {item} is out of valid range [0, {np.ndim(tensor) - 1}]"
            )
    return np.flip(tensor, axes)


@REVERSE.batch
def _reverse_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[1]:
        return None
    return lambda n, tensor, axis: kernel(tensor, np.where(axis < 0, axis, axis + 1))


@REVERSE.gradient
def _reverse_gradient(op: Operation, dy: Any) -> list:
    return [reverse(dy, op.inputs[1]), None]


def reverse(tensor: Any, axis: Any, name: str | None = None) -> Tensor:
    """The tensor with the axes in `axis` reversed. Old programs give a bool per axis instead."""
    flags = np.asarray(axis) if not isinstance(axis, Tensor) else None
    if flags is not None and flags.dtype == bool:
        axis = np.flatnonzero(flags).astype(np.int32)
    elif flags is not None:
        axis = flags.astype(np.int32)
    return REVERSE(tensor, axis, name=name)

