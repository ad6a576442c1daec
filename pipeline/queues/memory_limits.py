"""memory_budget, capacity_bytes: limits in bytes for the queues of a graph, whose ops and signatures stay TensorFlow's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation

from .memory import MemoryBudget
from .queue import Queue

_CAPACITY = "_capacity_bytes"
"""The attribute of a queue's op. Its name begins as those do that TensorFlow carries along and leaves alone."""

_current: ContextVar[int | None] = ContextVar("capacity_bytes", default=None)


@export("train.memory_budget")
@door
def memory_budget(limit: int | None) -> None:
    """Let the queues of a session of the default graph hold so many bytes in all.

        tf.train.memory_budget(512 << 20)

    Queue runners and other calls that put elements in wait where there is no room in bytes, as they do where there is
    none in elements. Nothing hangs of it: what a dequeue waits for may always come in, and so may one element where a
    queue is empty. Half of the budget is divided among the queues, so that each can work in blocks; the rest is for
    whichever fills first. `tf.train.statistics` says what is held. What batches a program gets, and in what order, is the
    same with any budget, but for what depends on time without one, too.

    It counts for the queues of sessions that are made after it. What stands beside the queues, such as blocks that queue
    runners work on and batches that the program has, is not counted: about 4 MB for each thread that reads.

    Args:
      limit: bytes, at least 1; None: no limit.

    Raises:
      ValueError: `limit` is smaller than 1.
    """
    get_default_graph().memory_budget = _checked("memory_budget", limit)


@export("train.capacity_bytes")
@contextlib.contextmanager
def capacity_bytes(limit: int | None) -> Iterator[None]:
    """A block in which each queue that is made gets a capacity in bytes beside that in elements.

        with tf.train.capacity_bytes(64 << 20):
            images, labels = tf.train.shuffle_batch([image, label], 128, capacity=50_000, min_after_dequeue=1_000)

    What a dequeue waits for may come in whatever the capacity, and so may one element where the queue is empty.

    Args:
      limit: bytes for each queue, at least 1; None: no limit.

    Raises:
      ValueError: `limit` is smaller than 1.
    """
    token = _current.set(_checked("capacity_bytes", limit))
    try:
        yield
    finally:
        _current.reset(token)


def _checked(name: str, limit: int | None) -> int | None:
    if limit is not None and limit < 1:
        raise ValueError(f"{name}: the limit must be at least 1 byte; got {limit}")
    return None if limit is None else int(limit)


def mark(op: Operation) -> None:
    """Give the op of a queue the capacity that is in force where it is made."""
    limit = _current.get()
    if limit is not None:
        op.attributes[_CAPACITY] = limit


def limit_queue(op: Operation, session: Any, queue: Queue) -> None:
    """Have a queue that a session has just made keep to the limits."""
    limit, budget = op.attributes.get(_CAPACITY), op.graph.memory_budget
    shared = None if budget is None else session.resource(("memory budget",), lambda: MemoryBudget(budget))
    queue.limit_memory(limit, shared)
