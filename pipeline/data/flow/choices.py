"""Datasets that take each element of one of several others."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from .blocks.block import Block
from .flow import DatasetValue, Flow, Hand, end_of_sequence


class Choose(DatasetValue):
    """The elements of several datasets; another one says which of them gives the next.

    Args:
      selector: its elements are int64 numbers of datasets. One that has ended is passed over.
    """

    name = "DirectedInterleaveDataset"

    def __init__(self, selector: DatasetValue, *datasets: DatasetValue) -> None:
        super().__init__(selector, *datasets)

    def _begin(self, run: RunContext) -> Flow:
        return _ChooseFlow(*(dataset.begin(run) for dataset in self.upstream))


class _ChooseFlow(Flow):
    remembers = ("_numbers", "_over")

    def __init__(self, selector: Flow, *flows: Flow) -> None:
        super().__init__(selector, *flows)
        self._numbers = np.zeros(0, np.int64)  # those at hand
        self._hands = [Hand(flow) for flow in flows]
        self._over = False

    def _states(self) -> Any:
        return [self.upstream[0].state(), *(hand.state() for hand in self._hands)]

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        self.upstream[0].restore(run, states[0])
        for hand, state in zip(self._hands, states[1:], strict=True):
            hand.flow = None if state[2] is None else hand.flow
            hand.restore(run, state)

    def _next(self, run: RunContext, most: int) -> Block:
        while not self._over:
            if not len(self._numbers):
                try:
                    self._numbers = np.asarray(self.upstream[0].next(run, most if self.ahead else 1).columns[0])
                except OutOfRangeError:
                    break
            found = self._several(run, self._numbers[:most]) if self.ahead and most > 1 else None
            if found is None:
                found = self._one(run, int(self._numbers[0]))
            if found is not None:
                return found
        self._over = True
        self.close()
        raise end_of_sequence()

    def _several(self, run: RunContext, numbers: np.ndarray) -> Block | None:
        """The elements of the next numbers, or of the first of them; None where it takes steps of their own."""
        if numbers.min() < 0 or numbers.max() >= len(self._hands):
            return None
        places = [np.flatnonzero(numbers == index) for index in range(len(self._hands))]
        count = len(numbers)
        for hand, own in zip(self._hands, places, strict=True):
            if len(own):
                hand.fetch(run, len(own))
                there = 0 if hand.left is None else hand.left.n
                count = min(count, int(own[there])) if there < len(own) else count
        if not count:
            return None
        several = [own[own < count] for own in places]
        parts = [hand.use(len(own)) for hand, own in zip(self._hands, several, strict=True) if len(own)]
        self._numbers = self._numbers[count:]
        return Block.joined(parts).take(np.argsort(np.concatenate(several)))

    def _one(self, run: RunContext, number: int) -> Block | None:
        """The element of the next number; None where its dataset has ended."""
        if not 0 <= number < len(self._hands):
            self._numbers = self._numbers[1:]
            raise invalid(f"Selector index out of range: {number} >= {len(self._hands)}")
        hand = self._hands[number]
        hand.fetch(run, 1)
        self._numbers = self._numbers[1:]
        if hand.left is not None:
            return hand.use(1)
        if hand.flow is not None:
            error = hand.take_error()
            if not isinstance(error, OutOfRangeError):
                raise error
            hand.flow = None
            self._over = all(hand.flow is None for hand in self._hands)
        return None
