"""Branches and loops of a per-record program: all nodes of one together, as one step of a block.

Where all records take the same branch, or have the same number of iterations, its ops run on all of them at once; otherwise
the nodes run for one record after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.rules.batch import record_of, stack_records
from ..core.tensor import Tensor
from ..core.traits import BRANCHING, DRAWS, EXITS, FORWARDS, MERGES, PURE, RESOURCE, SWITCHES
from ..core.traversal import Loop, in_loops, ordered
from ..execution.conditions import Conditions, Irregular, LoopForm, chosen_by
from ..execution.plans.compiler import compile_plan
from ..types.texts import as_kernels_take


class Region:
    """All nodes of a loop, or of the branches that are chosen by one predicate.

    Attributes:
      operations: they, each after those it depends on but for what goes round.
      predicate: what the branches are chosen by; None for a loop.
      name: what it is called in explanations.
      inputs: the tensors that come from outside, the predicate first.
      outputs: the tensors that are used outside.
      is_pure: whether what it gives follows from what it takes.
      branches: the ops of either branch where no branch or loop stands inside; None otherwise.
      form: the loop, where no branch or loop stands inside, and no numbers are drawn; None otherwise.
    """

    def __init__(self, operations: Sequence[Operation], predicate: Tensor | None, name: str, used: Iterable[Tensor]) -> None:
        own = set(operations)
        used = set(used)
        self.operations = list(operations)
        self.predicate = predicate
        self.name = name
        inputs = [] if predicate is None else [predicate]
        inputs += [tensor for op in operations for tensor in op.inputs if tensor.op not in own]
        self.inputs = [tensor for tensor in dict.fromkeys(inputs) if RESOURCE not in tensor.op.definition.traits]
        self.outputs = [tensor for op in operations for tensor in op.outputs if tensor in used]
        self.is_pure = all(op.definition.traits & (PURE | BRANCHING) for op in operations)
        self.branches: dict[bool, list[Operation]] | None = None
        self.form: LoopForm | None = None

    @property
    def id(self) -> int:
        """Its place in an order of creation."""
        return self.operations[0].id

    def merged(self, merge: Operation, branch: bool) -> Tensor:
        """The input that a Merge takes in a branch."""
        assert self.branches is not None
        own = self.branches[branch]
        return next(x for x in merge.inputs if x.op in own or (SWITCHES in x.op.definition.traits and x.value_index == branch))

    def one_by_one(self, session: Any, batched: Sequence[bool], others: set[Operation]) -> Callable[..., tuple]:
        """What runs it on one record after the other.

        Args:
          batched: which inputs have a value for each record.
          others: operations that run elsewhere.
        """
        plan = compile_plan(session, [*self.outputs, *self.operations], self.inputs, others)
        count = len(self.outputs)

        def run(n: int, *columns: Any) -> tuple:
            results = []
            for index in range(n):
                given = [record_of(x, index) if b else x for x, b in zip(columns, batched, strict=True)]
                results.append(plan(session.context, *given)[:count])
            return tuple(stack_records([as_kernels_take(one[k]) for one in results]) for k in range(count))

        return run


class NoRegions(Exception):
    """The branches and loops of a program cannot be run as steps of a block."""


Part = Operation | Region


def operations_in(parts: Iterable[Part]) -> Iterator[Operation]:
    """All operations of these."""
    for part in parts:
        if isinstance(part, Region):
            yield from part.operations
        else:
            yield part


def in_regions(order: Sequence[Operation], used: Iterable[Tensor]) -> list[Part]:
    """A program with the nodes of each of its branches and loops together.

    Args:
      used: tensors that are used behind the program.

    Raises:
      NoRegions: branches that belong to no condition, or depend on each other.
    """
    if not any(BRANCHING in op.definition.traits for op in order):
        return list(order)
    items = in_loops(order)
    try:
        conditions = Conditions(items)
    except Irregular as error:
        raise NoRegions(str(error)) from error
    groups: dict[Any, list[Operation]] = {}
    for item in items:
        group = _group_of(item, conditions)
        if group is not None:
            groups.setdefault(group, []).extend([item] if isinstance(item, Operation) else item.operations)
    for op in order:  # copies of predicates
        copied = chosen_by(op.outputs[0]) if FORWARDS in op.definition.traits and len(op.outputs) == 1 else None
        if copied in groups and op not in groups[copied] and not conditions.of[op]:
            groups[copied].append(op)
    parts: dict[Operation, Any] = {op: op for op in order}
    for group, operations in groups.items():
        own = set(operations)
        outside = [tensor for op in order if op not in own for tensor in op.inputs]
        operations = [op for op in order if op in own]
        is_loop = isinstance(group, Loop)
        name = f"the loop {group.frame.name!r}" if is_loop else f"the branches by {group.name!r}"
        region = Region(operations, None if is_loop else group, name, (*outside, *used))
        if is_loop:
            region.form = _plain_form(group, conditions)
        else:
            region.branches = _branches(operations, conditions)
        parts.update(dict.fromkeys(operations, region))
    return _in_order(order, parts)


def _group_of(item: Any, conditions: Conditions) -> Any:
    """What keeps the nodes of a branch or a loop together: its predicate, or the loop."""
    if conditions.of[item]:
        return conditions.of[item][0][0]
    if isinstance(item, Loop):
        return item
    traits = item.definition.traits
    if SWITCHES in traits:
        return conditions.chosen_by(item.inputs[1])
    if MERGES in traits:
        return conditions.of_merged(item.inputs[0])[0][0]
    return None


def _branches(operations: Sequence[Operation], conditions: Conditions) -> dict[bool, list[Operation]] | None:
    found: dict[bool, list[Operation]] = {True: [], False: []}
    for op in operations:
        traits, guards = op.definition.traits, conditions.of[op]
        if guards and (len(guards) > 1 or BRANCHING in traits):
            return None
        if not guards and MERGES in traits and op.outputs[1].consumers():
            return None
        if guards:
            found[guards[0][1]].append(op)
    return found


def _plain_form(loop: Loop, conditions: Conditions) -> LoopForm | None:
    """A loop that runs one op after the other."""
    form = conditions.forms[loop]
    for item in loop.items:
        if isinstance(item, Loop) or DRAWS in item.definition.traits:
            return None
        traits, own = item.definition.traits, item in form.variables
        leads_elsewhere = SWITCHES in traits and conditions.chosen_by(item.inputs[1]) is not form.test
        if (MERGES in traits and not own) or leads_elsewhere or (conditions.of[item] and item not in form.after):
            return None
        if (own and item.outputs[1].consumers()) or (item in form.after and EXITS not in traits):
            return None
    return form


def _in_order(order: Sequence[Operation], parts: dict[Operation, Any]) -> list[Part]:
    before: dict[Any, set[Any]] = {part: set() for part in parts.values()}
    for op in order:
        for other in (*(tensor.op for tensor in op.inputs), *op.control_inputs):
            if other in parts and parts[other] is not parts[op]:
                before[parts[op]].add(parts[other])
    found = ordered(before, lambda part: part.id)
    if len(found) != len(before):
        raise NoRegions("branches by one condition depend on each other")
    return found


def agreed(predicate: Any, batched: bool) -> bool | None:
    """The branch that all records take; None where they take different ones."""
    if not batched:
        return bool(predicate)
    taken = np.asarray(predicate)
    if taken.all():
        return True
    return False if not taken.any() else None
