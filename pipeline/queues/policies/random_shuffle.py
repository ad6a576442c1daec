"""RandomShuffleQueue: elements leave in random order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.blocks.deferred import CompactColumn
from headrace.graph.types.errors import invalid

from .. import messages
from ..base import Queue
from ..components import Components
from ..storage.bag import Arrival, Bag
from ..storage.columns import Column
from ..waiting.line import Waiter

_FRACTIONS = 4096
_SEEDS = 1 << 64
_MANY_BYTES = 1 << 16
"""To copy so many takes longer than to lock the queue once more."""


class _Fractions:
    """Random numbers in [0, 1), thousands at a time: asking NumPy for one costs as much as asking for a hundred."""

    def __init__(self, seed: int | Sequence[int] | None) -> None:
        seeds = [seed] if isinstance(seed, int) else seed
        self._random = np.random.default_rng(None if seeds is None else [part % _SEEDS for part in seeds])
        self._singles: list[float] = []
        self._several = np.empty(0)

    def one(self) -> float:
        if not self._singles:
            self._singles = self._random.random(_FRACTIONS // 16).tolist()
        return self._singles.pop()

    def many(self, n: int) -> np.ndarray:
        if len(self._several) < n:
            self._several = self._random.random(max(n, _FRACTIONS))
        numbers, self._several = self._several[:n], self._several[n:]
        return numbers


class RandomShuffleQueue(Queue):
    """Each element that leaves is drawn from those in the queue, all equally likely.

    Args:
      capacity, dtypes, shapes, names, shared_name, name: as for FIFOQueue; capacity is not 0.
      min_after_dequeue: elements left behind by each draw while the queue is open, in [0, capacity).
      seed: an int or several; the same seed and calls give the same order (not TensorFlow's). None: a fresh one.

    What has come at a draw depends on time where another thread feeds the queue. So that seeds make programs repeatable,
    a queue with a seed that is fed by one thread of a queue runner draws from what is certain to have come: from the
    `min_after_dequeue + n` oldest elements where n leave. TensorFlow does so when the thread that feeds is a slow one.
    Where min_after_dequeue is 0 it draws from all, since nothing would be mixed otherwise.

    Raises:
      InvalidArgumentError: min_after_dequeue is out of range.
    Source: tf.RandomShuffleQueue, TensorFlow 1.15, without the graph.
    """

    kind = "RandomShuffleQueue"
    label = "random_shuffle_queue"
    storage_type = Bag
    _storage: Bag

    def __init__(
        self,
        capacity: int,
        min_after_dequeue: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        seed: int | Sequence[int] | None = None,
        shared_name: str | None = None,
        name: str = "random_shuffle_queue",
    ) -> None:
        super().__init__(capacity, Components(dtypes, shapes, names), shared_name or name, held_back=min_after_dequeue)
        if min_after_dequeue < 0:
            self._reject(f"min_after_dequeue {min_after_dequeue} must be >= 0", min_after_dequeue)
        if min_after_dequeue >= self._limit:
            self._reject(f"min_after_dequeue {min_after_dequeue} must be < capacity {capacity}", min_after_dequeue)
        self.min_after_dequeue = min_after_dequeue
        self._fractions = _Fractions(seed)
        self._repeatable = seed is not None and min_after_dequeue > 0
        # Guarded by _lock:
        self._feeders = 0
        self._oldest_first = False

    def _reject(self, fact: str, found: int) -> None:
        limits = f"in [0, {self.capacity}), the capacity" if self.capacity >= 0 else "at least 0"
        detail = messages.BAD_MIN_AFTER_DEQUEUE.format(label=self.label, name=self.name, limits=limits, found=found)
        raise invalid(f"{fact}\n{detail}")

    def _put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        self._storage.add(components, waiter)

    def _put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        self._storage.add_many(columns, n, waiter)

    def _put_later(self, columns: Sequence[Column], n: int) -> Arrival | None:
        size = sum(column.nbytes for column in columns if isinstance(column, (np.ndarray, CompactColumn)))
        return self._storage.expect(columns, n) if size >= _MANY_BYTES else None

    def expect_feeders(self, threads: int) -> None:
        with self._lock:
            self._feeders += threads
            self._oldest_first = self._repeatable and self._feeders == 1
            if self._oldest_first:
                self._storage.keep_order()

    def _take_one(self, waiter: Waiter | None = None) -> list[Any]:
        if self._oldest_first:
            return self._storage.draw_oldest(self._fractions.one(), self.min_after_dequeue + 1, waiter)
        return self._storage.draw(self._fractions.one(), waiter)

    def _take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        if self._oldest_first:
            return self._storage.draw_many_oldest(self._fractions.many(n), self.min_after_dequeue + n, waiter)
        return self._storage.draw_many(self._fractions.many(n), waiter)

    def _take_singly(self, n: int) -> list[Column]:
        if self._oldest_first:
            fractions = [self._fractions.one() for _ in range(n)]
            return self._storage.draw_each_oldest(fractions, self.min_after_dequeue + 1)
        return self._take(n)

    def _put_back(self, columns: Sequence[Column], n: int) -> None:
        self._storage.put_back(columns, n)
