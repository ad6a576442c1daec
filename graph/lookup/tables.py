"""Lookup tables without a graph: what a session keeps of them.

table = MutableTable("words", string, int64)
table.insert(np.array([b"a", b"b"], object), np.array([1, 2]))
table.find(np.array([b"b", b"c"], object), np.int64(-1))  # [2, -1]
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.forks import renewed
from headrace.formats.records import Records

from ..types import errors
from ..types.dtypes import DType, string
from ..types.errors import invalid
from ..types.static_shapes import bracket
from .index import MISSING, Positions, by_dict, chosen, listed, of_unchanging


class Table:
    """What all tables are: keys of one type, each with a value of one type and shape.

    Args:
      name: what messages call it.
      key_dtype, value_dtype: of one key and of the elements of a value.
      value_shape: of one value.
    """

    key_shape: tuple[int, ...] = ()

    def __init__(self, name: str, key_dtype: DType, value_dtype: DType, value_shape: tuple[int, ...] = ()) -> None:
        self.name = name
        self.key_dtype = key_dtype
        self.value_dtype = value_dtype
        self.value_shape = value_shape
        self.lock = renewed(threading.Lock())
        self._over: str | None = None

    def let_go(self, reason: str) -> None:
        """Give what it holds back for good. Who comes after that gets CancelledError(reason)."""
        with self.lock:
            self._over = reason
            self._forget()

    def size(self) -> int:
        """How many keys there are."""
        raise NotImplementedError

    def find(self, keys: Any, default: Any) -> np.ndarray:
        """The values of keys, `default` for those that are not there.

        Args:
          keys: an array of any shape, or Records.
          default: a value.

        Returns:
          the shape of the keys + that of a value.
        """
        raise NotImplementedError

    def insert(self, keys: Any, values: Any) -> None:
        """Add keys or give them new values; the last one counts where a key stands there twice."""
        raise NotImplementedError

    def remove(self, keys: Any) -> None:
        """Take keys out; those that are not there are passed over."""
        raise NotImplementedError

    def take(self, keys: Any, values: Any) -> None:
        """Hold these keys and values, and none else: what initializers and Savers give it."""
        raise NotImplementedError

    def export(self) -> tuple[np.ndarray, np.ndarray]:
        """All keys and all values."""
        raise NotImplementedError

    def _forget(self) -> None:
        raise NotImplementedError

    def _check_open(self) -> None:
        if self._over is not None:
            raise errors.CancelledError(None, None, self._over)

    def check_values(self, keys: Any, values: Any) -> None:
        """Raises InvalidArgumentError where there is not a value for each key."""
        shape = np.shape(keys)
        expected = shape[: len(shape) - len(self.key_shape)] + self.value_shape
        if np.shape(values) != expected:
            raise invalid(f"Expected shape {bracket(expected)} for value, got {bracket(np.shape(values))}")

    def check_default(self, default: Any) -> None:
        """Raises InvalidArgumentError where it is not of the shape of a value."""
        if np.shape(default) != self.value_shape:
            raise invalid(f"Expected shape {bracket(self.value_shape)} for default value, got {bracket(np.shape(default))}")


def _shape(keys: Any) -> tuple[int, ...]:
    return (len(keys),) if isinstance(keys, Records) else np.shape(keys)


class StaticTable(Table):
    """A table that is filled once, and never changes after that."""

    def __init__(self, name: str, key_dtype: DType, value_dtype: DType) -> None:
        super().__init__(name, key_dtype, value_dtype)
        self._keys: Sequence[Any] = ()
        self._held: tuple[Positions, np.ndarray] | None = None

    @property
    def is_initialized(self) -> bool:
        return self._held is not None

    @property
    def never_changes(self) -> bool:
        """Whether it will be as it is now as long as it lives: functions of datasets may look into it ahead of time."""
        return self._held is not None

    def size(self) -> int:
        return len(self._keys)

    def find(self, keys: Any, default: Any) -> np.ndarray:
        held = self._held
        if held is None:
            self._check_open()
            raise errors.FailedPreconditionError(None, None, "Table not initialized. (run tf.tables_initializer() first)")
        self.check_default(default)
        positions, values = held
        return chosen(values, positions(keys), default, _shape(keys))

    def insert(self, keys: Any, values: Any) -> None:
        raise errors.UnimplementedError(None, None, "Insert not supported by InitializableLookupTable implementations")

    def remove(self, keys: Any) -> None:
        raise errors.UnimplementedError(None, None, "Remove not supported by InitializableLookupTable implementations")

    def take(self, keys: Any, values: Any) -> None:
        """Fill it; what has been filled stays as it is.

        Raises:
          FailedPreconditionError: a key has two different values.
        """
        with self.lock:
            self._check_open()
            if self._held is not None:
                return
            wanted = listed(keys)
            given = np.asarray(values).reshape(-1)
            places = dict(zip(wanted, range(len(wanted)), strict=True))
            if len(places) < len(wanted):
                _check_agreement(wanted, given.tolist())
            self._keys = list(places)
            # A copy: what fills a table may be the memory of a tensor.
            self._held = of_unchanging(places, self.key_dtype is not string), given.copy()

    def export(self) -> tuple[np.ndarray, np.ndarray]:
        held = self._held
        if held is None:
            self._check_open()
            raise errors.AbortedError(None, None, "HashTable is not initialized.")
        keys = np.empty(len(self._keys), self.key_dtype.as_numpy_dtype)
        keys[:] = self._keys
        return keys, held[1][held[0](keys)]

    def _forget(self) -> None:
        self._keys, self._held = (), None


def _check_agreement(keys: Sequence[Any], values: Sequence[Any]) -> None:
    """Raises FailedPreconditionError where a key has two different values."""
    first: dict[Any, Any] = {}
    for key, value in zip(keys, values, strict=True):
        held = first.setdefault(key, value)
        if held != value:
            raise errors.FailedPreconditionError(
                None,
                None,
                "HashTable has different value for same key. "
                f"Key {_told(key)} has {_told(held)} and trying to add value {_told(value)}",
            )


def _told(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="backslashreplace")
    return f"{value:g}" if isinstance(value, float) else str(int(value))


class MutableTable(Table):
    """A table that changes while a program runs."""

    def __init__(self, name: str, key_dtype: DType, value_dtype: DType, value_shape: tuple[int, ...] = ()) -> None:
        super().__init__(name, key_dtype, value_dtype, value_shape)
        self._forget()

    def _forget(self) -> None:
        self._places: dict[Any, int] = {}  # guarded by lock, as all here: where the value of each key is
        self._positions = by_dict(self._places)
        self._values = np.zeros((0, *self.value_shape), self.value_dtype.as_numpy_dtype)
        self._free: list[int] = []
        self._used = 0

    def size(self) -> int:
        return len(self._places)

    def find(self, keys: Any, default: Any) -> np.ndarray:
        self.check_default(default)
        with self.lock:
            self._check_open()
            return chosen(self._values, self._positions(keys), default, _shape(keys))

    def insert(self, keys: Any, values: Any) -> None:
        self.check_values(keys, values)
        with self.lock:
            self._check_open()
            self._insert(keys, values)

    def _insert(self, keys: Any, values: Any) -> None:
        places, free = self._places, self._free
        at = np.empty(np.size(keys), np.int64)
        for position, key in enumerate(listed(keys)):
            place = places.get(key, MISSING)
            if place == MISSING:
                if free:
                    place = free.pop()
                else:
                    place, self._used = self._used, self._used + 1
                places[key] = place
            at[position] = place
        if self._used > len(self._values):
            grown = np.zeros((max(2 * len(self._values), self._used), *self.value_shape), self._values.dtype)
            grown[: len(self._values)] = self._values
            self._values = grown
        self._values[at] = np.reshape(values, (len(at), *self.value_shape))

    def remove(self, keys: Any) -> None:
        with self.lock:
            self._check_open()
            for key in listed(keys):
                place = self._places.pop(key, MISSING)
                if place != MISSING:
                    self._free.append(place)

    def take(self, keys: Any, values: Any) -> None:
        self.check_values(keys, values)
        with self.lock:
            self._check_open()
            self._forget()
            self._insert(keys, values)

    def export(self) -> tuple[np.ndarray, np.ndarray]:
        with self.lock:
            self._check_open()
            keys = np.empty(len(self._places), self.key_dtype.as_numpy_dtype)
            keys[:] = list(self._places)
            return keys, self._values[np.fromiter(self._places.values(), np.int64, len(self._places))]
