"""Attempts: what each call at a queue waits to do.

An attempt is made with the lock held, by whoever changes the queue, when its call stands first in its wait list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.graph.types.errors import CancelledError

from . import messages
from .state import QueueState
from .storage.sizes import Column
from .waiting.wait_list import Waiter


def put_one(state: QueueState, components: Sequence[Any]) -> Waiter:
    """A call that puts one element in."""

    each = None if state.memory is None else state.memory.of_one(components)

    def attempt(waiter: Waiter) -> None:
        if state.room(1, each) > 0:
            state.ahead = 0
            state.storage.put_one(components, waiter)

    return Waiter(attempt, left=1, element=components)


def put(state: QueueState, columns: Sequence[Column], n: int) -> Waiter:
    """A call that puts in what there is room for, again and again until all n elements are in."""

    each = None if state.memory is None else state.memory.of_each(columns)

    def attempt(waiter: Waiter) -> None:
        count = state.room(waiter.left, each)
        if count > 0:
            state.ahead = 0
            state.storage.put(still_to_put(waiter, count), count, waiter)

    return Waiter(attempt, left=n, columns=columns)


def still_to_put(waiter: Waiter, count: int) -> list[Column]:
    """The next `count` elements of a call that puts several in."""
    assert waiter.columns is not None
    done = len(waiter.columns[0]) - waiter.left
    return [column[done : done + count] for column in waiter.columns]


def take_one(state: QueueState) -> Waiter:
    """A call that takes one element out."""

    def attempt(waiter: Waiter) -> None:
        if state.takeable(1, False, state.kind_of_single):
            state.sample_fill()
            state.storage.take_one(waiter)

    return Waiter(attempt, needs=1)


def take(state: QueueState, n: int, partial_ok: bool) -> Waiter:
    """A call that takes n elements out at once, or what a closed queue has where `partial_ok`."""

    def attempt(waiter: Waiter) -> None:
        count = state.takeable(n, partial_ok, state.kind)
        if count:
            state.sample_fill()
            state.storage.take(count, waiter)

    return Waiter(attempt, needs=n)


def find_one(state: QueueState) -> Waiter:
    """A call that waits like `take_one` and takes nothing."""

    def attempt(waiter: Waiter) -> None:
        if state.takeable(1, False, state.kind_of_single):
            waiter.done = True

    return Waiter(attempt, needs=1)


def close(state: QueueState) -> Waiter:
    """A call that closes the queue once all reserved room is used or given back."""

    def attempt(waiter: Waiter) -> None:
        if state.reserved:
            return
        if state.closed:
            raise CancelledError(None, None, state.over or messages.ALREADY_CLOSED.format(name=state.name))
        state.shut(waiter)

    return Waiter(attempt)
