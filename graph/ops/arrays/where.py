"""Elements chosen by a condition: where, boolean_mask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, elementwise
from ...core.rules.direct import Constants, Direct, of_array, of_arrays_only
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...runtime.memory_order import axes_as_stored
from ...types import dtypes
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, broadcast, is_full, merge
from ..math.broadcasting import summed_by
from .slicing import getitem

# -- where with one argument -------------------------------------------------------------------------------------------

WHERE = Op("Where", "input: T -> index: int64", "T: type = bool", traits=PURE, gradient=NO_GRADIENT)


@WHERE.shape
def _where_shape(op: Operation) -> StaticShape:
    known = op.inputs[0].static_shape
    return (None, None if known is None else len(known))


@WHERE.kernel
def _where(condition: Any) -> np.ndarray:
    return np.argwhere(condition)


@WHERE.batch
def _where_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    def run(n: int, condition: np.ndarray) -> Any:
        """One search for all records; the coordinates found are cut at the records' ends."""
        found = np.argwhere(condition)
        ends = np.searchsorted(found[:, 0], np.arange(1, n))
        parts = np.split(found[:, 1:], ends)
        return np.stack(parts) if len({len(part) for part in parts}) == 1 else parts

    return run


# -- where with three arguments ----------------------------------------------------------------------------------------

SELECT = Op("Select", "condition: bool, t: T, e: T -> output: T", traits=PURE, aliases=(1, 2))


@SELECT.shape
def _select_shape(op: Operation) -> StaticShape:
    condition, t, e = (tensor.static_shape for tensor in op.inputs)
    data = merge(t, e)
    if condition is None or data is None or condition == ():
        return data
    if len(condition) == 1 and data:
        merge(condition, data[:1])
        return data
    return merge(data, condition)


@SELECT.kernel
def _select(condition: Any, t: Any, e: Any) -> Any:
    if type(condition) is type(t) is type(e) is np.ndarray and condition.shape == t.shape == e.shape != ():
        return np.where(condition, t, e)
    chosen, of, found, other = np.shape(condition), np.shape(t), np.shape(t), np.shape(e)
    if len(chosen) == 1 and len(found) > 1 and chosen[0] != found[0]:
        raise invalid(f"Number of batches of 'then' must match size of 'cond', but saw: {found[0]} vs. {chosen[0]}")
    if of != other and (chosen == () or (len(chosen) == 1 and len(of) > 1)):
        raise invalid(f"'then' and 'else' must have the same size.  but received: {bracket(of)} vs. {bracket(other)}")
    if of != other:
        raise _select_error(1 if chosen != of else 2, chosen, of if chosen != of else other)
    if chosen == ():
        return t if condition else e
    if chosen != found:
        if len(chosen) != 1 or not found or chosen[0] != found[0]:
            raise _select_error(1, chosen, of)
        condition = np.reshape(condition, chosen + (1,) * (len(found) - 1))
    return np.where(condition, t, e)


_CHOSEN = of_arrays_only(np.where)


@SELECT.direct
@of_array
def _select_directly(op: Operation, constants: Constants) -> Direct | None:
    shapes = {tensor.static_shape for tensor in op.inputs}
    return Direct(_select_alike, 3) if len(shapes) == 1 and all(map(is_full, shapes)) else None


def _select_alike(condition: np.ndarray, t: np.ndarray, e: np.ndarray) -> Any:
    """The same for what most likely are arrays of one shape."""
    return _CHOSEN(condition, t, e) if condition.shape == t.shape == e.shape != () else _select(condition, t, e)


def _select_error(number: int, condition: tuple, data: tuple) -> InvalidArgumentError:
    return invalid(
        "Inputs to operation Select of type Select must have the same size and shape.  "
        f"Input 0: {bracket(condition)} != input {number}: {bracket(data)}",
    )


@SELECT.batch
def _select_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    def run(n: int, condition: np.ndarray, t: np.ndarray, e: np.ndarray) -> np.ndarray:
        chosen = condition.shape[1:] if batched[0] else np.shape(condition)
        data = t.shape[1:] if batched[1] else np.shape(t)
        other = e.shape[1:] if batched[2] else np.shape(e)
        if data != other or (chosen not in ((), data) and chosen != data[:1]):
            raise _select_error(1 if chosen != data else 2, chosen, data if chosen != data else other)
        if chosen == () and all(batched):
            return _records_chosen(condition, t, e)
        missing = len(data) - len(chosen)
        spread = np.reshape(condition, np.shape(condition) + (1,) * missing)
        found = np.where(spread, t, e)
        # Nothing but the condition's scalar may differ from record to record, or nothing at all but the data's.
        return found if found.shape == (n, *data) else np.broadcast_to(found, (n, *data))

    return run


def _records_chosen(condition: np.ndarray, t: np.ndarray, e: np.ndarray) -> np.ndarray:
    """Whole records of `t` where true, of `e` where not."""
    if t.ndim == 1:
        return np.where(condition, t, e)
    axes = axes_as_stored(e)
    chosen = e.copy(order="K")
    rows = np.flatnonzero(condition)
    chosen.transpose(axes)[rows] = t.transpose(axes)[rows]
    return chosen


@SELECT.gradient
def _select_gradient(op: Operation, dy: Any) -> list:
    condition, t, _ = op.inputs
    nothing = ops.zeros_like(t)
    return [None, SELECT(condition, dy, nothing), SELECT(condition, nothing, dy)]


@export("where")
@once_named_at("x", "0.12")
def where(condition: TensorLike, x: TensorLike | None = None, y: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The coordinates of the true elements; with `x` and `y`, elements of `x` where true, of `y` where not.

    Args:
      condition: bool (where it stands alone, numbers count as true unless 0). With `x` and `y`: of their shape, a scalar, or a
        vector that chooses among their rows.
      x, y: tensors of one dtype and shape; both or neither.

    Returns:
      int64 [number of true elements, rank], in row-major order; or a tensor like `x`.

    Raises:
      ValueError: `x` without `y` or the other way round, or shapes that do not fit.
      TypeError: `x` and `y` are of different dtypes, or `condition` beside them is not bool.
      InvalidArgumentError: (when run) shapes that do not fit.

    Example:
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.where([True, False, True])).tolist())
      ...     print(sess.run(tf.where([True, False], [1, 2], [3, 4])).tolist())
      [[0], [2]]
      [1, 4]
    """
    if x is None and y is None:
        with name_scope(name, "Where", [condition]) as scope:
            return WHERE(convert_to_tensor(condition, preferred_dtype=dtypes.bool_, name="condition"), name=scope)
    if x is None or y is None:
        raise ValueError("x and y must both be non-None or both be None.")
    return SELECT(condition, x, y, name=name)


# -- where_v2 ----------------------------------------------------------------------------------------------------------

SELECT_V2 = Op("SelectV2", "condition: bool, t: T, e: T -> output: T", traits=PURE, batch=elementwise)


@SELECT_V2.shape
def _select_v2_shape(op: Operation) -> StaticShape:
    condition, t, e = (tensor.static_shape for tensor in op.inputs)
    return broadcast(condition, broadcast(t, e))


@SELECT_V2.kernel
def _select_v2(condition: Any, t: Any, e: Any) -> Any:
    try:
        return np.where(condition, t, e)
    except ValueError:
        shapes = [bracket(np.shape(array)) for array in (condition, t, e)]
        raise invalid("condition {}, then {}, and else {} must be broadcastable".format(*shapes)) from None


@SELECT_V2.gradient
def _select_v2_gradient(op: Operation, dy: Any) -> list:
    condition, t, e = op.inputs
    nothing = ops.zeros([], dy.dtype.base_dtype)
    found: list[Tensor | None] = [None]
    for tensor, given in ((t, SELECT_V2(condition, dy, nothing)), (e, SELECT_V2(condition, nothing, dy))):
        if tensor.static_shape != dy.static_shape or not is_full(tensor.static_shape):
            given = summed_by(ops.shape(tensor), ops.shape(given))[0](given)
        found.append(given)
    return found


@export("where_v2")
def where_v2(
    condition: TensorLike, x: TensorLike | None = None, y: TensorLike | None = None, name: str | None = None
) -> Tensor:
    """The coordinates of the true elements; with `x` and `y`, elements of `x` where true, of `y` where not, all broadcast.

    Args:
      condition: bool (where it stands alone, numbers count as true unless 0).
      x, y: tensors of one dtype; both or neither.

    Returns:
      int64 [number of true elements, rank], in row-major order; or a tensor of the dtype of `x` and the shape that the three
      have together.

    Raises:
      ValueError: `x` without `y` or the other way round.
      TypeError: `x` and `y` are of different dtypes, or `condition` beside them is not bool.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    if x is None and y is None:
        return where(condition, name=name)
    if x is None or y is None:
        raise ValueError("x and y must both be non-None or both be None.")
    return SELECT_V2(condition, x, y, name=name)


# -- boolean_mask ------------------------------------------------------------------------------------------------------


@export("boolean_mask")
def boolean_mask(tensor: TensorLike, mask: Any, name: str = "boolean_mask", axis: int | None = None) -> Tensor:
    """The elements of `tensor` where `mask` is true.

    Args:
      tensor: of shape `s`, any dtype.
      mask: bool, of known rank at least 1; its shape is that of `tensor` from `axis` on.
      axis: where the mask begins, 0 by default; its value is known when the graph is built.

    Returns:
      shape `s[:axis] + [number of true elements] + s[axis + rank(mask):]`, dtype of `tensor`.

    Raises:
      ValueError: the mask is a scalar, of unknown rank, or its shape does not fit.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.boolean_mask([1, 2, 3], [True, False, True])).tolist()
      [1, 3]
    """
    with name_scope(name, "boolean_mask", [tensor, mask]):
        tensor = convert_to_tensor(tensor, name="tensor")
        mask = convert_to_tensor(mask, name="mask")
        known, rank = tensor.static_shape, mask.shape.ndims
        if rank == 0:
            raise ValueError("mask cannot be scalar.")
        if rank is None:
            raise ValueError(
                "Number of mask dimensions must be specified, even if some dimensions are None.  "
                "E.g. shape=[None] is ok, but shape=None is not."
            )
        place = 0 if axis is None else int(_known_axis(axis))
        if place < 0 and known is not None:
            place += len(known)
        if known is not None:
            tensor.shape[place : place + rank].assert_is_compatible_with(mask.shape)
        flat = ops.reshape(tensor, _masked_shape(tensor, place, rank))
        if known is not None:
            _sharpen(flat, known, place, rank)
        chosen = ops.squeeze(where(ops.reshape(mask, [-1])), axis=[1])
        return ops.gather(flat, chosen, axis=place)


def _known_axis(axis: Any) -> Any:
    value = constant_value(axis) if isinstance(axis, Tensor) else axis
    if value is None:
        raise ValueError("axis must be known before the graph runs")
    return value


def _masked_shape(tensor: Tensor, place: int, rank: int) -> Tensor:
    leading = ops.reduce_prod(getitem(ops.shape(tensor), slice(place, place + rank)), [0])
    before = getitem(ops.shape(tensor), slice(None, place))
    after = getitem(ops.shape(tensor), slice(place + rank, None))
    return ops.concat([before, [leading], after], 0)


def _sharpen(flat: Tensor, known: tuple, place: int, rank: int) -> None:
    """The shape that the masked dimensions, made one, are known to have."""
    masked = known[place : place + rank]
    one = None if None in masked else int(np.prod(masked, dtype=np.int64))
    flat.set_shape((*known[:place], one, *known[place + rank :]))
