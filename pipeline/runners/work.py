"""Work: what the threads of a queue runner do in one session, from their first step to how they end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from headrace.graph.blocks.block_plan import BlockPlan, NotInBlocks
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.core.operation import Operation
from headrace.graph.execution.session import Session
from headrace.graph.runtime.movement import Mover, gate_of
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.turns import taking_turns
from headrace.graph.types import errors

from ..diagnosis.faults import fault_behind
from ..diagnosis.runner_status import RunnerStatus, RunnerStatuses
from .coordinator import Coordinator
from .idle_loops import idle_loop_error
from .turns import Turns


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
        ends_of_input: tuple[type[BaseException], ...],
        keep: Callable[[BaseException], None],
    ) -> None:
        self.session = session
        self.status = status
        self.coord = coord
        self._statuses = statuses
        self._ends_of_input = ends_of_input
        self._keep = keep
        self._turns = Turns(status.threads, status.context)
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
        return fault is not None

    def repeat(self, enqueue_op: Any, operation: Operation) -> BlockPlan | NotInBlocks | None:
        """Repeat an enqueue operation until the input ends, something fails, or the coordinator stops.

        Returns:
          how it was run, if it was.
        """
        plan = None
        mover = Mover(self._gate, self.status, operation)
        context = RunContext(parent=self.status.context)
        context.mover = mover
        self._gate.enter(mover)
        with taking_turns(self._turns.new(operation)) as turn:
            try:
                turn.begin_step()
                in_vain = idle_loop_error(operation, self.status.runner)
                plan = self._plan_of(operation)
                mover.in_blocks = isinstance(plan, BlockPlan)
                steps = self.status.runs(plan)
                while self._goes_on():
                    records = 1
                    mover.begin_step(context)
                    if isinstance(plan, BlockPlan) and not self.session.closed:
                        records = plan.step(context)
                    else:  # a closed session says so itself
                        self.session.run_under(context, enqueue_op)
                    mover.end_step()
                    steps[0] += 1
                    if in_vain is not None:
                        raise in_vain
                    turn.end_step(records)
                    turn.begin_step()
                if self.coord is not None:
                    self.status.stopped(self.coord.reason)
            except BaseException as error:
                self.ended_with(error, operation)
            finally:
                mover.end_step()
                self._gate.leave(mover)
        return plan

    def _goes_on(self) -> bool:
        coord = self.coord
        if coord is None or not coord.should_stop():
            return True
        return not coord.stops_at_once and self._statuses.behind_a_fault(self.status)

    def _plan_of(self, operation: Operation) -> BlockPlan | NotInBlocks:
        """A plan for another thread that repeats `operation`, which is compiled once for all."""
        with self._lock:
            if operation not in self._compiled:
                self._compiled[operation] = compile_block_plan(self.session, operation)
            plan = self._compiled[operation]
        return plan.for_another_thread() if isinstance(plan, BlockPlan) else plan

    def ended_with(self, error: BaseException, operation: Any) -> None:
        """A thread has ended with an error: tell its queues and its coordinator, unless that has stopped it."""
        coord, status = self.coord, self.status
        if coord is not None and coord.should_stop() and (isinstance(error, errors.CancelledError) or self.session.closed):
            status.failed(error, None)
            status.stopped(coord.reason)
            return
        before = fault_behind(error)
        fault = before
        if before is None and not isinstance(error, self._ends_of_input):
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
