"""prefetch: elements that a thread gets before they are asked for."""

from __future__ import annotations

import weakref
from collections import deque
from typing import Any

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from .blocks.block import Block
from .blocks.states import meant, said
from .crew import Crew
from .flow import DatasetValue, Flow, attempt, end_of_sequence

AUTOTUNE = -1
_MOST = 1024


class Prefetch(DatasetValue):
    """The elements of a dataset, some of them in advance.

    Args:
      buffer_size: how many; 0: none; AUTOTUNE: some.

    Raises:
      InvalidArgumentError: buffer_size < -1.
    """

    name = "PrefetchDataset"

    def __init__(self, upstream: DatasetValue, buffer_size: int) -> None:
        super().__init__(upstream)
        if buffer_size < AUTOTUNE:
            raise invalid("buffer_size must be >= 0 or set buffer_size to be -1 for auto-tuning")
        self.buffer_size = int(buffer_size)

    def _begin(self, run: RunContext) -> Flow:
        flow = self.upstream[0].begin(run)
        return flow if self.buffer_size == 0 else in_background(flow, 2 if self.buffer_size < 0 else self.buffer_size, run)

    def cardinality(self) -> int:
        return self.upstream[0].cardinality()


def in_background(flow: Flow, size: int, run: RunContext) -> Flow:
    """The elements of a flow, `size` of them in advance."""
    found = _PrefetchFlow(flow, size, run)
    found.name, found.ahead, found.is_one_of_many = "ReadAhead", flow.ahead, flow.is_one_of_many
    return found


class _Buffer:
    """What the thread and the flow share. All but `upstream` is guarded by the lock of `crew`."""

    def __init__(self, upstream: Flow, size: int, crew: Crew) -> None:
        self.upstream = upstream
        self.crew = crew
        self.size = size
        self.wanted = 1  # elements that are asked for at once
        self.found: deque[Block | Exception] = deque()
        self.count = 0  # elements in `found`
        self.over = False
        self.is_torn = False  # whether something was taken and not counted yet

    def fill(self) -> None:
        """Get elements to the end of the dataset."""
        crew, lock = self.crew, self.crew.changed.lock
        while not self.over:
            with lock:
                if not crew.begin_step(lambda: self.room() > 0):
                    return
                room = self.room()
            block, error = attempt(self.upstream, crew.run, min(room, _MOST) if self.upstream.ahead else 1)
            with lock:
                if block is not None:
                    self.found.append(block)
                    self.count += block.n
                elif isinstance(error, OutOfRangeError):
                    self.over = True
                elif error is not None:
                    self.found.append(error)
                    self.count += 1
                crew.end_step()

    def settle(self) -> None:
        """Count anew what there is, after something was taken: a signal may come between any two calls."""
        self.count = sum([one.n if isinstance(one, Block) else 1 for one in self.found])
        self.is_torn = False
        self.crew.changed.notify_all()

    def room(self) -> int:
        """How many more elements to get now."""
        return (max(self.size, self.wanted) if self.upstream.ahead else self.size) - self.count


class _PrefetchFlow(Flow):
    gives_on = True
    in_threads = True
    crew: Crew

    def __init__(self, upstream: Flow, size: int, run: RunContext) -> None:
        super().__init__(upstream)
        self.crew = Crew(run)
        self._buffer = _Buffer(upstream, size, self.crew)
        upstream.be_compact()
        weakref.finalize(self, self.crew.stop)

    @property
    def fullness(self) -> float:
        buffer = self._buffer
        return min(1.0, buffer.count / max(buffer.size, 1))

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        blocks = [one for one in tuple(self._buffer.found) if isinstance(one, Block)]
        return elements + sum(block.n for block in blocks), size + sum(block.nbytes for block in blocks)

    def _next(self, run: RunContext, most: int) -> Block:
        crew, buffer = self.crew, self._buffer
        crew.start([buffer.fill], self.name)
        with crew.changed.lock:
            if most > buffer.wanted:
                buffer.wanted = most
                crew.changed.notify_all()
            if buffer.is_torn:
                buffer.settle()
            run.about_to_wait()
            run.wait_for(crew.changed, lambda: bool(buffer.found or buffer.over or crew.closed or crew.fault))
            if not buffer.found:
                crew.check()
                raise end_of_sequence()
            buffer.is_torn = True
            found = buffer.found.popleft()
            buffer.settle()
        if isinstance(found, Exception):
            raise found
        return found

    def state(self) -> dict[str, Any]:
        with self.standing_still():
            return super().state()

    def _states(self) -> Any:
        return [super()._states(), said(self._buffer.found), self._buffer.over]

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        upstream, found, self._buffer.over = states
        super()._restore_upstream(run, upstream)
        self._buffer.found = deque(meant(found))
        self._buffer.count = sum(one.n if isinstance(one, Block) else 1 for one in self._buffer.found)

    def close(self) -> None:
        self.crew.close(super().close)
