"""The most frequent of a stream of values, in bounded memory.

Source: J. Misra and D. Gries, "Finding Repeated Elements", 1982; joined block by block as in P. K. Agarwal and others,
"Mergeable Summaries", 2012.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import hashes
from ..records import Records

CAPACITY = 1024
_MOST_HASHES = (1 << 63) - 1
_SHORT_RANGE = 1 << 16
_KEPT_BYTES = 256


class Frequency(NamedTuple):
    """A value, and how often it came up at least.

    Attributes:
      value: a number, a bool, or bytes: of a long string the first 256.
      times: exact while there were at most CAPACITY values.
    """

    value: Any
    times: int


class Frequencies:
    """How often values came up. While at most CAPACITY of them are different, all counts are exact; beyond, what came up in
    one of CAPACITY is there.

    Attributes:
      error: by how much the counts may be too small, at most.
    """

    def __init__(self) -> None:
        self.error = 0
        self._keys: np.ndarray | None = None
        self._counts = np.zeros(0, np.int64)
        self._texts: dict[int, bytes] = {}

    def add(self, values: np.ndarray | Records) -> None:
        """Count values of one type: an array [n], or n strings."""
        if not len(values):
            return
        if isinstance(values, Records):
            keys = hashes.buckets(values, _MOST_HASHES)
            found, firsts, counts = np.unique(keys, return_index=True, return_counts=True)
            self._join(found, counts)
            self._keep_texts(values, found, firsts)
        else:
            self._join(*_counted(values))

    def join(self, other: Frequencies) -> None:
        """Take in what another has counted, of values of the same type."""
        if other._keys is not None:
            self.error += other.error
            self._texts = {**other._texts, **self._texts}
            self._join(other._keys, other._counts)
            self._keep_known_texts()

    @property
    def distinct(self) -> int | None:
        """How many different values there were; None where they were more than CAPACITY."""
        return None if self.error else len(self._counts)

    def most(self, count: int) -> list[Frequency]:
        """The most frequent values, the first of them first; those that are equally frequent in their order."""
        if self._keys is None:
            return []
        keys = self._keys.tolist()
        if self._texts:
            keys = [self._texts[key] for key in keys]
        order = sorted(range(len(keys)), key=lambda one: (-int(self._counts[one]), keys[one]))[:count]
        return [Frequency(keys[one], int(self._counts[one])) for one in order]

    def _join(self, keys: np.ndarray, counts: np.ndarray) -> None:
        if self._keys is not None:
            keys, places = np.unique(np.concatenate([self._keys, keys]), return_inverse=True)
            joined = np.zeros(len(keys), np.int64)
            np.add.at(joined, places, np.concatenate([self._counts, counts]))
            counts = joined
        if len(keys) > CAPACITY:
            cut = int(np.partition(counts, -CAPACITY - 1)[-CAPACITY - 1])
            self.error += cut
            kept = counts > cut
            keys, counts = keys[kept], counts[kept] - cut
        self._keys, self._counts = keys, counts

    def _keep_texts(self, values: Records, found: np.ndarray, firsts: np.ndarray) -> None:
        new = self._keep_known_texts() - self._texts.keys()
        for key, first in zip(found.tolist(), firsts.tolist(), strict=True):
            if key in new:
                start = values.starts[first]
                self._texts[key] = values.buffer[start : min(start + _KEPT_BYTES, values.ends[first])].tobytes()

    def _keep_known_texts(self) -> set[int]:
        """Forget the texts of keys that are no longer counted. Returns the keys that are."""
        kept = set() if self._keys is None else set(self._keys.tolist())
        self._texts = {key: text for key, text in self._texts.items() if key in kept}
        return kept


def _counted(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different values, and how often each is there."""
    if values.dtype.kind in "biu":
        low, high = int(values.min()), int(values.max())
        if high - low < min(_SHORT_RANGE, 4 * len(values)):
            is_wide = values.dtype.itemsize == 8
            shifted = (values - values.dtype.type(low)).astype(np.int64) if is_wide else values.astype(np.int64) - low
            counts = np.bincount(shifted)
            places = np.flatnonzero(counts)
            found = places.astype(values.dtype) + values.dtype.type(low) if is_wide else (places + low).astype(values.dtype)
            return found, counts[places]
    found, counts = np.unique(values, return_counts=True)
    return found, counts
