"""Blocks: a program for one record, run on n records at a time.

A queue runner's program ends in an op that takes one element (`QueueEnqueueV2`, the sink) and begins with one that
delivers one record (`ReaderReadV2`, `QueueDequeueV2`, the source). `compile_block_plan` turns it into steps that move
whole blocks: the source leases n records, every op between runs its batch rule, the sink takes n elements.

What a program can see is what it would see record by record. A thread that waits holds no records. A block that fails
is run again record by record: what stands before the bad record goes into the sink, the error names the record, and
what follows it goes back to the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

from ..core.operation import Operation
from ..core.rules.batch import record_of, stack_records
from ..runtime.errstate import ignoring_float_errors
from ..runtime.run_context import RunContext
from ..types.errors import CancelledError, as_reported, at_place, from_kernel, invalid
from ..types.texts import as_kernels_take
from .claims import Claim
from .deferred import CompactColumn, DeferredSteps
from .unwritten import UnwrittenColumn

MOST_RECORDS = 1024
"""Records in a block at most: beyond this the cost per block no longer shows."""
BLOCK_BYTES = 4 << 20
"""Bytes that a block's elements may have: beyond this the cost per block no longer shows in images either."""


class Lease(Protocol):
    """Records taken from a source on trial."""

    n: int
    columns: Sequence[Any]
    """One per output of the source op: an array [n, ...], Records, a list of n arrays, or None where nobody uses it."""

    def commit(self, used: int) -> None:
        """Keep the first `used` records; the others go back to where they came from."""

    def where(self, index: int) -> str | None:
        """The place of a record for error messages (`file:line`), or None."""


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

    def put(self, columns: Sequence[Any], n: int, reserved: int) -> None:
        """Put n elements into reserved room and give the rest of it back. Columns may be `CompactColumn`, `UnwrittenColumn`.

        Raises InvalidArgumentError for bad shapes.
        """

    def release(self, reserved: int) -> None:
        """Give reserved room back."""


class NotInBlocks(NamedTuple):
    """Why a program runs record by record."""

    reason: str


class InPlace(NamedTuple):
    """How an op may write its result into an input that nothing needs after it.

    A batch rule may have given on the input's memory, or a view of it, as the value of another slot; so it is looked.

    Attributes:
      slot: the input's.
      others: the slots whose values are needed after the op, or by it.
      run: what it runs then.
    """

    slot: int
    others: tuple[int, ...]
    run: Callable[..., Any]

    def is_free(self, values: Sequence[Any]) -> bool:
        """Whether nothing that is needed shares the input's memory."""
        array = values[self.slot]
        return isinstance(array, np.ndarray) and not any(
            isinstance(values[other], np.ndarray) and np.may_share_memory(array, values[other]) for other in self.others
        )


class Step(NamedTuple):
    """One op of the block (None: several, in one pass): what it runs, where its inputs are, where its one output or its
    outputs go, what is over after it, how it may run in place."""

    operation: Operation | None
    run: Callable[..., Any]
    inputs: tuple[int, ...]
    outputs: int | tuple[int, ...]
    over: tuple[int, ...]
    in_place: InPlace | None


class Result(NamedTuple):
    """One component of the elements: its slot, whether records have values of their own, what is deferred."""

    slot: int
    batched: bool
    deferred: DeferredSteps | None


class Program(NamedTuple):
    """What is run on a block. Values have slots, which are numbered.

    Attributes:
      slots: how many there are.
      constants: slots and values that never change.
      start, start_slots: computes what is the same for all records of a block but may change between blocks (variables
        are read here), and the slots of its results.
      source_slots: those of the source's outputs.
      claims: slots of the source and the start whose static shapes the program has claimed.
      steps: the ops that have a value for each record, in an order in which they can run.
      generators: those that the steps draw random numbers from.
      results: the components of the elements.
    """

    slots: int
    constants: Sequence[tuple[int, Any]]
    start: Callable[[RunContext], tuple]
    start_slots: Sequence[int]
    source_slots: Sequence[int]
    claims: Sequence[Claim]
    steps: Sequence[Step]
    generators: Sequence[np.random.Generator]
    results: Sequence[Result]


class BlockPlan:
    """A per-record program compiled for blocks. One per thread: it remembers how large its next block should be.

    Args:
      operation: the sink's; its errors are raised in its name.
      source_operation, source: where records come from; None for a program that reads none.
      sink: where elements go.
      program: the program for a block.
      one_by_one: the same program for one record: takes the source's outputs, returns the tensors of `results`, and the
        components in full. It is what the program means, see `interpreter`; a block that fails is run by it.
      by_record: the ops of `program` that run record by record inside it.

    Attributes:
      blocks, records: how many it has moved.
      replayed: how many blocks were run again record by record because an op failed.
    """

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
        self._source = source
        self._sink = sink
        self._program = program
        self._one_by_one = one_by_one
        self._limit = 1
        self._most = MOST_RECORDS
        self.by_record = by_record
        self.blocks = 0
        self.records = 0
        self.replayed = 0

    def step(self, run: RunContext) -> int:
        """Move one block from source to sink; wait for a record and for room first.

        Returns:
          how many records were moved.

        Raises:
          OutOfRangeError: the source has ended.
          CancelledError: source or sink were closed, or the session.
          Exception: an op failed on a record; the records before it are in the sink, those after it in the source.
        """
        while True:
            if self._source is not None:
                with _named(self._source_operation):
                    self._source.wait_ready(run)
            reserved = self._sink.reserve(min(self._limit, self._most), run)
            if self._source is None:
                return self._move(run, _Nothing(reserved), reserved)
            try:
                lease = self._source.lease(reserved)
            except BaseException:
                self._sink.release(reserved)
                raise
            if lease.n:
                return self._move(run, lease, reserved)
            self._sink.release(reserved)

    def _move(self, run: RunContext, lease: Lease, reserved: int) -> int:
        room = _Room(self._sink, reserved)
        used = _Used()
        try:
            drawn = [generator.bit_generator.state for generator in self._program.generators]
            try:
                columns = ignoring_float_errors(self._compute, run, lease.n, lease.columns)
                room.put(columns, lease.n, self._operation)
                used.records = lease.n
            except CancelledError:  # the sink was closed, or the session: nothing is wrong with the records
                raise
            except BaseException:  # whatever it is: record by record it comes again, or it is the block's alone
                for generator, state in zip(self._program.generators, drawn, strict=True):
                    generator.bit_generator.state = state
                self._replay(run, lease, room, used)
            else:
                self._grow(columns, lease.n)
        finally:
            room.release()
            lease.commit(used.records)
            self.blocks += 1
            self.records += used.records
        return used.records

    def _compute(self, run: RunContext, n: int, source_columns: Sequence[Any]) -> list[Any]:
        program = self._program
        values: list[Any] = [None] * program.slots
        for slot, value in program.constants:
            values[slot] = value
        for slot, value in zip(program.start_slots, program.start(run), strict=True):
            values[slot] = as_kernels_take(value)
        for slot, column in zip(program.source_slots, source_columns, strict=True):
            values[slot] = column
        for claim in program.claims:
            claim.check(values[claim.slot])
        for _, function, inputs, outputs, over, in_place in program.steps:
            if in_place is not None and in_place.is_free(values):
                function = in_place.run
            results = function(n, *[values[slot] for slot in inputs])
            if isinstance(outputs, int):
                values[outputs] = results
            else:
                for slot, result in zip(outputs, results, strict=True):
                    values[slot] = result
            for slot in over:
                values[slot] = None
        return [
            _packed(values[slot], deferred) if batched else np.broadcast_to(values[slot], (n, *np.shape(values[slot])))
            for slot, batched, deferred in program.results
        ]

    def _grow(self, columns: Sequence[Any], n: int) -> None:
        size = sum(column.nbytes for column in columns if isinstance(column, (np.ndarray, CompactColumn, UnwrittenColumn)))
        if size:
            self._most = max(1, min(MOST_RECORDS, BLOCK_BYTES * n // size))
        self._limit = min(2 * self._limit, MOST_RECORDS)

    def _replay(self, run: RunContext, lease: Lease, room: _Room, used: _Used) -> None:
        """Run a block that failed record by record, up to the record that fails again; its error is raised."""
        self.replayed += 1
        for index in range(lease.n):
            try:
                fed = (None if column is None else record_of(column, index) for column in lease.columns)
                room.put(self._element(self._one_by_one(run, *fed)), 1, self._operation)
            except CancelledError:
                raise
            except BaseException as error:
                used.records = index + 1
                reported = at_place(as_reported(error, self._operation), lease.where(index))
                if reported is error:
                    raise
                raise reported from (reported.__cause__ or error)
            used.records = index + 1

    def _element(self, values: Sequence[Any]) -> list[Any]:
        """The columns of one element: in compact form where it is of the shape that was claimed, otherwise in full."""
        compact, full = ([stack_records([as_kernels_take(value)]) for value in part] for part in _halves(values))
        return [
            CompactColumn(short, deferred) if deferred is not None and short.shape[1:] == deferred.shape else long
            for short, long, (_, _, deferred) in zip(compact, full, self._program.results, strict=True)
        ]


def _halves(values: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    return values[: len(values) // 2], values[len(values) // 2 :]


class _Used:
    """How many records of a block are done with: in the sink, or the one that failed."""

    records = 0


def _packed(column: Any, deferred: DeferredSteps | None) -> Any:
    """A column as the sink gets it: a `CompactColumn` where steps are deferred."""
    if deferred is None:
        return column
    if type(column) is UnwrittenColumn:
        column = column.written()
    if not isinstance(column, np.ndarray) or column.shape[1:] != deferred.shape:
        raise invalid("the records have another shape than the program has claimed")
    return CompactColumn(column, deferred)


class _Room:
    """Reserved room in a sink."""

    def __init__(self, sink: BlockSink, reserved: int) -> None:
        self._sink = sink
        self._left = reserved

    def put(self, columns: Sequence[Any], n: int, operation: Operation) -> None:
        """Put n elements in. Raises OpError in the name of the sink's operation."""
        with _named(operation):
            self._sink.put(columns, n, n)
        self._left -= n

    def release(self) -> None:
        """Give back what was not used."""
        if self._left:
            self._sink.release(self._left)
            self._left = 0


class _named:
    """Errors that arise inside carry the operation's name."""

    def __init__(self, operation: Operation | None) -> None:
        self._operation = operation

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, Exception):
            named = from_kernel(error, self._operation)
            if named is not None:
                raise named from error


class _Nothing:
    """A lease of a program that reads no records: its elements are drawn or constant."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.columns: Sequence[Any] = ()

    def commit(self, used: int) -> None:
        """Nothing was taken."""

    def where(self, index: int) -> None:
        """Nowhere."""
