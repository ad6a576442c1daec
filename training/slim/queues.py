"""QueueRunners: the threads of a pipeline for as long as a block of a program."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from headrace.formats.exports import export
from headrace.formats.forks import renewed
from headrace.graph.core.default_graph_functions import get_collection
from headrace.graph.core.keys import GraphKeys
from headrace.pipeline.runners.coordinator import Coordinator

_running = renewed(threading.Lock())


@export("contrib.slim.queues.NestedQueueRunnerError")
class NestedQueueRunnerError(Exception):
    """`QueueRunners` inside of `QueueRunners`."""


@export("contrib.slim.queues.QueueRunners")
@contextlib.contextmanager
def QueueRunners(session: Any) -> Iterator[None]:
    """Run the queue runners of the default graph for as long as the block.

    >>> names = tf.train.string_input_producer(["a"])
    >>> with tf.Session() as session, tf.contrib.slim.queues.QueueRunners(session):
    ...     print(session.run(names.dequeue()))
    b'a'

    Args:
      session: a session of the graph. It is closed where threads do not end within two minutes.

    Yields:
      nothing.

    Raises:
      NestedQueueRunnerError: another block of this kind is entered.
    """
    if not _running.acquire(False):
        raise NestedQueueRunnerError("QueueRunners cannot be nested")
    try:
        coordinator = Coordinator()
        threads = [
            thread
            for runner in get_collection(GraphKeys.QUEUE_RUNNERS)
            for thread in runner.create_threads(session, coord=coordinator, daemon=True, start=True)
        ]
        try:
            yield
        finally:
            coordinator.request_stop()
            try:
                coordinator.join(threads, stop_grace_period_secs=120)
            except RuntimeError:
                session.close()
    finally:
        _running.release()
