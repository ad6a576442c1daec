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

    def begin_one(self, origin: Origin, n: int) -> np.ndarray:
        """The marks of the n elements of a block, which are about to be written."""
        if len(self._blocks) >= self._most:
            self._forget()
        self._count = number = self._count + 1
        self._blocks[number] = origin
        first = number << _BITS
        return np.arange(first, first + n)

    def begin(self, blocks: Sequence[tuple[Origin, np.ndarray]]) -> np.ndarray:
        """The marks of elements at some places of some blocks, all of which are about to be written."""
        self._forget()
        marks = []
        for origin, places in blocks:
            self._count += 1
            self._blocks[self._count] = origin
            own: np.ndarray = places + (self._count << _BITS)
            marks.append(np.where(places >> _BITS, _NONE, own) if len(places) > 1 << _BITS else own)
        return marks[0] if len(marks) == 1 else np.concatenate(marks)

    def _forget(self) -> None:
        """Forget the blocks of which nothing is left."""
        left = np.unique(self.marks >> _BITS).tolist()
        self._blocks = {number: self._blocks[number] for number in left if number in self._blocks}
        self._most = 2 * len(self._blocks) + _FEW

    def of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, dict[int, Origin]]:
        """For each row the number of a block, or -1, and the place in it; and the blocks by number."""
        marks = self.marks[rows]
        numbers = marks >> _BITS
        numbers[marks < 0] = _NONE
        found = {number: self._blocks[number] for number in np.unique(numbers).tolist() if number in self._blocks}
        return numbers, marks & ((1 << _BITS) - 1), found


class WithOrigins:
    """What a storage does to know the origins of its elements.

    Attributes:
      origins: what the elements were computed from, where any came with that.
    """

    _rows: int

    def __init__(self) -> None:
        self.origins: Origins | None = None
        self._marks: np.ndarray | None = None  # of the elements of a block that is about to come

    def expect_one(self, origin: Origin, n: int) -> None:
        """Be told what the n elements of the next `put` or `put_later` were computed from."""
        if self.origins is None:
            self.origins = Origins(self._rows)
        self._marks = self.origins.begin_one(origin, n)

    def expect(self, blocks: Sequence[tuple[Origin, np.ndarray]], places: np.ndarray) -> None:
        """The same of elements of several blocks, or of none: that is not known.

        Args:
          blocks: origins, and the places in them that are meant.
          places: for each element its place among those of all blocks, or -1.
        """
        self._marks = None
        if blocks:
            self.origins = self.origins or Origins(self._rows)
            self._marks = np.append(self.origins.begin(blocks), -1)[places]

    def expect_unknown(self) -> None:
        """The same of elements of which it is not known."""
        self._marks = None

    def _mark(self, rows: Any, marks: np.ndarray | None) -> None:
        """Note for rows that were written which elements of a block they hold; None: of none."""
        if self.origins is not None:
            self.origins.marks[rows] = -1 if marks is None else marks

    def _moved_origins(self, rows: int, old: Any) -> Origins | None:
        """The origins for new rows. They are not known while the columns are exchanged: it may be interrupted."""
        return None if self.origins is None else self.origins.moved(rows, old)
