"""Looking into a queue: what it has done so far, and what is in it, without taking anything."""

from __future__ import annotations

import time
from typing import Any

from headrace.graph.blocks.deferred import expanded
from headrace.graph.types.errors import invalid

from .element_spec import ElementSpec
from .state import QueueState
from .statistics import QueueStatistics


def statistics_of(state: QueueState) -> QueueStatistics:
    """What has happened so far, and who waits now."""
    with state.lock:
        now = time.monotonic()
        return QueueStatistics(
            name=state.known_as,
            kind=state.kind,
            capacity=state.capacity,
            size=state.size,
            enqueued=state.moved_in,
            dequeued=state.moved_out,
            blocked_enqueues=len(state.enqueuers),
            blocked_dequeues=len(state.dequeuers),
            seconds_enqueues_blocked=state.enqueuers.blocked_seconds(now),
            seconds_dequeues_blocked=state.dequeuers.blocked_seconds(now),
            fill=tuple(state.fill) if state.capacity >= 0 else (),
            bytes=state.storage.held_bytes(),
            most_bytes=None if state.memory is None else state.memory.most,
            capacity_bytes=None if state.memory is None else state.memory.capacity,
            budget=None if state.memory is None else state.memory.shares_in,
        )


def next_elements(state: QueueState, signature: ElementSpec, n: int | None) -> list[Any]:
    """Copies of the `n` elements that leave next, or of all; each as `dequeue` gives it.

    Raises InvalidArgumentError where `n` is negative.
    """
    if n is not None and n < 0:
        raise invalid(f"peek({n}): the number of elements must be >= 0")
    with state.lock:
        count = state.size if n is None else min(n, state.size)
        columns = state.storage.contents(state.storage.rows()[:count])
    columns = expanded(columns)
    return [signature.named([column[row] for column in columns]) for row in range(count)]
