"""Datasets that put elements together: window, group_by_window; and unique, which leaves elements out."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from .batches import batches_in
from .blocks.block import Block, plain
from .flow import BoundFunction, DatasetValue, Flow, attempt, end_of_sequence
from .maps import Calls
from .sources import TensorSlices


def slices_of(elements: Block) -> TensorSlices:
    """A dataset of these elements."""
    return TensorSlices([plain(column) for column in elements.columns], elements.n)


class Window(DatasetValue):
    """Elements that are datasets, one for each component, of `size` elements each.

    Args:
      size: at least 1.
      shift: how far the first element of a window is from that of the one before.
      stride: how far its elements are from each other.
      drop_remainder: whether smaller last windows are left out.

    Raises:
      InvalidArgumentError: one of them is below 1.
    """

    name = "WindowDataset"

    def __init__(self, upstream: DatasetValue, size: int, shift: int, stride: int = 1, drop_remainder: bool = False) -> None:
        super().__init__(upstream)
        for name, number in (("size", size), ("shift", shift), ("stride", stride)):
            if number < 1:
                raise invalid(f"Window {name} must be greater than zero.")
        self.size, self.shift, self.stride, self.drop_remainder = int(size), int(shift), int(stride), bool(drop_remainder)

    def _begin(self, run: RunContext) -> Flow:
        return _WindowFlow(self.upstream[0].begin(run), self)

    def cardinality(self) -> int:
        count = self.upstream[0].cardinality()
        if count >= 0 and self.drop_remainder:
            count = max(0, count - (self.size - 1) * self.stride)
        return batches_in(count, self.shift, False)


class _WindowFlow(Flow):
    """An element that fails has its place in windows, which fail with it."""

    remembers = ("_held", "_window", "_to_skip", "_ended")

    def __init__(self, upstream: Flow, value: Window) -> None:
        super().__init__(upstream)
        self._value = value
        self._held: list[Block | Exception] = []
        self._window: list[Block | Exception] = []  # the next one
        self._to_skip = 0  # elements behind it that are in none
        self._ended = False

    def _next(self, run: RunContext, most: int) -> Block:
        value = self._value
        span = (value.size - 1) * value.stride + 1
        if not self._window:
            while len(self._held) < span and not self._ended:
                self._held += self._elements(run, span - len(self._held))
            if not self._held or (value.drop_remainder and len(self._held) < span):
                raise end_of_sequence()
            self._window, self._to_skip = self._held[: span : value.stride], max(0, value.shift - len(self._held))
            self._held = self._held[value.shift :]
        while self._to_skip and not self._ended:
            self._to_skip -= len(self._elements(run, self._to_skip))
        window, self._window = self._window, []
        for one in window:
            if isinstance(one, Exception):
                raise one
        elements = Block.joined([one for one in window if isinstance(one, Block)])
        datasets = [TensorSlices([plain(column)], elements.n) for column in elements.columns]
        return Block([[dataset] for dataset in datasets], 1)

    def _elements(self, run: RunContext, most: int) -> list[Block | Exception]:
        block, error = attempt(self.upstream[0], run, most)
        if block is not None:
            return [block.rows(index, index + 1) for index in range(block.n)]
        if isinstance(error, OutOfRangeError):
            self._ended = True
            self.close()
            return []
        assert error is not None
        return [error]


class GroupByWindow(DatasetValue):
    """The elements of datasets that a function makes of groups.

    Args:
      key: gives the group of an element, int64.
      reduce: makes a dataset of the number of a group and of a dataset of some of its elements.
      window_size: gives how many elements of a group are put together.
    """

    name = "GroupByWindowDataset"

    def __init__(self, upstream: DatasetValue, key: BoundFunction, reduce: BoundFunction, window_size: BoundFunction) -> None:
        super().__init__(upstream, functions=[key, reduce, window_size])
        self.key, self.reduce, self.window_size = key, reduce, window_size

    def _begin(self, run: RunContext) -> Flow:
        return _GroupByWindowFlow(self.upstream[0].begin(run), self, run)


class _GroupByWindowFlow(Flow):
    remembers = ("_left", "_left_keys", "_failed", "_groups", "_sizes", "_made_of", "_ended")

    def __init__(self, upstream: Flow, value: GroupByWindow, run: RunContext) -> None:
        super().__init__(upstream)
        self._value = value
        self._run = run
        self._keys = Calls(value.key)
        self._left: Block | None = None  # elements at hand,
        self._left_keys: list[int] = []  # their groups, as far as known,
        self._failed: Exception | None = None  # and the error of the one behind those
        self._groups: dict[int, list[Block]] = {}
        self._sizes: dict[int, int] = {}
        self._group: Flow | None = None  # what is made of one,
        self._made_of: tuple[int, Block] | None = None  # and of which
        self._ended = False

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        self.upstream[0].restore(run, states[0])
        if self._made_of is not None:
            self._make(run, *self._made_of)
            self.upstream[1].restore(run, states[1])

    def _next(self, run: RunContext, most: int) -> Block:
        while True:
            run.check()
            if self._group is not None:
                try:
                    return self._group.next(run, most if self._group.ahead else 1)
                except OutOfRangeError:
                    self.upstream.remove(self._group)
                    self.end(self._group)
                    self._group = self._made_of = None
            if not self._ended:
                self._gather(run)
            elif self._groups:
                self._flush(run, min(self._groups))
            else:
                raise end_of_sequence()

    @property
    def calls(self) -> int:
        return self._keys.called

    @property
    def single(self) -> str | None:
        return self._keys.single

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        blocks = [block for group in tuple(self._groups.values()) for block in tuple(group)]
        return elements + sum([block.n for block in blocks]), size + sum([block.nbytes for block in blocks])

    def _gather(self, run: RunContext) -> None:
        """Go on until a group is full, or to the end."""
        while not self._ended and self._group is None:
            if not self._left_keys:
                self._find_keys(run)
                continue
            assert self._left is not None
            key, element = self._left_keys[0], self._left.rows(0, 1)
            self._left_keys = self._left_keys[1:]
            self._left = self._left.rows(1, self._left.n) if self._left.n > 1 else None
            if key not in self._sizes:
                (size,) = self._value.window_size.one(run, np.int64(key))
                if size <= 0:
                    raise invalid(f"Window size must be greater than zero, but got {size}.")
                self._sizes[key] = int(size)
            group = self._groups.setdefault(key, [])
            group.append(element)
            if len(group) == self._sizes[key]:
                self._flush(run, key)

    def _find_keys(self, run: RunContext) -> None:
        """Find the groups of the next elements."""
        error, self._failed = self._failed, None
        if error is not None:
            raise error
        if self._left is None:
            try:
                self._left = self.upstream[0].next(run, self._keys.most if self.ahead else 1)
            except OutOfRangeError:
                self._ended = True
                self.upstream[0].close()
                return
        columns, n, failed = self._keys.of(run, self._left.rows(0, min(self._left.n, self._keys.most)))
        self._failed = failed
        if failed is not None:
            left = self._left
            kept = [part for part in (left.rows(0, n), left.rows(n + 1, left.n)) if part.n]
            self._left = Block.joined(kept) if kept else None
        self._left_keys = [] if columns is None else np.asarray(columns[0]).tolist()

    def _flush(self, run: RunContext, key: int) -> None:
        """Make a dataset of a group."""
        self._make(run, key, Block.joined(self._groups.pop(key)))

    def _make(self, run: RunContext, key: int, elements: Block) -> None:
        (dataset,) = self._value.reduce.one(run, np.int64(key), slices_of(elements))
        self._group, self._made_of = self.begun(dataset, self._run), (key, elements)
        self.upstream.append(self._group)


class Unique(DatasetValue):
    """The elements, of one component, that have not come before."""

    name = "UniqueDataset"

    def _begin(self, run: RunContext) -> Flow:
        return _UniqueFlow(self.upstream[0].begin(run))


class _UniqueFlow(Flow):
    remembers = ("_seen",)

    def __init__(self, upstream: Flow) -> None:
        super().__init__(upstream)
        self._seen: dict[Any, None] = {}

    def _next(self, run: RunContext, most: int) -> Block:
        while True:
            run.check()  # it may go on for ever
            block = self.upstream[0].next(run, most)
            new = []
            for index, value in enumerate(plain(block.columns[0])):
                known = _hashable(value)
                if known not in self._seen:
                    self._seen[known] = None
                    new.append(index)
            if new:
                return block if len(new) == block.n else block.take(np.array(new))


def _hashable(value: Any) -> Any:
    array = np.asarray(value, object) if isinstance(value, bytes) else np.asarray(value)
    return array.shape, tuple(array.ravel().tolist()) if array.dtype.hasobject else array.tobytes()
