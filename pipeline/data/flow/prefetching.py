"""Elements that a thread gets before they are asked for: prefetch, and what is read ahead where that pays."""

from __future__ import annotations

import itertools
import math
import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from ...runners.pace import Pace
from .blocks.block import Block
from .blocks.states import meant, said
from .crew import Ahead, Crew
from .flow import DatasetValue, Flow, attempt, end_of_sequence

AUTOTUNE = -1
_MOST = 1024

_BLOCKS = 2
_BYTES = 32 << 20
"""Of blocks read ahead: no other is got while there are so many."""


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
        if self.buffer_size == 0:
            return flow
        found = in_background(flow, 2 if self.buffer_size < 0 else self.buffer_size, run)
        found.is_hidden = False
        return found

    def cardinality(self) -> int:
        return self.upstream[0].cardinality()


def in_background(flow: Flow, size: int, run: RunContext) -> Flow:
    """The elements of a flow, `size` of them in advance."""
    flow.be_compact()
    found = _PrefetchFlow(flow, _Buffer(flow, size, Crew(run)))
    found.name, found.ahead, found.is_one_of_many, found.is_hidden = "ReadAhead", flow.ahead, flow.is_one_of_many, True
    return found


class Form(Protocol):
    """What elements that are read ahead are kept as."""

    def put(self, block: Block) -> Block:
        """That of some elements."""

    def taken(self, block: Block) -> Block:
        """The elements."""


def read_ahead(flow: Flow, ahead: Ahead, of: object, form: Form, seconds: float = math.inf) -> Flow:
    """The elements of a flow in some form, got by a thread that keeps a block or two in advance while that pays, where nobody
    can notice: it is tried now and then, as with the threads of a queue runner.

    Args:
      of: what has the same pace.
      seconds: of a block, as a rule: whoever comes waits for the whole of it.
    """
    found = _ReadAheadFlow(flow, _Blocks(flow, Crew(ahead.run), form, seconds), ahead.pace(of))
    found.name, found.ahead = "ReadAhead", flow.ahead
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
            block, error = self.get(min(room, _MOST) if self.upstream.ahead else 1)
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

    def get(self, most: int) -> tuple[Block | None, Exception | None]:
        """Get elements, or what comes in place of one."""
        return attempt(self.upstream, self.crew.run, most)

    def want(self, most: int) -> None:
        """So many elements are asked for at once."""
        if most > self.wanted:
            self.wanted = most
            self.crew.changed.notify_all()

    def settle(self) -> None:
        """Count anew what there is, after something was taken: a signal may come between any two calls."""
        self.count = sum([one.n if isinstance(one, Block) else 1 for one in self.found])
        self.is_torn = False
        self.crew.changed.notify_all()

    def room(self) -> int:
        """How many more elements to get now."""
        return (max(self.size, self.wanted) if self.upstream.ahead else self.size) - self.count


class _Blocks(_Buffer):
    """Some blocks, whatever the number of their elements."""

    def __init__(self, upstream: Flow, crew: Crew, form: Form, seconds: float) -> None:
        super().__init__(upstream, _BLOCKS, crew)
        self.form = form
        self.rests = False  # whether the thread is to begin no step
        self._seconds = seconds
        self._most = _MOST  # elements of a block; only used by the thread

    def get(self, most: int) -> tuple[Block | None, Exception | None]:
        began = time.perf_counter()
        block, error = super().get(min(most, self._most))
        if block is None:
            return block, error
        block = self.form.put(block)
        rate = block.n / max(time.perf_counter() - began, 1e-9)
        self._most = max(1, int(min(_MOST, self._seconds * rate)))
        return block, None

    def room(self) -> int:
        blocks = [one for one in self.found if isinstance(one, Block)]
        return 0 if self.rests or len(self.found) >= self.size or sum([one.nbytes for one in blocks]) >= _BYTES else self.wanted


class _PrefetchFlow(Flow):
    gives_on = True
    in_threads = True
    crew: Crew

    def __init__(self, upstream: Flow, buffer: _Buffer) -> None:
        super().__init__(upstream)
        self.crew = buffer.crew
        self._buffer = buffer
        weakref.finalize(self, self.crew.stop)

    @property
    def fullness(self) -> float:
        buffer = self._buffer
        return min(1.0, buffer.count / max(buffer.size, 1))

    def _ready(self) -> list[Block]:
        found = itertools.takewhile(lambda one: isinstance(one, Block), self._buffer.found)
        return list(found)  # type: ignore[arg-type]

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        blocks = [one for one in tuple(self._buffer.found) if isinstance(one, Block)]
        return elements + sum(block.n for block in blocks), size + sum(block.nbytes for block in blocks)

    def _next(self, run: RunContext, most: int) -> Block:
        crew, buffer = self.crew, self._buffer
        crew.start([buffer.fill], self.name)
        with crew.changed.lock:
            buffer.want(most)
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
        return [super()._states(), self._said(), self._buffer.over]

    def _said(self) -> Any:
        return said(self._buffer.found)

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        upstream, found, self._buffer.over = states
        super()._restore_upstream(run, upstream)
        self._buffer.found = deque(meant(found))
        self._buffer.count = sum(one.n if isinstance(one, Block) else 1 for one in self._buffer.found)

    def close(self) -> None:
        self.crew.close(super().close)


class _ReadAheadFlow(_PrefetchFlow):
    """Gets elements itself, or lets a thread do it."""

    is_hidden = True
    _buffer: _Blocks

    def __init__(self, upstream: Flow, buffer: _Blocks, pace: Pace) -> None:
        super().__init__(upstream, buffer)
        self._pace = pace

    @property
    def fullness(self) -> float:
        return min(1.0, len(self._buffer.found) / self._buffer.size)

    def _next(self, run: RunContext, most: int) -> Block:
        if self._is_at_work(run):
            block = super()._next(run, most)
        else:
            block = self._found() if self._buffer.found else self._buffer.form.put(self.upstream[0].next(run, most))
        self._pace.count(block.n, time.monotonic())
        return block

    def _is_at_work(self, run: RunContext) -> bool:
        """Have the thread work, or rest. Returns whether elements, or what it has died of, come of it."""
        crew, buffer = self.crew, self._buffer
        rests = not self.ahead or self._pace.most == 1
        if not crew.threads:
            return not rests
        with crew.changed.lock:
            if buffer.rests is not rests:
                buffer.rests = rests
                crew.changed.notify_all()
            run.about_to_wait()
            run.wait_for(crew.changed, lambda: bool(not rests or buffer.found or crew.is_still or crew.closed or crew.fault))
            return bool(not rests or buffer.found or crew.closed or crew.fault)

    def _found(self) -> Block:
        found = self._buffer.found.popleft()
        if isinstance(found, Exception):
            raise found
        return found

    def state(self) -> dict[str, Any]:
        with self.standing_still():
            if self._kept is not None:
                self._buffer.found.appendleft(self._kept.rows(self._begun, self._kept.n))
                self._kept, self._begun = None, 0
            return super().state()

    def _said(self) -> Any:
        return said([self._of(one, self._buffer.form.taken) for one in self._buffer.found])

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        super()._restore_upstream(run, states)
        self._buffer.found = deque([self._of(one, self._buffer.form.put) for one in self._buffer.found])

    def _of(self, found: Block | Exception, change: Callable[[Block], Block]) -> Block | Exception:
        return change(found) if isinstance(found, Block) else found
