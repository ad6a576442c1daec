"""tf.python.training.input: as far as programs use it. Made by `make names`."""

from headrace.pipeline.inputs.batching import batch as batch
from headrace.pipeline.inputs.producers import input_producer as input_producer
from headrace.pipeline.inputs.producers import limit_epochs as limit_epochs
from headrace.pipeline.inputs.producers import match_filenames_once as match_filenames_once
from collections.abc import Sequence as _Sequence
from headrace.graph.core.operators import Operators as _Operators
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.pipeline.inputs.batch_queue import Size as _Size
from headrace.pipeline.inputs.producers import np as _np
from headrace.pipeline.queues.graph import FIFOQueue as _FIFOQueue
from typing import Any as _Any

def batch_join(
    tensors_list: _Sequence[_Any],
    batch_size: _Size,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: _Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> _Any:
    """`batch` of what several programs deliver, each in a thread of its own.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      dynamic_pad: let unknown dimensions differ from element to element; a batch is padded to its largest.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or there are no tensors.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def maybe_batch(
    tensors: _Any,
    keep_input: _TensorLike,
    batch_size: _Size,
    num_threads: int = 1,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: _Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> _Any:
    """`batch` of the elements for which `keep_input` is true.

    Args:
      tensors: list, tuple or dict of tensors (SparseTensors among them), or one; component i has shape `s_i`.
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
      batch_size: elements per batch.
      num_threads: threads that run the program of `tensors`; with more than one the order is not kept.
      capacity: most elements the queue holds (elements, not batches).
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      dynamic_pad: let unknown dimensions differ from element to element; a batch is padded to its largest.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or there are no tensors.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def maybe_batch_join(
    tensors_list: _Sequence[_Any],
    keep_input: _TensorLike,
    batch_size: _Size,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: _Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> _Any:
    """`batch_join` of the elements for which `keep_input` is true.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      dynamic_pad: let unknown dimensions differ from element to element; a batch is padded to its largest.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or there are no tensors.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def maybe_shuffle_batch(
    tensors: _Any,
    batch_size: _Size,
    capacity: int,
    min_after_dequeue: int,
    keep_input: _TensorLike,
    num_threads: int = 1,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: _Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> _Any:
    """`shuffle_batch` of the elements for which `keep_input` is true.

    Args:
      tensors: list, tuple or dict of tensors, or one; component i has shape `s_i`, fully known.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
      num_threads: threads that run the program of `tensors`; with more than one the order is not kept.
      seed: of the drawing.
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def maybe_shuffle_batch_join(
    tensors_list: _Sequence[_Any],
    batch_size: _Size,
    capacity: int,
    min_after_dequeue: int,
    keep_input: _TensorLike,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: _Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> _Any:
    """`shuffle_batch_join` of the elements for which `keep_input` is true.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
      seed: of the drawing.
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def range_input_producer(
    limit: _TensorLike,
    num_epochs: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
) -> _FIFOQueue:
    """A queue of the int32 numbers from 0 to `limit` - 1.

    Args:
      limit: an int32 scalar.
      num_epochs: how often each row comes, counted in a local variable; without limit for None.
      shuffle: mix the rows within each epoch.
      seed: of the mixing.
      capacity: of the queue, in elements.
      shared_name: of the queue.

    Returns:
      A FIFOQueue, whose runner `start_queue_runners` starts.

    Raises:
      ValueError: the tensor is a scalar, or the shape of a row is not known.
    """

def shuffle_batch(
    tensors: _Any,
    batch_size: _Size,
    capacity: int,
    min_after_dequeue: int,
    num_threads: int = 1,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: _Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> _Any:
    """Make batches of elements drawn at random from a queue.

    Args:
      tensors: list, tuple or dict of tensors, or one; component i has shape `s_i`, fully known.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      num_threads: threads that run the program of `tensors`; with more than one the order is not kept.
      seed: of the drawing.
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.

    Example:
      >>> number = tf.train.range_input_producer(6, num_epochs=1).dequeue()
      >>> batches = tf.train.shuffle_batch([number], 2, capacity=6, min_after_dequeue=3)
      >>> sorted(n for pair in tf.train.iterate(batches) for n in pair.tolist())
      [0, 1, 2, 3, 4, 5]
    """

def shuffle_batch_join(
    tensors_list: _Sequence[_Any],
    batch_size: _Size,
    capacity: int,
    min_after_dequeue: int,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: _Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> _Any:
    """`shuffle_batch` of what several programs deliver, each in a thread of its own.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      seed: of the drawing.
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def slice_input_producer(
    tensor_list: _Sequence[_Any],
    num_epochs: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
) -> list[_Tensor]:
    """A row of each tensor, all of the same number: one tensor per tensor in the list.

    Args:
      tensor_list: tensors with the same first dimension.
      num_epochs: how often each row comes, counted in a local variable; without limit for None.
      shuffle: mix the rows within each epoch.
      seed: of the mixing.
      capacity: of the queue, in elements.
      shared_name: of the queue.

    Returns:
      A list of tensors, of the shapes of the rows.

    Raises:
      ValueError: the list is empty.
    """

def string_input_producer(
    string_tensor: list[_Any] | tuple[_Any, ...] | _np.ndarray | _Operators,
    num_epochs: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
    cancel_op: _Any = None,
) -> _FIFOQueue:
    """A queue of strings, such as file names for a reader.

    Args:
      string_tensor: a string vector or a list of str; a row is an element.
      num_epochs: how often each row comes, counted in a local variable; without limit for None.
      shuffle: mix the rows within each epoch.
      seed: of the mixing.
      capacity: of the queue, in elements.
      shared_name: of the queue.
      cancel_op: run instead of closing the queue when the runner is stopped.

    Returns:
      A FIFOQueue, whose runner `start_queue_runners` starts.

    Raises:
      ValueError: an empty list of strings.
      InvalidArgumentError: (when run) a tensor that turns out to be empty.

    Example:
      >>> names = tf.train.string_input_producer(["a.csv", "b.csv"], num_epochs=1, shuffle=False)
      >>> [name.decode() for name in tf.train.iterate(names.dequeue())]
      ['a.csv', 'b.csv']
    """

__all__ = [
    "batch",
    "batch_join",
    "input_producer",
    "limit_epochs",
    "match_filenames_once",
    "maybe_batch",
    "maybe_batch_join",
    "maybe_shuffle_batch",
    "maybe_shuffle_batch_join",
    "range_input_producer",
    "shuffle_batch",
    "shuffle_batch_join",
    "slice_input_producer",
    "string_input_producer",
]
