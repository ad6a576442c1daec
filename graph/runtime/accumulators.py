"""Accumulators: gradients added up until somebody takes their mean or sum, whole or some rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from typing import Any

import numpy as np

from ..types.errors import invalid
from ..types.static_shapes import StaticShape, bracket, compatible
from .conditions import Condition
from .run_context import RunContext


class Accumulator(ABC):
    """What accumulators of both kinds do. Gradients that are older than the step of the accumulator are dropped.

    Args:
      shape: that gradients must have.
      means: whether the mean is taken, and not the sum.
    """

    def __init__(self, shape: StaticShape, means: bool) -> None:
        self._shape = shape
        self._means = means
        self._changed = Condition()
        self._lock = self._changed.lock
        # Guarded by _lock:
        self._step = 0
        self._count = 0
        self._takers: deque[object] = deque()  # those that wait, in the order in which they came

    @property
    def count(self) -> int:
        """How many gradients are in it."""
        with self._lock:
            return self._count

    def set_step(self, step: int) -> None:
        """From now on drop gradients that are older than `step`."""
        with self._lock:
            self._step = int(step)

    def apply(self, step: Any, gradient: tuple) -> None:
        """Add a gradient that was computed in that step. Raises InvalidArgumentError where it does not fit."""
        if np.ndim(step):
            raise invalid(f"Argument local_step must be scalar, but had bad shape {bracket(np.shape(step))}")
        with self._lock:
            if step < self._step:
                return
            self._add(*gradient)
            self._count += 1
            self._changed.notify_all()

    def take(self, run: RunContext, required: Any) -> Any:
        """Wait for so many gradients, and take all that are there; the next step begins.

        Raises:
          InvalidArgumentError: `required` is not positive.
          CancelledError, DeadlineExceededError: the wait was ended.
        """
        if required <= 0:
            raise invalid(f"Argument num_required must be positive, but was {required}")
        taker = object()
        with self._lock:
            self._takers.append(taker)
            try:
                run.about_to_wait()
                run.wait_for(self._changed, lambda: self._takers[0] is taker and self._count >= required)
                taken = self._taken()
                self._count = 0
                self._step += 1
                return taken
            finally:
                self._takers.remove(taker)
                self._changed.notify_all()

    @abstractmethod
    def _add(self, *gradient: Any) -> None: ...

    @abstractmethod
    def _taken(self) -> Any: ...


class DenseAccumulator(Accumulator):
    """Adds up arrays of one shape."""

    _sum: Any = None

    def let_go(self, reason: str) -> None:
        """Give the memory back."""
        self._sum = None

    def _add(self, gradient: Any) -> None:
        found = np.shape(gradient)
        expected = np.shape(self._sum) if self._count else self._shape
        if not compatible(expected, found):
            raise invalid(f"Shape mismatch: expected {bracket(expected)}, got {bracket(found)}")
        self._sum = self._sum + gradient if self._count else np.array(gradient)

    def _taken(self) -> Any:
        total, self._sum = self._sum, None
        return total / total.dtype.type(self._count) if self._means else total


class SparseAccumulator(Accumulator):
    """Adds up rows by their indices. The mean of a row is that of the gradients that have it."""

    _indices: Any = None
    _values: Any = None
    _counts: Any = None

    def let_go(self, reason: str) -> None:
        """Give the memory back."""
        self._indices = self._values = self._counts = None

    def _add(self, indices: Any, values: Any, shape: Any) -> None:
        self._check(indices, values, shape)
        if not self._count:
            self._indices, self._values = np.array(indices), np.array(values)
            self._counts = np.ones(len(indices), np.int64)
            return
        places, sources = _merged(self._indices.tolist(), indices.tolist())
        counts = np.zeros(len(places), np.int64)
        summed = np.zeros((len(places), *self._values.shape[1:]), self._values.dtype)
        own = [at for at, (mine, _) in enumerate(sources) if mine is not None]
        new = [at for at, (_, others) in enumerate(sources) if others is not None]
        summed[own], counts[own] = self._values, self._counts
        summed[new] += values
        counts[new] += 1
        self._indices, self._values, self._counts = np.array(places, np.int64), summed, counts

    def _taken(self) -> tuple:
        values = self._values
        if self._means:
            values = values / self._counts.reshape(-1, *[1] * (values.ndim - 1)).astype(values.dtype)
        first = self._shape[0] if self._shape else None
        shape = np.array([-1 if first is None else first, *values.shape[1:]], np.int64)
        indices = self._indices
        self.let_go("")
        return indices, values, shape

    def _check(self, indices: Any, values: Any, shape: Any) -> None:
        """Raises InvalidArgumentError, in TensorFlow's words, for rows that do not fit."""
        if indices.ndim != 1:
            raise invalid(f"Input indices should be vector but received shape: {bracket(indices.shape)}")
        if not np.ndim(values):
            raise invalid("Values cannot be 0-dimensional.")
        if len(values) != len(indices):
            raise invalid(f"Expected {len(indices)} non-empty input values, got {len(values)}")
        known = self._shape or ()
        if shape is not None:
            given = np.ravel(shape).tolist()
            if len(given) < len(known):
                raise invalid(f"Shape mismatch: expected shape rank at least {len(known)}, got {len(given)}")
            _check_sizes("shape", known, given)
        if known and known[0] is not None:
            over = np.flatnonzero(indices >= known[0])
            if over.size:
                raise invalid(
                    f"Shape mismatch: index of slice {over[0]} exceeded limits of shape; index is {indices[over[0]]} exceeded "
                    f"{known[0]}"
                )
        if values.ndim < len(known):
            raise invalid(f"Shape mismatch: expected values rank at least {len(known)}, got {values.ndim}")
        _check_sizes("values", (None, *known[1:]), values.shape)
        if self._count:
            if values.ndim != self._values.ndim:
                raise invalid(f"Shape mismatch: expected values rank {self._values.ndim}, got {values.ndim}")
            _check_sizes("values", (None, *self._values.shape[1:]), values.shape)


def _check_sizes(what: str, expected: Any, found: Any) -> None:
    for axis, (wanted, size) in enumerate(zip(expected, found, strict=False)):
        if wanted not in (None, size):
            raise invalid(f"Shape mismatch: expected {what} dim {axis} to be {wanted}, got {size}")


def _merged(mine: list[int], others: list[int]) -> tuple[list[int], list[tuple[int | None, int | None]]]:
    """Two lists of indices as one, as if both were sorted, and where in each of them each index was."""
    places: list[int] = []
    sources: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(mine) or j < len(others):
        takes_mine = j == len(others) or (i < len(mine) and mine[i] <= others[j])
        takes_other = i == len(mine) or (j < len(others) and others[j] <= mine[i])
        places.append(mine[i] if takes_mine else others[j])
        sources.append((i if takes_mine else None, j if takes_other else None))
        i, j = i + takes_mine, j + takes_other
    return places, sources
