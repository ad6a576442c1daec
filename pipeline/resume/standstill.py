"""Standstill: the moments in which the threads of a session's queue runners hold nothing that is in no queue and no reader.

A thread stands still between two steps, and in a step where it waits and holds nothing:

  - for the only element or record of the step; whoever takes several goes on until it has them all;
  - for room, with the elements in its call, where all that is left of its step is to put them in.

Threads are stopped from the end of the pipeline to its beginning. Who waits for elements in the middle of a step gets them, for
those who feed it go on until it is done. In the end all locks are held, and it is looked whether all stand still at once.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Container, Iterator
from typing import Any

from headrace.graph.core.operation import Operation
from headrace.graph.runtime.steps.movement import ALL, Gate, Mover, gate_of
from headrace.graph.types.errors import DeadlineExceededError

from ..diagnosis.runner_status import RunnerStatus
from ..queues.queue import Queue
from ..queues.waiting.wait_list import Waiter
from ..readers.base import Reader
from .programs import RunnerProgram

_taking = threading.Lock()
"""One state at a time is taken: threads that are stopped twice would be let go by the first."""


@contextlib.contextmanager
def standstill(session: Any, timeout: float) -> Iterator[None]:
    """A block in which all queue runners of a session stand still, and nobody else changes a queue or reader of it.

    Args:
      timeout: most seconds to wait until they do.

    Raises:
      DeadlineExceededError: a thread went on for longer, in the middle of a step.
    """
    deadline = time.monotonic() + timeout
    gate = gate_of(session)
    with _taking, contextlib.ExitStack() as held:
        look = _Look(session, gate)
        try:
            closed: frozenset[RunnerStatus] = frozenset()
            while stage := _next_stage({mover.group for mover in gate.movers} - closed - {None}):
                closed |= stage
                look.stop(closed)
                look.wait(look.is_still, deadline)
            look.stop(ALL)
            look.wait(lambda: look.is_still(held), deadline)
            yield
        finally:
            held.close()
            gate.open()


def _next_stage(left: set[Any]) -> set[RunnerStatus]:
    """Of those that go on the ones to stop next: none takes what they feed; all where they feed each other."""
    last = {one for one in left if not any(other is not one and not other.takes.isdisjoint(one.feeds) for other in left)}
    return last or left


class _Look:
    """Stops the threads of a session and looks whether they stand still."""

    def __init__(self, session: Any, gate: Gate) -> None:
        self._session = session
        self._gate = gate
        self._programs: dict[Operation, RunnerProgram] = {}

    def stop(self, groups: Container[Any]) -> None:
        self._gate.close(groups)

    def wait(self, fact: Callable[[], bool], deadline: float) -> None:
        """Wait until it is true. Raises DeadlineExceededError."""
        if not self._gate.wait_until(fact, deadline):
            names = ", ".join(sorted({repr(mover.work.name) for mover in self._moving()}))
            raise DeadlineExceededError(None, None, f"queue runners have not come to the end of a step in time: {names}")

    def is_still(self, held: contextlib.ExitStack | None = None) -> bool:
        """Whether all that are stopped stand still; then `held` gets all locks."""
        with contextlib.ExitStack() as stack:
            waits = self._locked_waits(stack)
            still = not any(self._moves(mover, waits) for mover in self._stopped())
            if still and held is not None:
                held.enter_context(stack.pop_all())
            return still

    def _stopped(self) -> list[Mover]:
        return [mover for mover in self._gate.movers if mover.group in self._gate.closed]

    def _moving(self) -> list[Mover]:
        with contextlib.ExitStack() as stack:
            waits = self._locked_waits(stack)
            return [mover for mover in self._stopped() if self._moves(mover, waits)]

    def _locked_waits(self, stack: contextlib.ExitStack) -> _Waits:
        """All waits of movers at queues and readers, whose locks `stack` then holds: queues before readers."""
        waits = _Waits()
        queues, readers = self._session.resources(Queue), self._session.resources(Reader)
        for queue in queues:
            stack.enter_context(queue._state.lock)
            waits.add_queue(queue)
        for reader in readers:
            stack.enter_context(reader._lock)
            waits.add_reader(reader)
        return waits

    def _moves(self, mover: Mover, waits: _Waits) -> bool:
        if not mover.inside:
            return False
        if mover.threads != waits.count[mover]:
            return True
        if mover.in_blocks:
            return False
        program = self._program(mover.work)
        takes = waits.count[mover] - waits.puts[mover]
        if takes and not program.can_begin_again:
            return True
        return bool(waits.puts[mover]) and not program.ends_with_puts

    def _program(self, operation: Operation) -> RunnerProgram:
        if operation not in self._programs:
            self._programs[operation] = RunnerProgram(operation)
        return self._programs[operation]


class _Waits:
    """How many threads of each mover wait somewhere, and how many of those with elements for a queue."""

    def __init__(self) -> None:
        self.count: Counter[Mover] = Counter()
        self.puts: Counter[Mover] = Counter()

    def add_queue(self, queue: Queue) -> None:
        state = queue._state
        for waiter in (*state.dequeuers, *state.enqueuers):
            mover = None if waiter.run is None else waiter.run.mover
            if mover is not None:
                self.count[mover] += 1
                self.puts[mover] += has_elements(waiter)

    def add_reader(self, reader: Reader) -> None:
        self.count.update(run.mover for run in reader._waiting if run.mover is not None)


def has_elements(waiter: Waiter) -> bool:
    """Whether a call that waits puts elements in."""
    return waiter.columns is not None or waiter.element is not None
