"""TrackedStorage: a ShuffleStorage that notes which element left when, for whoever asks how well elements are mixed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.graph.blocks.deferred import expanded
from headrace.graph.blocks.unwritten import UnwrittenColumn

from ..waiting.wait_list import Waiter
from .columns import Column, PendingInsert

MOST_NOTED = 100_000
"""How many elements that left last are remembered."""

Group = Callable[[Any], Any]


class Groups:
    """Numbers for the groups of elements.

    Args:
      group: the group that a value means.
    """

    def __init__(self, group: Group) -> None:
        self._group = group
        self._numbers: dict[Any, int] = {}

    def of(self, column: Column) -> np.ndarray:
        """The numbers of the groups that the values of a column mean, int64 [n]."""
        (values,) = expanded([column.written() if type(column) is UnwrittenColumn else column])
        if isinstance(values, np.ndarray) and values.ndim == 1 and not values.dtype.hasobject:
            several, places = np.unique(values, return_inverse=True)
            return np.array([self._number_of(value) for value in several], np.int64)[places]
        return np.array([self._number_of(value) for value in values], np.int64)

    def _number_of(self, value: Any) -> int:
        if isinstance(value, (np.ndarray, np.generic)):
            value = value.item() if value.size == 1 else value.tobytes()
        return self._numbers.setdefault(self._group(value), len(self._numbers))


class Log:
    """Two numbers each of the last elements that came, or left."""

    def __init__(self) -> None:
        self.count = 0  # since the beginning
        self._noted = np.zeros((2 * MOST_NOTED, 2), np.int64)
        self._size = 0

    def add(self, numbers: np.ndarray, groups: np.ndarray) -> None:
        """Note elements."""
        kept = min(len(numbers), MOST_NOTED)
        if self._size + kept > len(self._noted):
            left = MOST_NOTED - kept
            self._noted[:left] = self._noted[self._size - left : self._size].copy()
            self._size = left
        self._noted[self._size : self._size + kept, 0] = numbers[len(numbers) - kept :]
        self._noted[self._size : self._size + kept, 1] = groups[len(numbers) - kept :]
        self._size += kept
        self.count += len(numbers)

    def remove(self, n: int) -> np.ndarray:
        """Forget the n that were noted last; int64 [m, 2], m <= n."""
        n = min(n, self._size)
        self._size -= n
        self.count -= n
        return self._noted[self._size : self._size + n].copy()

    def last(self) -> np.ndarray:
        """The numbers of the last elements, int64 [m, 2]."""
        return self._noted[max(0, self._size - MOST_NOTED) : self._size]


class TrackedStorage:
    """Does what its storage does, and notes of each element when it came, and of which group it is.

    Args:
      storage: a ShuffleStorage, or a CountedStorage of one. Elements that are in it already count as if they had just come,
        in any order.
      component: the index of the component that says of which group an element is; None: all are of one.
      group: the group that a value of it means.

    Attributes:
      came: the numbers of elements in the order in which they came, and of their groups.
      left: the same in the order in which they left.
    """

    def __init__(self, storage: Any, component: int | None, group: Group) -> None:
        self._storage = storage
        self._component = component
        self._groups = Groups(group)
        self._of_rows = _unknown(storage.allocated)
        self.came, self.left = Log(), Log()
        self._note(storage.numbers(0, storage.size), storage.contents(storage.rows()))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    @property
    def removed(self) -> int:
        return self._storage.removed

    @removed.setter
    def removed(self, removed: int) -> None:
        self._storage.removed = removed

    def put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        self._storage.put_one(components, waiter)
        self._note_last(1, [[part] for part in components])

    def put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        self._storage.put(columns, n, waiter)
        self._note_last(n, columns)

    def put_later(self, columns: Sequence[Column], n: int) -> PendingInsert | None:
        insert = self._storage.put_later(columns, n)
        return None if insert is None else _TrackedInsert(insert, lambda: self._note_last(n, columns))

    def put_back(self, columns: Sequence[Column], n: int) -> None:
        self._storage.put_back(columns, n)
        numbers = self.left.remove(n)
        size = self._storage.size
        rows = self._storage.numbers(size - n, size)[: len(numbers)]
        self._fit()
        self._of_rows[rows] = numbers

    def take_one(self, waiter: Waiter | None = None) -> list[Any]:
        return self._noted(lambda: self._storage.take_one(waiter))

    def take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        return self._noted(lambda: self._storage.take(n, waiter))

    def take_singly(self, n: int) -> list[Column]:
        return self._noted(lambda: self._storage.take_singly(n))

    def _noted(self, take: Callable[[], list[Any]]) -> list[Any]:
        before = self._storage.size
        taken = take()
        numbers = self._of_rows[self._storage.numbers(self._storage.size, before)]
        self.left.add(numbers[:, 0], numbers[:, 1])
        return taken

    def _note_last(self, n: int, columns: Sequence[Column]) -> None:
        size = self._storage.size
        self._note(self._storage.numbers(size - n, size), columns)

    def _note(self, rows: np.ndarray, columns: Sequence[Column]) -> None:
        """Note that the elements of these rows have come."""
        self._fit()
        numbers = np.arange(self.came.count, self.came.count + len(rows))
        groups = np.zeros(len(rows), np.int64)
        if self._component is not None and len(rows):
            groups[:] = self._groups.of(columns[self._component])
        self._of_rows[rows, 0] = numbers
        self._of_rows[rows, 1] = groups
        self.came.add(numbers, groups)

    def _fit(self) -> None:
        if len(self._of_rows) < self._storage.allocated:
            self._of_rows = np.concatenate((self._of_rows, _unknown(self._storage.allocated - len(self._of_rows))))


def _unknown(rows: int) -> np.ndarray:
    """The numbers of rows whose elements nobody has seen coming: they were on their way when it began."""
    return np.full((rows, 2), -1, np.int64)


class _TrackedInsert:
    """A PendingInsert that is noted when it is let in."""

    def __init__(self, insert: PendingInsert, note: Callable[[], None]) -> None:
        self._insert = insert
        self._note = note
        self.write = insert.write
        self.leave = insert.leave

    def join(self) -> None:
        self._insert.join()
        self._note()
