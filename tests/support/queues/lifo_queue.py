"""LIFOQueue: a kind of queue that is declared in this file alone, to be used with and without a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.pipeline.queues.element_spec import ElementSpec
from headrace.pipeline.queues.queue import Queue
from headrace.pipeline.queues.queue_base import QueueBase
from headrace.pipeline.queues.queue_kind import QueueKind
from headrace.pipeline.queues.storage.columns import Column, ColumnStorage, scatter
from headrace.pipeline.queues.waiting.wait_list import Waiter


class StackStorage(ColumnStorage):
    """Last in, first out: elements come in at the end and leave there."""

    def rows(self) -> np.ndarray:
        return np.arange(self.size)

    def put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        self._make_room(1)
        self._write(self.size, components)
        self._came(1, waiter)

    def put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        columns = self._as_stored(columns)
        self._make_room(n)
        self._write_rows(self.size, columns, 0, n)
        self._came(n, waiter)

    def take_one(self, waiter: Waiter | None = None) -> list[Any]:
        row = self.size - 1
        components = self._read(row)
        self._left(1, components, waiter)
        self._forget_row(row)
        return components

    def take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        rows = np.arange(self.size - 1, self.size - 1 - n, -1)
        columns = self._gather(rows)
        self._left(n, columns, waiter)
        self._forget_rows(rows)
        return columns

    def put_back(self, columns: Sequence[Column], n: int) -> None:
        columns = self._as_stored(columns)
        self._make_room(n)
        scatter(self._columns, np.arange(self.size + n - 1, self.size - 1, -1), columns)
        self._came_back(n)


class LIFOQueue(Queue):
    """The element that came last leaves first. Arguments as for FIFOQueue."""

    kind = "LIFOQueue"
    label = "lifo_queue"

    def __init__(
        self,
        capacity: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: Any = None,
        name: str = "lifo_queue",
    ) -> None:
        super().__init__(capacity, ElementSpec.checked(dtypes, shapes, names), shared_name or name, StackStorage)


LIFO = QueueKind(LIFOQueue, "LIFOQueueV2")


class GraphLIFOQueue(QueueBase, kind=LIFO):
    """The same in a graph."""

    def __init__(
        self,
        capacity: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: Any = None,
        name: str = "lifo_queue",
    ) -> None:
        self._build(ElementSpec.checked(dtypes, shapes, names), shared_name, name, capacity=capacity)
