"""Rows of columns that threads put into a queue, epoch after epoch."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.errors import OutOfRangeError
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.pipeline.queues.graph import FIFOQueue, RandomShuffleQueue
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner


class Rows:
    """Numbers of rows for one thread, a batch at a time; an epoch begins where the one before has begun.

    Args:
      length: how many rows there are.
      batch_size: how many numbers to give at once; the last batch may be smaller.
      random_start: begin anywhere.
      num_epochs: how often to go through the rows; None: for ever.
    """

    def __init__(self, length: int, batch_size: int, random_start: bool, num_epochs: int | None) -> None:
        self._length = length
        self._batch_size = batch_size
        self._num_epochs = num_epochs
        self._start = random.randrange(length) if random_start else 0
        self._given = 0

    def next(self) -> list[int]:
        """The next numbers. Raises OutOfRangeError when all epochs are over."""
        count = self._batch_size
        if self._num_epochs is not None:
            count = min(count, self._num_epochs * self._length - self._given)
            if count <= 0:
                raise OutOfRangeError(None, None, f"Already emitted {self._num_epochs} epochs.")
        begin = self._start + self._given
        self._given += count
        return [number % self._length for number in range(begin, begin + count)]


def batches_of(
    columns: Mapping[Any, Any],
    take: Callable[[Sequence[int]], Sequence[Any]],
    length: int,
    *,
    capacity: int,
    shuffle: bool,
    min_after_dequeue: int | None,
    num_threads: int,
    batch_size: int,
    num_epochs: int | None,
) -> list[Any]:
    """A batch of rows by a queue that threads keep full.

    Args:
      columns: arrays of n rows by their names.
      take: gives the rows of those numbers, an array for each column.
      length: n.

    Returns:
      a tensor for each column.
    """
    _warn(shuffle, num_threads, num_epochs)
    types = [dtypes.int64, *(dtypes.as_dtype(column.dtype) for column in columns.values())]
    shapes = [(), *(column.shape[1:] for column in columns.values())]
    with get_default_graph().name_scope("enqueue_input"):
        if shuffle:
            least = capacity // 4 if min_after_dequeue is None else int(min_after_dequeue)
            queue: Any = RandomShuffleQueue(capacity, least, types, shapes)
        else:
            least = 0
            queue = FIFOQueue(capacity, types, shapes)
        enqueue_ops = []
        for _ in range(num_threads):
            rows = Rows(length, batch_size, shuffle, num_epochs)
            enqueue_ops.append(queue.enqueue_many(_read(rows, take, types, shapes)))
        add_queue_runner(QueueRunner(queue, enqueue_ops))
        room = capacity - least
        full = ops.cast(ops.maximum(0, queue.size() - least), dtypes.float32) * (1.0 / room)
        scalar(f"queue/{queue.name}fraction_over_{least}_of_{room}_full", full)
    batch = queue.dequeue_many(batch_size) if num_epochs is None else queue.dequeue_up_to(batch_size)
    return list(batch[1:])


def _read(rows: Rows, take: Callable[[Sequence[int]], Sequence[Any]], types: Any, shapes: Any) -> list[Any]:
    def read() -> list[Any]:
        numbers = rows.next()
        return [numbers, *take(numbers)]

    tensors = ops.py_func(read, [], types)
    for tensor, shape in zip(tensors, shapes, strict=True):
        tensor.set_shape([None, *shape])
    return tensors


def _warn(shuffle: bool, num_threads: int, num_epochs: int | None) -> None:
    if num_threads <= 1:
        return
    if num_epochs is not None:
        logging.warning(
            "enqueue_data was called with num_epochs and num_threads > 1. num_epochs is applied per thread, so this will "
            "produce more epochs than you probably intend. If you want to limit epochs, use one thread."
        )
    if shuffle and num_epochs is not None:
        logging.warning(
            "enqueue_data was called with shuffle=True, num_threads > 1, and num_epochs. This will create multiple threads, "
            "all reading the array/dataframe in order adding to the same shuffling queue; the results will likely not be "
            "sufficiently shuffled."
        )
    if not shuffle:
        logging.warning(
            "enqueue_data was called with shuffle=False and num_threads > 1. This will create multiple threads, all reading "
            "the array/dataframe in order. If you want examples read in order, use one thread; if you want multiple threads, "
            "enable shuffling."
        )


def check_shuffle(shuffle: Any) -> None:
    """Raises ValueError for what is not said."""
    if not isinstance(shuffle, bool):
        raise ValueError(
            "shuffle must be provided and explicitly set as boolean (it is recommended to set it as True for training); got "
            f"{shuffle}"
        )
