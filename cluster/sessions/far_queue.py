"""Queues of other tasks at the ends of programs that run in blocks: a call moves a block."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from headrace.formats.records import RawRecord
from headrace.graph.blocks.deferred import CompactColumn
from headrace.graph.blocks.origins import Origin
from headrace.graph.blocks.unwritten import UnwrittenColumn
from headrace.graph.core.operation import Operation
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import DeadlineExceededError
from headrace.pipeline.queues.raw_elements import raw_element

from .lateness import late

if TYPE_CHECKING:
    from .masters import ClusterMaster


class _FarQueue:
    """A queue of another task.

    Args:
      master: of the session.
      operation: what puts elements into it, or takes them out; errors name it.
    """

    def __init__(self, master: ClusterMaster, operation: Operation) -> None:
        self._master = master
        self._operation = operation
        self._queue = operation.inputs[0].op
        self._task = master.task_of(self._queue)
        master.tell_of(self._queue)

    def _use(self, method: str, run: RunContext, *arguments: Any) -> Any:
        master = self._master
        call = master.remote(self._task).use_queue(master.name, self._queue.name, method, run.seconds_left(), arguments)
        try:
            return call.result(run, self._operation.graph)
        except DeadlineExceededError as error:
            raise late(error, self._operation, self._task) from None


class FarSink(_FarQueue):
    """A queue of another task as the end of a block, see `BlockSink`."""

    def __init__(self, master: ClusterMaster, operation: Operation) -> None:
        super().__init__(master, operation)
        self._of_thread = threading.local()  # `number`: of the room that it has reserved last

    def reserve(self, limit: int, run: RunContext) -> int:
        reserved: int
        self._of_thread.number, reserved = self._use("reserve", run, limit)
        return reserved

    def put(self, columns: Sequence[Any], n: int, reserved: int, origin: Origin | None = None) -> None:
        whole = [_whole(column) for column in columns]
        self._use("put", self._master.session.context, self._of_thread.number, whole, n, reserved)

    def release(self, reserved: int) -> None:
        self._use("release", self._master.session.context, self._of_thread.number, reserved)


def _whole(column: Any) -> Any:
    """A column as it can be sent: what steps behind the queue would compute of it is computed here."""
    if isinstance(column, CompactColumn):
        return column.expanded()
    return column.written() if isinstance(column, UnwrittenColumn) else column


class FarSource(_FarQueue):
    """A queue of another task as the beginning of a block, see `BlockSource`.

    A call waits for elements and takes them on trial, so `wait_ready` has what `lease` gives.
    """

    def __init__(self, master: ClusterMaster, operation: Operation) -> None:
        super().__init__(master, operation)
        self._of_thread = threading.local()  # `taken`: the _FarLease that `wait_ready` has brought; `limit`: of the last block

    def wait_ready(self, run: RunContext) -> None:
        if getattr(self._of_thread, "taken", None) is None:
            number, n, columns = self._use("lease", run, getattr(self._of_thread, "limit", 1))
            self._of_thread.taken = _FarLease(self, number, n, columns)

    def lease(self, limit: int) -> _FarLease:
        taken, self._of_thread.taken = getattr(self._of_thread, "taken", None), None
        self._of_thread.limit = limit
        if taken is None:
            return _FarLease(self, -1, 0, [])
        return taken.at_most(limit)

    def commit(self, number: int, used: int) -> None:
        """Keep the first `used` elements of a lease; nobody waits for it."""
        master = self._master
        master.remote(self._task).use_queue(master.name, self._queue.name, "commit", None, (number, used))


class _FarLease:
    """Elements on trial. Those that a thread which ends has not used go back."""

    def __init__(self, source: FarSource, number: int, n: int, columns: Sequence[Any]) -> None:
        self._commit = weakref.finalize(self, source.commit, number, 0) if n else None
        self._source = source
        self._number = number
        self.n = n
        self.columns = columns

    def at_most(self, limit: int) -> _FarLease:
        """The first `limit` elements; the others go back when these are used."""
        if self.n > limit:
            self.n = limit
            self.columns = [column[:limit] for column in self.columns]
        return self

    def commit(self, used: int) -> None:
        if self._commit is not None and self._commit.detach():
            self._source.commit(self._number, used)

    def where(self, index: int) -> str | None:
        """An element of a queue has no place of its own."""
        return None

    def raw(self, index: int) -> RawRecord:
        """An element as it was in the queue."""
        return raw_element([column[index] for column in self.columns])

    def places(self) -> None:
        """The same."""
