"""Datasets that are measured: how many bytes their elements have, how long each takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import numpy as np

from headrace.formats import proto as messages
from headrace.graph.ops.summaries.histogram import histogram
from headrace.graph.runtime.run_context import RunContext

from .blocks.block import Block
from .flow import DatasetValue, Flow


class Measurements:
    """Numbers by tag, from any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[str, list[float]] = {}  # guarded by _lock

    def add(self, tag: str, numbers: Sequence[float]) -> None:
        """Add numbers of a tag."""
        with self._lock:
            self._numbers.setdefault(tag, []).extend(numbers)

    def summary(self) -> bytes:
        """A Summary with a histogram for each tag."""
        with self._lock:
            numbers = {tag: np.array(values) for tag, values in self._numbers.items()}
        values = [messages.summary_pb2.Summary.Value(tag=tag, histo=histogram(found)) for tag, found in numbers.items()]
        return messages.summary_pb2.Summary(value=values).SerializeToString()


class Measured(DatasetValue):
    """The elements of a dataset, which somebody may measure (`measured_by`); until then they are as they are.

    Args:
      tag: the name of the numbers.
      of_time: whether they are the microseconds that each element takes; else its bytes.
      into: where they go; None: nowhere.
    """

    def __init__(self, upstream: DatasetValue, tag: str, of_time: bool, into: Measurements | None = None) -> None:
        super().__init__(upstream)
        self.tag, self.of_time, self.into = tag, of_time, into
        if into is not None:
            self.ahead = False  # an element counts when it is asked for

    def measured_by(self, into: Measurements, prefix: str) -> Measured:
        """The same, measured."""
        made = Measured(self.upstream[0], f"{prefix}::{self.tag}" if prefix else self.tag, self.of_time, into)
        made.name = self.name
        return made

    def _begin(self, run: RunContext) -> Flow:
        flow = self.upstream[0].begin(run)
        return flow if self.into is None else _MeasuredFlow(flow, self.tag, self.of_time, self.into)

    def cardinality(self) -> int:
        return self.upstream[0].cardinality()


class _MeasuredFlow(Flow):
    def __init__(self, upstream: Flow, tag: str, of_time: bool, into: Measurements) -> None:
        super().__init__(upstream)
        self._tag, self._of_time, self._into = tag, of_time, into

    def _next(self, run: RunContext, most: int) -> Block:
        began = time.perf_counter()
        block = self.upstream[0].next(run, most)
        if self._of_time:
            numbers = [(time.perf_counter() - began) * 1e6 / block.n] * block.n
        else:
            numbers = [float(block.rows(index, index + 1).nbytes) for index in range(block.n)]
        self._into.add(self._tag, numbers)
        return block
