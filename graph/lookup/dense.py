"""DenseTable: keys and values in arrays of buckets, laid out as in TensorFlow: so they are exported and saved."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.hashes import buckets
from headrace.formats.records import Records

from ..types import errors
from ..types.dtypes import DType, string
from ..types.errors import invalid
from ..types.static_shapes import bracket
from .tables import Table

_MIXED = np.uint64(0x9E3779B97F4A7800)  # what Hash64Combine adds
_MOST = 1 << 62  # hashes of strings are taken modulo this: buckets are numbered by their low bits


class DenseTable(Table):
    """A table that changes while a program runs, with two keys that mark buckets without one.

    Args:
      empty_key, deleted_key: never keys themselves; scalars, or vectors where keys are vectors.
      buckets: how many there are at first, a power of 2.
      max_load_factor: there are twice as many as soon as a larger part of them is in use.

    Raises:
      InvalidArgumentError: one of these is refused.
    """

    def __init__(
        self,
        name: str,
        key_dtype: DType,
        value_dtype: DType,
        value_shape: tuple[int, ...],
        empty_key: Any,
        deleted_key: Any,
        buckets: int,
        max_load_factor: float,
    ) -> None:
        super().__init__(name, key_dtype, value_dtype, value_shape)
        empty, deleted = (np.asarray(key, key_dtype.as_numpy_dtype) for key in (empty_key, deleted_key))
        if empty.shape != deleted.shape:
            raise invalid(
                f"Empty and deleted keys must have same shape, got shapes: {bracket(empty.shape)} and {bracket(deleted.shape)}"
            )
        if (empty == deleted).all():
            raise invalid("Empty and deleted keys cannot be equal")
        if buckets < 4 or buckets & (buckets - 1):
            raise invalid(f"Number of buckets must be at least 4 and a power of 2, got: {buckets}")
        self.key_shape = empty.shape
        self._empty, self._deleted = empty.reshape(-1), deleted.reshape(-1)
        self._load = max_load_factor
        self._width = len(self._empty)
        self._allocate(buckets)

    def _allocate(self, count: int) -> None:
        # Guarded by lock: a row for each bucket.
        self._keys = np.empty((count, self._width), self.key_dtype.as_numpy_dtype)
        self._keys[...] = self._empty
        self._values = np.zeros((count, *self.value_shape), self.value_dtype.as_numpy_dtype)
        self._used = 0

    def _forget(self) -> None:
        self._allocate(4)

    def size(self) -> int:
        return self._used

    def find(self, keys: Any, default: Any) -> np.ndarray:
        rows, shape = self._rows(keys)
        self.check_default(default)
        with self.lock:
            self._check_open()
            self._check_allowed(rows)
            found = np.empty((len(rows), *self.value_shape), self._values.dtype)
            found[...] = default
            left = np.arange(len(rows))
            at = self._first_buckets(rows)
            for probes in range(1, len(self._keys) + 2):
                there = self._keys[at]
                hit = (there == rows[left]).all(axis=1)
                found[left[hit]] = self._values[at[hit]]
                on = ~hit & (there != self._empty).any(axis=1)
                left, at = left[on], (at[on] + probes) & (len(self._keys) - 1)
                if not len(left):
                    return found.reshape(shape + self.value_shape)
            raise errors.InternalError(None, None, "Internal error in MutableDenseHashTable lookup")

    def insert(self, keys: Any, values: Any) -> None:
        rows, _ = self._rows(keys)
        self.check_values(keys, values)
        with self.lock:
            self._check_open()
            count = len(self._keys)
            while self._used + len(rows) > count * self._load:
                count *= 2
            if count > len(self._keys):
                self._rebucket(count)
            self._check_allowed(rows)
            self._put(rows, np.reshape(values, (len(rows), *self.value_shape)))

    def _rebucket(self, count: int) -> None:
        keys, values = self._keys, self._values
        held = (keys != self._empty).any(axis=1) & (keys != self._deleted).any(axis=1)
        self._allocate(count)
        self._put(keys[held], values[held])

    def _put(self, rows: np.ndarray, values: np.ndarray) -> None:
        for row, value, at in zip(rows, values, self._first_buckets(rows).tolist(), strict=True):
            probes = 0
            while True:
                there = self._keys[at]
                is_held = (there == row).all()
                if is_held or (there == self._empty).all() or (there == self._deleted).all():
                    break
                probes += 1
                at = (at + probes) & (len(self._keys) - 1)
                if probes >= len(self._keys):
                    raise errors.InternalError(None, None, "Internal error in MutableDenseHashTable insert")
            self._used += not is_held
            self._keys[at] = row
            self._values[at] = value

    def remove(self, keys: Any) -> None:
        rows, _ = self._rows(keys)
        with self.lock:
            self._check_open()
            self._check_allowed(rows)
            for row, at in zip(rows, self._first_buckets(rows).tolist(), strict=True):
                for probes in range(1, len(self._keys) + 1):
                    there = self._keys[at]
                    if (there == row).all():
                        self._used -= 1
                        self._keys[at] = self._deleted
                        break
                    if (there == self._empty).all():
                        break
                    at = (at + probes) & (len(self._keys) - 1)

    def take(self, keys: Any, values: Any) -> None:
        """Hold these buckets, as `export` gives them."""
        with self.lock:
            self._check_open()
            self._keys = np.array(keys, self.key_dtype.as_numpy_dtype).reshape(-1, self._width)
            self._values = np.array(values, self.value_dtype.as_numpy_dtype).reshape(-1, *self.value_shape)
            held = (self._keys != self._empty).any(axis=1) & (self._keys != self._deleted).any(axis=1)
            self._used = int(held.sum())

    def export(self) -> tuple[np.ndarray, np.ndarray]:
        """All buckets: keys [buckets, elements of a key], values [buckets, elements of a value]."""
        with self.lock:
            self._check_open()
            return self._keys.copy(), self._values.reshape(len(self._keys), -1).copy()

    def _rows(self, keys: Any) -> tuple[np.ndarray, tuple[int, ...]]:
        """Keys as a matrix, and the shape that they are an array of."""
        array = keys.to_array() if isinstance(keys, Records) else np.asarray(keys)
        outer = array.ndim - len(self.key_shape)
        if outer < 0 or array.shape[outer:] != self.key_shape:
            raise invalid(
                f"Input key shape {bracket(array.shape)} must end with the table's key shape {bracket(self.key_shape)}"
            )
        shape = array.shape[:outer]
        count = array.shape[0] if array.ndim else 1
        if array.size != count * self._width:
            raise invalid(f"Expected key shape {bracket((count, *self.key_shape))} got {bracket(array.shape)}")
        return array.reshape(-1, self._width), shape

    def _check_allowed(self, rows: np.ndarray) -> None:
        """Raises InvalidArgumentError where a key is the one of empty buckets, or of deleted ones."""
        for row in rows[((rows == self._empty).all(axis=1)) | ((rows == self._deleted).all(axis=1))]:
            name = "empty_key" if (row == self._empty).all() else "deleted_key"
            raise invalid(f"Using the {name} as a table key is not allowed")

    def _first_buckets(self, rows: np.ndarray) -> np.ndarray:
        """Where the search for each key begins."""
        if self.key_dtype is string:
            flat = buckets(Records.from_list(rows.reshape(-1).tolist()), _MOST, "murmur")
            numbers = flat.reshape(rows.shape).astype(np.uint64)
        else:
            numbers = rows.astype(np.int64).astype(np.uint64)
        found = numbers[:, 0]
        if self.key_shape:
            found = np.zeros(len(rows), np.uint64)
            for column in range(self._width):
                found = found ^ (numbers[:, column] + _MIXED + (found << np.uint64(10)) + (found >> np.uint64(4)))
        return (found & np.uint64(len(self._keys) - 1)).astype(np.int64)
