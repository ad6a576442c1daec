"""Sequences: threads that do the same work leave the same as one of them alone would, though they compute at once.

Steps are begun one after the other, so that what they take is what one thread would have taken: who begins a step gets a
ticket. Random numbers are drawn, and elements put in, in the order of the tickets; all else is computed as it comes. A
step that fails waits for its turn and is done once more, by itself; what others have drawn meanwhile is drawn again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from ...types.errors import CancelledError, OutOfRangeError
from ..conditions import Condition
from ..run_context import RunContext
from ..turns import own_turn


class Redo(Exception):
    """A step before this one has failed and drawn anew: what this one has computed is void. Never reaches users."""


class Over(Exception):
    """A step before this one has ended the sequence. Never reaches users."""


class Ticket:
    """The place of a step in its sequence.

    Attributes:
      number: how many steps were begun before it.
      drawn: what it has drawn for, and
      states: the states of generators before that; both are guarded by the sequence's lock.
    """

    __slots__ = ("_run", "_sequence", "drawn", "is_void", "number", "states")

    def __init__(self, sequence: OrderedSteps, number: int, run: RunContext) -> None:
        self._sequence = sequence
        self._run = run
        self.number = number
        self.is_void = False
        self.drawn: set[object] = set()
        self.states: dict[np.random.Generator, Any] = {}

    @contextmanager
    def computing(self) -> Iterator[None]:
        """A block in which the calling thread computes the step."""
        _own.ticket = self
        try:
            yield
        finally:
            _own.ticket = None

    def draw(self, what: object, generators: Sequence[np.random.Generator], run: Callable[..., Any], *given: Any) -> Any:
        """`run(*given)`, which draws from these generators, after all before it have done so."""
        self._sequence.begin_draw(self, what, generators, self._run)
        try:
            own_turn().regain()
            return run(*given)
        finally:
            self._sequence.end_draw(self, what)


class _Own(threading.local):
    ticket: Ticket | None = None


_own = _Own()


def drawing_in_order(run: Callable[..., Any], generators: Sequence[np.random.Generator]) -> Callable[..., Any]:
    """A step of a block that draws random numbers in the order of the tickets."""
    what = object()

    def draw(*given: Any) -> Any:
        ticket = _own.ticket
        return run(*given) if ticket is None else ticket.draw(what, generators, run, *given)

    return draw


class OrderedSteps:
    """The steps of threads that repeat one program."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._lock = self._changed.lock
        # Guarded by _lock:
        self._someone_begins = False
        self._tickets: list[Ticket] = []  # of steps that are not done
        self._issued = 0
        self._drawing = 0  # threads that draw right now
        self._failed: Ticket | None = None  # the step that is being done once more
        self._end: int | None = None  # the number of the first step that will not be

    @property
    def over(self) -> bool:
        """Whether a step has failed for good: no more are begun."""
        return self._end is not None

    # -- beginning ---------------------------------------------------------------------------------------------------

    def begin(self, run: RunContext) -> None:
        """Wait until no other thread begins a step, and begin one; `begun` has to be called then.

        Raises:
          Over: there are no more steps.
        """
        mover = run.mover
        if mover is not None:  # it holds nothing while it waits
            mover.end_step()
        with self._lock:
            run.wait_for(self._changed, lambda: self.over or not self._someone_begins)
            if self.over:
                raise Over
            self._someone_begins = True
        if mover is not None:
            try:
                mover.begin_step(run)
            except BaseException:
                self.begun(False, run)
                raise

    def begun(self, took: bool, run: RunContext) -> Ticket | None:
        """The step has taken what it needs, which is in the order of the steps; or it has taken nothing and is none."""
        with self._lock:
            self._someone_begins = False
            ticket = None
            if took:
                ticket = Ticket(self, self._issued, run)
                self._issued += 1
                self._tickets.append(ticket)
            self._changed.notify_all()
            return ticket

    # -- drawing ---------------------------------------------------------------------------------------------------------

    def begin_draw(self, ticket: Ticket, what: object, generators: Sequence[np.random.Generator], run: RunContext) -> None:
        """Wait until the step may draw. Raises Redo, Over."""
        with self._lock:
            before = self._before_locked(ticket)

            def is_next() -> bool:
                return self._failed is None and (before is None or what in before.drawn or before not in self._tickets)

            self._wait_locked(ticket, is_next, run)
            for generator in generators:
                ticket.states.setdefault(generator, generator.bit_generator.state)
            self._drawing += 1

    def end_draw(self, ticket: Ticket, what: object) -> None:
        with self._lock:
            ticket.drawn.add(what)
            self._drawing -= 1
            self._changed.notify_all()

    def _before_locked(self, ticket: Ticket) -> Ticket | None:
        place = self._tickets.index(ticket)
        return self._tickets[place - 1] if place else None

    def _wait_locked(self, ticket: Ticket, ready: Callable[[], bool], run: RunContext) -> None:
        run.wait_for(self._changed, lambda: self._is_beyond_end_locked(ticket.number) or ticket.is_void or ready())
        if self._is_beyond_end_locked(ticket.number):
            raise Over
        if ticket.is_void:
            ticket.is_void = False
            raise Redo

    # -- ending ------------------------------------------------------------------------------------------------------------

    def wait_turn(self, ticket: Ticket, run: RunContext) -> None:
        """Wait until all steps before this one are done. Raises Redo, Over."""
        with self._lock:
            self._wait_locked(ticket, lambda: self._tickets[0] is ticket, run)

    def begin_again(self, ticket: Ticket, run: RunContext) -> None:
        """The step has failed and will be done once more by itself: what was drawn since it began is undrawn.

        Raises Redo, Over: it was void, or will not be done.
        """
        with self._lock:
            self._wait_locked(ticket, lambda: self._tickets[0] is ticket, run)
            self._failed = ticket
            run.wait_for(self._changed, lambda: not self._drawing)
            for generator, state in ticket.states.items():
                generator.bit_generator.state = state
            for later in self._tickets[1:]:  # they have drawn after it, from the same generators
                later.is_void |= bool(later.drawn)
                later.drawn.clear()
                later.states.clear()

    def done(self, ticket: Ticket) -> None:
        """All of the step has been done, or it never will be."""
        with self._lock:
            if self._failed is ticket:
                self._failed = None
            self._tickets.remove(ticket)
            self._changed.notify_all()

    def end(self) -> None:
        """There are no steps, since one that would be the next has failed elsewhere."""
        with self._lock:
            self._end = 0
            self._changed.notify_all()

    def end_after(self, ticket: Ticket | None, run: RunContext) -> None:
        """No step comes after this one, which has failed for good; None: after those that have been begun.

        Those before it are done first. Raises Over where one of these has failed.
        """
        with self._lock:
            number = self._issued if ticket is None else ticket.number + 1
            self._end = number if self._end is None else min(self._end, number)
            self._changed.notify_all()
            if ticket is None:
                run.wait_for(self._changed, lambda: not self._tickets or self._is_beyond_end_locked(number - 1))
                if self._is_beyond_end_locked(number - 1):
                    raise Over

    def _is_beyond_end_locked(self, number: int) -> bool:
        return self._end is not None and number >= self._end

    @contextmanager
    def alone(self, run: RunContext) -> Iterator[None]:
        """A block which is a step by itself: all before it are done, none begins before its end. Raises Over."""
        self.begin(run)
        try:
            with self._lock:
                run.wait_for(self._changed, lambda: self.over or not self._tickets)
                if self.over:
                    raise Over
            yield
        except (OutOfRangeError, CancelledError):
            self.begun(False, run)
            raise
        except BaseException:
            self.end_after(None, run)
            self.begun(False, run)
            raise
        ticket = self.begun(True, run)
        assert ticket is not None
        self.done(ticket)
