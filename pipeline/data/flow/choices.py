"""Datasets that are made of several others: zip, concatenate, and those that take each element of one that is chosen."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from .blocks.block import Block
from .blocks.states import meant, said
from .flow import INFINITE, UNKNOWN, DatasetValue, Flow, attempt, end_of_sequence


class Zip(DatasetValue):
    """Elements that have the components of those of several datasets, as long as all have some."""

    name = "ZipDataset"

    def _begin(self, run: RunContext) -> Flow:
        return _ZipFlow(*(dataset.begin(run) for dataset in self.upstream))

    def cardinality(self) -> int:
        counts = [dataset.cardinality() for dataset in self.upstream]
        finite = [count for count in counts if count != INFINITE]
        return UNKNOWN if UNKNOWN in counts else min(finite, default=INFINITE)


class _ZipFlow(Flow):
    """Who fails, or ends, takes with it the elements of those before it."""

    gives_on = True

    remembers = ("_left", "_over")

    def __init__(self, *upstream: Flow) -> None:
        super().__init__(*upstream)
        self._left: list[Block | None] = [None] * len(upstream)
        self._over = False

    def _next(self, run: RunContext, most: int) -> Block:
        if self._over:
            raise end_of_sequence()
        wanted = most if self.ahead else 1
        for index, flow in enumerate(self.upstream):
            if self._left[index] is None:
                block, error = attempt(flow, run, wanted)
                if error is not None:
                    self._use(1, index)
                    self._over = isinstance(error, OutOfRangeError)
                    raise error
                self._left[index] = block
        blocks = [block for block in self._left if block is not None]
        n = min(block.n for block in blocks)
        parts = [block.rows(0, n) for block in blocks]
        self._use(n, len(blocks))
        places = next((part.places for part in parts if part.places is not None), None)
        return Block([column for part in parts for column in part.columns], n, places)

    def _use(self, count: int, flows: int) -> None:
        for index in range(flows):
            block = self._left[index]
            assert block is not None
            self._left[index] = None if block.n == count else block.rows(count, block.n)


class Concatenate(DatasetValue):
    """The elements of several datasets, one after the other."""

    name = "ConcatenateDataset"

    def _begin(self, run: RunContext) -> Flow:
        return _ConcatenateFlow(self.upstream, run)

    def cardinality(self) -> int:
        counts = [dataset.cardinality() for dataset in self.upstream]
        return INFINITE if INFINITE in counts else UNKNOWN if UNKNOWN in counts else sum(counts)


class _ConcatenateFlow(Flow):
    gives_on = True

    remembers = ("_at",)

    def __init__(self, datasets: tuple[DatasetValue, ...], run: RunContext) -> None:
        super().__init__(datasets[0].begin(run))
        self.upstream[0].is_one_of_many = True
        self._datasets = datasets
        self._at = 0

    def _next(self, run: RunContext, most: int) -> Block:
        while self._at < len(self._datasets):
            try:
                return self.upstream[0].next(run, most)
            except OutOfRangeError:
                self.end(self.upstream[0])
                self._at += 1
                self._begin(run)
        raise end_of_sequence()

    def _begin(self, run: RunContext) -> None:
        """Begin the next dataset, if there is one."""
        self.upstream = [self.begun(dataset, run) for dataset in self._datasets[self._at : self._at + 1]]
        if self.compact:
            self.be_compact()

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        if self._at:
            self._begin(run)
        super()._restore_upstream(run, states)


class Hand:
    """What is at hand of a flow that is asked for more than is used at once.

    Attributes:
      flow: it; None where there is none now.
      left: elements.
      failed: what comes behind them, if it has come: the error of an element, or the end.
    """

    def __init__(self, flow: Flow | None = None) -> None:
        self.flow = flow
        self.left: Block | None = None
        self.failed: Exception | None = None

    def fetch(self, run: RunContext, most: int) -> None:
        """Have elements at hand, or an error. `most` is only heeded where nobody can notice."""
        if self.left is None and self.failed is None and self.flow is not None:
            self.left, self.failed = attempt(self.flow, run, most if self.flow.ahead else 1)

    def use(self, count: int) -> Block:
        """The first elements at hand, which are used."""
        left = self.left
        assert left is not None
        self.left = None if left.n == count else left.rows(count, left.n)
        return left.rows(0, count)

    def state(self) -> Any:
        """What is at hand, and where its flow is."""
        return [said(self.left), said(self.failed), None if self.flow is None else self.flow.state()]

    def restore(self, run: RunContext, state: Any) -> None:
        """Have the same at hand. It has a flow where the other one had."""
        self.left, self.failed = meant(state[0]), meant(state[1])
        if self.flow is not None:
            self.flow.restore(run, state[2])

    def take_error(self) -> Exception:
        """The error at hand."""
        error, self.failed = self.failed, None
        assert error is not None
        return error


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
