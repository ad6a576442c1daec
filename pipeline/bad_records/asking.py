"""What is asked about a bad record: by the threads of queue runners about those of their programs, by readers about files."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence

from headrace.formats.records import BadRecord, RawRecord
from headrace.graph.core.operation import Operation
from headrace.graph.core.traits import BLOCKING, DECODES, PARSES, READS
from headrace.graph.types.errors import CancelledError, OpError

from .policy import BadRecords, told


class Bad:
    """The policies that are asked, the innermost first, and what was left out by them here.

    Attributes:
      policies: as given.
      by_stage: how many records were left out, and at which stage.
    """

    def __init__(self, policies: Sequence[BadRecords]) -> None:
        self.policies = tuple(policies)
        self._lock = threading.Lock()
        self.by_stage: Counter[str] = Counter()  # guarded by _lock

    @property
    def count(self) -> int:
        """How many records were left out."""
        return self.by_stage.total()

    def begin(self) -> None:
        """Something begins to read under these policies."""
        for policy in self.policies:
            policy.begin()

    def refusal(self, bad: BadRecord, policies: Sequence[BadRecords] | None = None) -> BaseException | None:
        """What is raised for a bad record; None: it has been left out.

        Args:
          policies: those that are asked, where these are others.
        """
        for policy in self.policies if policies is None else policies:
            if policy.names(bad.stage, bad.error):
                try:
                    policy.leave_out(bad)
                except Exception as error:
                    return error
                with self._lock:
                    self.by_stage[bad.stage] += 1
                return None
        return bad.error

    def passed(self, good: int) -> None:
        """So many good records have passed."""
        for policy in self.policies:
            policy.passed(good)

    def __str__(self) -> str:
        """What was left out, in words."""
        with self._lock:
            return told(self.by_stage, self.policies)


class BadOfProgram:
    """What a thread that runs a program record by record, or has come to a bad record of a block, asks.

    Args:
      ends_input: whether an error says that the input has ended.
    """

    def __init__(self, bad: Bad, ends_input: Callable[[BaseException], bool]) -> None:
        self._bad = bad
        self._ends_input = ends_input
        self.passed = bad.passed

    def refusal(self, error: BaseException, taken: Sequence[RawRecord]) -> BaseException | None:
        """What is raised for an `error` which came of the records that were `taken`; None: they have been left out."""
        bad_records = gone_bad(error, taken)
        if not bad_records or self._ends_input(error):
            return error
        for bad in bad_records:
            refused = self._bad.refusal(bad)
            if refused is not None:
                return refused
        return None


LEFT_OUT = Exception()
"""In place of an error: the element has been left out."""


class Failure(Exception):
    """An element that fails; nobody was asked about it yet.

    Args:
      bad: the record that it came of.
    """

    def __init__(self, bad: BadRecord) -> None:
        super().__init__(bad)
        self.bad = bad


class BadOfStage:
    """What a stage of a dataset asks about elements that fail in it.

    Args:
      policies: what was in force where it was made, the innermost first.

    Attributes:
      bad: they, and what was left out here.
    """

    def __init__(self, policies: Sequence[BadRecords]) -> None:
        self.bad = Bad(policies)
        self._counted = self.bad.policies
        self.bad.begin()

    def forgo(self, policies: Sequence[BadRecords]) -> None:
        """A later stage counts the good elements for these."""
        self._counted = tuple(policy for policy in self._counted if policy not in policies)

    def answer(self, bad: BadRecord) -> Exception:
        """What stands in place of an element that fails: its error, or LEFT_OUT."""
        refused = self.bad.refusal(bad)
        if refused is None:
            return LEFT_OUT
        if not isinstance(refused, Exception):
            raise refused
        return refused

    def passed(self, good: int) -> None:
        """So many good elements have passed."""
        for policy in self._counted:
            policy.passed(good)


def gone_bad(error: BaseException, taken: Sequence[RawRecord]) -> list[BadRecord]:
    """The records that were `taken` as bad ones; none where the error is not theirs."""
    if not isinstance(error, OpError) or isinstance(error, CancelledError):
        return []
    op = error.op
    if isinstance(op, Operation) and op.outputs and BLOCKING in op.definition.traits:
        return []  # of what it reads, not of a record
    return [raw.gone_bad(error, stage_of(op)) for raw in taken]


def stage_of(op: object) -> str:
    """The stage at which a record has failed, by the operation that refused it."""
    traits = op.definition.traits if isinstance(op, Operation) else None
    if traits is None:
        return "map"
    if PARSES in traits:
        return "parse"
    if DECODES in traits:
        return "decode"
    return "read" if READS in traits else "map"
