"""CountedStorage: a storage that counts the bytes of what has no fixed size, as elements come and go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..waiting.wait_list import Waiter
from .columns import ColumnStorage, PendingInsert
from .sizes import Column


class CountedStorage:
    """What a storage with strings, or arrays of shapes not known, does, with a count of the bytes outside its rows.

    Attributes:
      loose: bytes of strings and arrays that the elements in it refer to.
      loose_each: how many an element has had so far, on average, or in what came last if that is more.
    """

    def __init__(self, inner: ColumnStorage) -> None:
        self.inner = inner
        self.loose = 0
        self.loose_each = 0.0
        self._came = 0
        self._came_loose = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    @property
    def size(self) -> int:
        return self.inner.size

    @property
    def removed(self) -> int:
        return self.inner.removed

    @removed.setter
    def removed(self, count: int) -> None:
        self.inner.removed = count

    def held_bytes(self) -> int:
        """As every storage's, without a look at the elements."""
        return self.inner.size * self.inner.row_bytes() + self.loose

    def put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        added = self.inner.loose_of_one(components)
        try:
            self.inner.put_one(components, waiter)
            self._add(1, added)
        except BaseException:
            self._count()
            raise

    def put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        added = self.inner.loose_of(columns)
        try:
            self.inner.put(columns, n, waiter)
            self._add(n, added)
        except BaseException:
            self._count()
            raise

    def put_later(self, columns: Sequence[Column], n: int) -> PendingInsert | None:
        insert = self.inner.put_later(columns, n)
        return None if insert is None else _CountedInsert(self, insert, n, self.inner.loose_of(columns))

    def put_back(self, columns: Sequence[Column], n: int) -> None:
        try:
            self.inner.put_back(columns, n)
            self.loose += self.inner.loose_of(columns)
        except BaseException:
            self._count()
            raise

    def take_one(self, waiter: Waiter | None = None) -> list[Any]:
        try:
            components = self.inner.take_one(waiter)
            self.loose -= self.inner.loose_of_one(components)
        except BaseException:
            self._count()
            raise
        return components

    def take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        return self._without(self.inner.take, n, waiter)

    def take_singly(self, n: int) -> list[Column]:
        return self._without(self.inner.take_singly, n)

    def unput(self, n: int) -> list[Column]:
        return self._without(self.inner.unput, n)

    def _without(self, take: Any, *args: Any) -> list[Column]:
        try:
            columns = take(*args)
            self.loose -= self.inner.loose_of(columns)
        except BaseException:
            self._count()
            raise
        return columns

    def _add(self, n: int, loose: int) -> None:
        self.loose += loose
        self._came += n
        self._came_loose += loose
        self.loose_each = max(self._came_loose / self._came, loose / n)

    def _count(self) -> None:
        """Count anew: a signal has come between a change and its count."""
        self.loose = self.inner.loose_bytes()


class _CountedInsert:
    """A PendingInsert that counts what joins."""

    def __init__(self, storage: CountedStorage, insert: PendingInsert, n: int, loose: int) -> None:
        self._storage = storage
        self._insert = insert
        self._n = n
        self._loose = loose
        self.write = insert.write
        self.leave = insert.leave

    def join(self) -> None:
        self._insert.join()
        self._storage._add(self._n, self._loose)


def counted(storage: ColumnStorage) -> Any:
    """A storage, as it is where elements are of one size."""
    return CountedStorage(storage) if storage.is_loose else storage
