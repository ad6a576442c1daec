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

from .batch_rules import record_of, stack_records
from .errors import CancelledError, as_reported, at_place, from_kernel
from .expansion import Expansion, Packed
from .graph import Operation
from .quiet import quietly
from .run_context import RunContext

MOST_RECORDS = 1024
"""Records in a block at most: beyond this the cost per block no longer shows."""
BLOCK_BYTES = 4 << 20
"""Bytes that a block's elements may have: beyond this the cost per block no longer shows in pictures either."""


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
        """Put n elements into reserved room and give the rest of it back. Columns may be `Packed`.

        Raises InvalidArgumentError for bad shapes.
        """

    def release(self, reserved: int) -> None:
        """Give reserved room back."""


class NotInBlocks(NamedTuple):
    """Why a program runs record by record."""

    reason: str


class Step(NamedTuple):
    """One op of the block: what it runs, where its inputs are, where its one output or its outputs go, what is over
    after it."""

    operation: Operation
    run: Callable[..., Any]
    inputs: tuple[int, ...]
    outputs: int | tuple[int, ...]
    over: tuple[int, ...]


class Result(NamedTuple):
    """One component of the elements: its slot, whether records have values of their own, what is put off."""

    slot: int
    batched: bool
    expansion: Expansion | None


class BlockPlan:
    """A per-record program compiled for blocks. One per thread: it remembers how large its next block should be.

    Attributes:
      blocks, records: how many it has moved.
      by_record: the ops in it that run record by record inside the block.
      replayed: how many blocks were run again record by record because an op failed.
    """

    def __init__(
        self,
        operation: Operation,
        source_operation: Operation | None,
        source: BlockSource | None,
        sink: BlockSink,
        same_for_all: Callable[[RunContext], tuple],
        steps: Sequence[Step],
        slots: int,
        source_slots: Sequence[int],
        same_slots: Sequence[int],
        results: Sequence[Result],
        by_record: tuple[str, ...],
        single: Callable[..., tuple],
    ) -> None:
        self._operation = operation
        self._source_operation = source_operation
        self._source = source
        self._sink = sink
        self._same_for_all = same_for_all
        self._steps = steps
        self._slots = slots
        self._source_slots = source_slots
        self._same_slots = same_slots
        self._results = results
        self._single = single
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
          OpError: an op failed on a record; the records before it are in the sink, those after it in the source.
        """
        while True:
            if self._source is not None:
                with _named(self._source_operation):
                    self._source.wait_ready(run)
            reserved = self._sink.reserve(min(self._limit, self._most), run)
            if self._source is None:
                return self._move(run, _Nothing(reserved), reserved)
            lease = self._source.lease(reserved)
            if lease.n:
                return self._move(run, lease, reserved)
            self._sink.release(reserved)

    def _move(self, run: RunContext, lease: Lease, reserved: int) -> int:
        room = _Room(self._sink, reserved)
        used = 0
        failure: BaseException | None = None
        try:
            try:
                columns = quietly(self._compute, run, lease.n, lease.columns)
                room.put(columns, lease.n, self._operation)
                used = lease.n
                self._grow(columns, used)
            except CancelledError:  # the sink was closed: nothing is wrong with the records
                raise
            except BaseException:
                used, failure = self._replay(run, lease, room)
        finally:
            room.release()
            lease.commit(used)
        self.blocks += 1
        self.records += used
        if failure is not None:
            raise failure
        return used

    def _compute(self, run: RunContext, n: int, source_columns: Sequence[Any]) -> list[Any]:
        values: list[Any] = [None] * self._slots
        for slot, column in zip(self._source_slots, source_columns, strict=True):
            values[slot] = column
        for slot, value in zip(self._same_slots, self._same_for_all(run), strict=True):
            values[slot] = value
        operation = self._operation
        try:
            for operation, function, inputs, outputs, over in self._steps:  # noqa: B007 - an error names it
                results = function(n, *[values[slot] for slot in inputs])
                if isinstance(outputs, int):
                    values[outputs] = results
                else:
                    for slot, result in zip(outputs, results, strict=True):
                        values[slot] = result
                for slot in over:
                    values[slot] = None
        except Exception as error:
            named = from_kernel(error, operation)
            if named is None:
                raise
            raise named from error
        return [
            _packed(values[slot], expansion) if batched else np.broadcast_to(values[slot], (n, *np.shape(values[slot])))
            for slot, batched, expansion in self._results
        ]

    def _grow(self, columns: Sequence[Any], n: int) -> None:
        size = sum(column.nbytes for column in columns if isinstance(column, (np.ndarray, Packed)))
        if size:
            self._most = max(1, min(MOST_RECORDS, BLOCK_BYTES * n // size))
        self._limit = min(2 * self._limit, MOST_RECORDS)

    def _replay(self, run: RunContext, lease: Lease, room: _Room) -> tuple[int, BaseException | None]:
        """Run a block that failed record by record, up to the record that fails again.

        Returns:
          how many records were used, the bad one among them, and its error (None if none failed this time).
        """
        self.replayed += 1
        for index in range(lease.n):
            try:
                fed = (None if column is None else record_of(column, index) for column in lease.columns)
                values = self._single(run, *fed)
                with _named(self._operation):
                    columns = [
                        _packed(stack_records([value]), result.expansion)
                        for value, result in zip(values, self._results, strict=True)
                    ]
                room.put(columns, 1, self._operation)
            except CancelledError:
                raise
            except BaseException as error:
                return index + 1, at_place(as_reported(error, self._operation), lease.where(index))
        return lease.n, None


def _packed(column: Any, expansion: Expansion | None) -> Any:
    """A column as the sink gets it: those with work put off as `Packed`."""
    if expansion is None or not isinstance(column, np.ndarray):
        return column
    if column.shape[1:] != expansion.shape:  # `set_shape` has claimed too much: what comes of it fails here
        return expansion.run(len(column), column)
    return Packed(column, expansion)


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
