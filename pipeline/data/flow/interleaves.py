"""Datasets of datasets: interleave, and flat_map, which is an interleave of one at a time."""

from __future__ import annotations

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from .block import Block
from .flow import BoundFunction, DatasetValue, Flow, Hand, attempt, end_of_sequence, is_of_run
from .maps import Calls, MapFlow
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
        upstream = self.upstream[0].begin(run)
        made = MapFlow(upstream, Calls(self.function))
        made.ahead = self.ahead
        return _InterleaveFlow(made, self, run)


class FlatMap(Interleave):
    """The elements of the datasets that a function makes of elements, one dataset after the other."""

    name = "FlatMapDataset"

    def __init__(self, upstream: DatasetValue, function: BoundFunction) -> None:
        super().__init__(upstream, function)


class _InterleaveFlow(Flow):
    def __init__(self, made: Flow, value: Interleave, run: RunContext) -> None:
        super().__init__(made)
        self._made: Flow | None = made
        self._run = run
        self._places = [Hand() for _ in range(value.cycle_length)]
        self._at = 0  # whose turn it is
        self._given = 0  # how many it has given
        self._length = value.block_length
        self._parallel = value.parallel

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
            if place.flow is None and self._made is not None:
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

    def _part(self, run: RunContext, place: Hand, most: int) -> Block | Exception | None:
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
        flow, place.flow = place.flow, None
        assert flow is not None
        self.upstream.remove(flow)
        flow.close()
        self._advance()
        return None

    def _give(self, count: int) -> None:
        self._given += count
        if self._given == self._length:
            self._advance()

    def _advance(self) -> None:
        self._at, self._given = (self._at + 1) % len(self._places), 0

    def _open(self, run: RunContext, place: Hand) -> Exception | None:
        """Let the next dataset take turns. Returns the error that comes in its place."""
        assert self._made is not None
        try:
            dataset = self._made.next(run, 1).value(0)[0]
            flow = dataset.begin(self._run)
        except OutOfRangeError:
            self._made = None
        except Exception as error:
            if is_of_run(error, run):
                raise
            return error
        else:
            place.flow = in_background(flow, MOST, self._run) if self._parallel and len(self._places) > 1 else flow
            self.upstream.append(place.flow)
        return None

    def _rounds(self, run: RunContext, most: int) -> Block | None:
        """Whole rounds of all who take turns; None where it takes steps of their own."""
        several = [self._places[(self._at + k) % len(self._places)] for k in range(len(self._places))]
        if self._made is None:
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
