"""Operations that take other tensors than they did, and wait for others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor

from .elements import check_graphs, get_consuming_ops, make_list_of_op, make_list_of_t
from .views import SubGraphView, make_view


def _check_compatible(first: list[Tensor], second: list[Tensor]) -> None:
    if len(first) != len(second):
        raise ValueError(f"ts0 and ts1 have different sizes: {len(first)} != {len(second)}")
    for one, other in zip(first, second, strict=True):
        if not one.dtype.is_compatible_with(other.dtype):
            raise ValueError(f"Dtypes {one.dtype} and {other.dtype} are not compatible.")
        if not one.shape.is_compatible_with(other.shape):
            raise ValueError(f"Shapes {one.shape} and {other.shape} are not compatible.")


def _rerouted(ts0: Any, ts1: Any, swap: bool, can_modify: Any, cannot_modify: Any) -> int:
    first, second = make_list_of_t(ts0), make_list_of_t(ts1)
    _check_compatible(first, second)
    allowed = None if can_modify is None else frozenset(make_list_of_op(can_modify))
    kept = frozenset() if cannot_modify is None else frozenset(make_list_of_op(cannot_modify))
    pairs = [(one, other, one.consumers(), other.consumers()) for one, other in zip(first, second, strict=True)]
    changed = 0

    def take(new: Tensor, old: Tensor, takers: Iterable[Operation]) -> int:
        places = [
            (taker, position)
            for taker in dict.fromkeys(takers)
            if (allowed is None or taker in allowed) and taker not in kept
            for position, tensor in enumerate(taker.inputs)
            if tensor is old
        ]
        for taker, position in places:
            taker._update_input(position, new)
        return len(places)

    for one, other, of_one, of_other in pairs:
        if one is not other:
            changed += take(one, other, of_other)
            if swap:
                changed += take(other, one, of_one)
    return changed


@export("contrib.graph_editor.swap_ts")
def swap_ts(ts0: Any, ts1: Any, can_modify: Any = None, cannot_modify: Any = None) -> int:
    """Let what takes the first tensors take the second, and the other way round.

    A session that has run an operation may go on with what that was.

    Args:
      ts0, ts1: as many tensors each, in pairs.
      can_modify: operations, the only ones that are changed; None for all.
      cannot_modify: operations that are not changed.

    Returns:
      how many inputs were changed.

    Raises:
      TypeError: something else than tensors.
      ValueError: not as many, or types or shapes that do not fit.
    """
    return _rerouted(ts0, ts1, True, can_modify, cannot_modify)


@export("contrib.graph_editor.reroute_ts")
@documented_by(swap_ts)
def reroute_ts(ts0: Any, ts1: Any, can_modify: Any = None, cannot_modify: Any = None) -> int:
    """Let what takes the second tensors take the first."""
    return _rerouted(ts0, ts1, False, can_modify, cannot_modify)


def _remap(view0: SubGraphView, view1: SubGraphView, swap: bool) -> None:
    """Let the views say what goes into them after their inputs were rerouted."""
    before0, before1 = view0.copy(), view1.copy()
    view1._input_ts, view1._passthrough_ts = list(before0._input_ts), list(before0._passthrough_ts)
    if swap:
        view0._input_ts, view0._passthrough_ts = list(before1._input_ts), list(before1._passthrough_ts)

    def update_outputs(a: SubGraphView, b: SubGraphView) -> None:
        for position, tensor in enumerate(b._output_ts):
            if tensor in a._passthrough_ts:
                b._output_ts[position] = b._input_ts[a._input_ts.index(tensor)]

    update_outputs(view0, view1)
    if swap:
        update_outputs(view1, view0)


def _rerouted_inputs(sgv0: Any, sgv1: Any, swap: bool) -> tuple[SubGraphView, SubGraphView]:
    view0, view1 = make_view(sgv0), make_view(sgv1)
    check_graphs(view0, view1)
    inside = [*view0.ops, *view1.ops, *get_consuming_ops(view0.passthroughs), *get_consuming_ops(view1.passthroughs)]
    _rerouted(view0.inputs, view1.inputs, swap, inside, None)
    _remap(view0, view1, swap)
    return view0, view1


def _rerouted_outputs(sgv0: Any, sgv1: Any, swap: bool) -> tuple[SubGraphView, SubGraphView]:
    view0, view1 = make_view(sgv0), make_view(sgv1)
    check_graphs(view0, view1)
    _rerouted(view0.outputs, view1.outputs, swap, None, [*view0.ops, *view1.ops])
    return view0, view1


@export("contrib.graph_editor.swap_inputs")
def swap_inputs(sgv0: Any, sgv1: Any) -> tuple[SubGraphView, SubGraphView]:
    """Let one part of a graph take the inputs of another, and the other way round.

    Args:
      sgv0, sgv1: the parts, as `make_view` takes them; views are changed.

    Returns:
      the two views.

    Raises:
      ValueError: not as many inputs or outputs, types or shapes that do not fit, or two graphs.
    """
    return _rerouted_inputs(sgv0, sgv1, True)


@export("contrib.graph_editor.reroute_inputs")
@documented_by(swap_inputs)
def reroute_inputs(sgv0: Any, sgv1: Any) -> tuple[SubGraphView, SubGraphView]:
    """Let the second part of a graph take the inputs of the first."""
    return _rerouted_inputs(sgv0, sgv1, False)


@export("contrib.graph_editor.swap_outputs")
@documented_by(swap_inputs)
def swap_outputs(sgv0: Any, sgv1: Any) -> tuple[SubGraphView, SubGraphView]:
    """Let what takes the outputs of one part of a graph take those of another, and the other way round."""
    return _rerouted_outputs(sgv0, sgv1, True)


@export("contrib.graph_editor.reroute_outputs")
@documented_by(swap_inputs)
def reroute_outputs(sgv0: Any, sgv1: Any) -> tuple[SubGraphView, SubGraphView]:
    """Let what takes the outputs of the second part of a graph take those of the first."""
    return _rerouted_outputs(sgv0, sgv1, False)


@export("contrib.graph_editor.swap_ios")
@documented_by(swap_inputs)
def swap_ios(sgv0: Any, sgv1: Any) -> tuple[SubGraphView, SubGraphView]:
    """`swap_outputs`, then `swap_inputs`: the parts change places."""
    return swap_inputs(*swap_outputs(sgv0, sgv1))


@export("contrib.graph_editor.reroute_ios")
@documented_by(swap_inputs)
def reroute_ios(sgv0: Any, sgv1: Any) -> tuple[SubGraphView, SubGraphView]:
    """`reroute_outputs`, then `reroute_inputs`: the first part takes the place of the second."""
    return reroute_inputs(*reroute_outputs(sgv0, sgv1))


@export("contrib.graph_editor.remove_control_inputs")
def remove_control_inputs(op: Operation, cops: Any) -> None:
    """Let an operation no longer wait for others.

    Args:
      op: the operation.
      cops: what it waits for.

    Raises:
      TypeError: something else than operations.
      ValueError: it does not wait for one of them.
    """
    if not isinstance(op, Operation):
        raise TypeError("Expected a tf.Operation, got: {}", type(op))
    others = make_list_of_op(cops, allow_graph=False)
    for other in others:
        if other not in op.control_inputs:
            raise ValueError(f"{op.name} is not a control_input of {other.name}")
    op.control_inputs[:] = [one for one in op.control_inputs if one not in others]


@export("contrib.graph_editor.add_control_inputs")
def add_control_inputs(op: Operation, cops: Any) -> None:
    """Let an operation wait for others.

    Args:
      op: the operation.
      cops: what it shall wait for.

    Raises:
      TypeError: something else than operations.
      ValueError: it waits for one of them already.
    """
    if not isinstance(op, Operation):
        raise TypeError("Expected a tf.Operation, got: {}", type(op))
    others = make_list_of_op(cops, allow_graph=False)
    for other in others:
        if other in op.control_inputs:
            raise ValueError(f"{other.name} is already a control_input of {op.name}")
    for other in others:
        op._add_control_input(other)
