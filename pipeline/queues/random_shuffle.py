"""RandomShuffleQueue: elements leave in random order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.errors import InvalidArgumentError

from . import messages
from .base import Queue
from .components import Components
from .storage import Column, Slots

_FRACTIONS = 4096
_SEEDS = 1 << 64


class _Sampler:
    """Uniform draws without replacement from range(size), whatever sizes and numbers are asked for in turn.

    Random fractions come from NumPy thousands at a time: asking for one costs as much as asking for a hundred.
    Scaling a 53-bit fraction to an index is biased by less than 1e-9.
    """

    def __init__(self, seed: int | Sequence[int] | None) -> None:
        seeds = [seed] if isinstance(seed, int) else seed
        self._random = np.random.default_rng(None if seeds is None else [part % _SEEDS for part in seeds])
        self._singles: list[float] = []
        self._fractions = np.empty(0)
        self._place = self._numbers = np.empty(0, np.int64)

    def one(self, size: int) -> int:
        if not self._singles:
            self._singles = self._random.random(_FRACTIONS // 16).tolist()
        return int(self._singles.pop() * size)

    def many(self, size: int, n: int) -> np.ndarray:
        """n different indices below `size`, in random order: int64 [n]."""
        if 8 * n > size:
            return self._random.choice(size, n, replace=False)
        if len(self._fractions) < n:
            self._fractions = self._random.random(max(n, _FRACTIONS))
        drawn = (self._fractions[:n] * size).astype(np.int64)
        self._fractions = self._fractions[n:]
        # Few draws meet an index for the second time. The set of those drawn needs no clearing: an index is in it where
        # its place in the sample holds it (Briggs and Torczon, An Efficient Representation for Sparse Sets, 1993).
        if len(self._place) < size:
            self._place = np.zeros(2 * size, np.int64)
            self._numbers = np.arange(2 * size)
        numbers = self._numbers[:n]
        self._place[drawn] = numbers
        last = self._place[drawn] == numbers
        if np.count_nonzero(last) == n:
            return drawn
        return self._completed(drawn[last], size, n)

    def _completed(self, different: np.ndarray, size: int, n: int) -> np.ndarray:
        sample = np.empty(n, np.int64)
        count = len(different)
        sample[:count] = different
        self._place[different] = self._numbers[:count]
        while count < n:
            index = self.one(size)
            place = self._place[index]
            if place >= count or sample[place] != index:
                sample[count] = index
                self._place[index] = count
                count += 1
        return sample


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
    storage_type = Slots
    _storage: Slots

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
        self._sampler = _Sampler(seed)
        self._rows = np.empty(16, np.int64)  # the rows of the elements, in no order; guarded by _lock

    def _reject(self, fact: str, found: int) -> None:
        limits = f"in [0, {self.capacity}), the capacity" if self.capacity >= 0 else "at least 0"
        detail = messages.BAD_MIN_AFTER_DEQUEUE.format(label=self.label, name=self.name, limits=limits, found=found)
        raise InvalidArgumentError(None, None, f"{fact}\n{detail}")

    def _put_one(self, components: Sequence[Any]) -> None:
        size = self._storage.size
        if size == len(self._rows):
            self._rows = np.resize(self._rows, 2 * size)
        self._rows[size] = self._storage.add(components)

    def _put(self, columns: Sequence[Column], n: int) -> None:
        size = self._storage.size
        if size + n > len(self._rows):
            self._rows = np.resize(self._rows, max(size + n, 2 * len(self._rows)))
        self._rows[size : size + n] = self._storage.add_many(columns, n)

    def _take_one(self) -> list[Any]:
        size = self._storage.size
        drawn = self._sampler.one(size)
        row = self._rows[drawn]
        components = self._storage.remove(row)
        self._rows[drawn] = self._rows[size - 1]
        return components

    def _take(self, n: int) -> list[Column]:
        size = self._storage.size
        drawn = self._sampler.many(size, n)
        columns = self._storage.remove_many(self._rows[drawn])
        # The holes are filled from the end.
        left = size - n
        self._rows[drawn] = -1
        end = self._rows[left:size]
        self._rows[drawn[drawn < left]] = end[end >= 0]
        return columns

    def _put_back(self, columns: Sequence[Column], n: int) -> None:
        self._put(columns, n)
