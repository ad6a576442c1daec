"""The kinds of queues that are registered, and queues made of them."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.pipeline.queues import FIFOQueue, Queue
from headrace.pipeline.queues.queue_base import QueueBase
from headrace.pipeline.queues.queue_kind import KINDS, QueueKind

from ..golden import load
from ..threads import wait_until

GOLDEN = load("queues.json")
NOWAIT = RunContext(nowait=True)


def kind_named(name: str) -> QueueKind:
    """The registered kind of that name."""
    (found,) = (kind for kind in KINDS.values() if kind.name == name)
    return found


KINDS_OF_TENSORFLOW = tuple(kind.name for kind in KINDS.values() if f"{kind.name} life" in GOLDEN)
"""The names of all kinds that are registered, but those that tests add."""


def sizes(kind: str, capacity: int) -> tuple[int, ...]:
    """The arguments before its component types that a queue of a kind is made with, so that no elements stay behind."""
    takes_minimum = "min_after_dequeue" in inspect.signature(kind_named(kind).queue).parameters
    return (capacity, 0) if takes_minimum else (capacity,)


def plain(kind: str, capacity: int, dtypes: Any, shapes: Any = None, **named: Any) -> Queue:
    """A queue of a kind without a graph."""
    return kind_named(kind).queue(*sizes(kind, capacity), dtypes, shapes, **named)


def in_graph(kind: str, capacity: int, dtypes: Any, shapes: Any = None, **named: Any) -> QueueBase:
    """A queue of a kind in the default graph."""
    return kind_named(kind).graph_class(*sizes(kind, capacity), dtypes, shapes, **named)


def fifo(capacity: int) -> Queue:
    return FIFOQueue(capacity, [np.int64], [()], name="files")


def blocked(queue: Queue, dequeuers: int = 0, enqueuers: int = 0) -> None:
    """Wait until so many threads wait at the queue."""

    def is_so() -> bool:
        statistics = queue.statistics()
        return (statistics.blocked_dequeues, statistics.blocked_enqueues) == (dequeuers, enqueuers)

    wait_until(is_so)
