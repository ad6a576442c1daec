"""Blocks: a program for one record, run on n records at a time.

A queue runner's program ends in an op that takes one element (`QueueEnqueueV2`, the sink) and begins with one that
delivers one record (`ReaderReadV2`, `QueueDequeueV2`, the source). `compile_block_plan` turns it into steps that move
whole blocks: the source leases n records, every op between runs its batch rule, the sink takes n elements.

What a program can see is what it would see record by record. A thread that waits holds no records. A block that fails
is run again record by record: what stands before the bad record goes into the sink, the error names the record, and
what follows it goes back to the source.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

from headrace.formats.records import RawRecord

from ..core.operation import Operation
from ..core.rules.batch import record_of, stack_records
from ..runtime.errstate import ignoring_float_errors
from ..runtime.run_context import RunContext
from ..runtime.turns import own_turn
from ..types.errors import CancelledError, as_reported, at_place, raise_as_of
from ..types.texts import as_kernels_take
from .deferred import CompactColumn
from .origins import Origin
from .program import Program, block_function
from .unwritten import UnwrittenColumn

MOST_RECORDS = 1024
"""Records in a block at most: beyond this the cost per block no longer shows."""
BLOCK_BYTES = 4 << 20
"""Bytes that a block's elements may have: beyond this the cost per block no longer shows in images either."""
BLOCK_SECONDS = 0.02
"""Seconds that a block may take: other threads could do a part of one that takes longer, as of slow files."""


class Lease(Protocol):
    """Records taken from a source on trial."""

    n: int
    columns: Sequence[Any]
    """One per output of the source op: an array [n, ...], Records, a list of n arrays, or None where nobody uses it."""

    def commit(self, used: int) -> None:
        """Keep the first `used` records; the others go back to where they came from."""

    def where(self, index: int) -> str | None:
        """The place of a record for error messages (`file:line`), or None."""

    def raw(self, index: int) -> RawRecord | None:
        """A record as it came; None where a program reads none."""

    def places(self) -> Any:
        """What the source knows its records by for ever, without their bytes; None where it does not."""


class BlockSource(Protocol):
    """Where records come from."""

    def wait_ready(self, run: RunContext) -> None:
        """Wait until there is at least one record; take none. Raises OutOfRangeError at the end."""

    def lease(self, limit: int) -> Lease:
        """Take up to `limit` records without waiting; perhaps none."""


class BlockSink(Protocol):
    """Where elements go."""

    def reserve(self, limit: int, run: RunContext) -> int:
        """Wait until there is room for an element; take room for up to `limit`."""

    def put(self, columns: Sequence[Any], n: int, reserved: int, origin: Origin | None = None) -> None:
        """Put n elements into reserved room and give the rest of it back.

        Args:
          origin: what they were computed from, where they can be computed again.

        Columns may be `CompactColumn` or `UnwrittenColumn`.

        Raises InvalidArgumentError for bad shapes.
        """

    def release(self, reserved: int) -> None:
        """Give reserved room back."""


class Asked(Protocol):
    """Who says what becomes of bad records."""

    def refusal(self, error: BaseException, taken: Sequence[RawRecord]) -> BaseException | None:
        """What is raised for an error that came of these records; None: they are left out."""

    def passed(self, good: int) -> None:
        """So many good records have passed."""


class NotInBlocks(NamedTuple):
    """Why a program does not run in blocks.

    Attributes:
      unit: what it runs by: "record", or "run" where a run is not about one record.
    """

    reason: str
    unit: str = "record"


class BlockPlan:
    """A per-record program compiled for blocks. One per thread, which alone runs it.

    Args:
      operation: the sink's; its errors are raised in its name.
      source_operation, source: where records come from; None for a program that reads none.
      sink: where elements go.
      program: the program for a block.
      one_by_one: the same program for one record: takes the source's outputs, returns the tensors of `results`, and the
        components in full. It is what the program means, see `interpreter`; a block that fails is run by it.
      by_record: the ops of `program` that run record by record inside it.

    Attributes:
      source: see above.
      blocks, records: how many it has moved.
      replayed: how many blocks were run again record by record because an op failed.
      asked: who may leave out bad records; None: the first one is raised.
    """

    asked: Asked | None = None

    def __init__(
        self,
        operation: Operation,
        source_operation: Operation | None,
        source: BlockSource | None,
        sink: BlockSink,
        program: Program,
        one_by_one: Callable[..., tuple],
        by_record: tuple[str, ...],
    ) -> None:
        self._operation = operation
        self._source_operation = source_operation
        self.source = source
        self._sink = sink
        self._program = program
        self._compute = block_function(program)
        self._generators = program.generators
        self._one_by_one = one_by_one
        self._size = _BlockSize()
        self._reserved = 0  # room in the sink that the block at work has left
        self._used = 0  # records of it that are done with: in the sink, or the one that failed
        self.by_record = by_record
        self.blocks = 0
        self.records = 0
        self.replayed = 0

    def for_another_thread(self) -> BlockPlan:
        """The same program, to be run by another thread, which has counts of its own."""
        plan = copy.copy(self)
        plan.blocks = plan.records = plan.replayed = 0
        return plan

    def ask(self, asked: Asked | None) -> None:
        """Have `asked` say what becomes of bad records. Where no records are read none is bad."""
        self.asked = asked if self.source is not None else None

    def step(self, run: RunContext, most: int = MOST_RECORDS) -> int:
        """Move one block of `most` records at most from source to sink; wait for a record and for room first.

        Returns:
          how many records were moved.

        Raises:
          OutOfRangeError: the source has ended.
          CancelledError: source or sink were closed, or the session.
          Exception: an op failed on a record; the records before it are in the sink, those after it in the source.
        """
        return self._move(run, *self._take(run, most))

    def _take(self, run: RunContext, most: int) -> tuple[Lease, int]:
        """Wait for a record and for room. Returns records, at least one, and how much room was taken for them."""
        turn = own_turn()
        source, sink = self.source, self._sink
        while True:
            if source is not None:
                try:
                    source.wait_ready(run)
                except Exception as error:
                    raise_as_of(self._source_operation, error)
                turn.regain()
            reserved = sink.reserve(min(self._size.next, most, turn.share), run)
            try:
                turn.regain()
                lease = _Nothing(reserved) if source is None else source.lease(reserved)
            except BaseException:
                sink.release(reserved)
                raise
            if lease.n:
                return lease, reserved
            sink.release(reserved)

    def _move(self, run: RunContext, lease: Lease, reserved: int) -> int:
        self._reserved, self._used = reserved, 0
        try:
            self._run_block(run, lease)
        finally:
            if self._reserved:
                self._sink.release(self._reserved)
            lease.commit(self._used)
            self.blocks += 1
            self.records += self._used
        return self._used

    def _run_block(self, run: RunContext, lease: Lease) -> None:
        """Compute the elements of a block and put them in; where something fails, those before the record that fails."""
        began = time.monotonic()
        drawn = self._drawn()
        try:
            columns = ignoring_float_errors(self._compute, run, lease.n, lease.columns)
            self._put_block(columns, lease, began, drawn)
        except CancelledError:  # the sink was closed, or the session: nothing is wrong with the records
            raise
        except BaseException:  # whatever it is: record by record it comes again, or it is the block's alone
            self._undraw(drawn)
            self._replay(run, lease)

    def _undraw(self, drawn: Sequence[Any]) -> None:
        for generator, state in zip(self._generators, drawn, strict=True):
            generator.bit_generator.state = state

    def _put_block(self, columns: Sequence[Any], lease: Lease, began: float, drawn: Sequence[Any]) -> None:
        """Put in all elements of a block that was begun then, with the generators in these states."""
        self._put(columns, lease.n, self._reserved, self._origin(lease, drawn))
        self._passed(lease.n, lease.n)
        self._size.grow(columns, lease.n, time.monotonic() - began)

    def _origin(self, lease: Lease, drawn: Sequence[Any]) -> Origin | None:
        """What the elements of a block are computed from, where that is all that they depend on."""
        places = lease.places() if self._program.repeatable else None
        return None if places is None else Origin(self._operation, places, drawn)

    def again(self, run: RunContext, records: Sequence[Any], n: int, drawn: Sequence[Any]) -> Sequence[Any]:
        """Compute the elements of a block again: the columns for the sink.

        Args:
          records: the outputs of the source operation.
          drawn: of the block's `Origin`.
        """
        before = self._drawn()
        try:
            self._undraw(drawn)
            return ignoring_float_errors(self._compute, run, n, records)
        finally:
            self._undraw(before)

    def _put(self, columns: Sequence[Any], n: int, reserved: int, origin: Origin | None = None) -> None:
        """Put n elements into a part of the reserved room; the rest of that part is given back."""
        try:
            self._sink.put(columns, n, reserved, origin)
        except Exception as error:
            raise_as_of(self._operation, error)
        self._reserved -= reserved

    def _replay(self, run: RunContext, lease: Lease) -> None:
        """Run a block that failed record by record, up to the record that fails again; its error is raised.

        Where bad records may be left out, the good ones between them go on as blocks.
        """
        self.replayed += 1
        if self.asked is None:
            self._record_by_record(run, lease, 0, lease.n)
        else:
            self._by_halves(run, lease, 0, lease.n)

    def _by_halves(self, run: RunContext, lease: Lease, begin: int, end: int) -> None:
        """Run the records [begin, end), which fail as a block, by halves; one by itself."""
        if end - begin == 1:
            self._record_by_record(run, lease, begin, end)
            return
        middle = (begin + end) // 2
        for first, last in ((begin, middle), (middle, end)):
            drawn = self._drawn()
            try:
                part = [None if column is None else column[first:last] for column in lease.columns]
                columns = ignoring_float_errors(self._compute, run, last - first, part)
                self._put(columns, last - first, last - first)
            except CancelledError:
                raise
            except BaseException:
                self._undraw(drawn)
                self._by_halves(run, lease, first, last)
            else:
                self._passed(last, last - first)

    def _record_by_record(self, run: RunContext, lease: Lease, begin: int, end: int) -> None:
        for index in range(begin, end):
            try:
                fed = (None if column is None else record_of(column, index) for column in lease.columns)
                self._put(self._element(self._one_by_one(run, *fed)), 1, 1)
            except CancelledError:
                raise
            except BaseException as error:
                self._used = index + 1
                reported = at_place(as_reported(error, self._operation), lease.where(index))
                refused = self._refusal(reported, error, lease.raw(index))
                if refused is error:
                    raise
                if refused is not None:
                    raise refused from (refused.__cause__ or error)
            else:
                self._passed(index + 1, 1)

    def _refusal(self, reported: BaseException, error: BaseException, raw: RawRecord | None) -> BaseException | None:
        """What is raised for a record that failed; None: it is left out."""
        if self.asked is None or not isinstance(error, Exception):
            return reported
        return self.asked.refusal(reported, [] if raw is None else [raw])

    def _passed(self, used: int, good: int) -> None:
        """All records before `used` are done with, the last of them well."""
        self._used = used
        if self.asked is not None:
            self.asked.passed(good)

    def _drawn(self) -> list[Any]:
        """The states of the generators."""
        return [generator.bit_generator.state for generator in self._generators]

    def _element(self, values: Sequence[Any]) -> list[Any]:
        """The columns of one element: in compact form where it is of the shape that was claimed, otherwise in full."""
        compact, full = ([stack_records([as_kernels_take(value)]) for value in part] for part in _halves(values))
        return [
            CompactColumn(short, deferred) if deferred is not None and short.shape[1:] == deferred.shape else long
            for short, long, (_, _, deferred) in zip(compact, full, self._program.results, strict=True)
        ]


def _halves(values: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    return values[: len(values) // 2], values[len(values) // 2 :]


class _BlockSize:
    """How large the next block should be: blocks grow from one record, so that the first batch comes at once."""

    def __init__(self) -> None:
        self.next = 1

    def grow(self, columns: Sequence[Any], n: int, seconds: float) -> None:
        """A block of n records has been made of these columns in so many seconds."""
        size = sum(column.nbytes for column in columns if isinstance(column, (np.ndarray, CompactColumn, UnwrittenColumn)))
        most = min(MOST_RECORDS, 2 * self.next)
        if size:
            most = min(most, BLOCK_BYTES * n // size)
        if seconds:
            most = min(most, int(BLOCK_SECONDS * n / seconds))
        self.next = max(1, most)


class _Nothing:
    """A lease of a program that reads no records: its elements are drawn or constant."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.columns: Sequence[Any] = ()

    def commit(self, used: int) -> None:
        """Nothing was taken."""

    def where(self, index: int) -> None:
        """Nowhere."""

    def raw(self, index: int) -> None:
        """There is none."""

    def places(self) -> None:
        """There are no records."""
