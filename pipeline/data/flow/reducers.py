"""Datasets with one element for all elements that have a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError

from .blocks.block import Block
from .flow import BoundFunction, DatasetValue, Flow, attempt, end_of_sequence
from .maps import MOST, Calls

_MOST = 1024


class GroupByReducer(DatasetValue):
    """What functions make of all elements that have a key, in the order in which the keys have come first.

    Args:
      key: gives the key of an element, int64.
      begin: gives the first state of a key.
      reduce: takes a state and an element, gives the next state.
      finalize: takes the last state, gives an element.
    """

    name = "GroupByReducerDataset"

    def __init__(
        self, upstream: DatasetValue, key: BoundFunction, begin: BoundFunction, reduce: BoundFunction, finalize: BoundFunction
    ) -> None:
        super().__init__(upstream, functions=[key, begin, reduce, finalize])
        self.key, self.begins, self.reduce, self.finalize = key, begin, reduce, finalize

    def _begin(self, run: RunContext) -> Flow:
        return _GroupByReducerFlow(self.upstream[0].begin(run), self)


class _GroupByReducerFlow(Flow):
    remembers = ("_left", "_carried", "_ended")

    def __init__(self, upstream: Flow, value: GroupByReducer) -> None:
        super().__init__(upstream)
        self._value = value
        self._keys, self._reduces = Calls(value.key), Calls(value.reduce)
        self._left: Block | None = None  # elements at hand
        self._carried: dict[int, Sequence[Any]] = {}  # the state of each group
        self._ended = False

    def _next(self, run: RunContext, most: int) -> Block:
        while not self._ended:
            if self._left is None:
                try:
                    self._left = self.upstream[0].next(run, _MOST if self.ahead else 1)
                except OutOfRangeError:
                    self._ended = True
                    self.upstream[0].close()
                    break
            block = self._left
            self._left = block.rows(1, block.n) if block.n > 1 else None
            self._add(run, block.rows(0, 1))
        if not self._carried:
            raise end_of_sequence()
        state = self._carried.pop(next(iter(self._carried)))
        return Block.of([self._value.finalize.one(run, *state)])

    def _add(self, run: RunContext, element: Block) -> None:
        key = int(self._keys.one(run, element, 0)[0])
        if key not in self._carried:
            self._carried[key] = self._value.begins.one(run, np.int64(key))
        self._carried[key] = self._reduces.one(run, element, 0, *self._carried[key])


def reduced(run: RunContext, dataset: DatasetValue, state: Sequence[Any], function: BoundFunction) -> Sequence[Any]:
    """What a function makes of a state and all elements of a dataset, one after the other. Raises what they raise."""
    calls, flow = Calls(function), dataset.begin(run)
    try:
        while True:
            block, error = attempt(flow, run, MOST if flow.ahead and function.ahead else 1)
            if block is None:
                if isinstance(error, OutOfRangeError):
                    return state
                assert error is not None
                raise error
            for index in range(block.n):
                state = calls.one(run, block, index, *state)
    finally:
        flow.close()
