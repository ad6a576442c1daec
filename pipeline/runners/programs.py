"""What a thread of a queue runner repeats: one program, or several in turn."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable
from typing import Any, Protocol

from headrace.formats.forks import renewed
from headrace.graph.blocks.block_plan import MOST_RECORDS, BlockPlan, NotInBlocks
from headrace.graph.core.operation import Operation
from headrace.graph.execution.session import Session
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.steps.movement import Gate, Mover
from headrace.graph.runtime.steps.sequence import OrderedSteps
from headrace.graph.runtime.watched import spans

from ..bad_records.asking import BadOfProgram
from ..diagnosis.runner_status import RunnerStatus
from .idle_loops import idle_loop_error

_MOST_EACH = 512
"""Records that each of several programs moves at most before it is the next one's turn."""


class Repeated(Protocol):
    """What is repeated step by step, by one thread.

    Attributes:
      operation: the operation that is run next.
    """

    @property
    def operation(self) -> Operation: ...

    def step(self, most: int = MOST_RECORDS) -> int:
        """Move a block of `most` records at most, or one record. Returns how many were moved."""

    def over(self) -> None:
        """It is repeated no more."""


class OneProgram:
    """One program.

    Args:
      enqueue_op: what the runner was given; `operation`: which operation that is.
      plan: how it runs in blocks, or why it does not.
      in_order: the steps of all threads that repeat it, where they keep to an order.
      asked: who says what becomes of bad records; None: the first is raised.
    """

    def __init__(
        self,
        session: Session,
        gate: Gate,
        status: RunnerStatus,
        enqueue_op: Any,
        operation: Operation,
        plan: BlockPlan | NotInBlocks,
        in_order: OrderedSteps | None,
        asked: BadOfProgram | None,
    ) -> None:
        self._asked = asked
        self.operation = operation
        self._session = session
        self._run = RunContext(parent=status.context)
        self._run.mover = self._mover = Mover(gate, status, operation)
        self._mover.in_blocks = isinstance(plan, BlockPlan)
        gate.enter(self._mover)
        self._enqueue_op = enqueue_op
        self._plan = plan
        self._in_order = in_order
        self._status = status
        self._count = status.runs(plan)
        self._in_vain = idle_loop_error(operation, status.runner)
        self._thread = threading.current_thread()
        self._began = 0.0  # when the step began, where a run was traced by then
        with _lock:
            _programs.add(self)

    def under_way(self) -> tuple | None:
        """The step that has not ended, for `spans.still_going`; None between two."""
        if not self._mover.inside:
            return None
        return self._run, self.operation.name, "block" if self._mover.in_blocks else "record", self._began, self._thread

    def step(self, most: int = MOST_RECORDS, moved: Callable[[int], None] = lambda records: None) -> int:
        """As of `Repeated`; `moved` is called with how many were moved while that is still a part of the step."""
        self._mover.begin_step(self._run)
        if spans.recordings:
            self._began = time.monotonic()
        try:
            records = self._step(most)
            moved(records)
        finally:
            self._mover.end_step()
        if spans.recordings:
            did = f"block of {records}" if self._mover.in_blocks else "record"
            spans.note(self._run, self.operation.name, did, self._began)
            self._began = 0.0
        self._count[0] += 1
        if self._in_vain is not None:
            raise self._in_vain
        return records

    def _step(self, most: int) -> int:
        if isinstance(self._plan, BlockPlan) and not self._session.closed:
            return self._plan.step(self._run, most)
        if self._in_order is not None:
            with self._in_order.alone(self._run):
                self._run_once()
        else:  # a closed session says so itself
            self._run_once()
        return 1

    def _run_once(self) -> None:
        """Run it for a record, which may be left out."""
        asked = self._asked
        if asked is None:
            self._session.run_under(self._run, self._enqueue_op)
            return
        run = RunContext(parent=self._run)
        run.taken = []
        try:
            self._session.run_under(run, self._enqueue_op)
        except Exception as error:
            refused = asked.refusal(error, [raw() for raw in run.taken])
            if refused is error:
                raise
            if refused is not None:
                raise refused from (refused.__cause__ or error)
        else:
            asked.passed(len(run.taken))

    def over(self) -> None:
        """It is repeated no more."""
        self._mover.gate.leave(self._mover)
        self._status.ran(self._plan)


_lock = renewed(threading.Lock())
_programs: weakref.WeakSet[OneProgram] = weakref.WeakSet()  # guarded by _lock


def _still_going() -> list[tuple]:
    """The steps of this moment, for recordings that end."""
    with _lock:
        programs = list(_programs)
    return [step for program in programs if (step := program.under_way()) is not None]


spans.still_going.append(_still_going)


class ProgramsInTurn:
    """Several programs, each for a number of records, then the next: in the same order in every run.

    Args:
      gate: what their steps pass, and what remembers whose turn it is.
      programs: at least one.
      share: how many records each may move at a time.
      ends_input: whether an error means that a program has come to the end of its input. The others go on.
    """

    def __init__(self, gate: Gate, programs: list[OneProgram], share: int, ends_input: Callable[[BaseException], bool]) -> None:
        self._programs = programs
        self._ends_input = ends_input
        self._each = min(share, _MOST_EACH)
        self._turn = 0
        self._left = self._each
        self._gate, self._work = gate, programs[0].operation
        position = gate.remember(self._work, self._position)
        if position is not None:
            name, self._left = position
            self._turn = next(turn for turn, program in enumerate(programs) if program.operation.name == name)

    def _position(self) -> tuple[str, int]:
        """Whose turn it is, and how many records it may still move."""
        return self.operation.name, self._left

    @property
    def operation(self) -> Operation:
        """The operation of the program whose turn it is."""
        return self._programs[self._turn].operation

    def step(self, most: int = MOST_RECORDS) -> int:
        try:
            return self._programs[self._turn].step(min(most, self._left), self._moved)
        except BaseException as error:
            if len(self._programs) == 1 or not self._ends_input(error):
                raise
            self._programs.pop(self._turn).over()
            self._left, self._turn = self._each, self._turn % len(self._programs)
            return 0

    def _moved(self, records: int) -> None:
        self._left -= records
        if self._left <= 0:
            self._left, self._turn = self._each, (self._turn + 1) % len(self._programs)

    def over(self) -> None:
        """They are repeated no more."""
        self._gate.forget(self._work)
        for program in self._programs:
            program.over()
