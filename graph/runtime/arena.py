"""Arena: small variables whose values lie one behind the other in memory, so that one calculation changes them all."""

from __future__ import annotations

import itertools
import operator
import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.forks import renewed

from .variable_state import VariableState

_TRY = operator.methodcaller("acquire", False)  # no bytecode, between whose steps a signal could come
_SHAPE = operator.attrgetter("shape")

Change = Callable[[list[np.ndarray], np.ndarray], None]


class Arena:
    """The values of variables and of their slots, those of each kind in one array.

    A variable may be given another array at any time; it is taken back into the arena when all change together again.

    Args:
      kinds: the variables, then each kind of their slots, in the same order.
    """

    def __init__(self, kinds: Sequence[Sequence[VariableState]]) -> None:
        self._kinds = kinds
        self._states = [state for kind in kinds for state in kind]
        self._locks = [state.lock for state in kinds[0]]
        self._lock = renewed(threading.Lock())
        self._places: list[Any] = []  # from here on written under _lock: where the value of each state belongs
        self._arrays: list[np.ndarray] = []
        self._shapes: list[tuple[int, ...]] = []
        self._changes: Any = None

    def change(self, changes: Sequence[Any], change: Change) -> bool:
        """Call `change(one array for each kind, the changes in one array)`, which works element by element.

        Returns:
          False where that cannot be: a variable has no value, another shape than its slots or its change, or is being
          changed by somebody else. Nothing has happened then.
        """
        if not self._places and not self._lay_out():
            return False
        if list(map(_SHAPE, changes)) != self._shapes:
            return False
        return self._changed(changes, change) or (self._take_back() and self._changed(changes, change))

    def let_go(self, reason: str) -> None:
        """Give the memory back for good: the session is closed."""
        with self._lock:
            self._places = [object()] * len(self._places)  # where no value ever is
            self._arrays, self._changes = [], None

    def _changed(self, changes: Sequence[Any], change: Change) -> bool:
        held: list[bool] = []
        try:
            held.extend(map(_TRY, self._locks))
            in_place = [state.value is at for state, at in zip(self._states, self._places, strict=True)]
            if not all(held) or not all(in_place):
                return False
            np.concatenate(changes, axis=None, out=self._changes)
            change(self._arrays, self._changes)
            return True
        finally:
            for lock in itertools.compress(self._locks, held):
                lock.release()

    def _take_back(self) -> bool:
        return all(state.value is at or state.move_to(at) for state, at in zip(self._states, self._places, strict=True))

    def _lay_out(self) -> bool:
        with self._lock:
            values = [state.value for state in self._kinds[0]]
            if any(value is None for value in values):
                return False
            if not self._places:
                bounds = list(itertools.pairwise(itertools.accumulate([value.size for value in values], initial=0)))
                self._shapes = [value.shape for value in values]
                self._changes, *self._arrays = [np.zeros(bounds[-1][1], values[0].dtype) for _ in range(1 + len(self._kinds))]
                self._places = [
                    array[first:last].reshape(shape)
                    for array in self._arrays
                    for (first, last), shape in zip(bounds, self._shapes, strict=True)
                ]
            return True
