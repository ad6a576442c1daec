"""strided_slice: every step-th element of a range of positions, axis by axis; what `tensor[...]` builds."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export, export_value

from ... import ops
from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.direct import Constants, Direct, of_array
from ...core.static_values import constant_value, constant_value_as_shape, of_parts
from ...core.tensor import Tensor
from ...core.traits import INFALLIBLE, PURE, REARRANGES
from ...runtime.memory_order import forwards
from ...runtime.variable_state import VariableState
from ...types.errors import InvalidArgumentError, UnimplementedError, checked_sizes, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, is_full, merge, with_rank

NEW_AXIS = None
export_value(NEW_AXIS, "newaxis")

MASKS = ("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask")
_ATTRIBUTES = ", ".join([f"{mask}: int = 0" for mask in MASKS] + ["Index: {int32, int64}"])

STRIDED_SLICE = Op(
    "StridedSlice",
    "input: T, begin: Index, end: Index, strides: Index -> output: T",
    _ATTRIBUTES,
    aliases=(0,),
    traits=REARRANGES | INFALLIBLE,
)
STRIDED_SLICE_GRAD = Op(
    "StridedSliceGrad",
    "shape: Index, begin: Index, end: Index, strides: Index, dy: T -> output: T",
    _ATTRIBUTES,
    traits=PURE,
)


class _Masks(NamedTuple):
    """Bits per position of the slice: which of its numbers count, and what it is instead of a range."""

    begin: int
    end: int
    ellipsis: int
    new_axis: int
    shrink_axis: int


def _masks_of(op: Operation) -> _Masks:
    return _Masks(*(op.get_attr(name) for name in MASKS))


# -- the shape ---------------------------------------------------------------------------------------------------------


@STRIDED_SLICE.shape
def _strided_slice_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    begins, ends, steps = (with_rank(tensor.static_shape, 1) for tensor in op.inputs[1:])
    merge(merge(begins, ends), steps)
    strides = constant_value(op.inputs[3])
    if given is None or strides is None:
        return None
    masks = _masks_of(op)
    _check_places(given, len(strides), masks)
    begin, end = (constant_value(tensor) for tensor in op.inputs[1:3])
    unknown = [None] * len(strides)
    first, last = (unknown if bound is None else bound.tolist() for bound in (begin, end))
    return _sliced_shape(given, first, last, strides.tolist(), masks)


def _axes_taken(count: int, masks: _Masks) -> int:
    """How many of so many places of a slice stand for an axis."""
    return sum(not (masks.ellipsis | masks.new_axis) >> k & 1 for k in range(count))


def _check_places(given: tuple, count: int, masks: _Masks) -> None:
    """Raises ValueError for more places than axes."""
    if masks.ellipsis & (masks.ellipsis - 1):
        raise ValueError("Multiple ellipses in slice spec not allowed")
    if _axes_taken(count, masks) > len(given):
        if not given:
            raise ValueError("Attempting to slice scalar input.")
        raise ValueError(f"Index out of range using input dim {len(given)}; input has only {len(given)} dims")


def _sliced_shape(given: tuple, begin: list, end: list, strides: list, masks: _Masks) -> StaticShape:
    taken = _axes_taken(len(begin), masks)
    sizes: list[int | None] = []
    axis = 0
    for k, (first, last, step) in enumerate(zip(begin, end, strides, strict=True)):
        if masks.ellipsis >> k & 1:
            until = axis + len(given) - taken
            sizes.extend(given[axis:until])
            axis = until
        elif masks.new_axis >> k & 1:
            sizes.append(1)
        elif step == 0:
            raise ValueError(f"strides[{axis}] must be non-zero")
        elif masks.shrink_axis >> k & 1:
            if given[axis] is not None and step < 0:
                raise ValueError("only stride 1 allowed on non-range indexing.")
            if last is not None:
                _check_position(given[axis], first, axis)
            axis += 1
        else:
            size, all_of_it = given[axis], (masks.begin & masks.end) >> k & 1
            is_known = size is not None and (all_of_it or (first is not None and last is not None))
            start, stop = None if masks.begin >> k & 1 else first, None if masks.end >> k & 1 else last
            sizes.append(len(range(*slice(start, stop, step).indices(size))) if is_known else None)
            axis += 1
    return (*sizes, *given[axis:])


def _check_position(size: int | None, position: int | None, axis: int) -> None:
    if size is not None and position is not None and not -size <= position < size:
        from_start = position + size if position < 0 else position
        raise ValueError(f"slice index {from_start} of dimension {axis} out of bounds.")


# -- what is known of it before it runs --------------------------------------------------------------------------------


@STRIDED_SLICE.value
@of_parts
def _strided_slice_value(tensor: Tensor, input: Any, begin: Any, end: Any, strides: Any) -> Any:
    """Sizes taken from a vector of which not all are known."""
    masks, shape = _masks_of(tensor.op), tensor.op.inputs[0].static_shape
    bounds = [bound[0] for bound in (begin, end, strides) if bound is not None and len(bound) == 1]
    if input is None or len(shape or ()) != 1 or len(bounds) != 3 or masks.ellipsis or masks.new_axis:
        return None
    first, last, step = bounds
    if masks.shrink_axis:
        is_inside = first is not None and -len(input) <= first < len(input)
        element = input[first] if is_inside else None
        return None if element is None else np.asarray(element, tensor.dtype.as_numpy_dtype)
    if None in bounds:
        return None
    return input[(None if masks.begin else first) : (None if masks.end else last) : step]


# -- the elements ------------------------------------------------------------------------------------------------------


def _index(begin: np.ndarray, end: np.ndarray, strides: np.ndarray, masks: _Masks) -> tuple:
    """The NumPy index that the three vectors and the masks stand for; an ellipsis is always in it."""
    if not begin.shape == end.shape == strides.shape or begin.ndim != 1:
        shapes = f"{bracket(begin.shape)}, {bracket(end.shape)}, and {bracket(strides.shape)}"
        raise invalid(f"Expected begin, end, and strides to be 1D equal size tensors, but got shapes {shapes} instead.")
    return _index_of(begin.tobytes(), end.tobytes(), strides.tobytes(), begin.dtype, masks)


@functools.lru_cache(1024)
def _index_of(begin: bytes, end: bytes, strides: bytes, kind: np.dtype, masks: _Masks) -> tuple:
    """The same for the vectors' bytes: most programs slice in few ways, again and again."""
    index: list[Any] = []
    bounds = (np.frombuffer(vector, kind).tolist() for vector in (begin, end, strides))
    for k, (first, last, step) in enumerate(zip(*bounds, strict=True)):
        if masks.ellipsis >> k & 1:
            index.append(Ellipsis)
        elif masks.new_axis >> k & 1:
            index.append(None)
        elif masks.shrink_axis >> k & 1:
            index.append(first)
        elif step == 0:
            raise invalid(f"strides[{k}] must be non-zero")
        else:
            index.append(slice(None if masks.begin >> k & 1 else first, None if masks.end >> k & 1 else last, step))
    if not masks.ellipsis:
        index.append(Ellipsis)  # keeps a scalar an array, a string too
    return tuple(index)


def _taken(input: np.ndarray, index: tuple, leading: int = 0) -> np.ndarray:
    try:
        return forwards(input[(slice(None),) * leading + index] if leading else input[index])
    except IndexError as error:
        raise _out_of_bounds(input.shape[leading:], index) from error


def _taken_forwards(input: np.ndarray, index: tuple) -> np.ndarray:
    """The same with no step backwards: no axis of a plan's arrays runs backwards, so none of their parts does."""
    try:
        return input[index]
    except IndexError as error:
        raise _out_of_bounds(input.shape, index) from error


def _out_of_bounds(shape: tuple[int, ...], index: tuple) -> InvalidArgumentError:
    if index.count(Ellipsis) > 1:
        return invalid("Multiple ellipses in slice spec not allowed")
    used = [item for item in index if item is not None and item is not Ellipsis]
    if len(used) > len(shape):
        return invalid(f"Index out of range using input dim {len(shape)}; input has only {len(shape)} dims")
    axis = 0
    for item in index:
        if item is Ellipsis:
            axis += len(shape) - len(used)
        elif item is not None:
            if not isinstance(item, slice) and not -shape[axis] <= item < shape[axis]:
                position = item + shape[axis] if item < 0 else item
                return invalid(f"slice index {position} of dimension {axis} out of bounds.")
            axis += 1
    return invalid(f"slice {index} of a tensor of shape {list(shape)} is out of bounds.")


@STRIDED_SLICE.kernel
def _strided_slice(
    input: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    strides: np.ndarray,
    begin_mask: int,
    end_mask: int,
    ellipsis_mask: int,
    new_axis_mask: int,
    shrink_axis_mask: int,
) -> np.ndarray:
    masks = _Masks(begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask)
    return _taken(np.asarray(input), _index(begin, end, strides, masks))


@STRIDED_SLICE.direct
@of_array
def _strided_slice_directly(op: Operation, constants: Constants) -> Direct | None:
    _, begin, end, strides = constants
    if begin is None or end is None or strides is None or not is_full(op.outputs[0].static_shape):
        return None  # what is wrong with it, if anything, is not known
    return Direct(_taken_forwards if strides.min(initial=1) > 0 else _taken, 1, (_index(begin, end, strides, _masks_of(op)),))


@STRIDED_SLICE.batch
def _strided_slice_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]):
        return None
    masks = _masks_of(op)
    return lambda n, input, begin, end, strides: _taken(input, _index(begin, end, strides, masks), 1)


@STRIDED_SLICE.gradient
def _strided_slice_gradient(op: Operation, dy: Any) -> list:
    shape = ops.shape(op.inputs[0], out_type=op.inputs[1].dtype.base_dtype)
    masks = {name: op.get_attr(name) for name in MASKS}
    return [STRIDED_SLICE_GRAD(shape, *op.inputs[1:], dy, **masks), None, None, None]


STRIDED_SLICE_GRAD.batch(PER_RECORD)


@STRIDED_SLICE_GRAD.shape
def _strided_slice_grad_shape(op: Operation) -> StaticShape:
    return constant_value_as_shape(op.inputs[0])


@STRIDED_SLICE_GRAD.kernel
def _strided_slice_grad(
    shape: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    strides: np.ndarray,
    dy: np.ndarray,
    begin_mask: int,
    end_mask: int,
    ellipsis_mask: int,
    new_axis_mask: int,
    shrink_axis_mask: int,
) -> np.ndarray:
    masks = _Masks(begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask)
    kind = np.asarray(dy).dtype
    whole = np.full(checked_sizes(shape), b"" if kind.hasobject else 0, kind)
    index = _index(begin, end, strides, masks)
    if not shape.size and len(index) > 1:
        raise invalid("Attempting to slice scalar input.")
    part = whole[index]
    if part.shape != np.shape(dy):
        raise invalid(f"shape of dy was {bracket(np.shape(dy))} instead of {bracket(part.shape)}")
    whole[index] = dy
    return whole


@STRIDED_SLICE_GRAD.gradient
def _strided_slice_grad_gradient(op: Operation, dy: Any) -> list:
    masks = {name: op.get_attr(name) for name in MASKS}
    return [None, None, None, None, STRIDED_SLICE(dy, *op.inputs[1:4], **masks)]


@export("strided_slice")
def strided_slice(
    input_: TensorLike,
    begin: IntegersLike,
    end: Any,
    strides: IntegersLike | None = None,
    begin_mask: int = 0,
    end_mask: int = 0,
    ellipsis_mask: int = 0,
    new_axis_mask: int = 0,
    shrink_axis_mask: int = 0,
    var: Any = None,
    name: str | None = None,
) -> Tensor:
    """The elements of a tensor from `begin` to before `end` in steps of `strides`, axis by axis.

    Args:
      input_: tensor of any dtype.
      begin, end, strides: vectors of one length and dtype, int32 or int64; negative positions count from the end. The steps are
        1 by default.
      begin_mask, end_mask: bit i: begin[i] (end[i]) does not count.
      ellipsis_mask: bit i: position i stands for all axes that no other position names; one bit at most.
      new_axis_mask: bit i: position i is a new axis of size 1.
      shrink_axis_mask: bit i: begin[i] alone is taken, and the axis with it.
      var: the variable whose value `input_` is: the result has a method `assign(value, name=None)`, which gives this part of it
        a new value.

    Returns:
      the part, of the dtype of `input_`; one dimension more per new axis, one less per axis that is taken.

    Raises:
      ValueError: (InvalidArgumentError when run) a position out of bounds, a stride of 0, or too many positions.
      TypeError: vectors of other dtypes, or of different ones.

    Example:
      >>> part = tf.strided_slice([[1, 2, 3], [4, 5, 6]], [0, 0], [2, 3], [1, 2])
      >>> with tf.Session() as sess:
      ...     sess.run(part).tolist()
      [[1, 3], [4, 6]]
    """
    if strides is None:
        strides = ops.ones_like(begin)
    masks = (begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask)
    return assignable(STRIDED_SLICE(input_, begin, end, strides, name=name, **dict(zip(MASKS, masks, strict=True))), var)


# -- parts of variables ------------------------------------------------------------------------------------------------

STRIDED_SLICE_ASSIGN = stateful_op(
    "StridedSliceAssign",
    "ref: Ref(T), begin: Index, end: Index, strides: Index, value: T -> output_ref: Ref(T)",
    _ATTRIBUTES,
)
STRIDED_SLICE_ASSIGN.shape(lambda op: op.inputs[0].static_shape)


@STRIDED_SLICE_ASSIGN.kernel
def _strided_slice_assign(
    ref: VariableState,
    begin: np.ndarray,
    end: np.ndarray,
    strides: np.ndarray,
    value: Any,
    begin_mask: int,
    end_mask: int,
    ellipsis_mask: int,
    new_axis_mask: int,
    shrink_axis_mask: int,
) -> None:
    masks = _Masks(begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask)
    index = _index(begin, end, strides, masks)
    with ref.lock:
        current = ref.read()
        try:
            part = current[index]
        except IndexError as error:
            raise _out_of_bounds(current.shape, index) from error
        if part.shape != np.shape(value):
            raise UnimplementedError(
                None,
                None,
                f"sliced l-value shape {bracket(part.shape)} does not match r-value shape {bracket(np.shape(value))}. "
                "Automatic broadcasting not yet implemented.",
            )
        part[...] = value


def assignable(part: Tensor, var: Any) -> Tensor:
    """A slice with the method `assign`, which gives that part of the variable `var` a new value."""
    part.assign = functools.partial(_assigned, part.op, var)
    return part


def _assigned(part: Operation, var: Any, val: Any, name: str | None = None) -> Tensor:
    """Give a part of a variable a new value of the same shape. Returns the variable's tensor after that.

    Raises:
      ValueError: it is a part of something else.
      UnimplementedError: (when run) the shapes differ.
    """
    if var is None:
        raise ValueError("Sliced assignment is only supported for variables")
    masks = {mask: part.get_attr(mask) for mask in MASKS}
    return STRIDED_SLICE_ASSIGN(var, *part.inputs[1:], val, name=name or f"{part.name}/_assign", **masks)
