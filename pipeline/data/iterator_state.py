"""IteratorState: what a session keeps of an iterator."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.forks import renewed
from headrace.graph.runtime.holder import OfProcess
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.dtypes import DType, message_name
from headrace.graph.types.errors import CancelledError, FailedPreconditionError, invalid
from headrace.graph.types.static_shapes import StaticShape, bracket, compatible

from .anew import anew
from .encoding import packed, unpacked
from .flow.elements import Elements, begun
from .flow.flow import DatasetValue

_NOT_BEGUN = (
    "GetNext() failed because the iterator has not been initialized. Ensure that you have run the initializer operation for "
    "this iterator before getting the next element."
)

_numbers = itertools.count()


def _described(dataset: DatasetValue) -> str:
    """What a dataset is made of: the names of its stages."""
    return f"{dataset.name}({', '.join(map(_described, dataset.upstream))})"


class IteratorState(OfProcess):
    """The pass over a dataset that an iterator is in.

    Args:
      name: of the iterator.
      types, shapes: of the tensors of its elements.
      factory: makes its dataset when the first element is asked for; None: it is begun by `begin`.

    Attributes:
      handle: what a string handle says.
    """

    def __init__(
        self,
        name: str,
        types: Sequence[DType],
        shapes: Sequence[StaticShape],
        factory: Callable[[RunContext], DatasetValue] | None = None,
    ) -> None:
        super().__init__()
        self.name = name
        self.types = tuple(types)
        self.shapes = tuple(shapes)
        self.handle = f"headrace iterator {next(_numbers)} {name}".encode()
        self._factory = factory
        self._lock = renewed(threading.Lock())
        self._over: str | None = None  # guarded by _lock
        self.dataset: DatasetValue | None = None
        self.elements: Elements | None = None
        self._to_go_on: bytes | None = None  # guarded by _lock

    def begin(self, dataset: DatasetValue, context: RunContext) -> None:
        """Begin a pass; the one that it is in is over.

        Args:
          context: of the session.
        """
        with self._lock:
            elements = self._begun_locked(dataset, context)
            reason = self._over
            before, self.elements, self.dataset = self.elements, elements, dataset
        if before is not None:
            before.close()
        if reason is not None:
            self.let_go(reason)

    def next(self, run: RunContext, context: RunContext) -> tuple[Any, ...]:
        """Wait for the next element.

        Raises:
          FailedPreconditionError: no pass was begun.
          OutOfRangeError: it is over.
          CancelledError: the session was closed.
        """
        elements = self.elements
        if elements is None:
            if self._over is not None:
                raise CancelledError(None, None, self._over)
            if self._factory is None:
                raise FailedPreconditionError(None, None, _NOT_BEGUN)
            elements = self._begin_by_itself(run, context)
        return elements.next(run)

    def _begin_by_itself(self, run: RunContext, context: RunContext) -> Elements:
        assert self._factory is not None
        dataset = self._factory(run)
        with self._lock:
            if self.elements is None:
                self.elements, self.dataset = self._begun_locked(dataset, context), dataset
            return self.elements

    def _begun_locked(self, dataset: DatasetValue, context: RunContext) -> Elements:
        """A pass that begins: where `restore_when_begun` said, which holds until a pass has gone on from there."""
        elements = begun(anew(dataset), context)
        if self._to_go_on is not None:
            try:
                self._go_on_from(self._to_go_on, elements, dataset, context)
            except BaseException:
                elements.close()
                raise
            self._to_go_on = None
        return elements

    def _go_on_from(self, saved: bytes, elements: Elements, dataset: DatasetValue, context: RunContext) -> None:
        state = unpacked(saved)
        here = _described(dataset)
        if state["dataset"] != here:
            message = f"Iterator {self.name} cannot go on: its dataset was {state['dataset']} and is {here}."
            raise FailedPreconditionError(None, None, message)
        elements.restore(context, state["elements"])

    def restore_when_begun(self, saved: bytes, context: RunContext) -> None:
        """Be where an iterator of the same dataset was: now, or once a pass is begun, if none was yet."""
        with self._lock:
            dataset = self.dataset
            if dataset is None:
                self._to_go_on = saved
        if dataset is not None:
            self.restore(context, context, saved)

    @property
    def has_place(self) -> bool:
        """Whether it is in a pass, or is to go on in the middle of one."""
        with self._lock:
            return self.elements is not None or self._to_go_on is not None

    def saved(self) -> bytes:
        """Where it is in its pass.

        Raises:
          FailedPreconditionError: no pass was begun, or that cannot be said of a part of it.
        """
        with self._lock:
            elements, to_go_on = self.elements, self._to_go_on
        if elements is None and to_go_on is not None:
            return to_go_on
        if elements is None:
            raise FailedPreconditionError(None, None, f"Iterator {self.name} has not been initialized: it cannot be saved.")
        assert self.dataset is not None
        return packed({"dataset": _described(self.dataset), "elements": elements.state()})

    def restore(self, run: RunContext, context: RunContext, saved: bytes) -> None:
        """Be where an iterator of the same dataset was.

        Raises:
          FailedPreconditionError: no pass was begun, so that nobody knows of which dataset it is; it is of another one.
        """
        if self.dataset is None and self._factory is not None:
            self._begin_by_itself(run, context)
        if self.dataset is None:
            raise FailedPreconditionError(None, None, f"Iterator {self.name} has not been initialized: it cannot go on.")
        self.begin(self.dataset, context)
        assert self.elements is not None
        self._go_on_from(saved, self.elements, self.dataset, context)

    def check(self, types: Sequence[DType], shapes: Sequence[StaticShape]) -> None:
        """Raises InvalidArgumentError where elements are not of these types and shapes."""
        if types and len(types) != len(self.types):
            raise invalid(f"Number of components does not match: expected {len(types)} types but got {len(self.types)}.")
        for index, (wanted, found) in enumerate(zip(types, self.types, strict=False)):
            if wanted is not found:
                raise invalid(
                    f"Data type mismatch at component {index}: expected {message_name(wanted)} but got {message_name(found)}."
                )
        for index, (shape, other) in enumerate(zip(shapes, self.shapes, strict=False)):
            if not compatible(shape, other):
                raise invalid(f"Incompatible shapes at component {index}: expected {bracket(shape)} but got {bracket(other)}.")

    def let_go(self, reason: str) -> None:
        """Give files and threads back: the session is closed."""
        with self._lock:
            self._over = reason
            elements, self.elements = self.elements, None
        if elements is not None:
            elements.close(reason)
