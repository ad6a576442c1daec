"""map with `num_parallel_calls`: threads that call a function for the elements that follow, whose results come in order."""

from __future__ import annotations

import os
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from ...bad_records.asking import LEFT_OUT, Failure
from ...bad_records.policy import BadRecords
from .blocks.block import Block
from .blocks.states import meant, said
from .crew import Crew
from .flow import BoundFunction, DatasetValue, Flow, attempt, end_of_sequence
from .maps import Calls, Map
from .prefetching import AUTOTUNE


class ParallelMap(Map):
    """What a function makes of each element, called by threads ahead of who asks.

    Args:
      parallel_calls: how many elements may be at work, or done and not asked for; AUTOTUNE: some. Where the function may be
        called ahead they are blocks.

    Raises:
      InvalidArgumentError: parallel_calls < 1.
    """

    name = "ParallelMapDataset"

    def __init__(
        self, upstream: DatasetValue, function: BoundFunction, parallel_calls: int, preserves_cardinality: bool = False
    ) -> None:
        super().__init__(upstream, function, preserves_cardinality)
        if parallel_calls < 1 and parallel_calls != AUTOTUNE:
            raise invalid("num_parallel_calls must be greater than zero.")
        self.parallel_calls = int(parallel_calls)

    def _begin(self, run: RunContext) -> Flow:
        return _ParallelMapFlow(self.upstream[0].begin(run), self, run)


class _Ticket:
    """Some elements at work, and the results in their order; None: they are not there yet."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.results: deque[Block | Exception] | None = None


class _Work:
    """What the threads and the flow share. All but `upstream` is guarded by the lock of `crew`."""

    def __init__(self, upstream: Flow, crew: Crew, most: int, ahead: bool) -> None:
        self.upstream = upstream
        self.crew = crew
        self.most = most  # tickets, or elements where each is noticed
        self.ahead = ahead
        self.tickets: deque[_Ticket] = deque()
        self.count = 0  # elements of all tickets
        self.asked = False  # whether a thread asks upstream now
        self.over = False
        self.is_torn = False  # whether something was taken that is still counted

    def has_room(self) -> bool:
        return (len(self.tickets) if self.ahead else self.count) < self.most

    def settle(self) -> None:
        """Let go of tickets whose results are taken: a signal may come between any two calls."""
        while self.tickets and self.tickets[0].results is not None and not self.tickets[0].results:
            self.tickets.popleft()
        self.count = sum([ticket.count for ticket in self.tickets])
        self.is_torn = False
        self.crew.changed.notify_all()

    def is_over(self) -> bool:
        return self.over and not self.tickets

    def go(self, calls: Calls) -> None:
        """Call a function for elements, as one of the threads, to the end of the dataset."""
        crew, lock = self.crew, self.crew.changed.lock
        while True:
            with lock:
                if not crew.begin_step(lambda: self.over or (not self.asked and self.has_room())):
                    return
                if self.over:
                    crew.end_step()
                    return
                self.asked = True
            block, error = attempt(self.upstream, crew.run, calls.most if self.ahead else 1)
            ended, ticket = isinstance(error, OutOfRangeError), _Ticket(1 if block is None else block.n)
            with lock:
                self.asked = False
                if ended:
                    self.over = True
                    crew.end_step()
                    return
                self.tickets.append(ticket)
                self.count += ticket.count
                crew.changed.notify_all()
            results = deque([error]) if block is None else _results(crew.run, calls, block)
            with lock:
                ticket.results = results  # type: ignore[assignment]
                crew.end_step()


def _results(run: RunContext, calls: Calls, block: Block) -> deque[Block | Exception]:
    """What a function makes of all elements of a block."""
    results: deque[Block | Exception] = deque()
    while True:
        columns, n, failed = calls.of(run, block)
        if columns is not None:
            results.append(Block(columns, n, None if block.places is None else block.places[:n]))
        if failed is not None:
            results.append(failed)
        done = n + (failed is not None)
        if done == block.n:
            return results
        block = block.rows(done, block.n)


class _ParallelMapFlow(Flow):
    in_threads = True
    asks = True
    crew: Crew

    def __init__(self, upstream: Flow, value: ParallelMap, run: RunContext) -> None:
        super().__init__(upstream)
        self.crew = Crew(run)
        ahead = upstream.ahead and value.function.ahead
        cores = os.cpu_count() or 1
        calls = cores if value.parallel_calls == AUTOTUNE else value.parallel_calls
        # Whatever is drawn is drawn in order; and where nobody waits, one core is for who takes the results.
        threads = 1 if value.function.drawn() else min(calls, max(1, cores - 1)) if ahead else calls
        self._work = _Work(upstream, self.crew, 2 * threads if ahead else calls, ahead)
        self._calls = [Calls(value.function.fork(), value.preserves_cardinality) for _ in range(threads)]
        weakref.finalize(self, self.crew.stop)

    @property
    def fullness(self) -> float:
        work = self._work
        return min(1.0, (len(work.tickets) if work.ahead else work.count) / work.most)

    @property
    def calls(self) -> int:
        return sum(calls.called for calls in self._calls)

    @property
    def single(self) -> str | None:
        return self._calls[0].single

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        results = [one for ticket in tuple(self._work.tickets) for one in tuple(ticket.results or ())]
        blocks = [one for one in results if isinstance(one, Block)]
        return elements + sum(block.n for block in blocks), size + sum(block.nbytes for block in blocks)

    def leave_out(self, policies: Sequence[BadRecords]) -> None:
        super().leave_out(policies)
        for calls in self._calls:
            calls.bad, calls.asks_late = self.bad, True

    def be_compact(self) -> None:
        super().be_compact()
        for calls in self._calls:
            calls.deferring = True

    def _next(self, run: RunContext, most: int) -> Block:
        while True:
            found = self._taken(run)
            if isinstance(found, Block):
                if self.bad is not None:
                    self.bad.passed(found.n)
                return found
            if isinstance(found, Failure):
                assert self.bad is not None
                found = self.bad.answer(found.bad)
            if found is not LEFT_OUT:
                raise found

    def _taken(self, run: RunContext) -> Block | Exception:
        """Wait for the next results: elements, or what stands in place of one."""
        crew, work = self.crew, self._work
        crew.start([_bound(work, calls) for calls in self._calls], self.name)
        with crew.changed.lock:
            if work.is_torn:
                work.settle()
            run.about_to_wait()
            run.wait_for(crew.changed, lambda: bool(self._found() or work.is_over() or crew.closed or crew.fault))
            if not self._found():
                crew.check()
                raise end_of_sequence()
            ticket = work.tickets[0]
            assert ticket.results is not None
            work.is_torn = True
            found = ticket.results.popleft()
            work.settle()
        return found

    def _found(self) -> bool:
        return bool(self._work.tickets) and self._work.tickets[0].results is not None

    def state(self) -> dict[str, Any]:
        with self.standing_still():
            return super().state()

    def _states(self) -> Any:
        work = self._work
        found = [one for ticket in work.tickets for one in ticket.results or ()]
        return [super()._states(), said(found), work.over, self._calls[0].drawn()]

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        upstream, found, self._work.over, drawn = states
        super()._restore_upstream(run, upstream)
        for one in meant(found):
            ticket = _Ticket(one.n if isinstance(one, Block) else 1)
            ticket.results = deque([one])
            self._work.tickets.append(ticket)
            self._work.count += ticket.count
        if drawn:
            self._calls[0].function.undraw(drawn)

    def close(self) -> None:
        self.crew.close(super().close)


def _bound(work: _Work, calls: Calls) -> Callable[[], None]:
    return lambda: work.go(calls)
