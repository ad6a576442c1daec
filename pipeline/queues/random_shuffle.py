"""RandomShuffleQueue: elements leave in random order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.errors import InvalidArgumentError

from . import messages
from .base import Queue
from .components import Components
from .storage import Column, Pool

_DRAWS = 256
_SEEDS = 1 << 64


class RandomShuffleQueue(Queue):
    """Each element that leaves is drawn from those in the queue, all equally likely.

    Args:
      capacity, dtypes, shapes, names, shared_name, name: as for FIFOQueue; capacity is not 0.
      min_after_dequeue: elements left behind by each draw while the queue is open, in [0, capacity).
      seed: an int or several; the same seed and calls give the same order (not TensorFlow's). None: a fresh one.

    Raises:
      InvalidArgumentError: min_after_dequeue is out of range.
    Source: tf.RandomShuffleQueue, TensorFlow 1.15, without the graph.
    """

    kind = "RandomShuffleQueue"
    label = "random_shuffle_queue"
    storage_type = Pool
    _storage: Pool

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
        seeds = [seed] if isinstance(seed, int) else seed
        self._random = np.random.default_rng(None if seeds is None else [part % _SEEDS for part in seeds])
        self._draws: list[float] = []

    def _reject(self, fact: str, found: int) -> None:
        limits = f"in [0, {self.capacity}), the capacity" if self.capacity >= 0 else "at least 0"
        detail = messages.BAD_MIN_AFTER_DEQUEUE.format(label=self.label, name=self.name, limits=limits, found=found)
        raise InvalidArgumentError(None, None, f"{fact}\n{detail}")

    def _put_one(self, components: Sequence[Any]) -> None:
        self._storage.append(components)

    def _put(self, columns: Sequence[Column], n: int) -> None:
        self._storage.extend(columns, n)

    def _take_one(self) -> list[Any]:
        draws = self._draws
        if not draws:
            # One number at a time costs a microsecond; the bias of scaling a 53-bit fraction is below 1e-9.
            draws[:] = self._random.random(_DRAWS).tolist()
        return self._storage.pop(int(draws.pop() * self._storage.size))

    def _take(self, n: int) -> list[Column]:
        return self._storage.pop_many(self._random.choice(self._storage.size, n, replace=False))

    def _put_back(self, columns: Sequence[Column], n: int) -> None:
        self._storage.extend(columns, n)
