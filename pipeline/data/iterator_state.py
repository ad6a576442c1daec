"""IteratorState: what a session keeps of an iterator."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.forks import renewed
from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue
from headrace.graph.runtime.holder import OfProcess
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.dtypes import DType, message_name
from headrace.graph.types.errors import CancelledError, FailedPreconditionError, OutOfRangeError, invalid
from headrace.graph.types.static_shapes import StaticShape, bracket, compatible

from ..bad_records.policy import BadRecords, told
from ..queues.mixing import ShuffleReport
from .anew import anew
from .encoding import packed, unpacked
from .flow.elements import Elements, begun
from .flow.flow import DatasetValue
from .flow.statistics import stages_of
from .statistics.iterators import IteratorStatistics
from .statistics.mixing import Mixings
from .statistics.tallies import Tally, stage_of

_log = logging.getLogger("headrace")

_NOT_BEGUN = (
    "GetNext() failed because the iterator has not been initialized. Ensure that you have run the initializer operation for "
    "this iterator before getting the next element."
)

_numbers = itertools.count()


def _described(dataset: DatasetValue) -> str:
    """What a dataset is made of: the names of its stages."""
    return f"{dataset.name}({', '.join(map(_described, dataset.upstream))})"


def _copied(value: Any) -> Any:
    if isinstance(value, SparseTensorValue):
        return SparseTensorValue(*map(np.array, value))
    return value.copy() if isinstance(value, np.ndarray) else value


class _Past:
    """What passes that are over have done: elements given, seconds waited for, and what their stages did."""

    def __init__(self) -> None:
        self.given = 0
        self.waited = 0.0
        self.tally = Tally("")


class IteratorState(OfProcess):
    """The pass over a dataset that an iterator is in.

    Args:
      name: of the iterator.
      types, shapes: of the tensors of its elements.
      factory: makes its dataset when the first element is asked for; None: it is begun by `begin`.

    Attributes:
      handle: what a string handle says.
      passes: how many were begun.
      began: when it was made, by the monotonic clock.
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
        self.passes = 0
        self.began = time.monotonic()
        self._mixings: Mixings | None = None  # guarded by _lock
        self._past: dict[str, _Past] = {}  # by what its datasets were made of; written under _lock

    def forget_threads(self) -> None:
        if self.elements is not None:
            self.elements.forget_threads()

    def begin(self, dataset: DatasetValue, context: RunContext) -> None:
        """Begin a pass; the one that it is in is over.

        Args:
          context: of the session.
        """
        with self._lock:
            elements = self._begun_locked(dataset, context)
            reason = self._over
            self._remember_locked()
            before, self.elements, self.dataset = self.elements, elements, dataset
        if before is not None:
            self._end(before)
        if reason is not None:
            self.let_go(reason)

    def next(self, run: RunContext, context: RunContext) -> tuple[Any, ...]:
        """Wait for the next element.

        Raises:
          FailedPreconditionError: no pass was begun.
          OutOfRangeError: it is over.
          CancelledError: the session was closed.
        """
        elements = self._elements_now(run, context)
        try:
            return elements.next(run)
        except OutOfRangeError:
            self._tell_bad(elements)
            raise

    def peek(self, context: RunContext, n: int | None) -> list[tuple[Any, ...]]:
        """Wait for the next n elements, and leave them; None: those that are computed already. Raises as `next`.

        Raises:
          InvalidArgumentError: n is negative.
        """
        if n is not None and n < 0:
            raise invalid(f"peek({n}): the number of elements must be >= 0")
        elements = self._elements_now(context, context)
        found = elements.ready() if n is None else elements.peek(context, n)
        return [tuple(map(_copied, element)) for element in found]

    def _elements_now(self, run: RunContext, context: RunContext) -> Elements:
        """The pass that it is in, begun if it begins by itself."""
        elements = self.elements
        if elements is None:
            if self._over is not None:
                raise CancelledError(None, None, self._over)
            if self._factory is None:
                raise FailedPreconditionError(None, None, _NOT_BEGUN)
            elements = self._begin_by_itself(run, context)
        return elements

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
        if self._mixings is not None:
            elements.be_measured(self._mixings)
        if self._to_go_on is not None:
            try:
                self._go_on_from(self._to_go_on, elements, dataset, context)
            except BaseException:
                elements.close()
                raise
            self._to_go_on = None
        self.passes += 1
        return elements

    def _remember_locked(self) -> None:
        """Remember what the pass that it is in has done, before another one begins."""
        elements, dataset = self.elements, self.dataset
        if elements is not None and dataset is not None:
            past = self._past.setdefault(_described(dataset), _Past())
            past.given += elements.given
            past.waited += elements.waited
            past.tally.name = stage_of(elements.flow).name
            past.tally.add(elements.flow)

    def _end(self, elements: Elements, reason: str | None = None) -> None:
        """Close a pass, and tell what was left out in it."""
        elements.close(*([] if reason is None else [reason]))
        self._tell_bad(elements)

    def _tell_bad(self, elements: Elements) -> None:
        """Tell, once for a pass, what was left out in it."""
        bad, policies = Counter[str](), set[BadRecords]()
        if not elements.has_told:
            elements.has_told = True
            tally = Tally(stage_of(elements.flow).name)
            tally.add(elements.flow)
            bad, policies = tally.all_bad()
        if bad:
            _log.warning("Iterator %s: %s", self.name, told(bad, sorted(policies, key=id)))

    def statistics(self) -> IteratorStatistics:
        """What it and the stages of its dataset have done. No lock is taken."""
        elements, dataset, passes = self.elements, self.dataset, self.passes
        past = _Past() if dataset is None else self._past.get(_described(dataset), _Past())
        if elements is None:
            return IteratorStatistics(self.name, past.given, passes, seconds=past.waited)
        stages = stages_of(elements.flow, past.tally)
        return IteratorStatistics(
            self.name,
            past.given + elements.given,
            passes,
            waiting=len(elements.asking),
            seconds=past.waited + elements.waited,
            is_over=elements.is_over,
            stages=stages,
            bytes=elements.held()[1] + sum(one.bytes for one in stages),
            asked_by=elements.last_to_ask,
        )

    def shuffle_reports(self, component: Any) -> list[ShuffleReport]:
        """How well the shuffles of its passes mix; the first call begins to measure, and says by which component. See
        `Mixings`.

        Raises:
          InvalidArgumentError: there is no such component.
        """
        with self._lock:
            if self._mixings is None:
                if component is not None and (not isinstance(component, int) or component < 0):
                    raise invalid(f"by={component!r} names no component of the elements of a dataset: by is an index from 0")
                self._mixings = Mixings(component)
                if self.elements is not None:
                    self.elements.be_measured(self._mixings)
            return self._mixings.reports(self.name)

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
            self._end(elements, reason)
