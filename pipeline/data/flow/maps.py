"""Datasets that call functions: `Calls`, the one place where functions meet blocks, and map, filter, take_while, scan."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.records import BadRecord
from headrace.graph.runtime.errstate import ignoring_float_errors
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, at_place, invalid

from ...bad_records.asking import LEFT_OUT, BadOfStage, Failure, gone_bad
from ...bad_records.policy import BadRecords
from .blocks.block import Block, Column
from .blocks.states import can_be_said, meant, said
from .flow import BoundFunction, DatasetValue, Flow, end_of_sequence, is_of_run

MOST = 1024
"""Elements that a function is called with at once, at most."""
_BYTES = 4 << 20
_SECONDS = 0.02

_NONE = np.zeros(0, np.int64)

can_be_said(Failure, "failure", lambda failure: tuple(failure.bad), lambda parts: Failure(BadRecord(*parts)))


class Calls:
    """The results of a function for the elements of a block, which is called with many at once where that cannot be noticed.

    A block that fails is run again element by element. What stands before the element that fails comes first, then its error,
    then what follows.

    Args:
      function: the function.
      preserves: whether an OutOfRangeError of the function is an error like others; else it ends the dataset.

    Attributes:
      most: how many elements to call the function with next.
      deferring: whether results had better be compact.
      replayed: how many blocks have failed.
      called: how often the function was called.
      bad: what is asked about elements that fail, where anything is said of that.
      asks_late: whether who takes the results asks it; each error is a Failure.
    """

    def __init__(self, function: BoundFunction, preserves: bool = False) -> None:
        self.function = function
        self._preserves = preserves
        self.most = 1
        self.deferring = False
        self.replayed = self.called = self._good = 0  # the last: elements since one has failed
        self.bad: BadOfStage | None = None
        self.asks_late = False

    def of(self, run: RunContext, block: Block) -> tuple[Sequence[Column] | None, int, Exception | None]:
        """Call the function with the first elements of a block.

        Returns:
          the results, for how many elements, and the error of the element after them, which is done with, too; LEFT_OUT: it
          was left out. The results may be fewer than there are elements.
        """
        began = time.perf_counter()
        if self.function.in_blocks:
            self.called += 1
            drawn = self.function.drawn()
            try:
                columns = ignoring_float_errors(self.function.block, run, block.n, block.full(), self.deferring)
            except Exception as error:
                if drawn:
                    self.function.undraw(drawn)
                if is_of_run(error, run):
                    raise
            else:
                self._grow(columns, block.n, time.perf_counter() - began)
                self.passed(block.n)
                return columns, block.n, None
            self.replayed += 1
            if block.n > 1:
                return self.of(run, block.rows(0, block.n // 2))
            # Where bad ones are left out more will come: blocks had better not be long beside what lies between.
            self.most = 1 if self.bad is None else max(1, min(self.most, self._good // 2))
            self._good = 0
        return self._one_by_one(run, block, began)

    def _one_by_one(self, run: RunContext, block: Block, began: float) -> tuple[Sequence[Column] | None, int, Exception | None]:
        found: list[Sequence[Any]] = []
        failed: Exception | None = None
        for index in range(block.n):
            try:
                found.append(self.one(run, block, index))
            except Exception as error:
                if not is_of_run(error, run):
                    failed = error
                elif not found:
                    raise
                break
        columns = Block.of(found).columns if found else None
        if columns is not None and not self.function.in_blocks:
            self._grow(columns, len(found), time.perf_counter() - began)
        self.passed(len(found))
        return columns, len(found), failed if failed is None else self.judged(failed, block, len(found))

    def passed(self, good: int) -> None:
        """So many elements have not failed."""
        self._good += good
        if self.bad is not None and not self.asks_late:
            self.bad.passed(good)

    def judged(self, error: Exception, block: Block, index: int) -> Exception:
        """What stands in place of an element that fails: its error, or LEFT_OUT."""
        if self.bad is None or isinstance(error, OutOfRangeError):
            return error
        bad = gone_bad(error, [block.raw(index)])
        if not bad:
            return error
        return Failure(bad[0]) if self.asks_late else self.bad.answer(bad[0])

    @property
    def single(self) -> str | None:
        """Why the function is called for one element after the other; None where it is not."""
        return getattr(self.function, "not_in_blocks", None)

    def drawn(self) -> Any:
        """What the function's generators would draw next, as plain data."""
        return self.function.drawn() or None

    def one(self, run: RunContext, block: Block, index: int, *before: Any) -> Sequence[Any]:
        """The results for one element, the arguments `before` its values."""
        self.called += 1
        try:
            return self.function.one(run, *before, *block.arguments(index))
        except OutOfRangeError as error:
            if not self._preserves:
                raise end_of_sequence() from error
            message = f"Function invocation produced OutOfRangeError: {error.message}"
            raise invalid(message) from error
        except Exception as error:
            placed = at_place(error, block.where(index))
            if placed is error:
                raise
            raise placed from (placed.__cause__ or error)

    def _grow(self, columns: Sequence[Column], n: int, seconds: float) -> None:
        """So many elements were computed in so many seconds."""
        size = Block(columns, n).nbytes
        most = min(MOST, 2 * max(self.most, n), _BYTES * n // max(1, size))
        if seconds:
            most = min(most, int(_SECONDS * n / seconds))
        self.most = max(1, most)


class Input:
    """The elements of a flow on their way through a function."""

    def __init__(self, flow: Flow, calls: Calls) -> None:
        self._flow = flow
        self._calls = calls
        self.left: Block | None = None  # those at hand
        self.keeps_order = False

    def called(self, run: RunContext, most: int) -> tuple[Block, Sequence[Column] | None, int, Exception | None]:
        """Call the function with the next elements: with no more than `most` where that is noticed.

        Returns:
          the elements; and the results for the first of them, for how many, and the error of the one after them. There are
          results, or an error.

        Raises: as `Flow.next`, for elements that do not come.
        """
        while True:
            block, columns, n, failed = self._called(run, most)
            if failed is not LEFT_OUT:
                return block, columns, n, failed
            if columns is not None:
                return block, columns, n, None
            run.check()  # it may go on for ever

    def _called(self, run: RunContext, most: int) -> tuple[Block, Sequence[Column] | None, int, Exception | None]:
        function, size = self._calls.function, self._calls.most
        limit = size if function.ahead and not self.keeps_order else min(most, size)
        if self.left is None:
            self.left = self._flow.next(run, limit if self._flow.ahead else 1)
        block = self.left.rows(0, min(self.left.n, limit))
        columns, n, failed = self._calls.of(run, block)
        done = n + (failed is not None)
        self.left = None if done >= self.left.n else self.left.rows(done, self.left.n)
        return block, columns, n, failed


class CallingFlow(Flow):
    """A flow whose elements go through a function."""

    asks = True

    def __init__(self, upstream: Flow, calls: Calls) -> None:
        super().__init__(upstream)
        self._calls = calls
        self._input = Input(upstream, calls)

    @property
    def calls(self) -> int:
        return self._calls.called

    @property
    def single(self) -> str | None:
        return self._calls.single

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        left = self._input.left
        return (elements, size) if left is None else (elements + left.n, size + left.nbytes)

    def leave_out(self, policies: Sequence[BadRecords]) -> None:
        super().leave_out(policies)
        self._calls.bad = self.bad

    def keep_order(self) -> None:
        super().keep_order()
        self._input.keeps_order = True

    def _states(self) -> Any:
        return [super()._states(), said(self._input.left), self._calls.drawn()]

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        upstream, left, drawn = states
        super()._restore_upstream(run, upstream)
        self._input.left = meant(left)
        if drawn:
            self._calls.function.undraw(drawn)


class _EachElement(DatasetValue):
    """As many elements as a function is called with, if no OutOfRangeError of it ends the dataset (`preserves_cardinality`)."""

    def __init__(self, upstream: DatasetValue, function: BoundFunction, preserves_cardinality: bool = False) -> None:
        super().__init__(upstream, functions=[function])
        self.function = function
        self.preserves_cardinality = preserves_cardinality

    def cardinality(self) -> int:
        return self.upstream[0].cardinality()


class Map(_EachElement):
    """What a function makes of each element."""

    name = "MapDataset"

    def _begin(self, run: RunContext) -> Flow:
        return MapFlow(self.upstream[0].begin(run), Calls(self.function, self.preserves_cardinality))


class MapFlow(CallingFlow):
    """What a function makes of each element of a flow."""

    def be_compact(self) -> None:
        super().be_compact()
        self._calls.deferring = True

    def _next(self, run: RunContext, most: int) -> Block:
        block, columns, n, failed = self._input.called(run, most)
        if columns is None:
            return self._results(None, failed)
        places = None if self.placeless or block.places is None else block.places[:n]
        return self._results(Block(columns, n, places), failed)


class Filter(DatasetValue):
    """The elements for which a function gives true."""

    name = "FilterDataset"

    def __init__(self, upstream: DatasetValue, function: BoundFunction) -> None:
        super().__init__(upstream, functions=[function])
        self.function = function

    def _begin(self, run: RunContext) -> Flow:
        return _FilterFlow(self.upstream[0].begin(run), Calls(self.function))


class _FilterFlow(CallingFlow):
    gives_on = True

    def _next(self, run: RunContext, most: int) -> Block:
        while True:
            run.check()  # it may go on for ever
            block, columns, _, failed = self._input.called(run, most)
            good = np.flatnonzero(_truths(columns)) if columns is not None else _NONE
            if len(good) or failed is not None:
                found = block if len(good) == block.n else block.take(good) if len(good) else None
                return self._results(found, failed)


def _truths(columns: Sequence[Column]) -> np.ndarray:
    """What a predicate gives: a bool for each element. Raises InvalidArgumentError where it is none."""
    column = columns[0]
    if not isinstance(column, np.ndarray) or column.ndim != 1 or column.dtype != np.bool_:
        raise invalid("`predicate` must return a scalar bool.")
    return column


class TakeWhile(DatasetValue):
    """The elements before the first for which a function gives false."""

    name = "TakeWhileDataset"

    def __init__(self, upstream: DatasetValue, function: BoundFunction) -> None:
        super().__init__(upstream, functions=[function])
        self.function = function

    def _begin(self, run: RunContext) -> Flow:
        return _TakeWhileFlow(self.upstream[0].begin(run), Calls(self.function))


class _TakeWhileFlow(CallingFlow):
    gives_on = True
    may_stop = True

    remembers = ("_over",)

    def __init__(self, upstream: Flow, calls: Calls) -> None:
        super().__init__(upstream, calls)
        self._over = False

    def _next(self, run: RunContext, most: int) -> Block:
        if self._over:
            raise end_of_sequence()
        block, columns, n, failed = self._input.called(run, most if self.ahead else 1)
        bad = np.flatnonzero(~_truths(columns)) if columns is not None else _NONE
        if not len(bad):
            return self._results(block.rows(0, n), failed)
        self._over = True
        return self._results(block.rows(0, int(bad[0])), end_of_sequence())


class Scan(_EachElement):
    """What a function makes of a state and each element: the next state, and an element.

    Args:
      state: its first values.
      function: takes the state and an element; its first results are the next state.
    """

    name = "ScanDataset"

    def __init__(self, upstream: DatasetValue, state: Sequence[Any], function: BoundFunction, preserves: bool = False) -> None:
        super().__init__(upstream, function, preserves)
        self.state = tuple(state)

    def _begin(self, run: RunContext) -> Flow:
        return _ScanFlow(self.upstream[0].begin(run), self)


class _ScanFlow(CallingFlow):
    remembers = ("_carried", "_left")

    def __init__(self, upstream: Flow, value: Scan) -> None:
        super().__init__(upstream, Calls(value.function, value.preserves_cardinality))
        self._carried: Sequence[Any] = value.state
        self._left: Block | None = None

    def _next(self, run: RunContext, most: int) -> Block:
        while True:
            block, failed = self._scanned(run, most)
            if failed is not LEFT_OUT:
                return self._results(block, failed)
            if block is not None:
                return block
            run.check()  # it may go on for ever

    def _scanned(self, run: RunContext, most: int) -> tuple[Block | None, Exception | None]:
        """The next results, and what stands in place of the element behind them."""
        if self._left is None:
            self._left = self.upstream[0].next(run, most if self.upstream[0].ahead else 1)
        block = self._left
        found: list[Sequence[Any]] = []
        failed: Exception | None = None
        for index in range(min(most, block.n)):
            try:
                results = self._calls.one(run, block, index, *self._carried)
            except Exception as error:
                if not is_of_run(error, run):
                    failed = error
                elif not found:
                    raise
                break
            count = len(self._carried)
            self._carried = results[:count]
            found.append(results[count:])
        done = len(found) + (failed is not None)
        self._left = None if done == block.n else block.rows(done, block.n)
        self._calls.passed(len(found))
        return Block.of(found) if found else None, failed if failed is None else self._calls.judged(failed, block, len(found))
