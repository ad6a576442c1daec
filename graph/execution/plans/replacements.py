"""Loops that a plan need not run: somebody knows what they compute, and computes it at once.

Who builds a loop of a known kind tells the graph (`knows_loop`). A plan whose loop is whole, and of which nothing is fed
or fetched but what the other knows, holds one call in its place. The graph keeps the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...core.graph import Graph
from ...core.op import plan_op
from ...core.operation import Operation
from ...core.rules.batch import NEVER
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import ALLOCATES, ENTERS
from ...core.traversal import Item, Loop, dependencies, operations_of
from ...runtime.kernels import independent_waits
from ...types import dtypes
from .joined import stand_in


class LoopInPlan:
    """A loop that stands in no other, as far as a plan needs it.

    Attributes:
      name: of its frame.
      operations: its operations.
      entering: the tensors that come into it.
      leaving: the tensors that are used outside of it, and the operations that use them; none where somebody fetches it.
    """

    def __init__(self, loop: Loop) -> None:
        self.name = loop.frame.name
        self.operations = loop.operations
        self.entering = {one.inputs[0] for one in self.operations if ENTERS in one.definition.traits}
        self.leaving: dict[Tensor, list[Operation]] = {}


class Replacement:
    """What runs in the place of a loop.

    Args:
      loop: the name of its frame.
      inputs: tensors outside of the loop, each an input of it.
      outputs: those that leave it and are used.
      bind: from a session to `(*inputs) -> outputs`, which keeps none of the inputs, and nothing of the outputs.
      leaves: it gives one value more, the first, for others of the plan.
      after: the one whose value it takes, its first input.
    """

    def __init__(
        self,
        loop: str,
        inputs: Sequence[Tensor],
        outputs: Sequence[Tensor],
        bind: Callable[[Any], Callable[..., tuple]],
        leaves: bool = False,
        after: Replacement | None = None,
    ) -> None:
        self.loop = loop
        self.inputs = inputs
        self.outputs = outputs
        self.bind = bind
        self.leaves = leaves
        self.after = after


Knower = Callable[[Mapping[str, LoopInPlan]], list[Replacement]]
"""From the loops of a plan, by the names of their frames, to what runs in place of some of them."""

_KEY = "loops that are known"


def knows_loop(graph: Graph, knower: Knower) -> None:
    """Ask somebody about the loops of every plan of a graph from now on."""
    knowers: list[Knower] = graph.shared(_KEY, list)
    knowers.append(knower)


_AT_ONCE = plan_op(
    "LoopAtOnce",
    "inputs: list(Tin) -> outputs: list(Tout)",
    "replacement: int = 0",
    traits=ALLOCATES,
    batch=NEVER,
    gradient=NO_GRADIENT,
)


@_AT_ONCE.bind
def _bind_replacement(op: Operation, session: Any) -> Callable[..., tuple]:
    kernel = op.attributes["replacement"].bind(session)
    return lambda inputs: kernel(*inputs)


def with_replacements(items: list[Item], targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> list[Item]:
    """The items of a plan in which known loops are one operation each, without what only those loops needed."""
    loops = [item for item in items if isinstance(item, Loop)]
    if not loops:
        return items
    graph = loops[0].operations[0].graph
    knowers: list[Knower] = graph.shared(_KEY, list)
    if not knowers or independent_waits(items) is not None:
        return items
    inside = {operation: loop for loop in loops for operation in loop.operations}
    if any(tensor.op in inside for tensor in feeds):
        return items
    seen = {loop.frame.name: LoopInPlan(loop) for loop in loops}
    for operation in operations_of(items):
        for tensor in operation.inputs:
            loop = inside.get(tensor.op)
            if loop is not None and inside.get(operation) is not loop:
                seen[loop.frame.name].leaving.setdefault(tensor, []).append(operation)
    for target in targets:
        of = target.op if isinstance(target, Tensor) else target
        if of in inside and isinstance(target, Tensor):
            seen[inside[of].frame.name].leaving.setdefault(target, [])
        elif of in inside:
            return items
    replacements = {one.loop: one for knower in knowers for one in knower(seen)}
    if not replacements:
        return items
    made: dict[Replacement, Operation] = {}
    replaced: list[Item] = []
    for item in items:
        one = replacements.get(item.frame.name) if isinstance(item, Loop) else None
        replaced.append(item if one is None else _operation(one, item, made))  # type: ignore[arg-type]
    return _needed(replaced, targets, made, feeds)


def _operation(one: Replacement, loop: Loop, made: dict[Replacement, Operation]) -> Operation:
    inputs = tuple(one.inputs) if one.after is None else (made[one.after].outputs[0], *one.inputs)
    operation = stand_in(loop.operations[0], _AT_ONCE, one.loop, inputs)
    if one.leaves:
        operation.add_output(dtypes.resource, ())
    operation.outputs.extend(one.outputs)
    operation.attributes = {
        "replacement": one,
        "Tin": tuple(tensor.dtype for tensor in inputs),
        "Tout": tuple(tensor.dtype for tensor in operation.outputs),
    }
    made[one] = operation
    return operation


def _needed(
    items: Sequence[Item],
    targets: Sequence[Tensor | Operation],
    made: Mapping[Replacement, Operation],
    feeds: Sequence[Tensor],
) -> list[Item]:
    """The items that targets need."""
    makers = {tensor.op: operation for operation in made.values() for tensor in operation.outputs}
    needed = {makers.get(one, one) for one in (target.op if isinstance(target, Tensor) else target for target in targets)}
    fed = frozenset(feeds)
    kept: list[Item] = []
    for item in reversed(items):
        operations = list(operations_of([item]))
        if needed.isdisjoint(operations):
            continue
        kept.append(item)
        for operation in operations:
            needed.update(makers.get(one, one) for one in dependencies(operation, fed))
    return kept[::-1]
