"""Batches of records of files, and of the features of Examples in them, through queues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.errors import CancelledError, OutOfRangeError
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.ops.summaries import scalar
from headrace.graph.platform import gfile
from headrace.graph.types import dtypes
from headrace.pipeline.inputs.batching import batch_join, shuffle_batch_join
from headrace.pipeline.inputs.producers import string_input_producer
from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue
from headrace.pipeline.readers.tfrecord import TFRecordReader
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner

from .seeking import shared_queue

_KEY = "__key__"


def _files(file_pattern: Any, randomize_input: bool) -> list[str]:
    """The files of a pattern or of several. Raises ValueError where there are none."""
    if isinstance(file_pattern, list):
        if not file_pattern:
            raise ValueError("No files given to dequeue_examples.")
        found = [name for entry in file_pattern for name in gfile.Glob(entry)]
    else:
        found = list(gfile.Glob(file_pattern))
    if not found:
        raise ValueError(f"No files match {file_pattern}.")
    return found if randomize_input else sorted(found)


def _check(batch_size: Any, queue_capacity: Any, read_batch_size: Any, num_threads: Any, num_epochs: Any) -> None:
    if not queue_capacity or queue_capacity <= 0:
        raise ValueError(f"Invalid queue_capacity {queue_capacity}.")
    if batch_size is None or (not isinstance(batch_size, Tensor) and not 0 < batch_size < queue_capacity):
        raise ValueError(f"Invalid batch_size {batch_size}, with queue_capacity {queue_capacity}.")
    if read_batch_size is None or read_batch_size <= 0:
        raise ValueError(f"Invalid read_batch_size {read_batch_size}.")
    if not num_threads or num_threads <= 0:
        raise ValueError(f"Invalid num_threads {num_threads}.")
    if num_epochs is not None and num_epochs <= 0:
        raise ValueError(f"Invalid num_epochs {num_epochs}.")


def _read(queue: Any, reader: Any, num_threads: int, read_batch_size: int, parse_fn: Any) -> list[Any]:
    """What each thread reads and parses."""
    found: list[Any] = []
    with name_scope("read"):
        for _ in range(num_threads):
            one = reader()
            keys, records = one.read_up_to(queue, read_batch_size) if read_batch_size > 1 else one.read(queue)
            parsed = records if parse_fn is None else parse_fn(records)
            found.append({**parsed, _KEY: keys} if isinstance(parsed, dict) else (keys, parsed))
    return found


@export("contrib.learn.read_keyed_batch_examples")
def read_keyed_batch_examples(
    file_pattern: Any,
    batch_size: Any,
    reader: Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    num_threads: int = 1,
    read_batch_size: int = 1,
    parse_fn: Callable[[Tensor], Any] | None = None,
    name: str | None = None,
    seed: int | None = None,
) -> tuple[Tensor, Any]:
    """Batches of the records of files, and the records' keys.

    Args:
      file_pattern: a pattern of file names, or a list of them.
      batch_size: records in a batch, below `queue_capacity`.
      reader: a class of readers, or what makes one.
      randomize_input: whether files and records are shuffled.
      num_epochs: how often all is read; None: without end. With epochs the last batch may be smaller.
      queue_capacity: most records in the queue.
      num_threads: readers, each in a thread.
      read_batch_size: records that a reader takes at a time.
      parse_fn: from a record (from several, where several are read at a time) to a tensor or a dict of them.
      name: a name scope.
      seed: of the shuffling.

    Returns:
      strings [batch_size], the keys; and the records, or what `parse_fn` makes of them.

    Raises:
      ValueError: no files, or sizes that cannot be.
    """
    options = _Reading(randomize_input, num_epochs, queue_capacity, num_threads, read_batch_size, parse_fn, seed)
    return _read_keyed(file_pattern, batch_size, reader, options, name, _queue_of_files)


class _Reading(NamedTuple):
    """What `read_keyed_batch_examples` and its kin are told besides files, batches and readers."""

    randomize_input: bool
    num_epochs: int | None
    queue_capacity: int
    num_threads: int
    read_batch_size: int
    parse_fn: Any
    seed: int | None = None


def _queue_of_files(names: list[str], reading: _Reading, scope: str) -> Any:
    return string_input_producer(
        constant(names, name="input"),
        shuffle=reading.randomize_input,
        num_epochs=reading.num_epochs,
        name=scope,
        seed=reading.seed,
    )


def _shared_queue_of_files(names: list[str], reading: _Reading, scope: str) -> Any:
    return shared_queue(names, reading.randomize_input, reading.num_epochs, reading.seed)


def _read_keyed(
    file_pattern: Any, batch_size: Any, reader: Any, reading: _Reading, name: str | None, queue_of: Callable[..., Any]
) -> tuple[Tensor, Any]:
    names = _files(file_pattern, reading.randomize_input)
    _check(batch_size, reading.queue_capacity, reading.read_batch_size, reading.num_threads, reading.num_epochs)
    with name_scope(name, "read_batch_examples") as scope:
        with name_scope("file_name_queue") as of_files:
            queue = queue_of(names, reading, of_files)
        examples = _read(queue, reader, reading.num_threads, reading.read_batch_size, reading.parse_fn)
        options: dict[str, Any] = {
            "capacity": reading.queue_capacity,
            "enqueue_many": reading.read_batch_size > 1,
            "name": scope,
            "allow_smaller_final_batch": reading.num_epochs is not None,
        }
        if reading.randomize_input:
            left = int(reading.queue_capacity * 0.4)
            if not isinstance(batch_size, Tensor):
                left = max(reading.queue_capacity - 3 * batch_size, batch_size)
            batch: Any = shuffle_batch_join(examples, batch_size, min_after_dequeue=left, seed=reading.seed, **options)
        else:
            batch = batch_join(examples, batch_size, **options)
    if isinstance(batch, dict):
        return batch.pop(_KEY), batch
    keys, records = batch
    return keys, records


@export("contrib.learn.read_keyed_batch_examples_shared_queue")
@documented_by(read_keyed_batch_examples)
def read_keyed_batch_examples_shared_queue(
    file_pattern: Any,
    batch_size: Any,
    reader: Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    num_threads: int = 1,
    read_batch_size: int = 1,
    parse_fn: Callable[[Tensor], Any] | None = None,
    name: str | None = None,
    seed: int | None = None,
) -> tuple[Tensor, Any]:
    """Batches of the records of files and their keys; of the files each is read once by all who share their list."""
    options = _Reading(randomize_input, num_epochs, queue_capacity, num_threads, read_batch_size, parse_fn, seed)
    return _read_keyed(file_pattern, batch_size, reader, options, name, _shared_queue_of_files)


@export("contrib.learn.read_batch_examples")
@documented_by(read_keyed_batch_examples)
def read_batch_examples(
    file_pattern: Any,
    batch_size: Any,
    reader: Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    num_threads: int = 1,
    read_batch_size: int = 1,
    parse_fn: Callable[[Tensor], Any] | None = None,
    name: str | None = None,
    seed: int | None = None,
) -> Any:
    """Batches of the records of files.

    Returns:
      strings [batch_size], or what `parse_fn` makes of them.
    """
    return read_keyed_batch_examples(
        file_pattern,
        batch_size,
        reader,
        randomize_input,
        num_epochs,
        queue_capacity,
        num_threads,
        read_batch_size,
        parse_fn,
        name,
        seed,
    )[1]


@export("contrib.learn.read_keyed_batch_features")
@documented_by(read_keyed_batch_examples)
def read_keyed_batch_features(
    file_pattern: Any,
    batch_size: Any,
    features: dict[str, Any],
    reader: Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    reader_num_threads: int = 1,
    feature_queue_capacity: int = 100,
    num_enqueue_threads: int = 2,
    parse_fn: Callable[[Tensor], Any] | None = None,
    name: str | None = None,
    read_batch_size: int | None = None,
) -> tuple[Tensor, dict[str, Any]]:
    """Batches of the features of Examples in files, and the records' keys.

    Args:
      features: as of `tf.parse_example`.
      reader_num_threads: readers, each in a thread.
      feature_queue_capacity: most batches of features that wait.
      num_enqueue_threads: threads that parse.
      parse_fn: from a record to an Example.
      read_batch_size: `batch_size` by default.

    Returns:
      strings [batch_size], the keys; and a dict from the features' keys to Tensors and SparseTensors.
    """
    with name_scope(name, "read_batch_features") as scope:
        keys, examples = read_keyed_batch_examples(
            file_pattern,
            batch_size,
            reader,
            randomize_input,
            num_epochs,
            queue_capacity,
            reader_num_threads,
            batch_size if read_batch_size is None else read_batch_size,
            parse_fn,
            scope,
        )
        parsed = ops.parse_example(examples, features)
        return _queued(parsed, keys, feature_queue_capacity, num_enqueue_threads, scope)


@export("contrib.learn.read_keyed_batch_features_shared_queue")
@documented_by(read_keyed_batch_features)
def read_keyed_batch_features_shared_queue(
    file_pattern: Any,
    batch_size: Any,
    features: dict[str, Any],
    reader: Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    reader_num_threads: int = 1,
    feature_queue_capacity: int = 100,
    num_queue_runners: int = 2,
    parse_fn: Callable[[Tensor], Any] | None = None,
    name: str | None = None,
) -> tuple[Tensor, dict[str, Any]]:
    """Batches of the features of Examples; of the files each is read once by all who share their list.

    Args:
      num_queue_runners: threads that parse.
    """
    with name_scope(name, "read_batch_features") as scope:
        keys, examples = read_keyed_batch_examples_shared_queue(
            file_pattern,
            batch_size,
            reader,
            randomize_input,
            num_epochs,
            queue_capacity,
            reader_num_threads,
            batch_size,
            parse_fn,
            scope,
        )
        parsed = ops.parse_example(examples, features)
        return _queued(parsed, keys, feature_queue_capacity, num_queue_runners, scope)


def _queued(features: dict[str, Any], keys: Tensor, capacity: int, threads: int, name: str) -> tuple[Tensor, dict[str, Any]]:
    """Features through a queue, with threads that fill it."""
    with name_scope(name, "queue_parsed_features"):
        order = sorted(features)
        parts = [_parts(features[key]) for key in order]
        tensors = [*(tensor for many in parts for tensor in many), keys]
        queue = GraphFIFOQueue(capacity, [tensor.dtype for tensor in tensors])
        full = ops.cast(queue.size(), dtypes.float32) * (1.0 / capacity)
        scalar.scalar(f"queue/parsed_features/{queue.name}/fraction_of_{capacity}_full", full)
        enqueues = [queue.enqueue(tensors) for _ in range(threads)]
        ends = (OutOfRangeError, CancelledError)
        add_queue_runner(QueueRunner(queue, enqueues, queue_closed_exception_types=ends))
        taken = queue.dequeue()
        for mine, theirs in zip(taken, tensors, strict=True):
            mine.set_shape(theirs.shape)
        left = iter(taken)
        found = {}
        for key, many in zip(order, parts, strict=True):
            mine = [next(left) for _ in many]
            found[key] = SparseTensor(*mine) if len(many) > 1 else mine[0]
        return next(left), found


def _parts(feature: Any) -> list[Tensor]:
    is_sparse = isinstance(feature, SparseTensor)
    return [feature.indices, feature.values, feature.dense_shape] if is_sparse else [feature]


@export("contrib.learn.read_batch_features")
@documented_by(read_keyed_batch_features)
def read_batch_features(
    file_pattern: Any,
    batch_size: Any,
    features: dict[str, Any],
    reader: Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    feature_queue_capacity: int = 100,
    reader_num_threads: int = 1,
    num_enqueue_threads: int = 2,
    parse_fn: Callable[[Tensor], Any] | None = None,
    name: str | None = None,
    read_batch_size: int | None = None,
) -> dict[str, Any]:
    """Batches of the features of Examples in files.

    Returns:
      a dict from the features' keys to Tensors and SparseTensors.
    """
    return read_keyed_batch_features(
        file_pattern,
        batch_size,
        features,
        reader,
        randomize_input=randomize_input,
        num_epochs=num_epochs,
        queue_capacity=queue_capacity,
        reader_num_threads=reader_num_threads,
        feature_queue_capacity=feature_queue_capacity,
        num_enqueue_threads=num_enqueue_threads,
        parse_fn=parse_fn,
        name=name,
        read_batch_size=read_batch_size,
    )[1]


@export("contrib.learn.read_batch_record_features")
@documented_by(read_keyed_batch_features)
def read_batch_record_features(
    file_pattern: Any,
    batch_size: Any,
    features: dict[str, Any],
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    reader_num_threads: int = 1,
    name: str = "dequeue_record_examples",
) -> dict[str, Any]:
    """Batches of the features of Examples in TFRecord files.

    Returns:
      a dict from the features' keys to Tensors and SparseTensors.
    """
    return read_batch_features(
        file_pattern,
        batch_size,
        features,
        TFRecordReader,
        randomize_input,
        num_epochs,
        queue_capacity,
        reader_num_threads=reader_num_threads,
        name=name,
    )
