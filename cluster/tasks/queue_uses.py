"""What sessions of other processes do with the queues of a task, block by block: see `pipeline.queues.leases`."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from typing import Any

from headrace.graph.blocks.deferred import expanded
from headrace.graph.execution.session import Session
from headrace.graph.runtime.run_context import RunContext
from headrace.pipeline.queues.leases import Lease
from headrace.pipeline.queues.queue import Queue


class QueueUses:
    """The room and the elements that one session holds in queues of a task, until they are used or it is gone.

    Args:
      session: the part of it that is in the task.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        # Guarded by _lock:
        self._reserved: dict[int, tuple[Queue, int]] = {}
        self._leases: dict[int, Lease] = {}
        self._is_over = False

    def _queue(self, name: str) -> Queue:
        operation = self._session.graph.get_operation_by_name(name)
        queue: Queue = operation.definition.kernel_of(operation, self._session)[0]()
        return queue

    def reserve(self, queue: str, context: RunContext, limit: int) -> tuple[int, int]:
        """Wait for room for an element; take room for `limit` at most. Gives a number for it, and for how many it is."""
        found = self._queue(queue)
        room = found.reserve(limit, context)
        with self._lock:
            if not self._is_over:
                number = next(self._numbers)
                self._reserved[number] = (found, room)
                return number, room
        found.release(room)
        raise self._session._refusal()

    def put(self, queue: str, context: RunContext, number: int, columns: Sequence[Any], n: int, reserved: int) -> None:
        """Put n elements into `reserved` of the room that has a number, and give the rest of these back.

        Where they are refused the room stays reserved: record by record some of them may go in.
        """
        self._queue(queue).signature.check_elements(columns)
        found = self._taken_of(number, reserved)
        try:
            found.put_reserved(columns, n, reserved)
        except BaseException:
            with self._lock:
                _, room = self._reserved.get(number, (found, 0))
                self._reserved[number] = (found, room + reserved)
            raise

    def release(self, queue: str, context: RunContext, number: int, reserved: int) -> None:
        """Give room back."""
        self._taken_of(number, reserved).release(reserved)

    def _taken_of(self, number: int, reserved: int) -> Queue:
        with self._lock:
            if number not in self._reserved:
                raise self._session._refusal()
            queue, room = self._reserved.pop(number)
            if room > reserved:
                self._reserved[number] = (queue, room - reserved)
        return queue

    def lease(self, queue: str, context: RunContext, limit: int) -> tuple[int, int, Sequence[Any]]:
        """Wait for an element, and take up to `limit` on trial. Gives a number for them, how many they are, the columns."""
        found = self._queue(queue)
        while True:
            found.wait_ready(context)
            lease = found.lease(limit)
            if lease.n:
                break
        with self._lock:
            if not self._is_over:
                number = next(self._numbers)
                self._leases[number] = lease
                return number, lease.n, expanded(lease.columns)
        lease.commit(0)
        raise self._session._refusal()

    def commit(self, queue: str, context: RunContext, number: int, used: int) -> None:
        """Keep the first `used` elements of a lease; the others go back to the front of the queue."""
        with self._lock:
            lease = self._leases.pop(number, None)
        if lease is not None:
            lease.commit(used)

    def give_back(self) -> None:
        """Give all of it back: the session is over, or whoever had it is gone."""
        with self._lock:
            self._is_over = True
            leases, self._leases = self._leases, {}
            reserved, self._reserved = self._reserved, {}
        for lease in leases.values():
            lease.commit(0)
        for queue, room in reserved.values():
            queue.release(room)
