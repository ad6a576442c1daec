"""To which branch of a cond the nodes of a GraphDef belong: `Switch` and `Merge` say it, nodes do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..control_flow.contexts import BareBranch, CondContext
from ..core.operation import Operation
from ..core.tensor import Tensor


class Contexts:
    """The branches that nodes being imported belong to."""

    def __init__(self, nodes: Iterable[Any]) -> None:
        self._made: dict[tuple[Tensor, bool, Any], CondContext] = {}
        self._used: dict[str, set[int]] = {}  # outputs of Switch nodes that have consumers
        switches = {node.name for node in nodes if node.op == "Switch"}
        for node in nodes:
            for text in node.input:
                name, _, index = text.partition(":")
                if name in switches:
                    self._used.setdefault(name, set()).add(int(index or 0))

    def of(self, node: Any, inputs: Sequence[Tensor], controls: Sequence[Operation]) -> CondContext | None:
        """The branch of a node: the innermost of those that its inputs and what it waits for belong to."""
        found = [self._of_tensor(tensor) for tensor in inputs]
        if node.op == "Merge":
            return self._around(found)
        innermost = max([*found, *(operation.context for operation in controls)], key=_depth, default=None)
        if node.op != "Switch":
            return innermost
        # A Switch for one branch belongs to it, as those that `cond` makes; the values of others pass through it.
        used = self._used.get(node.name, set())
        return self._branch(inputs[1], bool(max(used)), innermost) if len(used) == 1 else innermost

    def _of_tensor(self, tensor: Tensor) -> CondContext | None:
        switch = tensor.op
        if switch.type != "Switch" or self._belongs(switch):
            return switch.context
        return self._branch(switch.inputs[1], bool(tensor.value_index), switch.context)

    def _belongs(self, switch: Operation) -> bool:
        context = switch.context
        return context is not None and context.predicate is _source(switch.inputs[1])

    def _branch(self, predicate: Tensor, branch: bool, outer: CondContext | None) -> CondContext:
        key = (_source(predicate), branch, outer)
        if key not in self._made:
            self._made[key] = BareBranch(*key)
        return self._made[key]

    def _around(self, found: Sequence[CondContext | None]) -> CondContext | None:
        """Where the branches that a Merge joins meet."""
        inner = [context for context in found if context is not None]
        return min(inner, key=_depth).outer if inner else None


def _source(predicate: Tensor) -> Tensor:
    """What a predicate is a copy of: a cond of TensorFlow branches by copies of one."""
    while predicate.op.type == "Identity" and not predicate.op.inputs[0].dtype._is_ref_dtype:
        predicate = predicate.op.inputs[0]
    return predicate


def _depth(context: CondContext | None) -> int:
    depth = 0
    while context is not None:
        depth += 1
        context = context.outer
    return depth
