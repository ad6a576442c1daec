"""PlainCalls: what programs without a graph call of a queue. Values are converted and checked here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors import show_program
from headrace.graph.runtime.run_context import FOREVER, RunContext

from .conversion import Conversion
from .element_spec import ElementSpec
from .storage.sizes import Column


class PlainCalls(ABC):
    """The calls that put values in and take them out.

    Args:
      signature: the components of an element.
    """

    def __init__(self, signature: ElementSpec) -> None:
        self.signature = signature
        self._conversion = Conversion(signature)

    @abstractmethod
    def put(self, components: Sequence[Any], run: RunContext = FOREVER) -> None:
        """`enqueue` of components that are right already."""

    @abstractmethod
    def put_many(self, columns: Sequence[Column], run: RunContext = FOREVER) -> None:
        """`enqueue_many` of columns that are right already."""

    @abstractmethod
    def take(self, run: RunContext = FOREVER) -> list[Any]:
        """`dequeue`, without names."""

    @abstractmethod
    def take_many(self, n: int, run: RunContext = FOREVER, partial_ok: bool = False) -> list[Any]:
        """`dequeue_many`, or `dequeue_up_to` where `partial_ok`, without names."""

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
        try:
            self.put(self._conversion.one(values), limited(run, timeout))
        except BaseException as error:
            show_program(error)
            raise

    def enqueue_many(self, values: Any, *, run: RunContext = FOREVER, timeout: float | None = None) -> None:
        """Put n elements in, as many at a time as there is room for.

        Args and errors as for `enqueue`, but that each component of `values` has a first axis of n. Elements that are in when
        the call fails stay in.
        """
        try:
            self.put_many(self._conversion.many(values), limited(run, timeout))
        except BaseException as error:
            show_program(error)
            raise

    def dequeue(self, *, run: RunContext = FOREVER, timeout: float | None = None) -> Any:
        """Take one element out; wait for one.

        Returns:
          a list of the components, also where there is one only; a dict for a queue with names. Scalars are NumPy
          scalars or `bytes`.

        Raises:
          OutOfRangeError: the queue is closed and empty.
          DeadlineExceededError: nothing came in time.
        """
        try:
            return self.signature.named(self.take(limited(run, timeout)))
        except BaseException as error:
            show_program(error)
            raise

    def dequeue_many(self, n: int, *, run: RunContext = FOREVER, timeout: float | None = None) -> Any:
        """Take `n` elements out at once; wait until there are so many.

        Returns:
          like `dequeue`, components being arrays [n] + shape.

        Raises:
          InvalidArgumentError: n is negative, or the queue was made without shapes.
          OutOfRangeError: the queue is closed and has fewer than n; they stay.
        """
        try:
            return self.signature.named(self.take_many(n, limited(run, timeout)))
        except BaseException as error:
            show_program(error)
            raise

    def dequeue_up_to(self, n: int, *, run: RunContext = FOREVER, timeout: float | None = None) -> Any:
        """What `dequeue_many` gives; of a closed queue that has fewer than `n`, and any, what it has."""
        try:
            return self.signature.named(self.take_many(n, limited(run, timeout), partial_ok=True))
        except BaseException as error:
            show_program(error)
            raise


def limited(run: RunContext, timeout: float | None) -> RunContext:
    """`run`, ending after `timeout` seconds."""
    return run if timeout is None else RunContext(timeout, parent=run)
