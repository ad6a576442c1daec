"""PriorityQueue: the smallest priority leaves first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np

from headrace.graph.types.dtypes import int64

from ..base import Queue
from ..components import Components
from ..storage.columns import Column
from ..storage.ranked import Ranked
from ..waiting.line import Waiter


class PriorityQueue(Queue):
    """The element with the smallest priority leaves first; of several, the one that came first.

    Args:
      capacity, shared_name, name: as for FIFOQueue.
      types, shapes: of the components after the first; the first component is the priority, an int64 scalar.
      names: the components' names, that of the priority included.

    Source: tf.PriorityQueue, TensorFlow 1.15, without the graph. Unlike there, a dequeue_up_to with too few left
    loses none.
    """

    kind = "PriorityQueue"
    label = "priority_queue"
    storage_type = Ranked
    _storage: Ranked

    def __init__(
        self,
        capacity: int,
        types: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "priority_queue",
    ) -> None:
        rest = Components(types, shapes)
        dtypes = [int64, *rest.dtypes]
        signature = Components(dtypes, [(), *rest.shapes] if rest.shapes_given else None, names)
        if not rest.shapes_given:
            signature.shapes[0] = ()
        super().__init__(capacity, signature, shared_name or name)
        self._arrivals = count()
        self._returned = 0  # guarded by _lock: elements that were put back, which go before all of their priority

    def _put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        self._storage.add(components, int(components[0]), next(self._arrivals), waiter)

    def _put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        self._storage.add_many(columns, np.asarray(columns[0]).tolist(), self._arrivals, waiter)

    def _take_one(self, waiter: Waiter | None = None) -> list[Any]:
        return self._storage.remove(waiter)

    def _take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        return self._storage.remove_many(n, waiter)

    def _put_back(self, columns: Sequence[Column], n: int) -> None:
        self._returned += n
        self._storage.put_back(columns, np.asarray(columns[0]).tolist(), count(-self._returned))
