"""Places: where the elements of a block come from, so that errors can say it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from headrace.formats.records import Records


class Places:
    """Where n elements come from.

    Args:
      names: of files, bytes.
      files: int64 [n]: which of them.
      numbers: int64 [n], or a range: what identifies each record in its file; None: nothing does.

    Attributes: as the arguments.
    """

    __slots__ = ("files", "names", "numbers")

    def __init__(self, names: Sequence[bytes], files: np.ndarray, numbers: np.ndarray | range | None) -> None:
        self.names = names
        self.files = files
        self.numbers = numbers

    @classmethod
    def of(cls, records: Records) -> Places | None:
        """Where records of one file come from; None where they do not say it."""
        if records.path is None:
            return None
        return cls([os.fsencode(records.path)], np.broadcast_to(np.int64(0), len(records)), records.numbers)

    @classmethod
    def joined(cls, parts: Sequence[Places | None]) -> Places | None:
        """Those of several blocks; None where not all know theirs."""
        known = [places for places in parts if places is not None]
        if len(known) < len(parts):
            return None
        names: dict[bytes, int] = {}
        files = [places.files_among(names) for places in known]
        numbers = [as_array(places.numbers) for places in known if places.numbers is not None]
        return cls(list(names), np.concatenate(files), np.concatenate(numbers) if len(numbers) == len(known) else None)

    def files_among(self, names: dict[bytes, int]) -> np.ndarray:
        """`files` as numbers among other names, to which those that are not there are added."""
        return np.array([names.setdefault(name, len(names)) for name in self.names], np.int64)[self.files]

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, part: slice | np.ndarray) -> Places:
        """Those of some elements."""
        if self.numbers is None:
            return Places(self.names, self.files[part], None)
        numbers = self.numbers[part] if isinstance(part, slice) else as_array(self.numbers)[part]
        return Places(self.names, self.files[part], numbers)

    def where(self, index: int) -> str:
        """Where an element comes from: `file:record`."""
        name = self.names[self.files[index]].decode(errors="backslashreplace")
        return name if self.numbers is None else f"{name}:{self.numbers[index]}"


def as_array(numbers: np.ndarray | range) -> np.ndarray:
    """The numbers as an array; NumPy itself would take each of a range by itself."""
    return np.arange(numbers.start, numbers.stop, numbers.step) if isinstance(numbers, range) else numbers
