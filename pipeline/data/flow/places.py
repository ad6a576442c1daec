"""Places: where the elements of a block come from, so that errors can say it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from headrace.formats.records import Records

_NO_BYTES = np.zeros(0, np.uint8)


class Places:
    """Where n elements come from.

    Args:
      records: the records they come from; their bytes are not kept.
    """

    __slots__ = ("_records",)

    def __init__(self, records: Records) -> None:
        self._records = records

    @classmethod
    def of(cls, records: Records) -> Places | None:
        """Where records come from; None where they do not say it."""
        if records.path is None and records.paths is None:
            return None
        bounds = np.broadcast_to(np.int64(0), len(records))
        return cls(Records(_NO_BYTES, bounds, bounds, records.path, records.numbers, 0, records.paths))

    @classmethod
    def joined(cls, parts: Sequence[tuple[Places | None, int]]) -> Places | None:
        """Those of several blocks, with the numbers of their elements; None where not all know theirs."""
        known = [places._records for places, _ in parts if places is not None]
        return cls(Records.joined(known)) if len(known) == len(parts) else None

    @classmethod
    def made(cls, names: np.ndarray, numbers: np.ndarray) -> Places:
        """Places in these files (object array of bytes), those numbers in them; -1 where there are none."""
        bounds = np.broadcast_to(np.int64(0), len(names))
        return cls(Records(_NO_BYTES, bounds, bounds, None, numbers if len(numbers) and numbers[0] >= 0 else None, 0, names))

    def named(self) -> tuple[Sequence[bytes], np.ndarray | range | None]:
        """The file of each, or the one of all; and the numbers in them."""
        records = self._records
        names = [os.fsencode(records.path or "")] if records.paths is None else records.paths.tolist()
        return names, records.numbers

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, part: slice) -> Places:
        return Places(self._records[part])

    def take(self, indices: np.ndarray) -> Places:
        """Those of the elements at `indices`."""
        return Places(self._records.take(indices))

    def where(self, index: int) -> str:
        """Where an element comes from: `file:record`."""
        return self._records.where(index)
