"""RecordInput: the records of TFRecord files in random order, for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from headrace.formats import files, tfrecord
from headrace.formats.exports import export
from headrace.formats.forks import renewed
from headrace.formats.tfrecord.options import TFRecordOptions
from headrace.graph import ops
from headrace.graph.core.op import stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import errors
from headrace.graph.types.static_shapes import StaticShape


class ShuffledRecords:
    """The records of files, each once in an epoch, out of a buffer from which one is drawn by chance.

    Args:
      pattern: of the files' names.
      seed: of the order.
      shift_ratio: by which part of the files an epoch begins behind the one before.
      buffer_size: how many records are drawn from.
      compression: as of `tfrecord.read`.
    """

    def __init__(self, pattern: str, seed: int, shift_ratio: float, buffer_size: int, compression: str) -> None:
        self._pattern = pattern
        self._shift_ratio = shift_ratio
        self._buffer_size = max(buffer_size, 1)
        self._compression = compression
        self._lock = renewed(threading.Lock())
        # Guarded by _lock:
        self._rng = np.random.default_rng(seed)
        self._epochs = 0
        self._records: Iterator[bytes] = iter(())
        self._buffer: list[bytes] = []
        self._over: str | None = None

    def take(self, count: int) -> np.ndarray:
        """The next records, an object array.

        Raises:
          NotFoundError: there are no files.
          OutOfRangeError: they hold no records.
          DataLossError: one is damaged.
        """
        found = np.empty(count, object)
        with self._lock:
            for place in range(count):
                found[place] = self._next()
        return found

    def let_go(self, reason: str) -> None:
        """Close the file that is read. Who comes after that gets CancelledError(reason)."""
        with self._lock:
            self._over, self._records, self._buffer = reason, iter(()), []

    def _next(self) -> bytes:
        if self._over is not None:
            raise errors.CancelledError(None, None, self._over)
        self._fill()
        if not self._buffer:
            self._begin_epoch()
            self._fill()
            if not self._buffer:
                raise errors.OutOfRangeError(None, None, f"Found no records in {self._pattern}")
        place = int(self._rng.integers(len(self._buffer)))
        self._buffer[place], self._buffer[-1] = self._buffer[-1], self._buffer[place]
        return self._buffer.pop()

    def _fill(self) -> None:
        while len(self._buffer) < self._buffer_size:
            record = next(self._records, None)
            if record is None:
                return
            self._buffer.append(record)

    def _begin_epoch(self) -> None:
        paths = sorted(files.glob(self._pattern))
        if not paths:
            raise errors.NotFoundError(None, None, f"Found no files at {self._pattern}")
        order = self._rng.permutation(len(paths))
        order = np.roll(order, -int(self._epochs * self._shift_ratio * len(paths)) % len(paths))
        self._epochs += 1
        read = (tfrecord.read(paths[place], compression=self._compression) for place in order)
        self._records = (record for blocks in read for block in blocks for record in block)


RECORD_INPUT = stateful_op(
    "RecordInput",
    "-> records: string",
    "file_pattern: string, file_random_seed: int = 301, file_shuffle_shift_ratio: float = 0, file_buffer_size: int = 10000,"
    " file_parallelism: int = 16, batch_size: int = 32, compression_type: string = ''",
)


@RECORD_INPUT.shape
def _record_input_shape(op: Operation) -> StaticShape:
    return (op.get_attr("batch_size"),)


@RECORD_INPUT.bind
def _record_input(op: Operation, session: Any) -> Callable[[], np.ndarray]:
    settings = ("file_pattern", "file_random_seed", "file_shuffle_shift_ratio", "file_buffer_size", "compression_type")
    count = op.get_attr("batch_size")
    return lambda: session.resource(
        ("record input", op), lambda: ShuffledRecords(*(op.get_attr(name) for name in settings))
    ).take(count)


@export("contrib.framework.RecordInput", "python.ops.data_flow_ops.RecordInput")
class RecordInput:
    """The records of TFRecord files in random order, for ever: each once before any comes again.

    Args:
      file_pattern: of the files' names.
      batch_size: records in a batch.
      buffer_size: how many records each is drawn from.
      parallelism: accepted; files are read one after the other.
      shift_ratio: by which part of the files each epoch begins behind the one before.
      seed: of the order.
      name: of the operations.
      batches: how many batches there are at once; None: one, as one tensor.
      compression_type: a TFRecordCompressionType; None for none.

    Example:
      >>> with tf.python_io.TFRecordWriter("three.tfrecord") as writer:
      ...     for word in (b"a", b"b", b"c"):
      ...         writer.write(word)
      >>> records = tf.contrib.framework.RecordInput("three.tfrecord", batch_size=3, buffer_size=9).get_yield_op()
      >>> with tf.Session() as sess:
      ...     sorted(sess.run(records).tolist())
      [b'a', b'b', b'c']
    """

    def __init__(
        self,
        file_pattern: str,
        batch_size: int = 1,
        buffer_size: int = 1,
        parallelism: int = 1,
        shift_ratio: float = 0,
        seed: int = 0,
        name: str | None = None,
        batches: int | None = None,
        compression_type: Any = None,
    ) -> None:
        self._batch_size = batch_size if batches is None else batch_size * batches
        self._batches = batches
        self._name = name
        options = TFRecordOptions.get_compression_type_string(
            None if compression_type is None else TFRecordOptions(compression_type)
        )
        self._settings = {
            "file_pattern": file_pattern,
            "file_buffer_size": buffer_size,
            "file_parallelism": parallelism,
            "file_shuffle_shift_ratio": shift_ratio,
            "file_random_seed": seed,
            "compression_type": options,
        }

    def get_yield_op(self) -> Any:
        """The batch.

        Returns:
          strings [batch_size]; with `batches` so many lists of `batch_size` scalars.
        """
        records = RECORD_INPUT(**self._settings, batch_size=self._batch_size, name=self._name)
        if self._batches is None:
            return records
        found: list[list[Tensor]] = [[] for _ in range(self._batches)]
        with name_scope(self._name):
            for place, record in enumerate(ops.split(records, self._batch_size, 0)):
                found[place % self._batches].append(ops.reshape(record, []))
        return found
