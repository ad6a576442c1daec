"""Elements: a flow as iterators hold it, which gives one element after the other."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from headrace.graph.blocks.deferred import CompactColumn
from headrace.graph.runtime.conditions import Condition, longest_wait
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError, OutOfRangeError

from ..statistics.mixing import Mixings
from .blocks.block import Block, Column
from .blocks.states import meant, said
from .crew import PATIENCE, Ahead, is_left_behind
from .flow import DatasetValue, Flow, attempt
from .interrupts import whole
from .prefetching import read_ahead

MOST = 1024
"""Elements of a block at most."""
_BYTES = 1 << 18
"""Of a block: who gets large elements gets each in memory of its own."""
_TORN = "The process was forked while a thread was getting elements: initialize the iterator in the new process"
_SECONDS = 0.005
"""Nobody waits longer than that for elements that he did not ask for, as a rule."""


class Elements:
    """The elements of a flow, one by one, for any number of threads.

    Args:
      flow: where they come from. Where it may be asked for elements before they are needed, it is asked for blocks.

    Attributes:
      is_over: whether its end has come.
      has_told: whether what was left out in it has been told.
      asking: when each thread, by its number, has asked for more that waits for it now; by the monotonic clock.
      last_to_ask: the number of the thread that did so last.
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.is_over = self.has_told = False
        self.asking: dict[int, float] = {}
        self.last_to_ask = 0
        self._changed = Condition()
        # Guarded by the lock of _changed:
        self._block: Block | None = None
        self._next = 0  # of it
        self._error: Exception | None = None  # what comes where there are no elements
        self._taker: int | None = None  # the thread that asks for more
        self._over: str | None = None
        self._is_left = False  # whether who asks for more closes it
        self._most = 1  # only used by who asks for more
        self._waited = 0.0

    def next(self, run: RunContext) -> tuple[Any, ...]:
        """Wait for the next element. Raises as `Flow.next`."""
        while True:
            with self._changed.lock:
                block, at = self._block, self._next
                if self._over is not None:
                    raise CancelledError(None, None, self._over)
                error = None
                if block is not None:
                    self._next = at + 1
                    if at + 1 == block.n:
                        self._block = None
                else:
                    error, self._error = self._error, None
            if block is not None:
                return block.value(at)
            if error is not None:
                self.is_over = isinstance(error, OutOfRangeError)
                raise error
            self._ask(run)

    def peek(self, run: RunContext, n: int) -> list[tuple[Any, ...]]:
        """Wait for the next n elements, and leave them; fewer where the end, or one that fails, comes before. No copies."""
        while True:
            with self._changed.lock:
                if self._over is not None:
                    raise CancelledError(None, None, self._over)
                left = self._left_locked()
                if self._error is not None or _count(left) >= n:
                    return [] if left is None else [left.value(index) for index in range(min(n, left.n))]
            self._ask(run, n)

    def ready(self) -> list[tuple[Any, ...]]:
        """The next elements that somebody has computed already; they stay. No copies."""
        with self.standing_still():
            left = self._left_locked()
            blocks = [] if left is None else [left]
            if self._error is None:
                blocks += map(_in_full, self.flow.ready())
            return [block.value(index) for block in blocks for index in range(block.n)]

    def _left_locked(self) -> Block | None:
        return None if self._block is None else self._block.rows(self._next, self._block.n)

    def _ask(self, run: RunContext, n: int = 1) -> None:
        """Have n elements if there are so many, or let another thread get them."""
        thread = self.last_to_ask = threading.get_ident()
        self.asking[thread] = asked = time.monotonic()
        try:
            self._asked(run, n)
        finally:
            self._waited += time.monotonic() - asked
            self.asking.pop(thread, None)

    def _asked(self, run: RunContext, n: int) -> None:
        try:
            with self._changed.lock:
                run.about_to_wait()
                run.wait_for(self._changed, lambda: self._taker is None)
                missing = n - _count(self._left_locked())
                if missing <= 0 or self._error is not None or self._over is not None:
                    return
                self._taker = threading.get_ident()
            began = time.perf_counter()
            if self.flow.ahead:  # no code of the program's runs in it
                with whole(run) as inner:
                    self._take(inner, max(missing, self._most))
            else:
                self._take(run, missing)
            self._end_taking()
        except BaseException:  # also a signal's, wherever it comes
            self._end_taking()
            raise
        block = self._block
        if self.flow.ahead and block is not None and n == 1:
            self._grow(block, time.perf_counter() - began)

    def _take(self, run: RunContext, most: int) -> None:
        block, error = attempt(self.flow, run, most)
        if block is not None:
            block = _in_full(block)
        if self._block is None:  # who takes is the only one to put elements in
            self._next = 0
            self._block, self._error = block, error
            return
        with self._changed.lock:
            left = self._left_locked()
            if left is not None and block is not None:
                block = Block.joined([left, block])
            self._next = 0
            self._block, self._error = left if block is None else block, error

    def _end_taking(self) -> None:
        with self._changed.lock:
            is_taker = self._taker == threading.get_ident()
            if is_taker:
                self._taker = None
                self._changed.notify_all()
        if is_taker and self._is_left:
            self.close(self._over or "")

    def _grow(self, block: Block, seconds: float) -> None:
        most = min(MOST, 2 * self._most, _BYTES * block.n // max(1, block.nbytes))
        if seconds:
            most = min(most, int(_SECONDS * block.n / seconds))
        self._most = max(1, most)

    @property
    def taker(self) -> int | None:
        """The number of the thread that gets more elements now."""
        return self._taker

    @property
    def given(self) -> int:
        """How many elements it has given."""
        block, at = self._block, self._next
        return self.flow.elements - (0 if block is None else block.n - at)

    @property
    def waited(self) -> float:
        """How many seconds threads have waited for it, up to now."""
        now = time.monotonic()
        return self._waited + sum([now - asked for asked in tuple(self.asking.values())])

    def held(self) -> tuple[int, int]:
        """How many elements it keeps for those who ask later, and about how many bytes these have."""
        block, at = self._block, self._next
        return (0, 0) if block is None else (max(0, block.n - at), block.nbytes)

    def state(self) -> dict[str, Any]:
        """Where it is, as plain data (`states`); other threads wait meanwhile. Raises FailedPreconditionError."""
        with self.standing_still():
            return {"left": said(self._left_locked()), "error": said(self._error), "flow": self.flow.state()}

    @contextlib.contextmanager
    def standing_still(self) -> Iterator[None]:
        """A block in which nothing of it moves; other threads that ask for elements wait meanwhile."""
        with self._changed.lock:
            while self._taker is not None:
                self._changed.wait(longest_wait())
            with self.flow.standing_still():
                yield

    def be_measured(self, mixings: Mixings) -> None:
        """Have shuffles note how well they mix from now on."""
        with self.standing_still():
            self.flow.be_measured(mixings, ())

    def restore(self, run: RunContext, state: dict[str, Any]) -> None:
        """Be where another one of the same dataset was."""
        with self._changed.lock:
            self._block, self._next, self._error = meant(state["left"]), 0, meant(state["error"])
            self.flow.restore(run, state["flow"])

    def forget_threads(self) -> None:
        """Be told that all other threads are gone, in a forked process. CancelledError for all if one was getting elements."""
        is_torn = self._taker not in (None, threading.get_ident())
        if self.flow.forget_threads() or is_torn:
            self._taker, self._over = None, _TORN
        self.asking.clear()

    def close(self, reason: str = "Iterator was closed") -> None:
        """Give files and threads back. CancelledError(reason) for who asks for more; a call at work comes to its end first.

        One that stays in the program's own code is not waited for: it gives them back itself.
        """
        with self._changed.lock:
            self._over = reason
            self._changed.notify_all()
        until = time.monotonic() + PATIENCE
        while (taker := self._taker) not in (None, threading.get_ident()):
            with self._changed.lock:
                if self._taker == taker:
                    self._changed.wait(PATIENCE)
            thread = next((one for one in threading.enumerate() if one.ident == taker), None)
            if self._taker == taker and time.monotonic() >= until and thread is not None and is_left_behind(thread):
                with self._changed.lock:
                    self._is_left = self._taker == taker
                    if self._is_left:
                        return
        self._block = self._error = None
        self.flow.close()


def _count(block: Block | None) -> int:
    return 0 if block is None else block.n


def begun(dataset: DatasetValue, run: RunContext) -> Elements:
    """The elements of a pass that begins, computed by threads of their own where that pays and nobody can notice.

    Args:
      run: as of `DatasetValue.begin`.
    """
    flow = dataset.begin(run)
    ahead = Ahead(run)
    flow.read_ahead(ahead)
    return Elements(flow if flow.in_threads else read_ahead(flow, ahead, None, _InFull(), _SECONDS))


class _InFull:
    """Elements that are read ahead in full."""

    def put(self, block: Block) -> Block:
        return _in_full(block)

    def taken(self, block: Block) -> Block:
        return block


def _in_full(block: Block) -> Block:
    if not any(type(column) is CompactColumn for column in block.columns):
        return block
    return Block([_expanded(column) for column in block.columns], block.n)


def _expanded(column: Column) -> Column:
    """The column, in full; a single element in memory of its own, so that nobody has to copy it."""
    if type(column) is not CompactColumn:
        return column
    found = column.expanded()
    owner = found.base
    is_all = len(found) == 1 and isinstance(owner, np.ndarray) and owner.base is None and owner.shape == found.shape[1:]
    return [owner] if is_all else found
