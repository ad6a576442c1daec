"""FIFOQueue: first in, first out."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from ..element_spec import ElementSpec
from ..queue import Queue
from ..queue_base import QueueBase
from ..queue_kind import QueueKind
from ..storage.ring import RingStorage


class FIFOQueue(Queue):
    """Elements leave in the order in which they came.

    Args:
      capacity: most elements held, >= 0; -1: no limit.
      dtypes: the components' types (a list, or one type).
      shapes: the components' shapes, fully known; None: elements of any shapes, and no dequeue_many.
      names: the components' names; elements are dicts then.
      shared_name, name: the first that is given is what messages call the queue.
      capacity_bytes: most bytes held, which calls wait for as for `capacity`; None: no limit. Into an empty queue an
        element may come however large it is, and so may what a dequeue waits for.

    Source: tf.FIFOQueue, TensorFlow 1.15, without the graph.
    """

    kind = "FIFOQueue"
    label = "fifo_queue"

    def __init__(
        self,
        capacity: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "fifo_queue",
        *,
        capacity_bytes: int | None = None,
    ) -> None:
        signature = ElementSpec.checked(dtypes, shapes, names)
        super().__init__(capacity, signature, shared_name or name, RingStorage, capacity_bytes=capacity_bytes)


FIFO = QueueKind(FIFOQueue, "FIFOQueueV2")


@export("FIFOQueue", "io.FIFOQueue")
class GraphFIFOQueue(QueueBase, kind=FIFO):
    """A queue whose elements leave in the order in which they came.

    Args:
      capacity: most elements held; -1: no limit.
      dtypes: the components' types.
      shapes: their shapes, fully known; None allows any, but then there is no dequeue_many.
      names: their names; elements are dicts then.
      shared_name: queues of one session with the same shared name are one.
    """

    def __init__(
        self,
        capacity: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "fifo_queue",
    ) -> None:
        self._build(ElementSpec.checked(dtypes, shapes, names), shared_name, name, capacity=capacity)
