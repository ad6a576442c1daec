"""Which steps are taken, and which elements of the batch each of them changes."""

from __future__ import annotations

import numpy as np


class Steps:
    """The steps of a run.

    Args:
      time: how many inputs there are.
      lengths: int32 [batch]: how many of them count for each element of the batch; None: all.

    Attributes:
      count: how many steps are taken: as many as the longest sequence has, at least one if there are inputs.
    """

    def __init__(self, time: int, lengths: np.ndarray | None) -> None:
        if lengths is None:
            self.count = self._all_go_on = time
            self._goes_on = np.empty((0, 0), np.bool_)
        else:
            self.count = min(time, max(1, int(lengths.max(initial=0))))
            self._all_go_on = min(self.count, int(lengths.min(initial=self.count)))
            self._goes_on = np.arange(self.count)[:, None] < lengths

    def ended(self, t: int) -> np.ndarray | None:
        """The elements [batch, 1] that have ended before step t, None where all go on."""
        return None if t < self._all_go_on else ~self._goes_on[t][:, None]

    def without_ended(self, values: np.ndarray) -> np.ndarray:
        """Values [count, batch, size], zero where a sequence has ended."""
        if self._all_go_on >= self.count:
            return values
        return values * self._goes_on[:, :, None].astype(values.dtype)
