"""Programs that processes of their own repeat: the `input_workers` of `batch` and the like.

Each process, a worker, has a copy of the program with a session of its own, in which one thread repeats it. Here a thread for
each takes elements from the queue that the program takes from, most often names of files, hands them to its worker, and puts
into the queue of the program's elements what the worker makes of them. It takes a few at a time: one where each is much work,
up to `_MOST` where they are little. What a worker makes of the elements that it is handed comes in the order in which one
thread makes it here, so whoever starts another worker in place of one that has died knows what has come.

What a worker is, a layer above knows (`above`): here nothing is said of other processes.
"""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from headrace.formats import proto as messages
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BLOCKING, BRANCHING, DRAWS, PURE, READS, RESOURCE, USER_CODE
from headrace.graph.core.traversal import topological_order
from headrace.graph.execution.session import Session
from headrace.graph.graphdef.export import function_def, functions_called, node_def, versions
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.watched.above import above
from headrace.graph.types.errors import FailedPreconditionError

from ..bad_records.policy import in_force
from ..queues import Queue
from ..queues.kinds.fifo import FIFO
from ..queues.kinds.random_shuffle import RANDOM_SHUFFLE
from ..queues.ops import DEQUEUE, ENQUEUE, ENQUEUE_MANY
from ..queues.queue_base import QueueBase
from ..queues.queue_kind import makes_queue
from ..readers.graph import READ, READ_UP_TO
from ..runners.coordinator import Coordinator
from ..runners.program_queues import taken_queues
from ..runners.queue_runner import QueueRunner
from ..runners.work import Work

_MOST = 32
"""Elements that a worker is handed at once at most."""

_LITTLE_WORK = 0.2
"""Seconds: a worker that has done what it was handed sooner is handed more the next time."""

_SEEDS_APART = 1_000_003

_ALLOWED = PURE | READS | DRAWS | BRANCHING


class Part(NamedTuple):
    """What a worker does.

    Attributes:
      graph: a serialized GraphDef of all that the program needs. Its queue keeps the order.
      runner: a serialized QueueRunnerDef that repeats the program in one thread.
      takes, feeds: the names of the queues that it takes from and puts into.
    """

    graph: bytes
    runner: bytes
    takes: str
    feeds: str


class Worker(Protocol):
    """A process that repeats a program."""

    def elements(self, columns: Sequence[Any], run: RunContext) -> Iterator[tuple[Sequence[Any], int]]:
        """What the program makes of elements: blocks, columns and how many rows they have, in order, each once.

        Args:
          columns: the components of the elements.
          run: what may end the wait.
        Raises:
          what the program raises, after all that comes before; AbortedError: there is no process that does it.
        """

    def close(self) -> None:
        """End the process, whatever it does. It may be used again: another one begins then."""


class WorkersRunner(QueueRunner):
    """A QueueRunner whose programs are repeated by processes of their own, one each.

    Args:
      queue: the queue.
      enqueue_ops: what each of them repeats.
      keep: which elements are put in.

    Raises:
      ValueError: a program does what another process cannot do in its place, or bad records are to be left out.
    """

    def __init__(self, queue: QueueBase, enqueue_ops: Sequence[Any], keep: Tensor) -> None:
        operations = [op.op if isinstance(op, Tensor) else op for op in enqueue_ops]
        super().__init__(queue, operations)
        if in_force():
            raise ValueError("input_workers: not inside of bad_records, which knows nothing of other processes")
        for op in topological_order([keep]):
            if DRAWS in op.definition.traits:
                raise ValueError(
                    f"input_workers: {op.name!r} draws what is kept: a worker that is begun again would keep others"
                )
        for operation in dict.fromkeys(operations):
            _check(operation)

    def create_threads(
        self, sess: Any, coord: Coordinator | None = None, daemon: bool = False, start: bool = False
    ) -> list[Any]:
        """As of a QueueRunner.

        Raises:
          ValueError: the operations are not of the session's graph.
          FailedPreconditionError: a queue is in another task.
          UnimplementedError, UnavailableError: there is nothing that could start processes.
        """
        above("input_worker").check()
        ends = [queue for op in self._enqueue_ops for queue in taken_queues([op])]
        for queue in (*ends, self._queue.queue_ref.op):
            if sess.master is not None and not sess.master.is_here(queue):
                message = (
                    f"input_workers: queue {queue.name!r} is in another task; a session can have them where its queues are"
                )
                raise FailedPreconditionError(None, None, message)
        return super().create_threads(sess, coord, daemon, start)

    def _repeaters(self, work: Work) -> list[Callable[[Operation], None]]:
        work.status.elsewhere = True
        graph = work.session.graph
        handings = []
        for number, operation in enumerate(self._enqueue_ops):
            name = f"input worker {number} of {self.name!r}"
            worker = above("input_worker")(name, self._part(work.session, number, operation), graph)
            handings.append(_Handing(work, operation, self._queue, worker))
        return [functools.partial(_hand_out, work, handing) for handing in handings]

    def _part(self, session: Session, number: int, operation: Operation) -> Part:
        graph = messages.graph_pb2.GraphDef(versions=versions())
        ends = [session.graph.as_graph_element(op) for op in (self._close_op, self._cancel_op)]
        operations = topological_order([operation, *ends])
        graph.node.extend(_node(op, number) for op in operations)
        graph.library.function.extend(map(function_def, functions_called(operations)))
        runner = self.to_proto()
        assert runner is not None
        runner.enqueue_op_name[:] = [operation.name]
        (takes,) = taken_queues([operation])
        return Part(graph.SerializeToString(), runner.SerializeToString(), takes.name, self._queue.queue_ref.op.name)


def _hand_out(work: Work, handing: _Handing, operation: Operation) -> None:
    """One thread."""
    with contextlib.closing(handing.worker):
        work.repeat_otherwise(operation, "is repeated by another process", handing)


class _Handing:
    """A step of a thread: a few elements are taken and handed to its worker, what it makes of them is put in."""

    def __init__(self, work: Work, operation: Operation, queue: Any, worker: Worker) -> None:
        self._work = work
        self._run = work.status.context
        self._taken = _queue_of(taken_queues([operation])[0], work.session)
        self._fed = _queue_of(queue.queue_ref.op, work.session)
        self.worker = worker
        self._most = 1

    def __call__(self) -> None:
        if self._work.session.is_deterministic and self._work.status.threads > 1:
            raise FailedPreconditionError(None, None, "input_workers: more than one keep no order; deterministic asks for one")
        self._taken.wait_ready(self._run)
        lease = self._taken.lease(self._most)
        if not lease.n:
            return
        began = time.monotonic()
        try:
            for columns, n in self.worker.elements(lease.columns, self._run):
                self._put(columns, n)
                if self._work.status.winding_up:  # one beside it has failed: what it has is in, and no more is wanted
                    break
        finally:
            lease.commit(lease.n)
        is_little = time.monotonic() - began < _LITTLE_WORK
        self._most = min(_MOST, 2 * self._most) if is_little else max(1, self._most // 2)

    def _put(self, columns: Sequence[Any], n: int) -> None:
        done = 0
        while done < n:
            room = self._fed.reserve(n - done, self._run)
            self._fed.put_reserved([column[done : done + room] for column in columns], room, room)
            done += room


def _queue_of(operation: Operation, session: Any) -> Queue:
    queue: Queue = operation.definition.kernel_of(operation, session)[0]()
    return queue


def _check(operation: Operation) -> None:
    """Raises ValueError where a program does what another process cannot do in its place."""
    operations = topological_order([operation])
    takes = [op for op in operations if BLOCKING in op.definition.traits and op.definition not in (ENQUEUE, ENQUEUE_MANY)]
    if len(takes) != 1 or takes[0].definition not in (DEQUEUE, READ, READ_UP_TO) or len(taken_queues([operation])) != 1:
        names = ", ".join(repr(op.name) for op in takes) or "none"
        message = (
            f"input_workers: {operation.name!r} must take from one queue, once: by a reader or dequeue(); it does by {names}"
        )
        raise ValueError(message)
    for op in operations:
        traits = op.definition.traits
        if (traits & _ALLOWED and USER_CODE not in traits) or op in takes or op.definition in (ENQUEUE, ENQUEUE_MANY):
            continue
        if not (RESOURCE in traits and (makes_queue(op) or op in {tensor.op for tensor in takes[0].inputs})):
            raise ValueError(
                f"input_workers: {operation.name!r} needs {op.name!r} ({op.type}), which is in this process: a program may"
                " only read, decode and compute"
            )


def _node(operation: Operation, number: int) -> Any:
    """The node of an operation as worker `number` has it: queues keep the order, seeds are the worker's own."""
    node = node_def(operation)
    node.device = ""
    node.attr.pop("_class", None)
    if operation.definition is RANDOM_SHUFFLE.op:
        node.op = FIFO.op.type
        for name in ("min_after_dequeue", "seed", "seed2"):
            node.attr.pop(name, None)
    elif DRAWS in operation.definition.traits and (node.attr["seed"].i or node.attr["seed2"].i):
        node.attr["seed2"].i += _SEEDS_APART * number
    return node
