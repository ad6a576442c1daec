"""RunnerStatus: the threads of a queue runner in one session, what they take from and what they feed, and how they end."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING

from headrace.formats.forks import renewed
from headrace.graph.blocks.block_plan import BlockPlan, NotInBlocks
from headrace.graph.runtime import conditions
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.tracebacks import forget_locals
from headrace.graph.types.errors import CancelledError

from ..bad_records.asking import Bad
from ..bad_records.policy import BadRecords

if TYPE_CHECKING:
    from ..queues.queue import Queue  # whose module looks after queues by this one

CLOSED = "The coordinator has stopped this queue runner."


class RunnerStatus:
    """The threads of one queue runner in one session.

    Args:
      runner: the runner's name.
      threads: how many threads it has.
      feeds, takes: the keys of the queues that it puts elements into, and takes them from.
      in_order: whether its threads leave the same as one of them alone would.

    Attributes:
      context: what its runs wait under.
      asked_to_stop: whether its Coordinator wants it to stop.
      elsewhere: whether other processes repeat its programs.
      winding_up: a thread of it, or one beside it, has failed: the others put in what they have and take no more.
    """

    def __init__(
        self,
        runner: str,
        threads: int,
        feeds: Collection[Hashable],
        takes: Collection[Hashable],
        parent: RunContext,
        in_order: bool,
        policies: Sequence[BadRecords],
    ) -> None:
        self.bad = Bad(policies)
        self.runner = runner
        self.in_order = in_order
        self.threads = threads
        self.feeds = frozenset(feeds)
        self.takes = frozenset(takes)
        self.context = RunnerContext(self, parent)
        self.began = time.monotonic()
        self.at_once: Callable[[], int] = lambda: threads
        self.turn_seconds: Callable[[], float] = lambda: 0.0
        self.asked_to_stop: Callable[[], bool] = bool
        self.winding_up = False
        self.elsewhere = False
        self._lock = renewed(conditions.new_lock())
        # Guarded by _lock:
        self._at_work = threads  # threads that have not yet come to their end
        self._alive = threads  # and of these and the others, those that may still have to close the queue
        self._failures: list[BaseException] = []  # what threads died of, or were stopped by
        self._faults: list[BaseException] = []
        self._plans: list[BlockPlan | NotInBlocks] = []  # how threads run
        self._described: list[str] = []  # how threads that have ended have run
        self._steps: list[list[int]] = []  # of each thread, which alone writes its number
        self._queues: list[weakref.ref[Queue]] = []

    @property
    def over(self) -> bool:
        """Whether all its threads have ended."""
        with self._lock:
            return self._alive == 0

    @property
    def alive(self) -> int:
        """How many of its threads have not ended."""
        with self._lock:
            return self._alive

    @property
    def was_stopped(self) -> bool:
        """Whether its Coordinator has stopped it before its input had ended for all its threads."""
        with self._lock:
            ended = sum(not isinstance(failure, CancelledError) for failure in self._failures)
        return self.asked_to_stop() and ended < self.threads

    @property
    def failures(self) -> list[BaseException]:
        with self._lock:
            return list(self._failures)

    @property
    def errors(self) -> list[BaseException]:
        """Whatever its threads ended with."""
        with self._lock:
            return [*self._failures, *self._faults]

    @property
    def faulty(self) -> bool:
        """Whether one of its threads has ended with a fault."""
        with self._lock:
            return bool(self._faults)

    # -- how it runs ---------------------------------------------------------------------------------------------------

    def runs(self, plan: BlockPlan | NotInBlocks) -> list[int]:
        """A thread has found out how it can run.

        Returns:
          the number of its steps, [0]: it adds one whenever it has moved a block, or run its program once.
        """
        steps = [0]
        with self._lock:
            self._plans.append(plan)
            self._steps.append(steps)
        return steps

    def ran(self, plan: BlockPlan | NotInBlocks) -> None:
        """A thread runs that no more; a plan holds on to queues and readers."""
        with self._lock:
            self._plans.remove(plan)
            self._described.append(_described(plan))

    @property
    def steps(self) -> int:
        """How many steps its threads have made."""
        with self._lock:
            return sum(steps[0] for steps in self._steps)

    def described(self) -> list[str]:
        """How each thread has run so far."""
        with self._lock:
            return [*self._described, *map(_described, self._plans)]

    # -- how it ends: a thread calls `failed` or `stopped` if it has to, then `ending`, and `ended` when it has closed ----

    def failed(self, failure: BaseException, fault: BaseException | None) -> None:
        """A thread is about to end with an error: since its input has ended, or of a fault, or for one before it."""
        with self._lock:
            self._failures.append(failure)
            if fault is not None:
                self._faults.append(fault)
        if fault is not None:
            self._tell(fault)

    def stopped(self, reason: BaseException) -> None:
        """Its Coordinator stops it, for that reason, unless its input has ended before."""
        with self._lock:
            if not self._at_work:
                return
        self._tell(reason)

    def _tell(self, fault: BaseException) -> None:
        # The first fault is the cause of what those who wait for elements will see.
        for queue in self.queues():
            queue.failure = queue.failure or fault

    def ending(self) -> None:
        """A thread has done its last step, and said with what."""
        with self._lock:
            self._at_work -= 1

    def ended(self) -> None:
        """A thread has ended, and closed the queue if it was the last."""
        with self._lock:
            self._alive -= 1
        for queue in self.queues():
            queue.wake_dequeuers()

    # -- its queues ----------------------------------------------------------------------------------------------------

    def attach(self, queue: Queue) -> None:
        with self._lock:
            self._queues.append(weakref.ref(queue))

    def queues(self) -> list[Queue]:
        """The queues that it feeds, as far as they are there."""
        with self._lock:
            found = [ref() for ref in self._queues]
        return [queue for queue in found if queue is not None]


class RunnerContext(RunContext):
    """What the runs of a queue runner wait under."""

    def __init__(self, status: RunnerStatus, parent: RunContext) -> None:
        super().__init__(parent=parent)
        self._status = weakref.ref(status)

    @property
    def status(self) -> RunnerStatus | None:
        return self._status()


def status_of(run: RunContext | None) -> RunnerStatus | None:
    """The queue runner that a run belongs to; None for runs of the program's own."""
    while run is not None and not isinstance(run, RunnerContext):
        run = run.parent
    return None if run is None else run.status


class RunnerThread(threading.Thread):
    """A thread of a queue runner. It tells whoever waits for its end.

    Attributes:
      status: what it belongs to; None when it has ended.
    """

    of_headrace = True

    def __init__(self, status: RunnerStatus, target: Callable[..., None], args: tuple, name: str) -> None:
        super().__init__(target=target, args=args, name=name)
        self.status: RunnerStatus | None = status
        self._end = conditions.new_lock()
        # Guarded by _end:
        self._over = False
        self._told: list[Callable[[], None]] = []

    def run(self) -> None:
        try:
            super().run()
        finally:
            self._leave_status()
            with self._end:
                self._over = True
                told, self._told = self._told, []
            for tell in told:
                tell()

    def _leave_status(self) -> None:
        """Its errors know the frames of this thread, which know the thread."""
        status, self.status = self.status, None
        for error in status.errors if status is not None else ():
            forget_locals(error)

    def over(self) -> bool:
        """Whether it has done all it had to do, or was never started."""
        return self._over or not self.is_alive()

    def at_end(self, tell: Callable[[], None]) -> None:
        """Have `tell` called when it ends."""
        with self._end:
            if not self._over:
                self._told.append(tell)


class RunnerStatuses:
    """All queue runners that run in one session, and which of them take what others feed."""

    def __init__(self) -> None:
        self._lock = renewed(conditions.new_lock())
        self._all: list[RunnerStatus] = []  # guarded by _lock

    def add(self, status: RunnerStatus) -> None:
        with self._lock:
            self._all = [*(each for each in self._all if not each.over or each.faulty), status]

    def stopped(self) -> list[str]:
        """The names of those that their Coordinator has stopped, for no fault, before their input had ended."""
        listed = self.listed()
        return [] if any(each.faulty for each in listed) else [each.runner for each in listed if each.was_stopped]

    def behind_a_fault(self, status: RunnerStatus) -> bool:
        """Whether it takes, at any remove, what one feeds that has failed: there may be good elements left for it."""
        return not status.takes.isdisjoint(self.reached(self._fed_with_faults()))

    def reached(self, queues: Collection[Hashable]) -> set[Hashable]:
        """Those queues, and all that get, at any remove, what comes out of them."""
        reached = set(queues)
        size = -1
        while len(reached) != size:
            size = len(reached)
            for each in self.listed():
                if not each.takes.isdisjoint(reached):
                    reached |= each.feeds
        return reached

    def beside_a_fault(self, status: RunnerStatus) -> bool:
        """Whether it feeds a queue that one feeds, too, that has failed: its threads may have good elements in hand."""
        return not status.feeds.isdisjoint(self._fed_with_faults())

    def _fed_with_faults(self) -> set[Hashable]:
        return {key for each in self.listed() if each.faulty for key in each.feeds}

    def listed(self) -> list[RunnerStatus]:
        """Those that have not ended, and those that have failed."""
        with self._lock:
            return list(self._all)


def _described(plan: BlockPlan | NotInBlocks) -> str:
    if isinstance(plan, NotInBlocks):
        return f"{plan.unit} by {plan.unit}: {plan.reason}"
    text = f"{plan.records} records in {plan.blocks} blocks"
    if plan.by_record:
        text += f"; record by record inside them: {', '.join(plan.by_record)}"
    if plan.replayed:
        text += f"; {plan.replayed} run again record by record after an error"
    return text
