"""Scheduler: threads run one at a time; who goes on at each step is drawn from a seed.

    with Scheduler(seed) as scheduler:
        queue = fifo(2)                   # its locks are the scheduler's
        scheduler.start("p", lambda: queue.enqueue([1]))
        scheduler.start("c", queue.dequeue)
        scheduler.run()                   # Deadlock where all wait for each other
    scheduler.results["c"]

A step is each time that a lock is taken or given up, a thread waits or is woken, and, where `fine`, each line of the pipeline's
modules. Time is the scheduler's, too: it goes on when all wait, to where the first has waited long enough.
The seams: `headrace.graph.runtime.conditions.new_lock` and `new_rlock`, `new_thread` of crews, and `time.monotonic`.
"""

from __future__ import annotations

import functools
import random
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any
from unittest import mock

from headrace.graph.runtime import conditions
from headrace.pipeline.data.flow import crew

PATIENCE = 20.0
"""Seconds, real ones, after which a thread that makes no step is taken to hang."""
MOST_STEPS = 200_000
MOST_TIMEOUTS = 400
"""Waits that end by time, one after the other with no other step of any thread but to wait again."""
_FINE = (
    "/pipeline/queues/",
    "/pipeline/data/flow/crew",
    "/pipeline/data/flow/prefetching",
    "/pipeline/data/flow/elements",
    "/pipeline/runners/coordinator",
    "/pipeline/diagnosis/",
    "/graph/runtime/",
)


class Deadlock(AssertionError):
    """All threads wait for each other."""


class Abandoned(BaseException):
    """Ends the threads of a schedule that has failed."""


class _Thread:
    """A thread, and what it waits for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.baton = threading.Semaphore(0)
        self.blocked: Callable[[], bool] | None = None  # whether it still is
        self.until: float | None = None
        self.ended = False
        self.what = "to begin"


class Scheduler:
    """Runs threads step by step.

    Args:
      seed: settles all.
      fine: whether lines are steps, too.
      haste: how probable it is that a thread goes on at a step without others being asked, from 0 to 1.
    """

    def __init__(self, seed: int, fine: bool = False, haste: float = 0.0) -> None:
        self._random = random.Random(seed)
        self._fine = fine
        self._haste = haste
        self._threads: list[_Thread] = []
        self._of_ident: dict[int, _Thread] = {}
        self._real: list[threading.Thread] = []
        self._back = threading.Semaphore(0)  # the baton, when it is the scheduler's
        self._failed: BaseException | None = None
        self._timeouts = 0
        self.now = 1000.0
        self.steps = 0
        self.results: dict[str, Any] = {}
        self._seam = mock.patch.multiple(conditions, new_lock=lambda: Lock(self), new_rlock=lambda: RLock(self))
        self._crews = mock.patch.object(crew, "new_thread", lambda **said: CrewThread(self, **said))
        self._clock = mock.patch.object(time, "monotonic", self._time)
        self._wall = time.monotonic

    def __enter__(self) -> Scheduler:
        self._seam.start()
        self._crews.start()
        self._clock.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._clock.stop()
        self._crews.stop()
        self._seam.stop()
        if self._failed is not None or error[0] is not None:
            self._abandon()

    def _time(self) -> float:
        return self.now if threading.get_ident() in self._of_ident else self._wall()

    # -- threads -------------------------------------------------------------------------------------------------------

    def start(self, name: str, call: Callable[[], Any]) -> None:
        """Add a thread that makes a call; its result, or exception, is in `results`."""
        thread = _Thread(name)
        self._threads.append(thread)

        def run() -> None:
            self._of_ident[threading.get_ident()] = thread
            thread.baton.acquire()
            try:
                if self._failed is None:
                    if self._fine:
                        sys.settrace(self._traced)
                    self.results[name] = call()
            except Abandoned:
                pass
            except BaseException as error:
                self.results[name] = error
            finally:
                sys.settrace(None)
                self._of_ident.pop(threading.get_ident(), None)
                thread.ended = True
                self._hand_on()

        real = threading.Thread(target=run, name=name, daemon=True)
        self._real.append(real)
        real.start()

    def has_ended(self, name: str) -> bool:
        """Whether a thread that was added has come to its end."""
        return all(thread.ended for thread in self._threads if thread.name == name)

    def run(self) -> None:
        """Run all threads to their ends.

        Raises:
          Deadlock: they wait for each other, or go round in circles.
        """
        self._hand_on()
        if not self._back.acquire(timeout=PATIENCE * 3):
            self._failed = Deadlock(
                "a thread makes no step and gives the turn to none: it waits for a lock that is not of the seam"
            )
        if self._failed is not None:
            raise self._failed
        for real in self._real:
            real.join(PATIENCE)

    def step(self) -> None:
        """A step of the calling thread: others may come before the next."""
        own = self._of_ident.get(threading.get_ident())
        if own is not None:
            self._timeouts = 0
            self._switch(own)

    def block(self, blocked: Callable[[], bool], timeout: float | None, what: str) -> bool:
        """Let others run while `blocked()`. Returns False where the time was over before."""
        own = self._of_ident[threading.get_ident()]
        own.blocked, own.what = blocked, what
        own.until = None if timeout is None else self.now + timeout
        self._switch(own)
        over = blocked()
        own.blocked = own.until = None
        return not over

    def _switch(self, own: _Thread) -> None:
        if self._failed is not None:
            raise Abandoned
        self.steps += 1
        if own.blocked is None and self._random.random() < self._haste:
            return
        if self._hand_on(own):
            own.baton.acquire()
        if self._failed is not None:
            raise Abandoned

    def _hand_on(self, own: _Thread | None = None) -> bool:
        """Give the turn to the next. Returns whether that is another than `own`."""
        following = None if self._failed is not None else self._next()
        if following is own and own is not None:
            return False
        (self._back if following is None else following.baton).release()
        return True

    def _next(self) -> _Thread | None:
        """Who goes on; None: all have ended, or nobody can."""
        alive = [thread for thread in self._threads if not thread.ended]
        if not alive:
            return None
        ready = [thread for thread in alive if thread.blocked is None or not thread.blocked()]
        if ready and self.steps < MOST_STEPS:
            return self._random.choice(ready)
        waiting = [thread for thread in alive if thread.until is not None]
        self._timeouts += 1
        if not waiting or self._timeouts > MOST_TIMEOUTS or self.steps >= MOST_STEPS:
            waits = "; ".join(f"{thread.name} waits {thread.what}" for thread in alive)
            self._failed = Deadlock(f"nobody goes on after {self.steps} steps: {waits}")
            return None
        first = min(waiting, key=lambda thread: (thread.until, self._random.random()))
        assert first.until is not None
        self.now = max(self.now, first.until)
        return first

    def _abandon(self) -> None:
        self._failed = self._failed or Abandoned()
        for thread in self._threads:
            thread.baton.release()
        for real in self._real:
            real.join(1)

    def _traced(self, frame: FrameType, event: str, argument: Any) -> Any:
        if not any(part in frame.f_code.co_filename for part in _FINE):
            return None

        def line(frame: FrameType, event: str, argument: Any) -> Any:
            if event == "line":
                self.step()
            return line

        return line


class CrewThread:
    """`threading.Thread`, as crews use it."""

    def __init__(self, scheduler: Scheduler, target: Callable[..., Any], args: tuple, name: str, daemon: bool) -> None:
        self._scheduler = scheduler
        self._call = functools.partial(target, *args)
        self.name = f"{name} {len(scheduler._threads)}"
        self.ident: int | None = None

    def start(self) -> None:
        self.ident = -1
        self._scheduler.start(self.name, self._call)
        self._scheduler.step()

    def is_alive(self) -> bool:
        self._scheduler.step()
        return self.ident is not None and not self._scheduler.has_ended(self.name)

    def join(self, timeout: float | None = None) -> None:
        if self.is_alive():
            self._scheduler.block(lambda: not self._scheduler.has_ended(self.name), timeout, "for a thread")


class Lock:
    """`threading.Lock`, whose steps the scheduler sees."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._owner: int | None = None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        scheduler, own = self._scheduler, threading.get_ident()
        if own not in scheduler._of_ident:  # before the threads begin, and after
            assert self._owner is None
        scheduler.step()
        while self._owner is not None:
            limit = None if timeout is None or timeout < 0 else timeout
            if not blocking or not scheduler.block(lambda: self._owner is not None, limit, "for a lock"):
                return False
        self._owner = own
        return True

    def release(self) -> None:
        assert self._owner is not None
        self._owner = None
        self._scheduler.step()

    def locked(self) -> bool:
        return self._owner is not None

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *error: object) -> None:
        self.release()


class RLock(Lock):
    """`threading.RLock`, whose steps the scheduler sees."""

    def __init__(self, scheduler: Scheduler) -> None:
        super().__init__(scheduler)
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if self._owner != threading.get_ident() and not super().acquire(blocking, timeout):
            return False
        self._count += 1
        return True

    def release(self) -> None:
        assert self._is_owned()
        self._count -= 1
        if not self._count:
            super().release()

    def _is_owned(self) -> bool:
        return self._owner == threading.get_ident()

    def _release_save(self) -> int:
        count, self._count = self._count, 0
        super().release()
        return count

    def _acquire_restore(self, count: int) -> None:
        super().acquire()
        self._count = count
