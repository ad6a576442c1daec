"""Graph traversal: what a request needs, in topological order, and which of it stands in which loop.

The nodes say it: `Enter` leads into the frame of a loop, `Exit` leads out of it.
"""

from __future__ import annotations

import heapq
import operator
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .operation import Operation
from .tensor import Tensor
from .traits import ENTERS, EXITS, ITERATES, MERGES, RESOURCE


def dependencies(operation: Operation, fed: Any = frozenset()) -> Iterator[Operation]:
    """The operations that have to run before this one; those of fed tensors left out."""
    for tensor in operation.inputs:
        if tensor not in fed:
            yield tensor.op
    yield from operation.control_inputs


def topological_order(
    targets: Sequence[Tensor | Operation], feeds: Iterable[Tensor] = (), without: Container[Operation] = ()
) -> list[Operation]:
    """All operations that `targets` need, each after those it depends on, otherwise in order of creation.

    The operations of a loop stand together; what goes round in it (`NextIteration`) stands behind what it goes to.

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
    before: dict[Operation, set[Operation]] = {}
    while waiting:
        operation = waiting.pop()
        if operation in before:
            continue
        before[operation] = {one for one in dependencies(operation, fed) if one not in without}
        waiting.extend(before[operation])
    order = ordered(before, _ID)
    if len(order) == len(before):
        return order
    for operation, others in before.items():
        if is_loop_variable(operation):
            before[operation] = {one for one in others if ITERATES not in one.definition.traits}
    return _with_frames_together(_all_ordered(before, _ID), before)


_ID = operator.attrgetter("id")


def ordered(before: Mapping[Any, Collection[Any]], rank: Callable[[Any], int]) -> list[Any]:
    """Each after those that it has to come after, otherwise by their ranks; those of a cycle are left out."""
    missing: dict[Any, int] = {}
    dependents: dict[Any, list[Any]] = {}
    for one, others in before.items():
        missing[one] = len(others)
        for other in others:
            dependents.setdefault(other, []).append(one)
    ready = [(rank(one), one) for one, count in missing.items() if count == 0]
    heapq.heapify(ready)
    order = []
    while ready:
        _, one = heapq.heappop(ready)
        order.append(one)
        for dependent in dependents.get(one, ()):
            missing[dependent] -= 1
            if missing[dependent] == 0:
                heapq.heappush(ready, (rank(dependent), dependent))
    return order


def _all_ordered(before: Mapping[Any, Collection[Any]], rank: Callable[[Any], int]) -> list[Any]:
    order = ordered(before, rank)
    if len(order) != len(before):
        stuck = min(before.keys() - set(order), key=rank)
        raise ValueError(f"the graph has a cycle through {stuck.name!r}")
    return order


class Frame:
    """A loop.

    Attributes:
      name: the `frame_name` of the nodes that lead into it.
      outer: the frame that it stands in, or None.
      depth: how many frames it stands in, itself among them.
    """

    def __init__(self, name: str, outer: Frame | None) -> None:
        self.name = name
        self.outer = outer
        self.depth: int = 1 if outer is None else outer.depth + 1


class Loop:
    """The operations of a frame that a request needs.

    Attributes:
      frame: the frame.
      items: its operations, each after those it depends on, those of a loop inside together in a Loop. What goes round
        comes from the iteration before.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.items: list[Item] = []

    @property
    def operations(self) -> list[Operation]:
        """All its operations, those of the loops inside among them."""
        return list(operations_of(self.items))

    def own(self, trait: Any) -> list[Operation]:
        """Its operations with that trait, none of loops inside."""
        return [item for item in self.items if isinstance(item, Operation) and trait in item.definition.traits]


Item = Operation | Loop


def operations_of(items: Iterable[Item]) -> Iterator[Operation]:
    """All operations of these, in their order."""
    for item in items:
        if isinstance(item, Loop):
            yield from operations_of(item.items)
        else:
            yield item


def is_loop_variable(operation: Operation) -> bool:
    """Whether this is the Merge of what enters a frame and of what goes round in it."""
    return MERGES in operation.definition.traits and any(ITERATES in tensor.op.definition.traits for tensor in operation.inputs)


def frames_of(order: Iterable[Operation]) -> dict[Operation, Frame]:
    """The innermost frame of each operation that stands in one; what leads in and what leads out stands in it.

    Args:
      order: operations, each after those it depends on but for what goes round.
    """
    frames: dict[tuple[str, Frame | None], Frame] = {}
    found: dict[Operation, Frame] = {}
    for operation in order:
        traits = operation.definition.traits
        if RESOURCE in traits:
            continue
        frame = None
        for before in (*(tensor.op for tensor in operation.inputs), *operation.control_inputs):
            of_value = found.get(before)
            if of_value is not None and EXITS in before.definition.traits:
                of_value = of_value.outer
            if of_value is not None and (frame is None or of_value.depth > frame.depth):
                frame = of_value
        if ENTERS in traits:
            key = (operation.attributes["frame_name"], frame)
            frame = frames.setdefault(key, Frame(*key))
        if frame is not None:
            found[operation] = frame
    return found


def in_loops(order: Sequence[Operation]) -> list[Item]:
    """The operations of an order in which those of a frame stand together, those of loops in Loops."""
    if not any(ENTERS in operation.definition.traits for operation in order):
        return list(order)
    frames = frames_of(order)
    loops: dict[Frame, Loop] = {}
    items: list[Item] = []

    def place(frame: Frame | None) -> list[Item]:
        if frame is None:
            return items
        if frame not in loops:
            loops[frame] = Loop(frame)
            place(frame.outer).append(loops[frame])
        return loops[frame].items

    for operation in order:
        place(frames.get(operation)).append(operation)
    return items


def _with_frames_together(order: Sequence[Operation], before: Mapping[Operation, Iterable[Operation]]) -> list[Operation]:
    """An order in which the operations of each frame stand together.

    Args:
      order: operations, each after those it depends on but for what goes round.
      before: those it depends on.
    """
    frames = frames_of(order)
    levels: dict[Frame | None, dict[Any, set[Any]]] = {None: {}}
    first: dict[Any, int] = {}
    for operation in order:
        unit: Any = operation
        frame = frames.get(operation)
        while True:
            levels.setdefault(frame, {}).setdefault(unit, set())
            first[unit] = min(first.get(unit, operation.id), operation.id)
            if frame is None:
                break
            unit, frame = frame, frame.outer
    for operation, others in before.items():
        for other in others:
            level, unit, other_unit = _meeting(frames, operation, other)
            if unit is not other_unit:
                levels[level][unit].add(other_unit)

    def flat(level: Frame | None) -> Iterator[Operation]:
        for unit in _all_ordered(levels[level], first.__getitem__):
            if isinstance(unit, Frame):
                yield from flat(unit)
            else:
                yield unit

    return list(flat(None))


def _meeting(frames: Mapping[Operation, Frame], one: Any, other: Any) -> tuple[Frame | None, Any, Any]:
    """The innermost frame that two operations stand in, and which of its operations or frames each is, or is in."""
    sides = [[one, frames.get(one)], [other, frames.get(other)]]
    while sides[0][1] is not sides[1][1]:
        deeper = max(sides, key=lambda side: 0 if side[1] is None else side[1].depth)
        deeper[0], deeper[1] = deeper[1], deeper[1].outer
    return sides[0][1], sides[0][0], sides[1][0]


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
