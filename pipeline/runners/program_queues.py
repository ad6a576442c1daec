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
    taking = [
        op
        for op in topological_order(operations)
        if BLOCKING in op.definition.traits and op.definition not in (ENQUEUE, ENQUEUE_MANY, CLOSE)
    ]
    handles = [tensor for op in taking for tensor in op.inputs if tensor.dtype is resource]
    return [op for op in topological_order(handles) if makes_queue(op)]
