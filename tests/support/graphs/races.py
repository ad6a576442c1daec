"""What a run leaves open: the order of operations that do not depend on each other.

Compiled plans keep the order in which operations were made, but where some of them wait (for queues) they run side by
side. Where those use one variable or file, and one of them changes it, the values are of either order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from headrace.graph.core.operation import Operation
from headrace.graph.core.traversal import dependencies, in_loops, topological_order
from headrace.graph.runtime.kernels import independent_waits, is_late_read, ref_inputs

_FILES = "files"


def run_side_by_side(order: Sequence[Operation]) -> bool:
    return independent_waits(in_loops(order)) is not None


def operations_of(targets: Sequence[Any], feeds: Iterable[Any]) -> list[Operation]:
    return topological_order(targets, list(feeds))


def have_a_race(order: Sequence[Operation]) -> bool:
    """Whether two operations of which neither waits for the other use something that one of them changes."""
    before: dict[Operation, set[Operation]] = {}
    for operation in order:
        before[operation] = set()
        for one in dependencies(operation):
            before[operation] |= {one} | before.get(one, set())
    users: dict[Any, list[tuple[Operation, bool]]] = {}
    for operation in order:
        for what, changes in _uses(operation, order):
            users.setdefault(what, []).append((operation, changes))
    return any(
        (changes or also) and one is not other and one not in before[other] and other not in before[one]
        for uses in users.values()
        for number, (one, changes) in enumerate(uses)
        for other, also in uses[:number]
    )


def _uses(operation: Operation, order: Sequence[Operation]) -> list[tuple[Any, bool]]:
    """The variables (and files) that an operation uses, and whether it changes them."""
    if operation.type in ("WriteFile", "ReadFile", "MatchingFiles"):
        return [(_FILES, operation.type == "WriteFile")]
    if operation.type == "PyFunc":  # it may run anything
        return [(one, True) for one in order if one.type == "VariableV2"]
    found = []
    changed = ref_inputs(operation)
    for position, tensor in enumerate(operation.inputs):
        source = tensor.op
        while source.type != "VariableV2" and (is_late_read(source) or source.outputs[tensor.value_index].dtype._is_ref_dtype):
            tensor = source.inputs[0]
            source = tensor.op
        if source.type == "VariableV2" and not is_late_read(operation):
            found.append((source, position in changed))
    return found
