"""PriorityQueue: the smallest priority leaves first."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.operation import Operation
from headrace.graph.types.dtypes import int64

from ..element_spec import ElementSpec
from ..queue import Queue
from ..queue_base import QueueBase
from ..queue_kind import QueueKind
from ..storage.ranked import RankedStorage


class PriorityQueue(Queue):
    """The element with the smallest priority leaves first; of several, the one that came first.

    Args:
      capacity, shared_name, name, capacity_bytes: as for FIFOQueue.
      types, shapes: of the components after the first; the first component is the priority, an int64 scalar.
      names: the components' names, that of the priority included.

    Source: tf.PriorityQueue, TensorFlow 1.15, without the graph. Unlike there, a dequeue_up_to with too few left
    loses none.
    """

    kind = "PriorityQueue"
    label = "priority_queue"

    def __init__(
        self,
        capacity: int,
        types: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "priority_queue",
        *,
        capacity_bytes: int | None = None,
    ) -> None:
        signature = _with_priority(types, shapes, names)
        super().__init__(capacity, signature, shared_name or name, RankedStorage, capacity_bytes=capacity_bytes)


def _with_priority(types: Any, shapes: Any, names: Any) -> ElementSpec:
    return ElementSpec.checked(types, shapes, names, first=[int64])


def _made(op: Operation, types: list, shapes: list | None, name: str) -> PriorityQueue:
    return PriorityQueue(op.get_attr("capacity"), types, shapes, name=name)


PRIORITY = QueueKind(
    PriorityQueue,
    "PriorityQueueV2",
    components="component_types: list(type) = [], shapes: list(shape)",
    make=_made,
    implied=1,
)


@export("PriorityQueue", "io.PriorityQueue")
class GraphPriorityQueue(QueueBase, kind=PRIORITY):
    """A queue whose elements leave by priority: the smallest first, equals in order of arrival.

    Args:
      capacity, shared_name: as for FIFOQueue.
      types, shapes: of the components without the priority, which is component 0, an int64 scalar.
      names: the components' names, that of the priority first; elements are dicts then.
    """

    def __init__(
        self,
        capacity: int,
        types: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "priority_queue",
    ) -> None:
        self._build(_with_priority(types, shapes, names), shared_name, name, capacity=capacity)
