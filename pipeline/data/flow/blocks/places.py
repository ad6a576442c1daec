"""Places: where the elements of a block come from, so that errors can say it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from headrace.formats.records import RawRecord, Records


class Places:
    """Where n elements come from.

    Args:
      names: of files, bytes.
      files: int64 [n]: which of them.
      numbers: int64 [n], or a range: what identifies each record in its file; None: nothing does.
      are_offsets: whether the numbers are bytes of the file.
      raws: the records, n of them, where someone may ask for them.

    Attributes: as the arguments.
    """

    __slots__ = ("are_offsets", "files", "names", "numbers", "raws")

    def __init__(
        self,
        names: Sequence[bytes],
        files: np.ndarray,
        numbers: np.ndarray | range | None,
        are_offsets: bool = False,
        raws: Records | None = None,
    ) -> None:
        self.names = names
        self.files = files
        self.numbers = numbers
        self.are_offsets = are_offsets
        self.raws = raws

    @classmethod
    def of(cls, records: Records, are_offsets: bool = False, raws: Records | None = None) -> Places | None:
        """Where records of one file come from; None where they do not say it."""
        if records.path is None:
            return None
        files = np.broadcast_to(np.int64(0), len(records))
        return cls([os.fsencode(records.path)], files, records.numbers, are_offsets, raws)

    @classmethod
    def joined(cls, parts: Sequence[Places | None]) -> Places | None:
        """Those of several blocks; None where not all know theirs."""
        known = [places for places in parts if places is not None]
        if len(known) < len(parts):
            return None
        names: dict[bytes, int] = {}
        files = [places.files_among(names) for places in known]
        numbers = [as_array(places.numbers) for places in known if places.numbers is not None]
        all_numbers = np.concatenate(numbers) if len(numbers) == len(known) else None
        raws = [places.raws for places in known if places.raws is not None]
        all_raws = Records.joined(raws) if raws and len(raws) == len(known) else None
        return cls(list(names), np.concatenate(files), all_numbers, all(places.are_offsets for places in known), all_raws)

    def files_among(self, names: dict[bytes, int]) -> np.ndarray:
        """`files` as numbers among other names, to which those that are not there are added."""
        return np.array([names.setdefault(name, len(names)) for name in self.names], np.int64)[self.files]

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, part: slice | np.ndarray) -> Places:
        """Those of some elements."""
        numbers, raws = self.numbers, self.raws
        if numbers is not None:
            numbers = numbers[part] if isinstance(part, slice) else as_array(numbers)[part]
        if raws is not None:
            raws = raws[part] if isinstance(part, slice) else raws.take(part)
        return Places(self.names, self.files[part], numbers, self.are_offsets, raws)

    def bare(self) -> Places:
        """The same, without the records."""
        return Places(self.names, self.files, self.numbers, self.are_offsets)

    def raw(self, index: int, data: bytes | None) -> RawRecord:
        """The record that an element comes from; where that is not known, its bytes are `data`."""
        number = None if self.numbers is None else int(self.numbers[index])
        record, offset = (None, number) if self.are_offsets else (number, None)
        path = self.names[self.files[index]].decode(errors="surrogateescape")
        return RawRecord(path, record, offset, data if self.raws is None else self.raws[index])

    def where(self, index: int) -> str:
        """Where an element comes from: `file:record`."""
        name = self.names[self.files[index]].decode(errors="backslashreplace")
        return name if self.numbers is None else f"{name}:{self.numbers[index]}"


def as_array(numbers: np.ndarray | range) -> np.ndarray:
    """The numbers as an array; NumPy itself would take each of a range by itself."""
    return np.arange(numbers.start, numbers.stop, numbers.step) if isinstance(numbers, range) else numbers
