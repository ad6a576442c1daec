"""Datasets of datasets: interleave, and flat_map, which is an interleave of one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from ...bad_records.asking import LEFT_OUT
from ...bad_records.policy import BadRecords
from .blocks.block import Block
from .blocks.states import meant, said
from .flow import BoundFunction, DatasetValue, Flow, Hand, attempt, end_of_sequence
from .maps import Calls
from .prefetching import in_background

MOST = 1024
"""Elements that are asked for at once."""


class Interleave(DatasetValue):
    """The elements of the datasets that a function makes of elements, some of each in turn.

    Args:
      function: its one result is a dataset.
      cycle_length: how many datasets take turns.
      block_length: how many elements each gives in its turn.
      parallel: whether those who take turns are read by threads of their own. Then an element that fails counts as one given.

    Raises:
      InvalidArgumentError: a length is below 1.
    """

    name = "InterleaveDataset"

    def __init__(
        self,
        upstream: DatasetValue,
        function: BoundFunction,
        cycle_length: int = 1,
        block_length: int = 1,
        parallel: bool = False,
    ) -> None:
        super().__init__(upstream, functions=[function])
        if cycle_length < 1:
            raise invalid("cycle_length must be greater than zero.")
        if block_length < 1:
            raise invalid("block_length must be greater than zero.")
        self.function = function
        self.cycle_length, self.block_length, self.parallel = int(cycle_length), int(block_length), parallel

    def _begin(self, run: RunContext) -> Flow:
        return _InterleaveFlow(self.upstream[0].begin(run), self, run)


class FlatMap(Interleave):
    """The elements of the datasets that a function makes of elements, one dataset after the other."""

    name = "FlatMapDataset"

    def __init__(self, upstream: DatasetValue, function: BoundFunction) -> None:
        super().__init__(upstream, function)


def _reads(flow: Flow) -> bool:
    """Whether a flow, or one before it, tells of records."""
    return flow.bad is not None or any(map(_reads, flow.upstream))


class _Place(Hand):
    """The dataset whose turn it is at a place.

    Attributes:
      made_of: the element that a function has made it of.
    """

    made_of: Block | None = None


class _InterleaveFlow(Flow):
    remembers = ("_ended", "_at", "_given")
    asks = True

    def __init__(self, upstream: Flow, value: Interleave, run: RunContext) -> None:
        super().__init__(upstream)
        self._run = run
        self._calls = Calls(value.function)
        self._elements = Hand(upstream)
        self._ended = False  # whether there are no more of them
        self._places = [_Place() for _ in range(value.cycle_length)]
        self._at = 0  # whose turn it is
        self._given = 0  # how many it has given
        self._length = value.block_length
        self._parallel = value.parallel

    @property
    def calls(self) -> int:
        return self._calls.called

    def leave_out(self, policies: Sequence[BadRecords]) -> None:
        super().leave_out(policies)
        assert self.bad is not None
        if not any(map(_reads, self.upstream)):
            self.bad.forgo(policies)  # what it takes are names of files, not records
        self._calls.bad = self.bad

    def _states(self) -> Any:
        places = [[said(place.made_of), place.state()] for place in self._places]
        return [self._elements.state(), self._calls.drawn(), places]

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        elements, drawn, places = states
        self._elements.restore(run, elements)
        bad, self._calls.bad = self._calls.bad, None  # these elements were counted
        for place, (made_of, state) in zip(self._places, places, strict=True):
            if made_of is not None:
                error = self._make(run, place, meant(made_of))
                if error is not None:
                    raise error
            place.restore(run, state)
        self._calls.bad = bad
        if drawn:
            self._calls.function.undraw(drawn)

    def _next(self, run: RunContext, most: int) -> Block:
        parts: list[Block] = []
        error = None
        try:
            error = self._gather(run, most, parts)
        except BaseException:  # the run is over
            if parts:
                self._kept = Block.joined(parts)
            raise
        return self._results(Block.joined(parts) if parts else None, error)

    def _gather(self, run: RunContext, most: int, parts: list[Block]) -> Exception | None:
        """Add the next elements to `parts`, and return what comes behind them."""
        count = 0
        while count < most:
            place = self._places[self._at]
            if place.flow is None and not self._ended:
                if parts and not self.ahead:
                    break
                error = self._open(run, place)
                if error is not None:
                    return error
            elif place.flow is None:
                if all(place.flow is None for place in self._places):
                    return None if parts else end_of_sequence()
                self._advance()
            else:
                ahead = place.flow.ahead
                part = self._part(run, place, most - count)
                if isinstance(part, Exception):
                    return part
                if part is not None:
                    parts.append(part)
                    count += part.n
                    if not ahead or len(self._places) == 1 or 2 * count >= most:
                        break  # it has not been asked for more, or has given enough
        return None

    def _part(self, run: RunContext, place: _Place, most: int) -> Block | Exception | None:
        """The next elements; or what a place gives in place of one; None: neither."""
        if len(self._places) == 1:
            assert place.flow is not None
            part, place.failed = attempt(place.flow, run, most if place.flow.ahead else 1)
            if part is not None:
                return part
        else:
            rounds = None if self._given else self._rounds(run, most)
            if rounds is not None:
                return rounds
            place.fetch(run, max(self._length, most))
            if place.left is not None:
                part = place.use(min(place.left.n, self._length - self._given, most))
                self._give(part.n)
                return part
        error = place.take_error()
        if not isinstance(error, OutOfRangeError):
            if self._parallel:
                self._give(1)
            return error
        flow, place.flow, place.made_of = place.flow, None, None
        assert flow is not None
        self.upstream.remove(flow)
        self.end(flow)
        self._advance()
        return None

    def _give(self, count: int) -> None:
        self._given += count
        if self._given == self._length:
            self._advance()

    def _advance(self) -> None:
        self._at, self._given = (self._at + 1) % len(self._places), 0

    def _open(self, run: RunContext, place: _Place) -> Exception | None:
        """Let the next dataset take turns. Returns the error that comes in its place."""
        elements = self._elements
        elements.fetch(run, len(self._places))
        if elements.left is None:
            error = elements.take_error()
            self._ended = isinstance(error, OutOfRangeError)
            return None if self._ended else error
        failed = self._make(run, place, elements.left.rows(0, 1))
        elements.use(1)
        return None if failed is LEFT_OUT else failed

    def _make(self, run: RunContext, place: _Place, element: Block) -> Exception | None:
        """Make the dataset of an element. Returns what the function raises."""
        columns, _, error = self._calls.of(run, element)
        if columns is not None:
            dataset = columns[0][0]
            flow = self.begun(dataset, self._run)
            if dataset.draws and len(self._places) > 1:  # all draw from the same generators, in the order of the elements
                flow.keep_order()
            elif self._parallel and len(self._places) > 1:
                flow = in_background(flow, MOST if flow.ahead else 2 * self._length, self._run)
            place.flow = flow
            place.made_of = element
            self.upstream.append(place.flow)
        return error

    def _rounds(self, run: RunContext, most: int) -> Block | None:
        """Whole rounds of all who take turns; None where it takes steps of their own."""
        several = [self._places[(self._at + k) % len(self._places)] for k in range(len(self._places))]
        if self._ended:
            several = [place for place in several if place.flow is not None]
        length = self._length
        rounds = -(-most // (length * len(several)))  # perhaps more than were asked for: they are kept
        for place in several:
            if place.flow is None or not place.flow.ahead:
                return None
            place.fetch(run, rounds * length)
        least = min(0 if place.left is None else place.left.n for place in several)
        if len(several) == 1:
            return several[0].use(least) if least else None
        rounds = min(least // length, rounds)
        if not rounds:
            return None
        parts = Block.joined([place.use(rounds * length) for place in several])
        order = np.arange(parts.n).reshape(len(several), rounds, length).transpose(1, 0, 2).ravel()
        return parts.take(order)
