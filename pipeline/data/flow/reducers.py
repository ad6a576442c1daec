"""Datasets with one element for all elements that have a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError

from .block import Block
from .flow import BoundFunction, DatasetValue, Flow, end_of_sequence
from .maps import Calls


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
    def __init__(self, upstream: Flow, value: GroupByReducer) -> None:
        super().__init__(upstream)
        self._value = value
        self._keys, self._reduces = Calls(value.key), Calls(value.reduce)
        self._states: dict[int, Sequence[Any]] = {}
        self._ended = False

    def _next(self, run: RunContext, most: int) -> Block:
        while not self._ended:
            try:
                block = self.upstream[0].next(run, most if self.ahead else 1)
            except OutOfRangeError:
                self._ended = True
                self.upstream[0].close()
                break
            for index in range(block.n):
                self._add(run, block, index)
        if not self._states:
            raise end_of_sequence()
        state = self._states.pop(next(iter(self._states)))
        return Block.of([self._value.finalize.one(run, *state)])

    def _add(self, run: RunContext, block: Block, index: int) -> None:
        key = int(self._keys.one(run, block, index)[0])
        if key not in self._states:
            self._states[key] = self._value.begins.one(run, np.int64(key))
        self._states[key] = self._reduces.one(run, block, index, *self._states[key])
