"""bucket: batches of elements that belong together, such as sequences of similar length."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types import dtypes
from headrace.graph.types.errors import CancelledError, OutOfRangeError
from headrace.graph.types.likes import TensorLike

from ..queues.graph import FIFOQueue, PaddingFIFOQueue
from ..runners.queue_runner import QueueRunner, add_queue_runner
from .batch_queue import check_sizes
from .structure import SparseComponents, Structure, keep_input_tensor


@export("contrib.training.bucket")
def bucket(
    tensors: Any,
    which_bucket: Any,
    batch_size: Any,
    num_buckets: int,
    num_threads: int = 1,
    capacity: int = 32,
    bucket_capacities: Sequence[int] | None = None,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    keep_input: TensorLike = True,
    shared_name: str | None = None,
    name: str | None = None,
) -> tuple[Tensor, Any]:
    """Make batches of elements of the same bucket.

    Args:
      tensors: list, tuple or dict of tensors: one element.
      which_bucket: int32 scalar in [0, num_buckets): where the element belongs.
      batch_size: elements per batch, an int or a list of one for each bucket.
      num_buckets: how many there are, an int.
      num_threads: threads that run the program of `tensors`.
      capacity: batches that the final queue holds.
      bucket_capacities: elements that each bucket holds; `capacity` by default.
      shapes, dynamic_pad, allow_smaller_final_batch: as of `tf.train.batch`.
      keep_input: bool scalar: whether the element goes anywhere.
      shared_name: of the final queue; the queue of bucket k has it with `_k` behind.

    Returns:
      (int32 scalar: the bucket, the batch in the structure of `tensors`).

    Raises:
      ValueError: no tensors, no buckets, lists of another length than `num_buckets`, or a shape that is not known.
    """
    batch_sizes = list(batch_size) if isinstance(batch_size, (list, tuple)) else [batch_size] * num_buckets
    if num_buckets < 1:
        raise ValueError(f"num_buckets must be >= 1; got {num_buckets}")
    if len(batch_sizes) != num_buckets:
        raise ValueError(f"If batch_size is a list it must have num_buckets elements; got {len(batch_sizes)}")
    capacities = list(bucket_capacities) if bucket_capacities is not None else [capacity] * num_buckets
    if len(capacities) != num_buckets:
        raise ValueError(f"The list bucket_capacities ({capacities}) must have exactly num_buckets ({num_buckets}) elements.")
    structure = Structure(tensors)
    if not structure.flat:
        raise ValueError("Expected at least one tensor in bucket().")
    with get_default_graph().name_scope(name or "bucket"):
        keep = keep_input_tensor(keep_input, enqueue_many=False)
        sparse = SparseComponents(enqueue_many=False)
        components = sparse.stored(structure.flat)
        sizes = [_batch_size(size) for size in batch_sizes]
        which = convert_to_tensor(which_bucket, dtypes.int32, name="which_bucket")
        types = [component.dtype.base_dtype for component in components]
        element_shapes = list(shapes) if shapes is not None else [_known_rank(component) for component in components]
        if shapes is None and not dynamic_pad:
            check_sizes(components, element_shapes, ", or pad by dynamic_pad=True")
        kind: Any = PaddingFIFOQueue if dynamic_pad else FIFOQueue
        queues = [
            kind(
                capacity=size,
                dtypes=types,
                shapes=element_shapes,
                name=f"bucket_queue_{k}",
                shared_name=None if shared_name is None else f"{shared_name}_{k}",
            )
            for k, size in enumerate(capacities)
        ]
        buckets = _Buckets(queues, sizes, allow_smaller_final_batch)
        top = PaddingFIFOQueue(
            capacity=capacity,
            dtypes=[dtypes.int32, *types],
            shapes=[[], *buckets.batch_shapes()],
            shared_name=shared_name,
            name="top_queue",
        )
        known = constant_value(keep)
        fill = functools.partial(buckets.enqueue, components, which)
        buckets.add_runners(fill() if known is not None and known else cond(keep, fill, ops.no_op), num_threads, top)
        for queue in queues:
            scalar(f"bucket/{queue.name}/size", ops.cast(queue.size(), dtypes.float32))
        scalar(f"bucket/{top.name}/fraction_of_{capacity}_full", ops.cast(top.size(), dtypes.float32) * (1.0 / capacity))
        chosen, *batched = top.dequeue(name="dequeue_top")
        return chosen, structure.rebuilt(sparse.restored(batched))


def _batch_size(size: Any) -> Any:
    """A batch size as an int, or as a tensor where it is known only when run."""
    tensor = convert_to_tensor(size, dtypes.int32, name="batch_size")
    known = constant_value(tensor)
    return tensor if known is None else int(known)


def _known_rank(component: Tensor) -> Any:
    if component.static_shape is None:
        raise ValueError(f"Cannot infer Tensor's rank: {component}; give it a shape by set_shape")
    return component.shape


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Buckets:
    """A queue for each bucket, and how many elements a batch takes from it: an int, or a tensor known only when run."""

    queues: Sequence[Any]
    batch_sizes: Sequence[Any]
    allow_smaller_final_batch: bool

    def batch_shapes(self) -> list[list[int | None]]:
        """The shapes of the components of a batch, whichever bucket it is from."""
        first = self.batch_sizes[0]
        known = None if self.allow_smaller_final_batch or isinstance(first, Tensor) else first
        same = known if all(size is known or size == known for size in self.batch_sizes) else None
        return [[same, *shape.as_list()] for shape in self.queues[0].shapes]

    def enqueue(self, components: Sequence[Tensor], which: Tensor) -> Any:
        """Puts an element into the queue of its bucket."""
        return ops.group(
            *[
                cond(ops.equal(which, k), functools.partial(queue.enqueue, list(components)), ops.no_op)
                for k, queue in enumerate(self.queues)
            ],
            name="group_enqueues",
        )

    def move(self, top: Any) -> list:
        """For each bucket an operation that moves a batch, the number of the bucket before it, to `top`."""
        moves = []
        for k, (queue, size) in enumerate(zip(self.queues, self.batch_sizes, strict=True)):
            number = constant(k)
            take = queue.dequeue_up_to if self.allow_smaller_final_batch else queue.dequeue_many
            batched = take(size, name=f"read_bucket_{k}")
            parts = batched if isinstance(batched, list) else [batched]
            moves.append(top.enqueue([number, *parts], name=f"enqueue_from_bucket_{k}"))
        return moves

    def add_runners(self, fill: Any, num_threads: int, top: Any) -> None:
        """A runner whose threads fill the buckets by `fill`, and one with a thread for each bucket that fills `top`."""
        ends = (OutOfRangeError, CancelledError)
        moving = QueueRunner(top, self.move(top), queue_closed_exception_types=ends)
        close = ops.group(*[queue.close() for queue in self.queues])
        cancel = ops.group(*[queue.close(cancel_pending_enqueues=True) for queue in self.queues])
        filling = QueueRunner(
            self.queues[0], [fill] * num_threads, close_op=close, cancel_op=cancel, queue_closed_exception_types=ends
        )
        # Who fills a queue starts before who waits at it. (TensorFlow names these runners after each other's queues.)
        add_queue_runner(filling)
        add_queue_runner(moving)


@export("contrib.training.bucket_by_sequence_length")
@documented_by(bucket)
def bucket_by_sequence_length(
    input_length: Any,
    tensors: Any,
    batch_size: Any,
    bucket_boundaries: Sequence[int],
    num_threads: int = 1,
    capacity: int = 32,
    bucket_capacities: Sequence[int] | None = None,
    shapes: Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    keep_input: TensorLike = True,
    shared_name: str | None = None,
    name: str | None = None,
) -> tuple[Tensor, Any]:
    """Make batches of sequences of similar length.

    Args:
      input_length: int32 scalar: the length of the element.
      bucket_boundaries: increasing lengths; bucket 0 takes lengths below the first, the last one those from the last on.

    Returns:
      (int32 vector: the lengths of the sequences in the batch, the batch in the structure of `tensors`); unlike
      those of `bucket`, a list of one tensor gives a list.

    Raises:
      TypeError: the boundaries are no list or tuple, or one of them is not an int.
      ValueError: no boundaries, or they do not increase.
    """
    if not isinstance(bucket_boundaries, (list, tuple)):
        raise TypeError(f"bucket_boundaries must be a list or tuple, but received: {bucket_boundaries}")
    boundaries = list(bucket_boundaries)
    if not boundaries:
        raise ValueError("bucket_boundaries must not be empty")
    if not all(isinstance(boundary, (int, np.integer)) for boundary in boundaries):
        raise TypeError(f"bucket boundaries must be integers, but saw: {' and '.join(map(str, boundaries))}")
    for low, high in itertools.pairwise(boundaries):
        if low >= high:
            raise ValueError(f"Buckets must contain sequential increasing lengths, but saw: {low} before {high}")
    with get_default_graph().name_scope(name or "bucket_by_sequence_length"):
        length = convert_to_tensor(input_length, dtypes.int32, name="input_length")
        lowest = np.array([np.iinfo(np.int32).min, *boundaries], np.int32)
        highest = np.array([*boundaries, np.iinfo(np.int32).max], np.int32)
        fits = ops.logical_and(ops.less_equal(lowest, length), ops.less(length, highest))
        which = ops.cast(ops.reduce_min(ops.where(fits)), dtypes.int32)
        structure = Structure(tensors)
        _, batched = bucket(
            [length, *structure.flat],
            which,
            batch_size,
            num_buckets=len(boundaries) + 1,
            num_threads=num_threads,
            capacity=capacity,
            bucket_capacities=bucket_capacities,
            shapes=None if shapes is None else [[], *shapes],
            dynamic_pad=dynamic_pad,
            allow_smaller_final_batch=allow_smaller_final_batch,
            keep_input=keep_input,
            shared_name=shared_name,
        )
        rest = batched[1:]
        return batched[0], rest if isinstance(tensors, (list, tuple)) else structure.rebuilt(rest)
