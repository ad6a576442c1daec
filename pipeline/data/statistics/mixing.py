"""How well shuffles mix in an iterator: by how many places elements move, and how long those of a group stay together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.types.errors import invalid

from ...queues.mixing import ShuffleReport, group_of, measured
from ...queues.storage.tracked import Groups, Log

Place = tuple[int, ...]
"""Which flow one is among those of an iterator: the numbers of the ways to it, from the last."""


class Mixings:
    """What is noted at all shuffles of an iterator, in all passes that it begins.

    Args:
      component: the index of the component that says of which group an element is; None: the file that it comes from says it,
        where that is known.
    """

    def __init__(self, component: int | None) -> None:
        self.component = component
        self._lock = threading.Lock()
        self._found: dict[tuple[Place, int], Mixing] = {}  # guarded by _lock

    def of(self, place: Place, name: str, buffer: int) -> Mixing:
        """That of a shuffle, which has such a buffer."""
        with self._lock:
            return self._found.setdefault((place, buffer), Mixing(name, buffer, self.component))

    def reports(self, iterator: str) -> list[ShuffleReport]:
        """What was found, of those before others first.

        Raises:
          InvalidArgumentError: there is no such component.
        """
        with self._lock:
            found = sorted(self._found.items(), key=lambda item: (-len(item[0][0]), item[0]))
        return [one.report(f"{one.name} of iterator {iterator!r}") for _, one in found]


class Mixing:
    """What is noted at a shuffle, in all its passes.

    Args:
      name: of the stage.
      buffer: how many elements it draws among.
      component: as of Mixings.
    """

    def __init__(self, name: str, buffer: int, component: int | None) -> None:
        self.name = name
        self.buffer = buffer
        self.component = component
        self.components: slice = slice(0) if component is None else slice(component, component + 1)
        self._lock = threading.Lock()
        # Guarded by _lock:
        self._groups = Groups(group_of)
        self._missing = False  # whether elements have no such component
        self._came, self._left = Log(), Log()

    def report(self, name: str) -> ShuffleReport:
        """What was found. Raises InvalidArgumentError: there is no such component."""
        if self._missing:
            raise invalid(f"by={self.component} names no component of the elements of {name}")
        with self._lock:
            came, left = self._came.last()[:, 1].copy(), self._left.last().copy()
        return measured(name, self.buffer, left[:, 0], came, left[:, 1])

    def groups(self, n: int, columns: Sequence[Any], places: Any) -> np.ndarray:
        """The numbers of the groups of n elements, int64 [n].

        Args:
          columns: their `components`.
          places: where they come from; None: nobody knows.
        """
        with self._lock:
            if self.component is not None and columns:
                return self._groups.of(columns[0])
            self._missing |= self.component is not None
            if self.component is None and places is not None:
                return self._groups.of(np.array(places.names, object))[places.files]
        return np.zeros(n, np.int64)

    def note_came(self, groups: np.ndarray) -> None:
        """Elements of these groups have come."""
        with self._lock:
            self._came.add(groups, groups)

    def note_left(self, moved: np.ndarray, groups: np.ndarray) -> None:
        """Elements of these groups have left, which have moved by so many places."""
        with self._lock:
            self._left.add(moved, groups)


class Passage:
    """The elements of one pass through a shuffle, by the rows that they are in.

    Args:
      mixing: where it is noted.
    """

    def __init__(self, mixing: Mixing) -> None:
        self.mixing = mixing
        self._of_rows = np.zeros((0, 2), np.int64)
        self._came = self._left = 0

    def come(self, rows: np.ndarray, columns: Sequence[Any], places: Any) -> None:
        """Elements have come into rows; the others as of `Mixing.groups`."""
        n = len(rows)
        if n and rows.max() >= len(self._of_rows):
            missing = max(int(rows.max()) + 1, 2 * len(self._of_rows)) - len(self._of_rows)
            self._of_rows = np.concatenate((self._of_rows, np.zeros((missing, 2), np.int64)))
        groups = self.mixing.groups(n, columns, places)
        self._of_rows[rows, 0] = np.arange(self._came, self._came + n)
        self._of_rows[rows, 1] = groups
        self._came += n
        self.mixing.note_came(groups)

    def leave(self, rows: np.ndarray) -> None:
        """The elements in rows leave."""
        numbers, groups = self._of_rows[rows].T
        moved = np.abs(np.arange(self._left, self._left + len(rows)) - numbers)
        self._left += len(rows)
        self.mixing.note_left(moved, groups)
