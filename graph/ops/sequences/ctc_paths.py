"""How likely sequences of labels are, over all the ways in which they may stand in time, and what moves that.

Algorithm: forward and backward sums over the states of each sequence, blank, label, blank, ..., all sequences of a batch at
once, in logarithms. Source: Graves et al., "Connectionist Temporal Classification", 2006, section 4.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_NEVER = -1e30
"""The logarithm of no chance; sums of it with others remain far below all that happens."""


def losses(
    logits: np.ndarray, labels: Sequence[Sequence[int]], lengths: np.ndarray, merges: bool
) -> tuple[np.ndarray, np.ndarray]:
    """The negative logarithm of how likely the labels of each sequence are, and its gradient by the logits.

    Args:
      logits: floats [steps, batch, classes]; the last class is the blank.
      labels: of each sequence, none of them blank.
      lengths: how many steps each sequence has. One without steps, or with more labels than steps, has no loss; one that
        is too short for its labels and the blanks between them an infinite one.
      merges: labels that follow each other without a blank are one.
    """
    steps, batch, classes = logits.shape
    lengths = np.where(np.array([len(sequence) for sequence in labels], int) > lengths, 0, lengths)
    values = logits.astype(np.float64)
    values -= values.max(axis=2, keepdims=True, initial=_NEVER)
    logs = values - np.log(np.exp(values).sum(axis=2, keepdims=True))
    result, gradient = np.zeros(batch), np.where(np.arange(steps)[:, None, None] < lengths[:, None], np.exp(logs), 0.0)
    if steps and batch:
        states = _States(labels, classes - 1, merges)
        seen = np.take_along_axis(logs, np.broadcast_to(states.classes, (steps, *states.classes.shape)), axis=2)
        seen[:, ~states.exist] = _NEVER
        paths = states.forward(seen)
        paths += states.backward(seen, lengths)
        chance = _sum(paths[0])
        possible = ~(chance <= _NEVER / 2) & (lengths > 0)  # what is not a number stays so
        result = np.where(possible, -chance, np.where(lengths > 0, np.inf, 0.0))
        paths -= chance[:, None]
        inside = (np.arange(steps)[:, None] < lengths) & possible
        share = np.where(inside[:, :, None], np.exp(np.minimum(paths, 0.0)), 0.0)
        places = np.arange(steps * batch).reshape(steps, batch, 1) * classes + states.classes
        gradient -= np.bincount(places.ravel(), share.ravel(), gradient.size).reshape(gradient.shape)
        gradient[inside & np.isnan(chance)] = np.nan
    return result.astype(logits.dtype), gradient.astype(logits.dtype)


class _States:
    """The states of each sequence of a batch, in its columns.

    Attributes:
      classes: [batch, states], what is seen in each.
      exist: bool, the same shape: sequences have different numbers of them.
    """

    def __init__(self, labels: Sequence[Sequence[int]], blank: int, merges: bool) -> None:
        self._ends = np.array([2 * len(sequence) + 1 for sequence in labels])
        self.classes = np.full((len(labels), self._ends.max()), blank)
        for row, sequence in zip(self.classes, labels, strict=True):
            row[1 : 2 * len(sequence) : 2] = sequence
        self.exist = np.arange(self.classes.shape[1]) < self._ends[:, None]
        is_label = self.classes != blank
        self._stays = ~is_label | merges
        self._skips = is_label.copy()  # the blank before it
        self._skips[:, :2] = False
        if merges:
            self._skips[:, 2:] &= self.classes[:, 2:] != self.classes[:, :-2]

    def forward(self, seen: np.ndarray) -> np.ndarray:
        """For each step and state the chance of all that is seen up to there, on a way that is there then."""
        sums = np.full(seen.shape, _NEVER)
        sums[0, :, :2] = seen[0, :, :2]
        ways = np.full((3, *seen.shape[1:]), _NEVER)
        for step in range(1, len(seen)):
            before = sums[step - 1]
            ways[0] = np.where(self._stays, before, _NEVER)
            ways[1, :, 1:] = before[:, :-1]
            ways[2, :, 2:] = np.where(self._skips[:, 2:], before[:, :-2], _NEVER)
            sums[step] = _sum(ways, 0) + seen[step]
        return sums

    def backward(self, seen: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """For each step and state the chance of all that is seen after that."""
        last = self.exist & (np.arange(self.classes.shape[1]) >= self._ends[:, None] - 2)
        at_end = np.where(last, 0.0, _NEVER)
        sums = np.full(seen.shape, _NEVER)
        ways = np.full((3, *seen.shape[1:]), _NEVER)
        for step in range(len(seen) - 1, -1, -1):
            if step + 1 < len(seen):
                after = sums[step + 1] + seen[step + 1]
                ways[0] = np.where(self._stays, after, _NEVER)
                ways[1, :, :-1] = after[:, 1:]
                ways[2, :, :-2] = np.where(self._skips[:, 2:], after[:, 2:], _NEVER)
                sums[step] = _sum(ways, 0)
            sums[step] = np.where((lengths == step + 1)[:, None], at_end, sums[step])
        return sums


def _sum(logs: np.ndarray, axis: int = 1) -> np.ndarray:
    """The logarithm of the sum of what these are the logarithms of."""
    largest = logs.max(axis=axis)
    return np.log(np.exp(logs - np.expand_dims(largest, axis)).sum(axis=axis)) + largest
