"""Graph traversal: what a request needs, in topological order."""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from .operation import Operation
from .tensor import Tensor


def guards_of(operation: Operation) -> list[tuple[Tensor, bool]]:
    """The conditions under which an operation runs, outermost first: predicates and the branch it belongs to."""
    guards = []
    context = operation.context
    while context is not None:
        guards.append((context.predicate, context.branch))
        context = context.outer
    return guards[::-1]


def dependencies(operation: Operation, fed: Any = frozenset()) -> Iterator[Operation]:
    """The operations that have to run before this one; those of fed tensors left out."""
    for tensor in operation.inputs:
        if tensor not in fed:
            yield tensor.op
    yield from operation.control_inputs
    for predicate, _ in guards_of(operation):
        if predicate not in fed:
            yield predicate.op


def topological_order(
    targets: Sequence[Tensor | Operation], feeds: Iterable[Tensor] = (), without: Container[Operation] = ()
) -> list[Operation]:
    """All operations that `targets` need, each after those it depends on, otherwise in order of creation.

    Args:
      feeds: tensors that have a value from elsewhere: what only they need is left out.
      without: operations that nothing waits for; they and what only they need are left out.
    """
    fed = frozenset(feeds)
    waiting = [
        target.op if isinstance(target, Tensor) else target
        for target in targets
        if not (isinstance(target, Tensor) and target in fed)
    ]
    missing: dict[Operation, int] = {}
    dependents: dict[Operation, list[Operation]] = {}
    while waiting:
        operation = waiting.pop()
        if operation in missing:
            continue
        before = {dependency for dependency in dependencies(operation, fed) if dependency not in without}
        missing[operation] = len(before)
        for dependency in before:
            dependents.setdefault(dependency, []).append(operation)
            waiting.append(dependency)
    ready = [(operation.id, operation) for operation, count in missing.items() if count == 0]
    heapq.heapify(ready)
    order = []
    while ready:
        _, operation = heapq.heappop(ready)
        order.append(operation)
        for dependent in dependents.get(operation, ()):
            missing[dependent] -= 1
            if missing[dependent] == 0:
                heapq.heappush(ready, (dependent.id, dependent))
    if len(order) != len(missing):
        stuck = min((op for op, count in missing.items() if count), key=lambda op: op.id)
        raise ValueError(f"the graph has a cycle through {stuck.name!r}")
    return order


def reachable_from(sources: Sequence[Any]) -> set[Tensor | Operation]:
    """The sources (tensors, variables, operations), and all that is computed from them or waits for them."""
    reached: set[Any] = set()
    for source in sources:
        reached.update({source} if isinstance(source, Tensor) else {getattr(source, "op", source)})
    for operation in [one for graph in {one.graph for one in reached} for one in graph.get_operations()]:
        if operation in reached or not reached.isdisjoint(operation.inputs) or not reached.isdisjoint(operation.control_inputs):
            reached.update((operation, *operation.outputs))
    return reached


def consumers_of(tensors: Iterable[Tensor]) -> list[Operation]:
    """The operations that take one of the tensors as an input, each once."""
    return list(dict.fromkeys(operation for tensor in tensors for operation in tensor.consumers()))
