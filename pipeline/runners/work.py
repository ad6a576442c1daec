"""Work: what the threads of a queue runner do in one session, from their first step to how they end."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

from headrace.graph.blocks.block_plan import BlockPlan, NotInBlocks
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.blocks.ordered_plan import OrderedBlockPlan
from headrace.graph.core.operation import Operation
from headrace.graph.execution.session import Session
from headrace.graph.runtime.steps.movement import gate_of
from headrace.graph.runtime.steps.sequence import OrderedSteps, Over
from headrace.graph.runtime.turns import taking_turns
from headrace.graph.types import errors

from ..bad_records.asking import BadOfProgram
from ..diagnosis.faults import fault_behind
from ..diagnosis.runner_status import RunnerStatus, RunnerStatuses
from .coordinator import Coordinator
from .leader import Leader
from .programs import OneProgram, ProgramsInTurn, Repeated
from .turns import Turns

_SHARES = 2
"""How many times each of several operations is to have put something in before their queue is full."""
_LEAST_SHARE = 16
"""Records that are worth handing a turn on, which takes some 60 us."""


class Work:
    """What the threads of one queue runner share in one session.

    Args:
      status: the runner's in the session; `statuses`: of all runners there.
      coord: what stops the threads and is told their faults, or None: then `keep` is called with each fault.
      ends_of_input: the classes of errors that mean that the input has ended.
    """

    def __init__(
        self,
        session: Session,
        status: RunnerStatus,
        statuses: RunnerStatuses,
        coord: Coordinator | None,
        enqueue_ops: Sequence[tuple[Any, Operation]],
        ends_of_input: tuple[type[BaseException], ...],
        keep: Callable[[BaseException], None],
    ) -> None:
        self.session = session
        self.status = status
        self.coord = coord
        self._statuses = statuses
        self._ends_of_input = ends_of_input
        self._keep = keep
        self._enqueue_ops = {operation: enqueue_op for enqueue_op, operation in enqueue_ops}
        self._share = _share_of(status, len(self._enqueue_ops))
        self._turns = Turns(status.threads, status.context, self._share)
        keeps_order = status.in_order and status.threads > 1
        self._in_order = OrderedSteps() if keeps_order and len(self._enqueue_ops) == 1 else None
        self._leader = Leader() if keeps_order and len(self._enqueue_ops) > 1 else None
        self._gate = gate_of(session)
        self._lock = threading.Lock()
        self._compiled: dict[Operation, BlockPlan | NotInBlocks] = {}  # guarded by _lock

    def fails(self, operation: Operation) -> bool:
        """Whether a thread that is to repeat an operation has failed in another session from which this one goes on.

        It is told at once, before any thread runs.
        """
        fault = self._gate.failure_of(operation)
        if fault is not None:
            self._tell(fault, fault, None)
            if self._in_order is not None:
                self._in_order.end()
            if self._leader is not None:
                self._leader.end()
        return fault is not None

    def repeat(self, operation: Operation) -> None:
        """Repeat an enqueue operation until the input ends, something fails, or the coordinator stops.

        Where the programs of several threads are to be run in order, the first thread runs them all, and the others wait.
        """
        if self._leader is not None and not self._leader.is_here():
            self._follow(self._leader, operation)
            return
        program: Repeated | None = None
        with taking_turns(self._turns.new(operation)) as turn:
            try:
                turn.begin_step()
                program = self._program(operation) if self._leader is None else self._in_turn()
                while self._goes_on():
                    records = program.step()
                    turn.end_step(records)
                    turn.begin_step()
                if self.coord is not None and self.coord.should_stop():
                    self.status.stopped(self.coord.reason)
            except Over:  # another thread says why
                pass
            except BaseException as error:
                self.ended_with(error, operation if program is None else program.operation)
            finally:
                if program is not None:
                    program.over()
                if self._leader is not None:
                    self._leader.end()

    def feed(self, operation: Operation, feed_fn: Callable[[], Any] | None) -> None:
        """Repeat an enqueue operation with what a function of the program gives to feed, as `repeat` does without."""

        def step() -> None:
            self.session.run(self._enqueue_ops[operation], None if feed_fn is None else feed_fn())

        self.repeat_otherwise(operation, "is fed by a function of the program", step)

    def repeat_otherwise(self, operation: Operation, how: str, step: Callable[[], None]) -> None:
        """Repeat a step in place of an enqueue operation, as `repeat` does; `how` says so in the statistics."""
        plan = NotInBlocks(how)
        steps = self.status.runs(plan)
        try:
            while self._goes_on():
                step()
                steps[0] += 1
            if self.coord is not None and self.coord.should_stop():
                self.status.stopped(self.coord.reason)
        except BaseException as error:
            self.ended_with(error, operation)
        finally:
            self.status.ran(plan)

    def _follow(self, leader: Leader, operation: Operation) -> None:
        try:
            leader.wait(self.status.context)
        except BaseException as error:
            self.ended_with(error, operation)

    def _in_turn(self) -> ProgramsInTurn:
        return ProgramsInTurn(
            self._gate, [self._program(operation) for operation in self._enqueue_ops], self._share, self._ends_input
        )

    def _ends_input(self, error: BaseException) -> bool:
        return isinstance(error, self._ends_of_input) and fault_behind(error) is None

    def _program(self, operation: Operation) -> OneProgram:
        """What another thread repeats, which is compiled once for all."""
        with self._lock:
            if operation not in self._compiled:
                self._compiled[operation] = compile_block_plan(self.session, operation)
            plan = self._compiled[operation]
        if isinstance(plan, BlockPlan):
            plan = plan.for_another_thread() if self._in_order is None else OrderedBlockPlan.of(plan, self._in_order)
        asked = BadOfProgram(self.status.bad, self._ends_input) if self.status.bad.policies else None
        if isinstance(plan, BlockPlan):
            plan.ask(asked)
        enqueue_op = self._enqueue_ops[operation]
        return OneProgram(self.session, self._gate, self.status, enqueue_op, operation, plan, self._in_order, asked)

    def _goes_on(self) -> bool:
        coord = self.coord
        if self._in_order is not None and self._in_order.over:
            return False
        if coord is None or not coord.should_stop():
            return True
        return not coord.stops_at_once and self._statuses.behind_a_fault(self.status)

    def ended_with(self, error: BaseException, operation: Any) -> None:
        """A thread has ended with an error: tell its queues and its coordinator, unless that has stopped it."""
        coord, status = self.coord, self.status
        if coord is not None and coord.should_stop() and (isinstance(error, errors.CancelledError) or self.session.closed):
            status.failed(error, None)
            status.stopped(coord.reason)
            return
        before = fault_behind(error)
        fault = before
        if before is None and not self._ends_input(error):
            fault = errors.as_reported(error, operation)
        if fault is not None and before is None:
            self._gate.failed(operation, fault)
        self._tell(error, fault, before)

    def _tell(self, error: BaseException, fault: BaseException | None, before: BaseException | None) -> None:
        self.status.failed(error, fault)  # before the coordinator makes anyone cancel the queue
        if fault is None:
            return
        if self.coord is not None:
            self.coord.runner_failed(fault)
        elif before is None:
            self._keep(fault)


def _share_of(status: RunnerStatus, operations: int) -> int:
    """How many records to move by one of several operations before the next one is to have its turn."""
    capacities = [queue.capacity for queue in status.queues() if queue.capacity > 0]
    if operations == 1 or not capacities:
        return sys.maxsize
    return max(_LEAST_SHARE, min(capacities) // (_SHARES * operations))
