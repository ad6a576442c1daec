"""cache: the elements of the first whole pass over a dataset, kept in memory or in a file for those that follow."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.checkpoint.bundle_reader import BundleReader, index_name
from headrace.formats.checkpoint.bundle_writer import BundleWriter
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.dtypes import of_array
from headrace.graph.types.errors import AlreadyExistsError, FailedPreconditionError, OutOfRangeError, invalid

from .blocks.block import Block, Column, column_of, plain
from .blocks.states import meant, said
from .flow import DatasetValue, Flow, end_of_sequence

_MOST = 1024


class Cache(DatasetValue):
    """The elements of a dataset, which are computed once, by the first pass that comes to its end.

    Args:
      filename: where they are kept, in files that TensorFlow reads too; b"": in memory, as long as this dataset.
    """

    name = "CacheDataset"

    def __init__(self, upstream: DatasetValue, filename: bytes = b"") -> None:
        super().__init__(upstream)
        self.filename = os.fsdecode(filename)
        self.blocks: Sequence[Block] | None = None  # all elements, once they are known

    def _begin(self, run: RunContext) -> Flow:
        if not self.filename:
            return _MemoryFlow(self, run)
        if os.path.exists(index_name(self.filename)):
            return _FileFlow(self.filename)
        return _WritingFlow(self.upstream[0].begin(run), self.filename)

    def cardinality(self) -> int:
        return self.upstream[0].cardinality()


class _MemoryFlow(Flow):
    """Elements that are kept on their way, or have been. Those that fail are not."""

    gives_on = True
    remembers = ("_blocks", "_at")

    def __init__(self, value: Cache, run: RunContext) -> None:
        super().__init__()
        self._value = value
        self._blocks: list[Block] = []  # those of this pass
        self._at = 0
        if value.blocks is None:
            self._begin(run)

    def _begin(self, run: RunContext) -> None:
        self.upstream = [self.begun(self._value.upstream[0], run)]
        self.be_compact()

    def _next(self, run: RunContext, most: int) -> Block:
        if self.upstream:
            return self._kept_too(run, most)
        blocks = self._value.blocks or ()
        if self._at >= len(blocks):
            raise end_of_sequence()
        self._at += 1
        return _views(blocks[self._at - 1])

    def _kept_too(self, run: RunContext, most: int) -> Block:
        try:
            block = self.upstream[0].next(run, most)
        except OutOfRangeError:
            if self._value.blocks is None:
                self._value.blocks = _in_large(self._blocks)
            raise
        self._blocks.append(block)
        return _views(block)

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        blocks = tuple(self._blocks if self.upstream else self._value.blocks or ())
        return elements + sum([block.n for block in blocks]), size + sum([block.nbytes for block in blocks])

    def _states(self) -> Any:
        return super()._states() if self.upstream else said(list(self._value.blocks or ()))

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        if isinstance(states, list):
            if not self.upstream:
                self._begin(run)
            super()._restore_upstream(run, states)
        else:
            self._value.blocks = meant(states)
            self.close()
            self.upstream = []


def _views(block: Block) -> Block:
    """The block, in arrays that are not their owners: who gives them to a caller copies them."""
    return Block([_view(column) for column in block.columns], block.n, None if block.places is None else block.places.bare())


def _view(column: Column) -> Column:
    if isinstance(column, list):
        return [_view(value) for value in column]
    return column.view() if isinstance(column, np.ndarray) else column


def _in_large(blocks: Sequence[Block]) -> list[Block]:
    """The same elements in blocks that are not small."""
    found: list[Block] = []
    small: list[Block] = []
    for block in blocks:
        small.append(block)
        if sum(one.n for one in small) >= _MOST:
            found.append(Block.joined(small))
            small = []
    return [*found, Block.joined(small)] if small else found


class _WritingFlow(Flow):
    """What is written is there when all is."""

    def state(self) -> dict[str, Any]:
        raise FailedPreconditionError(None, None, f"{self.name}: where it is in a file that it writes cannot be saved")

    def __init__(self, upstream: Flow, filename: str) -> None:
        super().__init__(upstream)
        self._filename = filename
        self._lock = f"{filename}_0.lockfile"
        self._writer: BundleWriter | None = None
        self._count = 0
        self._over = False

    def _next(self, run: RunContext, most: int) -> Block:
        if self._over:
            raise end_of_sequence()
        if self._writer is None:
            self._begin()
        assert self._writer is not None
        try:
            block = self.upstream[0].next(run, most)
        except OutOfRangeError:
            self._writer.finish()
            self._end()
            raise
        columns = [plain(column) for column in block.columns]
        for index in range(block.n):
            for component, column in enumerate(columns):
                value = column[index]
                if not isinstance(value, (np.ndarray, np.generic, bytes)):
                    raise invalid(f"component {component} of an element is no tensor, which alone can be kept in a file")
                array = np.asarray(value, object) if isinstance(value, bytes) else np.asarray(value)
                self._writer.add(_key(self._count, component), of_array(array).as_datatype_enum, array)
            self._count += 1
        return block

    def _begin(self) -> None:
        try:
            os.close(os.open(self._lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            words = "There appears to be a concurrent caching iterator running - cache lockfile already exists"
            advice = "If you are sure no other running TF computations are using this cache prefix, delete the lockfile"
            message = f"{words} ('{self._lock}'). {advice} and re-initialize the iterator."
            raise AlreadyExistsError(None, None, message) from None
        self._writer = BundleWriter(self._filename)

    def _end(self) -> None:
        self._over = True
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.__exit__(None, None, None)
            with contextlib.suppress(FileNotFoundError):
                os.remove(self._lock)

    def close(self) -> None:
        self._end()
        super().close()


def _key(element: int, component: int) -> str:
    return f"{element:7d}_{component}"


class _FileFlow(Flow):
    remembers = ("_at", "_over")

    def __init__(self, filename: str) -> None:
        super().__init__()
        self._filename = filename
        self._reader: BundleReader | None = None
        self._components = 0
        self._at = 0
        self._over = False

    def _next(self, run: RunContext, most: int) -> Block:
        if self._over:
            raise end_of_sequence()
        if self._reader is None:
            self._reader = BundleReader(self._filename)
            while _key(0, self._components) in self._reader:
                self._components += 1
        found: list[list[Any]] = []
        while self._components and len(found) < most and _key(self._at, 0) in self._reader:
            found.append([_value(self._reader.read(_key(self._at, k))) for k in range(self._components)])
            self._at += 1
        if not found:
            self.close()
            raise end_of_sequence()
        return Block([column_of(values) for values in zip(*found, strict=True)], len(found), None)

    def close(self) -> None:
        self._over = True
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()


def _value(array: np.ndarray) -> Any:
    return array[()] if array.ndim == 0 else array
