"""Liveness: how often the tensors of a request are used, so that a plan can let go of each after its last use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...core.operation import Operation
from ...core.tensor import Tensor


def uses_of(
    order: Sequence[Operation],
    targets: Iterable[Tensor | Operation],
    same: Mapping[Operation, Operation],
    predicates: Iterable[Tensor],
) -> dict[Tensor, int]:
    """The number of uses of each tensor, by operations and by whoever asked for it.

    Args:
      same: operations whose outputs are those of another.
      predicates: what branches are chosen by.
    """
    uses: dict[Tensor, int] = {}

    def use(tensor: Tensor, times: int = 1) -> None:
        uses[tensor] = uses.get(tensor, 0) + times

    for operation in order:
        for tensor in operation.inputs:
            use(tensor)
    for predicate in predicates:
        use(predicate, len(order) + 1)  # a guard is needed to the end of the plan
    for target in targets:
        if isinstance(target, Tensor):
            use(target)
    for operation, earlier in same.items():
        for tensor, instead in zip(operation.outputs, earlier.outputs, strict=True):
            use(instead, uses.get(tensor, 0))
    return uses
