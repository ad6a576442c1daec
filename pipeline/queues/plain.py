"""The methods of a queue for users without a graph: plain values in, lists or dicts out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from headrace.graph.runtime.run_context import FOREVER, RunContext

from .components import Components


class PlainMethods(ABC):
    """Conversion and checks around the methods that kernels call."""

    signature: Components

    @abstractmethod
    def put(self, components: Sequence[Any], run: RunContext = FOREVER) -> None:
        """Put one element in."""

    @abstractmethod
    def put_many(self, columns: Sequence[Any], run: RunContext = FOREVER) -> None:
        """Put n elements in."""

    @abstractmethod
    def take(self, run: RunContext = FOREVER) -> list[Any]:
        """Take one element out."""

    @abstractmethod
    def take_many(self, n: int, run: RunContext = FOREVER, partial_ok: bool = False) -> list[Any]:
        """Take n elements out."""

    def enqueue(self, values: Any, *, run: RunContext = FOREVER, timeout: float | None = None) -> None:
        """Put one element in; wait for room.

        Args:
          values: the components in a list or tuple, in a dict for a queue with names, or the only component's value.
          timeout: seconds to wait at most.

        Raises:
          TypeError, ValueError, InvalidArgumentError: the values don't fit the queue's types, names or shapes.
          CancelledError: the queue is closed, or was closed with `cancel_pending_enqueues`.
          DeadlineExceededError: there was no room in time.
        """
        self.put(self.signature.convert(values), limited(run, timeout))

    def enqueue_many(self, values: Any, *, run: RunContext = FOREVER, timeout: float | None = None) -> None:
        """Put n elements in, as many at a time as there is room for.

        Args and errors as for `enqueue`, but that each component has a first axis of n. Elements that are in when the
        call fails stay in.
        """
        self.put_many(self.signature.convert_many(values), limited(run, timeout))

    def dequeue(self, *, run: RunContext = FOREVER, timeout: float | None = None) -> Any:
        """Take one element out; wait for one.

        Returns:
          a list of the components, also where there is one only; a dict for a queue with names. Scalars are NumPy
          scalars or `bytes`.

        Raises:
          OutOfRangeError: the queue is closed and empty.
          DeadlineExceededError: nothing came in time.
        """
        return self.signature.named(self.take(limited(run, timeout)))

    def dequeue_many(self, n: int, *, run: RunContext = FOREVER, timeout: float | None = None) -> Any:
        """Take n elements out at once; wait until there are so many.

        Returns:
          like `dequeue`, components being arrays [n] + shape.

        Raises:
          InvalidArgumentError: n is negative, or the queue was made without shapes.
          OutOfRangeError: the queue is closed and has fewer than n; they stay.
        """
        return self.signature.named(self.take_many(n, limited(run, timeout)))

    def dequeue_up_to(self, n: int, *, run: RunContext = FOREVER, timeout: float | None = None) -> Any:
        """Like `dequeue_many`, but a closed queue that has fewer than n, and any, gives what it has."""
        return self.signature.named(self.take_many(n, limited(run, timeout), partial_ok=True))


def limited(run: RunContext, timeout: float | None) -> RunContext:
    """`run`, ending after `timeout` seconds."""
    return run if timeout is None else RunContext(timeout, parent=run)
