"""Cutting: which operations of a request each task runs in one call, and which calls come before which.

Operations of one task are one part unless something that another task computes, or a wait, comes between them: a part is run
once all that goes into it is there, and at most one of its operations may wait, which is then the first. So whatever could go
on in TensorFlow, where each operation runs as soon as it can, goes on here.
"""

from __future__ import annotations

import graphlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import MERGES, RESOURCE, SWITCHES
from headrace.graph.core.traversal import Item, Loop, dependencies, in_loops, operations_of, topological_order
from headrace.graph.execution.conditions import Conditions, Irregular
from headrace.graph.execution.interpreter import is_given
from headrace.graph.runtime.kernels import calls_users, changes_variables, is_late_read, may_wait, ref_inputs
from headrace.graph.types.dtypes import resource, variant
from headrace.graph.types.errors import InvalidArgumentError

from ..tasks.names import TaskName
from .sent import is_constant


class Part:
    """What one task runs in one call.

    Attributes:
      task: it; None where the operations are of several, and run one by one, each where it belongs.
      operations: what is run, in order.
      takes: the tensors that come from other parts, or are fed.
      gives: the tensors that other parts take, or that are asked for.
      before: the parts that have to have run.
      without: operations that those of the part wait for, and which are none of it.
    """

    def __init__(self, task: TaskName | None) -> None:
        self.task = task
        self.operations: list[Operation] = []
        self.takes: list[Tensor] = []
        self.gives: list[Tensor] = []
        self.before: list[Part] = []
        self.without: set[Operation] = set()

    @property
    def targets(self) -> list[Tensor | Operation]:
        """What to run: the tensors that it gives, and what is needed by nothing else of it."""
        needed = {tensor.op for tensor in self.gives}
        waiting = list(needed)
        own = set(self.operations)
        while waiting:
            for one in dependencies(waiting.pop(), self.takes):
                if one in own and one not in needed:
                    needed.add(one)
                    waiting.append(one)
        ends: list[Operation] = []
        for operation in reversed(self.operations):
            if operation not in needed:
                ends.append(operation)
                waiting = [operation]
                while waiting:
                    one = waiting.pop()
                    if one not in needed:
                        needed.add(one)
                        waiting.extend(other for other in dependencies(one, self.takes) if other in own)
        return [*self.gives, *reversed(ends)]


def cut(targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor], task_of: Callable[[Operation], TaskName]) -> list[Part]:
    """The parts of a request, each after those before it.

    Raises:
      InvalidArgumentError: a reference or a resource would have to travel from one task to another.
    """
    order = topological_order(targets, feeds)
    fetched = {target.op if isinstance(target, Tensor) else target for target in targets}
    steps = [one for one in order if not (_is_had_by_who_needs_it(one, fetched, task_of) or is_given(one, feeds))]
    units = _Units(steps, frozenset(feeds))
    units.tie(order, task_of)
    found: dict[Any, Part] = {}
    part_of: dict[Operation, Part] = {}
    levels: dict[_Unit, tuple[TaskName | None, int, frozenset[int]]] = {}
    for number, (unit, others) in enumerate(units.in_order()):
        tasks = {task_of(operation) for operation in unit}
        task = tasks.pop() if len(tasks) == 1 else None
        before = [levels[other] for other in others]
        level = max((one + (other != task) for other, one, _ in before), default=0)
        waits = frozenset[int]().union(*(waits for _, _, waits in before))
        if any(map(may_wait, unit)):
            waits |= {number}
        levels[unit] = (task, level, waits)
        part = found.setdefault((task, level, waits, number if task is None else None), Part(task))
        part.operations.extend(unit)
        part_of.update(dict.fromkeys(unit, part))
    return _Connections(part_of, frozenset(feeds), task_of).between(list(found.values()), targets)


def _is_had_by_who_needs_it(operation: Operation, fetched: set[Operation], task_of: Callable[[Operation], TaskName]) -> bool:
    """Whether an operation is no step of a part: a constant, a variable or queue, or what reads a variable where it is used.

    Each part that needs it has it itself, or asks the task of the variable first of all.
    """
    if is_constant(operation):
        return operation not in fetched
    if is_late_read(operation):
        return task_of(operation) == task_of(operation.inputs[0].op)
    return RESOURCE in operation.definition.traits


_Unit = tuple[Operation, ...]

_END = Part(None)
"""In place of a part: whoever asked for the step."""


class _Units:
    """Operations that cannot be parted: those of a loop, of a branch, and those that a reference goes between."""

    def __init__(self, order: Sequence[Operation], fed: frozenset[Tensor]) -> None:
        self._order = order
        self._fed = fed
        self._parents: dict[Operation, Operation] = {operation: operation for operation in order}

    def _root(self, operation: Operation) -> Operation:
        while (parent := self._parents[operation]) is not operation:
            self._parents[operation] = operation = self._parents[parent]
        return operation

    def _join(self, operations: Iterable[Operation]) -> None:
        first: Operation | None = None
        for operation in operations:
            if operation in self._parents:
                first = operation if first is None else first
                self._parents[self._root(operation)] = self._root(first)

    def tie(self, order: Sequence[Operation], task_of: Callable[[Operation], TaskName]) -> None:
        """Put together what cannot be parted. Raises InvalidArgumentError."""
        items = in_loops(order)
        for item in items:
            if isinstance(item, Loop):
                self._join(item.operations)
        for group in _branches(items, self._fed):
            self._join(group)
        for operation in self._order:
            refs = ref_inputs(operation)
            for position, tensor in enumerate(operation.inputs):
                if tensor in self._fed or not (position in refs or tensor.dtype in (resource, variant)):
                    continue
                here, there = task_of(operation), task_of(tensor.op)
                if here != there:
                    kind = "reference" if position in refs else tensor.dtype.name
                    told = f"{tensor.name} is a {kind} on {there}: it cannot be sent to {operation.name} on {here}"
                    raise InvalidArgumentError(None, operation, told)
                self._join((tensor.op, operation))

    def in_order(self) -> list[tuple[_Unit, list[_Unit]]]:
        """All units, each after those that have to run before it, and with these. Units that need each other are one."""
        while True:
            members: dict[Operation, list[Operation]] = {}
            for operation in self._order:
                members.setdefault(self._root(operation), []).append(operation)
            units = [tuple(unit) for unit in members.values()]
            unit_of = {operation: number for number, unit in enumerate(units) for operation in unit}
            before = {
                number: sorted(
                    {
                        unit_of[other]
                        for operation in unit
                        for other in dependencies(operation, self._fed)
                        if unit_of.get(other, number) != number
                    }
                )
                for number, unit in enumerate(units)
            }
            try:
                order = list(graphlib.TopologicalSorter(before).static_order())
            except graphlib.CycleError as error:
                self._join(operation for number in error.args[1] for operation in units[number])
            else:
                return [(units[number], [units[other] for other in before[number]]) for number in order]


def _branches(items: Sequence[Item], fed: frozenset[Tensor]) -> Iterator[tuple[Operation, ...]]:
    """Pairs of operations between which a value goes that may not exist; all of branches where these are irregular."""
    order = list(operations_of(items))
    if not any(SWITCHES in operation.definition.traits for operation in order):
        return
    try:
        conditions: Mapping[Any, Any] = Conditions(items, fed).of
    except Irregular:
        yield tuple(_reached_by_branches(order))
        return
    for item in items:
        for operation in item.operations if isinstance(item, Loop) else [item]:
            if conditions.get(item) or MERGES in operation.definition.traits:
                for other in dependencies(operation, fed):
                    if SWITCHES in other.definition.traits or conditions.get(other):
                        yield other, operation


def _reached_by_branches(order: Sequence[Operation]) -> Iterator[Operation]:
    reached: set[Operation] = set()
    for operation in order:
        if SWITCHES in operation.definition.traits or not reached.isdisjoint(dependencies(operation)):
            reached.add(operation)
            yield operation


class _Connections:
    """What goes from part to part."""

    def __init__(
        self, part_of: Mapping[Operation, Part], fed: frozenset[Tensor], task_of: Callable[[Operation], TaskName]
    ) -> None:
        self._part_of = part_of
        self._fed = fed
        self._task_of = task_of
        self._given: dict[Part, dict[Tensor, None]] = {}
        self._before: dict[Part, dict[Part, None]] = {}
        self._readers: dict[tuple[TaskName, Part | None], Part] = {}

    def between(self, parts: list[Part], targets: Sequence[Tensor | Operation]) -> list[Part]:
        """The parts, and those that only read variables, told what they take and give, and which come before them."""
        taken: dict[Part, dict[Tensor, None]] = {part: {} for part in parts}
        read: list[tuple[Part, Tensor]] = []
        self._before = {part: {} for part in parts}
        for part in parts:
            for operation in part.operations:
                for tensor in operation.inputs:
                    if tensor in self._fed:
                        taken[part][tensor] = None
                    elif tensor.op in self._part_of:
                        self._take(self._part_of[tensor.op], tensor, part, taken)
                    elif part.task is not None and self._task_of(tensor.op) != part.task and not is_constant(tensor.op):
                        read.append((part, tensor))
                for control in operation.control_inputs:
                    other = self._part_of.get(control)
                    if other is not part and (other is not None or is_given(control, self._fed)):
                        part.without.add(control)
                    if other is not None and other is not part:
                        self._before[part][other] = None
        changing = [part for part in parts if any(map(changes_variables, part.operations))]
        for part, tensor in read:
            self._take(self._reader(tensor.op, part, changing), tensor, part, taken)
        for target in targets:
            operation = target.op if isinstance(target, Tensor) else target
            if target in self._fed or is_given(operation, self._fed):
                continue
            giver = self._part_of.get(operation) or self._reader(operation, None, changing)
            if isinstance(target, Tensor):
                self._given.setdefault(giver, {})[target] = None
            elif operation not in self._part_of:
                giver.operations.append(operation)
        found = [*self._readers.values(), *parts]
        for part in found:
            part.takes = list(taken.get(part, ()))
            part.gives = list(self._given.get(part, ()))
            part.before = list(self._before.get(part, ()))
        return found

    def _take(self, giver: Part, tensor: Tensor, taker: Part, taken: dict[Part, dict[Tensor, None]]) -> None:
        if giver is not taker:
            taken[taker][tensor] = None
            self._given.setdefault(giver, {})[tensor] = None
            self._before[taker][giver] = None

    def _reader(self, operation: Operation, taker: Part | None, changing: Sequence[Part]) -> Part:
        """The part that reads a variable where it is.

        At the beginning of the step, unless something that may change it runs before whoever takes the value.

        Args:
          taker: None: it is asked for, and read at the end.
        """
        task = self._task_of(operation)
        earlier = changing if taker is None else self._all_before(taker)
        waits = [
            part
            for part in changing
            if part in earlier and (part.task in (task, None) or calls_users(part.operations))  # code may run other steps
        ]
        key = (task, (taker or _END) if waits else None)
        if key not in self._readers:
            self._readers[key] = reader = Part(task)
            self._before[reader] = dict.fromkeys(waits)
        return self._readers[key]

    def _all_before(self, part: Part) -> set[Part]:
        found: set[Part] = set()
        waiting = [part]
        while waiting:
            for other in self._before.get(waiting.pop(), ()):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found
