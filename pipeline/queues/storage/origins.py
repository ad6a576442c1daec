"""Origins of the elements in the rows of a storage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.blocks.origins import Origin

_NONE = -1
_BITS = 24
"""Of a mark: the place of an element in its block, of which so many are known. The others are the number of the block."""
_FEW = 256


class Origins:
    """For each row what its element was computed from, if that is known. Rows without an element have no meaning.

    Nobody tells when elements leave: blocks of which none is left are found from time to time.

    Attributes:
      marks: int64, one for each row.
    """

    def __init__(self, rows: int) -> None:
        self.marks = np.full(rows, _NONE)
        self._blocks: dict[int, Origin] = {}
        self._count = 0
        self._most = _FEW  # blocks, before it is looked which of them are left

    def moved(self, rows: int, old: Any) -> Origins:
        """The same for other rows, the first of which hold what was in the `old` ones."""
        found = Origins(rows)
        moved = self.marks[old]
        found.marks[: len(moved)] = moved
        found._blocks, found._count, found._most = self._blocks, self._count, self._most
        return found

    def begin(self, blocks: Sequence[tuple[Origin, np.ndarray]]) -> np.ndarray:
        """The marks of elements at some places of some blocks, all of which are about to be written."""
        if len(self._blocks) >= self._most:
            left = np.unique(self.marks >> _BITS).tolist()
            self._blocks = {number: self._blocks[number] for number in left if number in self._blocks}
            self._most = 2 * len(self._blocks) + _FEW
        marks = []
        for origin, places in blocks:
            self._count += 1
            self._blocks[self._count] = origin
            own: np.ndarray = places + (self._count << _BITS)
            marks.append(np.where(places >> _BITS, _NONE, own) if len(places) > 1 << _BITS else own)
        return marks[0] if len(marks) == 1 else np.concatenate(marks)

    def of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, dict[int, Origin]]:
        """For each row the number of a block, or -1, and the place in it; and the blocks by number."""
        marks = self.marks[rows]
        numbers = marks >> _BITS
        numbers[marks < 0] = _NONE
        found = {number: self._blocks[number] for number in np.unique(numbers).tolist() if number in self._blocks}
        return numbers, marks & ((1 << _BITS) - 1), found
