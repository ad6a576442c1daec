"""OrderedBlockPlan: a block plan for threads which leave the same as one of them alone would."""

from __future__ import annotations

import time

from ..runtime.errstate import ignoring_float_errors
from ..runtime.run_context import RunContext
from ..runtime.steps.sequence import OrderedSteps, Over, Redo, Ticket
from ..runtime.turns import own_turn
from ..types.errors import CancelledError, OutOfRangeError
from .block_plan import MOST_RECORDS, BlockPlan, Lease


class OrderedBlockPlan(BlockPlan):
    """A block plan whose blocks are steps of a sequence. One per thread, which alone runs it."""

    _steps: OrderedSteps
    _ticket: Ticket

    @classmethod
    def of(cls, plan: BlockPlan, steps: OrderedSteps) -> OrderedBlockPlan:
        """A plan of this kind for what `plan` does."""
        ordered = cls.__new__(cls)
        ordered.__dict__.update(plan.__dict__)
        ordered._steps = steps
        return ordered

    def step(self, run: RunContext, most: int = MOST_RECORDS) -> int:
        """As `BlockPlan.step`; 0 where a step before this one has failed for good, whose error another thread raises."""
        try:
            return self._step(run, most)
        except Over:
            return 0

    def _step(self, run: RunContext, most: int) -> int:
        steps = self._steps
        steps.begin(run)
        took = False
        try:
            lease, reserved = self._take(run, most)
            took = True
        except (OutOfRangeError, CancelledError):
            raise
        except BaseException:
            steps.end_after(None, run)
            raise
        finally:
            ticket = steps.begun(took, run)
        assert ticket is not None
        self._ticket = ticket
        try:
            return self._move(run, lease, reserved)
        except BaseException:
            steps.end_after(ticket, run)
            raise
        finally:
            steps.done(ticket)

    def _run_block(self, run: RunContext, lease: Lease) -> None:
        ticket, steps = self._ticket, self._steps
        while True:
            began = time.monotonic()
            try:
                try:
                    with ticket.computing():
                        columns = ignoring_float_errors(self._compute, run, lease.n, lease.columns)
                    steps.wait_turn(ticket, run)
                    self._put_block(columns, lease, began, [ticket.states[generator] for generator in self._generators])
                except (CancelledError, Redo, Over):
                    raise
                except BaseException:
                    steps.begin_again(ticket, run)
                    self._replay(run, lease)
                return
            except Redo:
                own_turn().regain()
