"""PriorityQueue: the smallest priority leaves first."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count
from typing import Any

import numpy as np

from headrace.graph.dtypes import int64

from .base import Queue
from .components import Components
from .slots import Slots
from .storage import Column


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
    storage_type = Slots
    _storage: Slots

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
        self._heap: list[tuple[int, int, int]] = []  # (priority, order of arrival, row); guarded by _lock
        self._arrivals = count()
        self._returned = 0

    def _put_one(self, components: Sequence[Any]) -> None:
        row = self._storage.add(components)
        heappush(self._heap, (int(components[0]), next(self._arrivals), row))

    def _put(self, columns: Sequence[Column], n: int) -> None:
        rows = self._storage.add_many(columns, n)
        for priority, row in zip(np.asarray(columns[0]).tolist(), rows.tolist(), strict=True):
            heappush(self._heap, (priority, next(self._arrivals), row))

    def _take_one(self) -> list[Any]:
        return self._storage.remove(heappop(self._heap)[2])

    def _take(self, n: int) -> list[Column]:
        return self._storage.remove_many(np.array([heappop(self._heap)[2] for _ in range(n)]))

    def _put_back(self, columns: Sequence[Column], n: int) -> None:
        rows = self._storage.add_many(columns, n)
        self._returned -= n  # before all that came with the same priority
        for arrival, (priority, row) in enumerate(
            zip(np.asarray(columns[0]).tolist(), rows.tolist(), strict=True), start=self._returned
        ):
            heappush(self._heap, (priority, arrival, row))
