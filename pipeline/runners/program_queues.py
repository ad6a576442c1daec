"""The queues of a queue runner's operations: those that its programs take from, and those that its end closes."""

from __future__ import annotations

from collections.abc import Sequence

from headrace.graph.core.operation import Operation
from headrace.graph.core.traits import BLOCKING
from headrace.graph.core.traversal import topological_order
from headrace.graph.types.dtypes import resource

from ..queues.ops import CLOSE, ENQUEUE, ENQUEUE_MANY
from ..queues.queue_kind import makes_queue


class NamedQueue:
    """A queue known by its operation only."""

    def __init__(self, op: Operation) -> None:
        self.name = op.name
        self.queue_ref = op.outputs[0]


def closed_queues(operations: Sequence[Operation]) -> list[Operation]:
    """The operations of the queues that are closed when these run."""
    return list(dict.fromkeys(op.inputs[0].op for op in topological_order(operations) if op.definition is CLOSE))


def taken_queues(operations: Sequence[Operation]) -> list[Operation]:
    """The operations of the queues that programs take elements, or the names of files, from."""
    handles = [tensor for op in _taking(operations) for tensor in op.inputs if tensor.dtype is resource]
    return [op for op in topological_order(handles) if makes_queue(op)]


def can_take_turns(operations: Sequence[Operation]) -> bool:
    """Whether programs that are run in turn come to their ends: none waits for what comes only when another goes on.

    They are the same, or take from one queue, or read files.
    """
    if len(set(operations)) == 1 or len(taken_queues(operations)) <= 1:
        return True
    return not any(makes_queue(op.inputs[0].op) for op in _taking(operations))


def _taking(operations: Sequence[Operation]) -> list[Operation]:
    """The operations of programs that take something out of queues, or have readers do so."""
    return [
        op
        for op in topological_order(operations)
        if BLOCKING in op.definition.traits and op.definition not in (ENQUEUE, ENQUEUE_MANY, CLOSE)
    ]
