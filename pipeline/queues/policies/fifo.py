"""FIFOQueue: first in, first out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..base import Queue
from ..components import Components
from ..storage.columns import Column, Columns
from ..storage.ring import Ring
from ..waiting.line import Waiter


class FIFOQueue(Queue):
    """Elements leave in the order in which they came.

    Args:
      capacity: most elements held, >= 0; -1: no limit.
      dtypes: the components' types (a list, or one type).
      shapes: the components' shapes, fully known; None: elements of any shapes, and no dequeue_many.
      names: the components' names; elements are dicts then.
      shared_name, name: the first that is given is what messages call the queue.

    Source: tf.FIFOQueue, TensorFlow 1.15, without the graph.
    """

    kind = "FIFOQueue"
    label = "fifo_queue"
    storage_type = Ring
    unknown_dims = False
    _storage: Ring

    def __init__(
        self,
        capacity: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        shared_name: str | None = None,
        name: str = "fifo_queue",
    ) -> None:
        signature = Components(dtypes, shapes, names, self.unknown_dims)
        super().__init__(capacity, signature, shared_name or name)
        self._keep_in(self._storage)

    def _keep_in(self, storage: Columns) -> None:
        super()._keep_in(storage)
        # Straight to the storage: a call less for each element.
        self._put_one = self._storage.append  # type: ignore[method-assign]
        self._take_one = self._storage.pop_front  # type: ignore[method-assign]

    def _put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        self._storage.append(components, waiter)

    def _put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        self._storage.extend(columns, n, waiter)

    def _take_one(self, waiter: Waiter | None = None) -> list[Any]:
        return self._storage.pop_front(waiter)

    def _take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        return self._storage.pop_front_many(n, waiter)

    def _put_back(self, columns: Sequence[Column], n: int) -> None:
        self._storage.push_front(columns, n)
