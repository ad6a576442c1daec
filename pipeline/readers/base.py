"""Readers without a graph: they take file names from a queue and give the records in the files.

A reader gives single records to `read`, and whole blocks to runner threads through `wait_ready` and `lease`. Either way
each record is given once, in the file's order; all records before a fault are given before its error is raised; a file
that raised an error is left behind.

Source of the semantics: tf.ReaderBase, TensorFlow 1.15, which repeats a damaged file's error for ever, and ends the input at
a file that is shorter than its header.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from headrace.formats import proto as messages
from headrace.formats.files.pipes import waiting_by
from headrace.formats.files.small import small_contents
from headrace.formats.records import Records
from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.holder import OfProcess
from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.runtime.turns import reading_a_file
from headrace.graph.types.errors import CancelledError, OutOfRangeError, UnimplementedError

from ..queues import Queue
from .bad_files import BadFiles
from .cancellation import cancelled_with
from .file_blocks import FileBlocks, NoMoreBlocks
from .file_kind import NO_RECORDS, FileKind
from .leases import ReaderLease, SpanLease
from .serialized_state import parse_state, serialized_state
from .spans import read_on


class Reader(OfProcess, FileKind):
    """Gives the records of files whose names come from a queue.

    One thread at a time looks for more records (`_searcher`), others wait for it. Taking what is at hand needs the lock only.

    Args:
      name: what messages call the reader.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._changed = Condition()
        self._lock = self._changed.lock
        # Guarded by _lock:
        self._searcher: int | None = None  # the thread that looks for more records
        self._waiting: list[RunContext] = []  # the runs that wait for it
        self._records = NO_RECORDS
        self._next = 0  # of _records
        self._returned: list[Records] = []  # what was leased and is given again, before all else
        self._blocks: Iterator[Records] | None = None  # the rest of the file at work
        self._given = 0  # records of that file which have been read
        self._work = b""
        self._finished = 0
        self._produced = 0
        self._over: str | None = None  # why it reads no more
        self.bad = BadFiles()  # what becomes of those; only used by who searches
        self._quick = True  # whether small files were read quickly; only used by who searches

    # -- single records ------------------------------------------------------------------------------------------------

    def read(self, queue: Queue, run: RunContext = FOREVER) -> tuple[bytes, bytes]:
        """The next record: (key, value). Takes a file name from `queue` when the last file is read through.

        Raises:
          OutOfRangeError: the queue is closed and empty: there are no more files.
          NotFoundError, DataLossError, ...: the file cannot be read (on).
        """
        while True:
            with self._lock:
                records, at = self._records, self._next
                if self._returned:
                    records, at = self._take_locked(1), 0
                elif at < len(records):
                    self._next = at + 1
                    self._count_locked(1)
            if at < len(records):
                self.note(records, at, run)
                return records.key(at), records[at]
            self.wait_ready(queue, run)

    def read_up_to(self, queue: Queue, n: int, run: RunContext = FOREVER) -> Records:
        """Up to n records of one file: at least one, fewer than n where the file ends.

        Raises: as `read`.
        """
        if n <= 0:
            return NO_RECORDS
        while True:
            self.wait_ready(queue, run)
            records = self._gather(queue, n, run)
            if len(records):
                for at in range(len(records)) if run.taken is not None else ():
                    self.note(records, at, run)
                return records

    def _gather(self, queue: Queue, n: int, run: RunContext) -> Records:
        """Up to n records of the file at work, from as many of its blocks as it takes."""
        parts: list[Records] = []
        missing = n

        def gather() -> None:
            nonlocal missing
            while missing:
                part = self._taken(missing)
                if len(part) and parts and part.path != parts[0].path:  # what another thread has given back
                    self._give_back(part)
                    break
                if len(part):
                    parts.append(part)
                    missing -= len(part)
                elif self._blocks is None or not self._next_block(run):
                    break

        self._search(gather, run)
        return Records.joined(parts) if parts else NO_RECORDS

    # -- blocks --------------------------------------------------------------------------------------------------------

    def wait_ready(self, queue: Queue, run: RunContext = FOREVER) -> None:
        """Return once there is a record at hand; take none. Raises as `read`."""
        if self._returned or self._next < len(self._records):
            return

        def find_records() -> None:
            while not self._returned and self._next >= len(self._records):
                if self._blocks is None:
                    try:
                        name = queue.take(run)[0]
                    except OutOfRangeError:
                        if self._returned:  # meanwhile
                            return
                        raise
                    self._start(bytes(name) if isinstance(name, bytes) else str(name).encode())
                    if self._has_read_small():
                        continue
                self._next_block(run)

        self._search(find_records, run)

    def lease(self, limit: int, queue: Queue | None = None) -> ReaderLease:
        """Up to `limit` of the records at hand, perhaps none; see `ReaderLease`.

        The records at hand are taken in equal parts: a small rest would cost as much as a block. Where they are too few,
        and end with a small file, those of the next small files in `queue` are taken, too.
        """
        with self._lock:
            ready = len(self._returned[0]) if self._returned else len(self._records) - self._next
            parts = -(-ready // limit) or 1
            records = self._take_locked(-(-ready // parts))
            if (
                queue is None
                or not 0 < len(records) < limit
                or self._searcher is not None
                or self._returned
                or self._next < len(self._records)
                or type(self._blocks) is not NoMoreBlocks
            ):
                return ReaderLease(self, records)
            self._searcher = threading.get_ident()
        try:
            return self._lease_on(records, limit - len(records), queue)
        finally:
            self._end_search()

    def _lease_on(self, records: Records, wanted: int, queue: Queue) -> ReaderLease:
        """A lease of `records`, which end the file at work, and of those of the files after it."""
        lease = ReaderLease(self, records)
        blocks = self._blocks
        try:
            span = read_on(queue, wanted, max(1, self._given), self._quick, self.records_of)
        except BaseException:
            lease.commit(0)
            raise
        if span is None:
            return lease
        self._quick = span.quick
        whole = SpanLease(self, records, span, min(wanted, len(span)), (self._work, self._given))
        with self._lock:
            if blocks is self._blocks:  # not reset meanwhile
                self._at_file_locked(whole.at, whole.rest)
                self._count_files_locked(whole.files)
                self._count_locked(whole.n - len(records))
                return whole
        span.names.commit(0)
        return lease

    def _at_file_locked(self, at: tuple[bytes, int], rest: Records) -> None:
        """A small file is at work, of which `rest` is to be read."""
        self._work, self._given = at
        self._records, self._next = rest, 0
        self._blocks = NoMoreBlocks()

    def _take_back(self, lease: SpanLease, used: int) -> int:
        """Take back all but the first `used` records of a lease. Returns how many of its files stay begun."""
        with self._lock:
            if self._over is not None:
                return lease.files
            self._count_locked(used - lease.n)
            if self._records is not lease.rest or self._next or self._returned or type(self._blocks) is not NoMoreBlocks:
                self._returned[:0] = lease.parts(used)  # others have gone on from there
                return lease.files
            files, at, rest = lease.state_after(used)
            self._at_file_locked(at, rest)
            self._count_files_locked(files - lease.files)
            return files

    def _give_back(self, records: Records) -> None:
        """Take back records that were leased and not used. Others may have leased more meanwhile."""
        with self._lock:
            if self._over is not None:
                return
            self._count_locked(-len(records))
            self._returned.insert(0, records)

    # -- what it has done ----------------------------------------------------------------------------------------------

    @property
    def records_produced(self) -> int:
        """How many records it has given."""
        return self._produced

    @property
    def work_units_completed(self) -> int:
        """How many files it has read through."""
        return self._finished

    def reset(self) -> None:
        """Forget the file at work and all counts."""
        with self._lock:
            self._restore_locked(messages.reader_state_pb2.ReaderBaseState())

    def leave_file(self) -> None:
        """Forget the file at work; counts stay."""
        with self._lock:
            self._records, self._next, self._returned, self._blocks = NO_RECORDS, 0, [], None

    def forget_threads(self) -> None:
        self._searcher = None

    def let_go(self, reason: str) -> None:
        """Close the file at work, and read no more: CancelledError(reason) for who tries. The session is closed."""
        with self._lock:
            self._over = reason
            self.leave_file()

    def serialize_state(self) -> bytes:
        """The state as TensorFlow's ReaderBaseState message. Raises UnimplementedError where a file may be half read."""
        if not self.serializable:
            raise UnimplementedError(None, None, "Reader SerializeState")
        with self._lock:
            return serialized_state(self._work, self._finished, self._produced)

    def restore_state(self, state: bytes) -> None:
        """Go on from a serialized state, as new where that fails. Raises InvalidArgumentError, or as `serialize_state`."""
        message = messages.reader_state_pb2.ReaderBaseState()
        try:
            if not self.serializable:
                raise UnimplementedError(None, None, "Reader RestoreState")
            message = parse_state(state, self.name)
        finally:
            with self._lock:
                self._restore_locked(message)

    def _restore_locked(self, state: messages.reader_state_pb2.ReaderBaseState) -> None:
        self.leave_file()
        self._work = state.current_work
        self._finished = state.work_finished
        self._produced = state.num_records_produced

    # -- looking for more ----------------------------------------------------------------------------------------------

    def _search(self, look: Callable[[], None], run: RunContext) -> None:
        """Call `look` as the one thread that looks for more records."""
        try:
            with self._lock:
                self._waiting.append(run)
                try:
                    run.about_to_wait()
                    run.wait_for(self._changed, lambda: self._searcher is None)
                finally:
                    self._waiting.remove(run)
                self._searcher = threading.get_ident()
            self.bad.run = run
            look()
            self._end_search()
        except BaseException:  # also a signal's, wherever it comes
            self._end_search()
            raise

    def _end_search(self) -> None:
        with self._lock:
            if self._searcher == threading.get_ident():
                self._searcher = None
                self._changed.notify_all()

    def _start(self, name: bytes) -> None:
        self.bad.begin_file()
        with self._lock:
            if self._over is not None:
                raise CancelledError(None, None, self._over)
            self._work, self._given = name, 0
            self._blocks = FileBlocks(self.open_told, name)

    def open_told(self, path: str) -> Iterator[Records]:
        """The records of a file, with what is damaged left out, where someone says so."""
        return self.open_good(path, self.bad.tell) if self.bad.are_told() else self.open(path)

    def _has_read_small(self) -> bool:
        """Read the file at work at once if it is a small one; False where nothing was done."""
        blocks = self._blocks
        if not self.takes_contents:
            return False
        with reading_a_file() as reading:
            contents = small_contents([self._work])
            reading.counts = contents.files > 0
        if not contents.files:
            return False
        records, firsts = self.records_of(contents)
        if len(firsts) == 1:
            return False
        records.path = self._work.decode(errors="surrogateescape")
        with self._lock:
            if blocks is self._blocks:  # not reset meanwhile
                self._at_file_locked((self._work, len(records)), records)
        return True

    def _next_block(self, run: RunContext) -> bool:
        """Read the next block of the file at work; False where it has ended."""
        blocks = self._blocks
        if blocks is None:
            return False  # reset meanwhile
        try:
            with waiting_by(cancelled_with(run)), reading_a_file() as reading:
                block = next(blocks, None)
                reading.counts = block is not None
            return self._has_come(block, blocks)
        except Exception as error:
            with self._lock:
                self._blocks = None  # the rest of a damaged file is out of reach
            if not self.bad.leaves_out(error, self._work, self._given):
                raise
            return False
        except BaseException:
            with self._lock:
                if blocks is self._blocks:  # a signal has ended it: read on from where it was
                    self._blocks = FileBlocks(self.open_told, self._work, self._given)
            raise

    def _has_come(self, block: Records | None, blocks: Iterator[Records]) -> bool:
        count = 0 if block is None else len(block)
        with self._lock:
            if blocks is not self._blocks:
                return False  # reset meanwhile
            if block is None:
                self._blocks = None
                self._count_files_locked(1)
                return False
            self._records, self._next = block, 0
            self._given += count
        self.bad.passed(count)
        return True

    def _taken(self, limit: int) -> Records:
        with self._lock:
            return self._take_locked(limit)

    def _take_locked(self, limit: int) -> Records:
        if self._returned:
            back = self._returned.pop(0)
            records = back[:limit]
            if len(back) > limit:
                self._returned.insert(0, back[limit:])
        else:
            records = self._records[self._next : self._next + limit]
            self._next += len(records)
        self._count_locked(len(records))
        return records

    def _count_locked(self, records: int) -> None:
        self._produced += records
        if self.serializable:
            self._finished += records

    def _count_files_locked(self, files: int) -> None:
        if not self.serializable:  # else they count with their records
            self._finished += files
