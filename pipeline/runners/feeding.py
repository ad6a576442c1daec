"""FeedingQueueRunner: a queue runner whose enqueue operations are fed by functions of the program."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.operation import Operation
from headrace.graph.types import errors

from ..queues.queue_base import QueueBase
from .queue_runner import QueueRunner
from .work import Work


@export("contrib.training.FeedingQueueRunner", "python.estimator.inputs.queues.feeding_queue_runner._FeedingQueueRunner")
class FeedingQueueRunner(QueueRunner):
    """A QueueRunner each of whose threads calls a function before each run, and feeds what that gives.

    Args:
      queue: the queue.
      enqueue_ops: operations that put elements in; the same one may stand in the list several times.
      close_op: run when the last thread ends; closes the queue.
      cancel_op: run when the coordinator wants to stop; closes the queue and cancels pending enqueues.
      feed_fns: a function without arguments for each operation, which gives a feed_dict; None for operations that are not
        fed. OutOfRangeError out of it means that the input has ended.
      queue_closed_exception_types: errors that mean the input has ended; OutOfRangeError and CancelledError by default.

    Raises:
      ValueError: no queue or no enqueue operations, or another number of functions.
      TypeError: `queue_closed_exception_types` is not a tuple of error classes.
    """

    def __init__(
        self,
        queue: QueueBase | None = None,
        enqueue_ops: Sequence[Any] | None = None,
        close_op: Any = None,
        cancel_op: Any = None,
        feed_fns: Sequence[Callable[[], Any] | None] | None = None,
        queue_closed_exception_types: tuple | None = None,
    ) -> None:
        if queue_closed_exception_types is None:
            queue_closed_exception_types = (errors.OutOfRangeError, errors.CancelledError)
        super().__init__(queue, enqueue_ops, close_op, cancel_op, queue_closed_exception_types)
        if feed_fns is not None and len(feed_fns) != len(self.enqueue_ops):
            raise ValueError("If feed_fns is not None, it must have the same length as enqueue_ops.")
        self._feed_fns = [None for _ in self.enqueue_ops] if feed_fns is None else list(feed_fns)

    def _repeaters(self, work: Work) -> list[Callable[[Operation], None]]:
        return [functools.partial(work.feed, feed_fn=feed_fn) for feed_fn in self._feed_fns]

    def to_proto(self, export_scope: str | None = None) -> Any:
        raise NotImplementedError(f"{type(self).__name__} does not support serialization to proto.")
