"""The most likely sequences of labels, found by a search that keeps some beginnings of them at each step.

Source: Graves, "Sequence Transduction with Recurrent Neural Networks", 2012, as TensorFlow 1.15 does it: which beginnings
are found depends on the order in which they are made longer.
"""

from __future__ import annotations

import heapq
import math
from typing import Any

import numpy as np


class _Beginning:
    """A beginning of sequences, and how likely it is by now, in logarithms.

    Attributes:
      parent: the beginning that is one label shorter.
      blank, last, total: the chances that it ends with a blank, that it ends with its label, and both together.
      kept: it is among those that the search goes on with.
    """

    __slots__ = ("blank", "children", "kept", "label", "last", "parent", "total")

    def __init__(self, parent: _Beginning | None, label: int) -> None:
        self.parent = parent
        self.label = label
        self.children: dict[int, _Beginning] = {}
        self.blank = self.last = self.total = -math.inf
        self.kept = False

    def sequence(self, merges: bool) -> list[int]:
        """Its labels; those that follow each other are one where `merges` says so."""
        found: list[int] = []
        node = self
        while node.parent is not None:
            if not (merges and found and found[-1] == node.label):
                found.append(node.label)
            node = node.parent
        return found[::-1]


class _Leaves:
    """The beginnings that are kept: the most likely ones, `width` at most."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._heap: list[tuple[float, int, _Beginning]] = []
        self._pushed = 0

    def least(self) -> float:
        """How likely a beginning has to be at least to be kept, or more."""
        return self._heap[0][0] if len(self._heap) == self._width else -math.inf

    def push(self, beginning: _Beginning) -> _Beginning | None:
        """Keep a beginning. The least likely one is dropped, and returned, where there are enough."""
        self._pushed += 1
        beginning.kept = True
        entry = (beginning.total, self._pushed, beginning)
        if len(self._heap) < self._width:
            heapq.heappush(self._heap, entry)
            return None
        dropped = heapq.heapreplace(self._heap, entry)[2]
        dropped.kept = False
        return dropped

    def in_order(self) -> list[_Beginning]:
        """All of them, the most likely first."""
        return [entry[2] for entry in sorted(self._heap, key=lambda entry: (-entry[0], entry[1]))]


def best_sequences(logits: np.ndarray, width: int, merges: bool) -> tuple[list[list[int]], list[float]]:
    """The sequences that are left at the end, the most likely first, and the logarithms of how likely they are.

    Args:
      logits: floats [steps, classes]; the last class is the blank.
      width: how many beginnings are kept.
      merges: leave out labels that follow the same label.
    """
    root = _Beginning(None, -1)
    root.blank = root.total = 0.0
    leaves = _Leaves(width)
    leaves.push(root)
    values = logits.astype(np.float64)
    values -= values.max(axis=1, keepdims=True, initial=-np.inf)
    for log in values - np.log(np.exp(values).sum(axis=1, keepdims=True)):
        leaves = _next(leaves, log, width)
    found = leaves.in_order()
    return [beginning.sequence(merges) for beginning in found], [beginning.total for beginning in found]


def _next(leaves: _Leaves, log: np.ndarray, width: int) -> _Leaves:
    """The leaves one step later; `log` says how likely each class is there."""
    branches = leaves.in_order()
    before = {one: (one.blank, one.total) for one in branches}
    later = _Leaves(width)
    chances = log.tolist()
    for one in branches:
        if one.parent is not None:
            if one.parent in before:
                blank, total = before[one.parent]
                one.last = _sum(one.last, blank if one.label == one.parent.label else total)
            one.last += chances[one.label]
        one.blank = one.total + chances[-1]
        one.total = _sum(one.blank, one.last)
    for one in branches:
        later.push(one)
    for one in branches:
        if one in before and before[one][1] > later.least():
            _grow(one, *before[one], log[:-1], later, before)
    return later


def _grow(one: _Beginning, blank: float, total: float, log: np.ndarray, later: _Leaves, before: dict[Any, Any]) -> None:
    """Make a beginning longer by each label, and keep what is likely enough."""
    for child in one.children.values():
        if not child.kept:
            before.pop(child, None)  # it was dropped at this step, before its turn came: it is not made longer either
    chances = log + total
    if one.label >= 0:
        chances[one.label] = log[one.label] + blank
    likely = np.flatnonzero(chances > later.least())
    for label, chance in zip(likely.tolist(), chances[likely].tolist(), strict=True):
        grown = one.children.get(label)
        if chance <= later.least() or (grown is not None and grown.kept):
            continue
        if grown is None:
            grown = one.children[label] = _Beginning(one, label)
        grown.blank, grown.last, grown.total = -math.inf, chance, chance
        dropped = later.push(grown)
        if dropped is not None and dropped.parent is one and dropped.label > label:
            before.pop(dropped, None)


def _sum(one: float, other: float) -> float:
    """The logarithm of the sum of what these are the logarithms of."""
    largest = max(one, other)
    return largest if largest == -math.inf else largest + math.log1p(math.exp(min(one, other) - largest))
