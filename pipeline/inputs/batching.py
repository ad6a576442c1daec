"""batch, shuffle_batch and the like: single elements to batches, through a queue that runners fill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import old_keywords
from headrace.graph.types.likes import TensorLike

from .batch_queue import BatchOptions, Size, batched


@export("train.batch")
@old_keywords("0.8", tensor_list="tensors")
def batch(
    tensors: Any,
    batch_size: Size,
    num_threads: int = 1,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> Any:
    """Make batches of elements in the order in which they come.

    Args:
      tensors: list, tuple or dict of tensors (SparseTensors among them), or one; component i has shape `s_i`.
      batch_size: elements per batch.
      num_threads: threads that run the program of `tensors`; with more than one the order is not kept.
      capacity: most elements the queue holds (elements, not batches).
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      dynamic_pad: let unknown dimensions differ from element to element; a batch is padded to its largest.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.
      input_workers: how many processes of Ray run the program of `tensors`, in place of threads of this one; see the page
        "More than one process". None: threads do.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or there are no tensors; with `input_workers`, another process cannot run the program.
      OutOfRangeError: (when run) fewer than batch_size elements are left.

    Example:
      >>> number = tf.train.range_input_producer(4, num_epochs=1, shuffle=False).dequeue()
      >>> for pair in tf.train.iterate(tf.train.batch([number], 2)):
      ...     print(pair)
      [0 1]
      [2 3]
    """
    options = BatchOptions(
        caller="batch",
        batch_size=batch_size,
        num_threads=num_threads,
        capacity=capacity,
        enqueue_many=enqueue_many,
        shapes=shapes,
        dynamic_pad=dynamic_pad,
        allow_smaller_final_batch=allow_smaller_final_batch,
        shared_name=shared_name,
        name=name,
        input_workers=input_workers,
    )
    return batched([tensors], True, options)


@export("train.maybe_batch")
@old_keywords("0.8", tensor_list="tensors")
@documented_by(batch)
def maybe_batch(
    tensors: Any,
    keep_input: TensorLike,
    batch_size: Size,
    num_threads: int = 1,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> Any:
    """`batch` of the elements for which `keep_input` is true.

    Args:
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
    """
    options = BatchOptions(
        caller="batch",
        batch_size=batch_size,
        num_threads=num_threads,
        capacity=capacity,
        enqueue_many=enqueue_many,
        shapes=shapes,
        dynamic_pad=dynamic_pad,
        allow_smaller_final_batch=allow_smaller_final_batch,
        shared_name=shared_name,
        name=name,
        input_workers=input_workers,
    )
    return batched([tensors], keep_input, options)


@export("train.batch_join")
@old_keywords("0.8", tensor_list_list="tensors_list")
@documented_by(batch)
def batch_join(
    tensors_list: Sequence[Any],
    batch_size: Size,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> Any:
    """`batch` of what several programs deliver, each in a thread of its own.

    Args:
      tensors_list: one structure of tensors per program, all alike.
    """
    options = BatchOptions(
        caller="batch_join",
        batch_size=batch_size,
        capacity=capacity,
        enqueue_many=enqueue_many,
        shapes=shapes,
        dynamic_pad=dynamic_pad,
        allow_smaller_final_batch=allow_smaller_final_batch,
        shared_name=shared_name,
        name=name,
        input_workers=input_workers,
    )
    return batched(_sets_of(tensors_list), True, options)


@export("train.maybe_batch_join")
@old_keywords("0.8", tensor_list_list="tensors_list")
@documented_by(maybe_batch, batch_join)
def maybe_batch_join(
    tensors_list: Sequence[Any],
    keep_input: TensorLike,
    batch_size: Size,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> Any:
    """`batch_join` of the elements for which `keep_input` is true."""
    options = BatchOptions(
        caller="batch_join",
        batch_size=batch_size,
        capacity=capacity,
        enqueue_many=enqueue_many,
        shapes=shapes,
        dynamic_pad=dynamic_pad,
        allow_smaller_final_batch=allow_smaller_final_batch,
        shared_name=shared_name,
        name=name,
        input_workers=input_workers,
    )
    return batched(_sets_of(tensors_list), keep_input, options)


@export("train.shuffle_batch")
@old_keywords("0.8", tensor_list="tensors")
@documented_by(batch)
def shuffle_batch(
    tensors: Any,
    batch_size: Size,
    capacity: int,
    min_after_dequeue: int,
    num_threads: int = 1,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> Any:
    """Make batches of elements drawn at random from a queue.

    Args:
      tensors: list, tuple or dict of tensors, or one; component i has shape `s_i`, fully known.
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      seed: of the drawing.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.

    Example:
      >>> number = tf.train.range_input_producer(6, num_epochs=1).dequeue()
      >>> batches = tf.train.shuffle_batch([number], 2, capacity=6, min_after_dequeue=3)
      >>> sorted(n for pair in tf.train.iterate(batches) for n in pair.tolist())
      [0, 1, 2, 3, 4, 5]
    """
    options = BatchOptions(
        caller="shuffle_batch",
        batch_size=batch_size,
        capacity=capacity,
        shuffled=True,
        min_after_dequeue=min_after_dequeue,
        num_threads=num_threads,
        seed=seed,
        enqueue_many=enqueue_many,
        shapes=shapes,
        allow_smaller_final_batch=allow_smaller_final_batch,
        shared_name=shared_name,
        name=name,
        input_workers=input_workers,
    )
    return batched([tensors], True, options)


@export("train.maybe_shuffle_batch")
@old_keywords("0.8", tensor_list="tensors")
@documented_by(shuffle_batch, maybe_batch)
def maybe_shuffle_batch(
    tensors: Any,
    batch_size: Size,
    capacity: int,
    min_after_dequeue: int,
    keep_input: TensorLike,
    num_threads: int = 1,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> Any:
    """`shuffle_batch` of the elements for which `keep_input` is true."""
    options = BatchOptions(
        caller="shuffle_batch",
        batch_size=batch_size,
        capacity=capacity,
        shuffled=True,
        min_after_dequeue=min_after_dequeue,
        num_threads=num_threads,
        seed=seed,
        enqueue_many=enqueue_many,
        shapes=shapes,
        allow_smaller_final_batch=allow_smaller_final_batch,
        shared_name=shared_name,
        name=name,
        input_workers=input_workers,
    )
    return batched([tensors], keep_input, options)


@export("train.shuffle_batch_join")
@old_keywords("0.8", tensor_list_list="tensors_list")
@documented_by(shuffle_batch, batch_join)
def shuffle_batch_join(
    tensors_list: Sequence[Any],
    batch_size: Size,
    capacity: int,
    min_after_dequeue: int,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> Any:
    """`shuffle_batch` of what several programs deliver, each in a thread of its own."""
    options = BatchOptions(
        caller="shuffle_batch_join",
        batch_size=batch_size,
        capacity=capacity,
        shuffled=True,
        min_after_dequeue=min_after_dequeue,
        seed=seed,
        enqueue_many=enqueue_many,
        shapes=shapes,
        allow_smaller_final_batch=allow_smaller_final_batch,
        shared_name=shared_name,
        name=name,
        input_workers=input_workers,
    )
    return batched(_sets_of(tensors_list), True, options)


@export("train.maybe_shuffle_batch_join")
@old_keywords("0.8", tensor_list_list="tensors_list")
@documented_by(shuffle_batch_join, maybe_batch)
def maybe_shuffle_batch_join(
    tensors_list: Sequence[Any],
    batch_size: Size,
    capacity: int,
    min_after_dequeue: int,
    keep_input: TensorLike,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> Any:
    """`shuffle_batch_join` of the elements for which `keep_input` is true."""
    options = BatchOptions(
        caller="shuffle_batch_join",
        batch_size=batch_size,
        capacity=capacity,
        shuffled=True,
        min_after_dequeue=min_after_dequeue,
        seed=seed,
        enqueue_many=enqueue_many,
        shapes=shapes,
        allow_smaller_final_batch=allow_smaller_final_batch,
        shared_name=shared_name,
        name=name,
        input_workers=input_workers,
    )
    return batched(_sets_of(tensors_list), keep_input, options)


def _sets_of(tensors_list: Any) -> list:
    """What the programs of a `_join` deliver. Raises ValueError for none, or for dicts with different keys."""
    sets = list(tensors_list)
    if not sets:
        raise ValueError("Expected at least one set of tensors")
    if isinstance(sets[0], dict) and any(sorted(item) != sorted(sets[0]) for item in sets[1:]):
        raise ValueError(f"All dictionaries must have the same keys: {[sorted(item) for item in sets]}")
    return sets
