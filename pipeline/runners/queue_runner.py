"""QueueRunner: threads that keep a queue full, block by block where the program allows it."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.doors import door
from headrace.formats.exports import export, export_module
from headrace.formats.forks import renewed
from headrace.graph.checkpoints.pipelines import register as register_state
from headrace.graph.core.default_stacks import get_default_session
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.execution.session import Session
from headrace.graph.graphdef.collection_protos import register_class
from headrace.graph.runtime import blas_threads
from headrace.graph.runtime.steps.movement import gate_of
from headrace.graph.types import errors

from ..bad_records.policy import in_force
from ..diagnosis import diagnosis
from ..diagnosis.runner_status import CLOSED, RunnerStatus, RunnerStatuses, RunnerThread
from ..queues import Queue
from ..queues.queue_base import QueueBase
from . import uncompiled
from .bad_records import summarize
from .coordinator import Coordinator
from .program_queues import NamedQueue, can_take_turns, closed_queues, taken_queues
from .work import Work

export_module("train.queue_runner")

_log = logging.getLogger("headrace")


@export("train.QueueRunner")
class QueueRunner:
    """Enqueue operations of a queue, each to be repeated in a thread of its own.

    Args:
      queue: the queue.
      enqueue_ops: operations that put elements in; the same one may stand in the list several times.
      close_op: run when the last thread ends; closes the queue so that what is in it can still be taken.
      cancel_op: run when the coordinator wants to stop; closes the queue and cancels pending enqueues.
      queue_closed_exception_types: errors that mean the input has ended; OutOfRangeError by default.
      queue_runner_def: a QueueRunnerDef to take all this from, instead of the above.
      import_scope: the scope under which the def's graph was imported.

    Attributes:
      policies: the `bad_records` that were in force where it was made, the innermost first.

    Raises:
      ValueError: no queue or no enqueue operations.
      TypeError: `queue_closed_exception_types` is not a tuple of error classes.
    """

    @door
    def __init__(
        self,
        queue: QueueBase | None = None,
        enqueue_ops: Sequence[Any] | None = None,
        close_op: Any = None,
        cancel_op: Any = None,
        queue_closed_exception_types: tuple | None = None,
        queue_runner_def: Any = None,
        import_scope: str | None = None,
    ) -> None:
        if queue_runner_def is not None:
            if queue is not None or enqueue_ops is not None:
                raise ValueError("queue_runner_def and queue are mutually exclusive.")
            self._from_proto(queue_runner_def, import_scope)
        else:
            self._from_parts(queue, enqueue_ops, close_op, cancel_op, queue_closed_exception_types)
        self.policies = in_force()
        if self.policies and queue is not None:
            summarize(queue)
        self._lock = renewed(threading.Lock())
        # Guarded by _lock:
        self._runs_per_session: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()
        self._exceptions: list[BaseException] = []
        self._statuses: list[weakref.ref[RunnerStatus]] = []

    def _from_parts(
        self, queue: Any, enqueue_ops: Sequence[Any] | None, close_op: Any, cancel_op: Any, closed_types: Any
    ) -> None:
        if queue is None or not enqueue_ops:
            raise ValueError("Must provide queue and enqueue_ops.")
        self._queue = queue
        self._enqueue_ops = list(enqueue_ops)
        self._close_op = close_op if close_op is not None else queue.close()
        self._cancel_op = cancel_op if cancel_op is not None else queue.close(cancel_pending_enqueues=True)
        if closed_types is None:
            closed_types = (errors.OutOfRangeError,)
        elif not isinstance(closed_types, tuple) or not closed_types:
            raise TypeError("queue_closed_exception_types, when provided, must be a tuple of tf.error types")
        if not all(issubclass(kind, errors.OpError) for kind in closed_types):
            raise TypeError(f"queue_closed_exception_types must hold classes of tf.errors; got {closed_types}")
        self._closed_types = closed_types

    def _from_proto(self, definition: messages.queue_runner_pb2.QueueRunnerDef, import_scope: str | None) -> None:
        graph = get_default_graph()
        prefix = f"{import_scope}/" if import_scope else ""

        def named(name: str) -> Operation:
            return graph.get_operation_by_name(prefix + name)

        queue = named(definition.queue_name)
        self._queue = NamedQueue(queue)
        self._enqueue_ops = [named(name) for name in definition.enqueue_op_name]
        self._close_op = named(definition.close_op_name)
        self._cancel_op = named(definition.cancel_op_name)
        codes = definition.queue_closed_exception_types
        self._closed_types = tuple(errors.exception_type_from_error_code(code) for code in codes) or (errors.OutOfRangeError,)

    @property
    def queue(self) -> Any:
        """The queue that is fed."""
        return self._queue

    @property
    def enqueue_ops(self) -> list:
        """What the threads run, one each."""
        return self._enqueue_ops

    @property
    def close_op(self) -> Any:
        """What is run when the input ends."""
        return self._close_op

    @property
    def cancel_op(self) -> Any:
        """What is run when the runner is stopped."""
        return self._cancel_op

    @property
    def queue_closed_exception_types(self) -> tuple:
        """The classes of errors that mean that the queue was closed."""
        return self._closed_types

    @property
    def name(self) -> str:
        """The name of the queue."""
        return self._queue.name

    @property
    def exceptions_raised(self) -> list[BaseException]:
        """Errors of threads that had no coordinator to report to."""
        with self._lock:
            return list(self._exceptions)

    def statistics(self) -> list[str]:
        """How each of its threads has run so far, in sessions that are open: in blocks, or record by record and why."""
        with self._lock:
            statuses = [ref() for ref in self._statuses]
        return [text for status in statuses if status is not None for text in status.described()]

    # -- threads -------------------------------------------------------------------------------------------------------

    @door
    def create_threads(
        self, sess: Any, coord: Coordinator | None = None, daemon: bool = False, start: bool = False
    ) -> list[threading.Thread]:
        """The threads that run the enqueue operations in `sess`, and with `coord` one that cancels when it stops.

        Args:
          sess: a Session.
          coord: stops the threads, and is told their errors.
          daemon: whether the threads let the program end while they run.
          start: whether they are started.

        Returns:
          the threads; none where those of an earlier call in this session still run.

        Raises:
          ValueError: the operations are not of the session's graph.
        """
        statuses = diagnosis.statuses_of(sess)
        fed = self.fed_queues()
        elements = [sess.graph.as_graph_element(op) for op in self._enqueue_ops]
        operations = [element.op if isinstance(element, Tensor) else element for element in elements]
        status = RunnerStatus(
            self.name,
            len(operations),
            [diagnosis.key_of(queue) for queue in fed],
            [diagnosis.key_of(queue) for queue in taken_queues(operations)],
            sess.context,
            in_order=sess.is_deterministic and can_take_turns(operations),
            policies=self.policies,
        )
        with self._lock:
            if self._runs_per_session.get(sess, 0) > 0:
                return []
            self._runs_per_session[sess] = len(operations)
            self._exceptions = []
            self._statuses = [*(ref for ref in self._statuses if ref() is not None), weakref.ref(status)]
        status.bad.begin()
        for queue in fed:
            diagnosis.register_runner(sess, queue, status)
        statuses.add(status)
        blas_threads.share_cores(sess)
        uncompiled.tell_once()
        name = f"QueueRunnerThread-{self.name}"
        gate_of(sess).starting(operations)
        programs = list(zip(self._enqueue_ops, operations, strict=True))
        work = Work(sess, status, statuses, coord, programs, self._closed_types, lambda fault: self._keep(fault, sess))
        threads: list[threading.Thread] = [
            RunnerThread(status, self._run, (work, operation, repeat, work.fails(operation)), f"{name}-{op.name}")
            for (op, operation), repeat in zip(programs, self._repeaters(work), strict=True)
        ]
        if coord is not None:
            status.asked_to_stop = coord.should_stop
            threads.append(RunnerThread(status, self._close_on_stop, (sess, status, statuses, coord), f"{name}-close_on_stop"))
        for thread in threads:
            thread.daemon = daemon
            if coord is not None:
                coord.register_thread(thread)
            if start:
                thread.start()
        return threads

    def fed_queues(self) -> list[Operation]:
        """The operations of the queues that it feeds: its own, and all those that its end closes (as of buckets)."""
        closing = [op for op in (self._close_op, self._cancel_op) if isinstance(op, Operation)]
        queues = closed_queues(closing)
        reference = getattr(self._queue, "queue_ref", None)
        return queues if reference is None or reference.op in queues else [reference.op, *queues]

    def _repeaters(self, work: Work) -> list[Callable[[Operation], None]]:
        """What repeats the operation of each thread until that ends."""
        return [work.repeat] * len(self._enqueue_ops)

    def _run(self, work: Work, operation: Operation, repeat: Callable[[Operation], None], has_failed: bool) -> None:
        """One thread."""
        if not has_failed:
            repeat(operation)
        work.status.ending()
        try:
            self._thread_ended(work.session, work.status)
        except BaseException as error:
            work.ended_with(error, self._close_op)
        # Those who wait for elements learn a failure with the closing, and see an end only after it.
        work.status.ended()
        if work.coord is not None:
            work.coord.look_again()

    def _keep(self, fault: BaseException, sess: Session) -> None:
        """A thread that has no coordinator to report to has failed."""
        # A session that was closed under its runners is no failure of theirs.
        _log.log(logging.DEBUG if sess.closed else logging.ERROR, "QueueRunner %s: %s", self.name, fault)
        with self._lock:
            self._exceptions.append(fault)

    def _thread_ended(self, sess: Session, status: RunnerStatus) -> None:
        with self._lock:
            self._runs_per_session[sess] -= 1
            last = self._runs_per_session[sess] == 0
            if last:
                del self._runs_per_session[sess]
        if last and status.bad.count:
            _log.warning("QueueRunner %s: %s", self.name, status.bad)
        if last and not sess.closed:
            try:
                sess.run(self._close_op)
            except (errors.CancelledError, RuntimeError) as error:
                # The queue is closed already, or the session has been closed meanwhile: nobody waits for more.
                if not sess.closed and not all(queue.is_closed() for queue in status.queues()):
                    raise
                _log.debug("QueueRunner %s: closing its queue: %s", self.name, error)

    def _close_on_stop(self, sess: Session, status: RunnerStatus, statuses: RunnerStatuses, coord: Coordinator) -> None:
        """Cancel what waits at the queue, and what this runner waits for elsewhere, once the coordinator wants to stop.

        Where a runner has failed, those behind it go on with what is good, and those beside it put in what they have.
        """
        try:
            coord.wait_for_stop_under(status.context)
            beside = statuses.beside_a_fault(status)
            if beside:
                status.winding_up = True
                for queue in sess.resources(Queue):
                    queue.wake_dequeuers()
            if beside or statuses.behind_a_fault(status):
                coord.wait_for_stop_at_once(lambda: status.over, status.context)
        except errors.CancelledError:  # the session is closed: nothing of it waits any more
            return
        status.stopped(coord.reason)
        try:
            sess.run(self._cancel_op)
        except (errors.CancelledError, RuntimeError) as error:
            _log.debug("QueueRunner %s: cancelling: %s", self.name, error)
        except BaseException as error:
            coord.runner_failed(errors.as_reported(error, self._cancel_op))
        status.context.cancel(CLOSED)

    # -- as a message --------------------------------------------------------------------------------------------------

    def to_proto(self, export_scope: str | None = None) -> messages.queue_runner_pb2.QueueRunnerDef | None:
        """The QueueRunnerDef; None where the queue is not in `export_scope`."""
        if export_scope is not None and not self.name.startswith(export_scope):
            return None

        def named(op: Any) -> str:
            return op.name.removeprefix(f"{export_scope}/") if export_scope else op.name

        code = messages.error_codes_pb2.Code.ValueType
        return messages.queue_runner_pb2.QueueRunnerDef(
            queue_name=named(self._queue),
            enqueue_op_name=[named(op) for op in self._enqueue_ops],
            close_op_name=named(self._close_op),
            cancel_op_name=named(self._cancel_op),
            queue_closed_exception_types=[code(errors.error_code_from_exception_type(kind)) for kind in self._closed_types],
        )

    @staticmethod
    def from_proto(queue_runner_def: messages.queue_runner_pb2.QueueRunnerDef, import_scope: str | None = None) -> QueueRunner:
        """The runner that a QueueRunnerDef describes, of operations in the default graph."""
        return QueueRunner(queue_runner_def=queue_runner_def, import_scope=import_scope)


@export("train.add_queue_runner")
def add_queue_runner(qr: QueueRunner, collection: str = GraphKeys.QUEUE_RUNNERS) -> None:
    """Let `start_queue_runners` start a runner.

    Args:
      qr: a QueueRunner.
      collection: of the default graph, in which it stands.
    """
    get_default_graph().add_to_collection(collection, qr)


@export("train.start_queue_runners")
@door
def start_queue_runners(
    sess: Any = None,
    coord: Coordinator | None = None,
    daemon: bool = True,
    start: bool = True,
    collection: str = GraphKeys.QUEUE_RUNNERS,
) -> list[threading.Thread]:
    """Start all queue runners of the session's graph.

    Args:
      sess: the session; the default session if None. For a MonitoredSession, which starts them itself, nothing is done.
      coord: stops the threads, and is told their errors.
      daemon: whether the threads let the program end while they run.
      start: False only makes the threads.
      collection: those that stand in this collection of the graph.

    Returns:
      all the threads.

    Raises:
      ValueError: there is no session.
      TypeError: `sess` is not a session.

    Example:
      >>> queue = tf.train.range_input_producer(3, num_epochs=1, shuffle=False)
      >>> number = queue.dequeue()
      >>> with tf.Session() as sess:
      ...     sess.run(tf.local_variables_initializer())
      ...     coord = tf.train.Coordinator()
      ...     threads = tf.train.start_queue_runners(sess, coord)
      ...     print([int(sess.run(number)) for _ in range(3)])
      ...     coord.request_stop()
      ...     coord.join(threads)
      [0, 1, 2]
    """
    if sess is None:
        sess = get_default_session()
        if sess is None:
            raise ValueError(
                "Cannot start queue runners: No default session is registered. Use `with sess.as_default()` or pass an "
                "explicit session to tf.start_queue_runners(sess=sess)"
            )
    if type(sess).__name__ in ("MonitoredSession", "SingularMonitoredSession"):
        return []  # they have started all
    if not isinstance(sess, Session):
        raise TypeError(f"sess must be a `tf.Session` object. Given class: {type(sess)}")
    runners = sess.graph.get_collection(collection)
    # All queues are known to be fed before the first thread takes from one.
    threads = [thread for runner in runners for thread in runner.create_threads(sess, coord=coord, daemon=daemon)]
    for thread in threads if start else ():
        thread.start()
    return threads


register_class(GraphKeys.QUEUE_RUNNERS, ("queue_runner_pb2", "QueueRunnerDef"), (__name__, "QueueRunner"))
register_state(("headrace.pipeline.resume.taking", "take_state"), ("headrace.pipeline.resume.restoring", "restore_state"))
