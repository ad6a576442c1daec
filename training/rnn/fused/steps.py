"""Which steps are taken, and which elements of the batch each of them changes."""

from __future__ import annotations

import functools

import numpy as np


class Steps:
    """The steps of a run.

    Of the values of all steps, [count, batch, ...], those that count lie one after the other, step by step, where a
    machine computes with them: [rows, ...].

    Args:
      time: how many inputs there are.
      batch: how many elements.
      lengths: int32 [batch]: how many inputs count for each element of the batch; None: all.

    Attributes:
      batch: how many elements there are.
      count: how many steps are taken: as many as the longest sequence has, at least one if there are inputs.
    """

    def __init__(self, time: int, batch: int, lengths: np.ndarray | None) -> None:
        self.count = time
        self.batch = batch
        self._lengths = lengths
        self._goes_on: np.ndarray | None = None
        if lengths is not None:
            self.count = min(time, max(1, int(lengths.max(initial=0))))
            if int(lengths.min(initial=self.count)) < self.count:
                self._goes_on = np.arange(self.count)[:, None] < lengths

    @functools.cached_property
    def places(self) -> np.ndarray:
        """intp [count, batch]: the row of each step and element; -1: the sequence has ended before."""
        if self._goes_on is None:
            return np.arange(self.count * self.batch).reshape(self.count, self.batch)
        places = self._goes_on.cumsum().reshape(self._goes_on.shape) - 1
        places[~self._goes_on] = -1
        return places

    def parts(self, number: int) -> list[np.ndarray]:
        """The elements of the batch in so many parts, intp, that have as many steps, nearly."""
        elements = np.arange(self.batch)
        if self._lengths is None or number == 1:
            return np.array_split(elements, number)
        longest_first = np.argsort(-self._lengths, kind="stable")
        return [np.sort(longest_first[part::number]) for part in range(number)]

    def goes_on(self, t: int) -> np.ndarray | None:
        """bool [batch, 1]: the elements that have not ended before step t; None: all."""
        return None if self._goes_on is None or self._goes_on[t].all() else self._goes_on[t][:, None]

    def rows_of(self, values: np.ndarray) -> np.ndarray:
        """The rows of values [count, batch, ...]."""
        return values.reshape(-1, *values.shape[2:]) if self._goes_on is None else values[self._goes_on]

    def spread(self, rows: np.ndarray) -> np.ndarray:
        """Values [count, batch, ...] that have these rows; zero where a sequence has ended."""
        shape = (self.count, self.batch, *rows.shape[1:])
        if self._goes_on is None:
            return rows.reshape(shape)
        values = np.zeros(shape, rows.dtype)
        values[self._goes_on] = rows
        return values

    def at(self, t: int, rows: np.ndarray) -> np.ndarray:
        """The rows of step t."""
        if self._goes_on is None:
            return rows[t * self.batch : (t + 1) * self.batch]
        return rows[self.places[t][self._goes_on[t]]]

    def put(self, t: int, values: np.ndarray, rows: np.ndarray) -> None:
        """Write the rows of step t into values [batch, ...]."""
        if self._goes_on is None:
            values[...] = rows
        else:
            values[self._goes_on[t]] = rows

    def without_ended(self, values: np.ndarray) -> np.ndarray:
        """Values [count, batch, size], zero where a sequence has ended."""
        return values if self._goes_on is None else values * self._goes_on[:, :, None].astype(values.dtype)

    def times_zero(self, values: np.ndarray) -> np.ndarray | None:
        """The sum [size] of zero times what values [count, batch, size] have where a sequence has ended; None where it is zero.

        That is what remains of them in a gradient: something where not all are finite.
        """
        if self._goes_on is None or np.isfinite(values.sum()):
            return None
        return (values[~self._goes_on] * values.dtype.type(0)).sum(0)
