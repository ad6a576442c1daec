"""The gradient of what enters a loop as a constant: the sum over all iterations, which a variable of the loop of the
gradient collects (`b_acc`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import ops
from ..core.constants import constant
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..ops.arrays.shape_queries import SHAPE
from ..ops.sparse.indexed_slices import IndexedSlices
from ..types.static_shapes import is_full
from .frames import exited, next_iteration
from .switches import SWITCH, merged

if TYPE_CHECKING:
    from .loop_gradients import LoopGradient


def collected(state: LoopGradient, enter: Operation, gradient: Any) -> Any:
    """The sum of a gradient over all iterations.

    Args:
      enter: what brought in the constant.
      gradient: a tensor, or IndexedSlices, whose rows come one after the other then.
    """
    if isinstance(gradient, IndexedSlices):
        return _collected_slices(state, enter.inputs[0], gradient)
    with state.where_asked():
        start = _zeros(state, enter.inputs[0], gradient)
    (total,) = _variables(state, [start], [start.static_shape], lambda before: [ops.add(before[0], gradient)])
    return total


def _zeros(state: LoopGradient, value: Tensor, gradient: Tensor) -> Tensor:
    """What the sum is before the first iteration."""
    loop = state.backward
    if is_full(gradient.static_shape):
        with state.inside(loop.outer):
            return _constant_zeros(gradient, gradient.static_shape)
    if state.outer is None:
        with state.inside(loop.outer):
            return ops.zeros(SHAPE(value), gradient.dtype)
    with state.inside(state.forward.outer):
        sizes = SHAPE(value)
    history = state.outer.push(sizes)
    with state.inside(loop.outer):
        return ops.zeros(state.outer.pop(history, sizes), gradient.dtype)


def _constant_zeros(like: Tensor, shape: Any, name: str = "b_acc") -> Tensor:
    return constant(np.zeros(shape, like.dtype.as_numpy_dtype), name=name)


def _collected_slices(state: LoopGradient, value: Tensor, gradient: IndexedSlices) -> IndexedSlices:
    loop = state.backward
    values, indices, sizes = gradient.values, gradient.indices, gradient.dense_shape
    with state.where_asked(), state.inside(loop.outer):
        if is_full(values.static_shape):
            rows = _constant_zeros(values, (1, *values.static_shape[1:]))
        else:
            rows = ops.zeros(ops.concat([[1], SHAPE(value)[1:]], 0), values.dtype)
        starts = [constant([0], indices.dtype), rows]
        shapes = [(None,), None if rows.static_shape is None else (None, *rows.static_shape[1:])]
        if sizes is not None:
            if is_full(sizes.static_shape):
                starts.append(_constant_zeros(sizes, sizes.static_shape, "Const"))
            else:
                starts.append(ops.zeros_like(SHAPE(value, out_type=sizes.dtype), optimize=False))
            shapes.append(None)

    def following(before: Sequence[Tensor]) -> list[Tensor]:
        joined = [ops.concat([before[0], indices], 0), ops.concat([before[1], values], 0)]
        return joined if sizes is None else [*joined, ops.maximum(sizes, before[2])]

    indices, values, *rest = _variables(state, starts, shapes, following)
    return IndexedSlices(values, indices, rest[0] if rest else None)


def _variables(state: LoopGradient, starts: Sequence[Tensor], shapes: Sequence[Any], following: Any) -> list[Tensor]:
    """Variables of the loop of the gradient: what they are after the loop.

    Args:
      shapes: what is the same of their shapes in all iterations.
      following: their next values, of those before.
    """
    loop = state.backward
    loop.values.update(starts)
    enters = []
    for start, shape in zip(starts, shapes, strict=True):
        enters.append(loop.enter(start, name="b_acc"))
        enters[-1].static_shape = shape
    loop.enters.extend(enters)
    merges = [merged([enter, enter], name="b_acc") for enter in enters]
    switches = [SWITCH(merge, loop.condition) for merge in merges]
    for merge, value in zip(merges, [next_iteration(value) for value in following([on for _, on in switches])], strict=True):
        merge.op._update_input(1, value)
    totals = [exited(off, name="b_acc") for off, _ in switches]
    loop.exits.extend(totals)
    loop.leave(totals)
    return totals
