"""Liveness: how often the tensors of a request are used, so that a plan can let go of each after its last use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traversal import guards_of


def predicates_of(order: Iterable[Operation]) -> set[Tensor]:
    """What the branches are chosen by."""
    return {predicate for operation in order for predicate, _ in guards_of(operation)}


def uses_of(
    order: Sequence[Operation], targets: Iterable[Tensor | Operation], same: Mapping[Operation, Operation]
) -> dict[Tensor, int]:
    """The number of uses of each tensor, by operations and by whoever asked for it.

    Args:
      same: operations whose outputs are those of another.
    """
    uses: dict[Tensor, int] = {}

    def use(tensor: Tensor, times: int = 1) -> None:
        uses[tensor] = uses.get(tensor, 0) + times

    for operation in order:
        for tensor in operation.inputs:
            use(tensor)
    for predicate in predicates_of(order):
        use(predicate, len(order) + 1)  # a guard is needed to the end of the plan
    for target in targets:
        if isinstance(target, Tensor):
            use(target)
    for operation, earlier in same.items():
        for tensor, instead in zip(operation.outputs, earlier.outputs, strict=True):
            use(instead, uses.get(tensor, 0))
    return uses
