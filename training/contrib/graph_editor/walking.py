"""Operations by where they lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor

from .elements import ControlOutputs, add_new, get_consuming_ops, get_generating_ops, make_list_of_op, make_list_of_t
from .selecting import check_cios


def _seeds(given: Any, of_tensors: Callable[[Any], list[Operation]]) -> list[Operation]:
    seeds = list(given) if isinstance(given, Iterable) and not isinstance(given, Tensor) else [given]
    if seeds and isinstance(seeds[0], Tensor):
        return of_tensors(seeds)
    return make_list_of_op(seeds, allow_graph=False)


def _walk(
    seeds: list[Operation],
    inclusive: bool,
    within_ops: Any,
    within_ops_fn: Callable[[Operation], Any] | None,
    following: Callable[[Operation], Iterable[Operation]],
) -> list[Operation]:
    within = frozenset(make_list_of_op(within_ops, allow_graph=False)) if within_ops else None
    seeds = [seed for seed in dict.fromkeys(seeds) if within is None or seed in within]
    found = dict.fromkeys(seeds)
    wave = seeds
    while wave:
        reached = dict.fromkeys(after for operation in wave for after in following(operation) if after not in found)
        wave = [
            operation
            for operation in reached
            if (within is None or operation in within) and (within_ops_fn is None or within_ops_fn(operation))
        ]
        found.update(dict.fromkeys(wave))
    return list(found) if inclusive else [operation for operation in found if operation not in set(seeds)]


@export("contrib.graph_editor.get_forward_walk_ops")
def get_forward_walk_ops(
    seed_ops: Any,
    inclusive: bool = True,
    within_ops: Any = None,
    within_ops_fn: Callable[[Operation], Any] | None = None,
    stop_at_ts: Any = (),
    control_outputs: ControlOutputs | None = None,
) -> list[Operation]:
    """The operations that depend on some.

    Args:
      seed_ops: where to begin, operations or tensors.
      inclusive: whether these are among what is found.
      within_ops: operations, the only ones that are walked through; None for any.
      within_ops_fn: a function that says which are walked through; None for any.
      stop_at_ts: tensors that are not followed.
      control_outputs: by which to follow what waits for operations; None: not at all.

    Returns:
      a list, the nearest first.

    Raises:
      TypeError: something else than operations or tensors.
    """
    _, forth = check_cios(False, control_outputs)
    stops = frozenset(make_list_of_t(stop_at_ts))

    def following(operation: Operation) -> list[Operation]:
        takers = [taker for tensor in operation.outputs if tensor not in stops for taker in tensor.consumers()]
        return [*takers, *(forth.get(operation) if forth is not None else ())]

    return _walk(_seeds(seed_ops, get_consuming_ops), inclusive, within_ops, within_ops_fn, following)


@export("contrib.graph_editor.get_backward_walk_ops")
@documented_by(get_forward_walk_ops)
def get_backward_walk_ops(
    seed_ops: Any,
    inclusive: bool = True,
    within_ops: Any = None,
    within_ops_fn: Callable[[Operation], Any] | None = None,
    stop_at_ts: Any = (),
    control_inputs: bool = False,
) -> list[Operation]:
    """The operations that some depend on.

    Args:
      control_inputs: whether to follow what operations wait for.
    """
    stops = frozenset(make_list_of_t(stop_at_ts))

    def following(operation: Operation) -> list[Operation]:
        givers = [tensor.op for tensor in operation.inputs if tensor not in stops]
        return [*givers, *(operation.control_inputs if control_inputs else ())]

    return _walk(_seeds(seed_ops, get_generating_ops), inclusive, within_ops, within_ops_fn, following)


@export("contrib.graph_editor.get_walks_intersection_ops")
@documented_by(get_forward_walk_ops, check_cios)
def get_walks_intersection_ops(
    forward_seed_ops: Any,
    backward_seed_ops: Any,
    forward_inclusive: bool = True,
    backward_inclusive: bool = True,
    within_ops: Any = None,
    within_ops_fn: Callable[[Operation], Any] | None = None,
    control_inputs: bool = False,
    control_outputs: ControlOutputs | None = None,
    control_ios: ControlOutputs | None = None,
) -> list[Operation]:
    """The operations between some and others: that depend on the first and on which the second depend.

    Args:
      forward_seed_ops: the first, operations or tensors.
      backward_seed_ops: the second, operations or tensors.
      forward_inclusive, backward_inclusive: whether these are among what is found.
    """
    back, forth = check_cios(control_inputs, control_outputs, control_ios)
    after = get_forward_walk_ops(forward_seed_ops, forward_inclusive, within_ops, within_ops_fn, control_outputs=forth)
    before = get_backward_walk_ops(backward_seed_ops, backward_inclusive, within_ops, within_ops_fn, control_inputs=back)
    both = set(before)
    return [operation for operation in after if operation in both]


@export("contrib.graph_editor.get_walks_union_ops")
@documented_by(get_walks_intersection_ops)
def get_walks_union_ops(
    forward_seed_ops: Any,
    backward_seed_ops: Any,
    forward_inclusive: bool = True,
    backward_inclusive: bool = True,
    within_ops: Any = None,
    within_ops_fn: Callable[[Operation], Any] | None = None,
    control_inputs: bool = False,
    control_outputs: ControlOutputs | None = None,
    control_ios: ControlOutputs | None = None,
) -> list[Operation]:
    """The operations that depend on some, and those on which others depend."""
    back, forth = check_cios(control_inputs, control_outputs, control_ios)
    after = get_forward_walk_ops(forward_seed_ops, forward_inclusive, within_ops, within_ops_fn, control_outputs=forth)
    before = get_backward_walk_ops(backward_seed_ops, backward_inclusive, within_ops, within_ops_fn, control_inputs=back)
    return add_new(after, before)
