"""Producers: queues that a runner fills from a tensor, epoch after epoch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_n_to_tensor, convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operators import Operators
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ShapeLike, TensorLike
from headrace.graph.variables.collections import formerly_global
from headrace.graph.variables.variable import Variable

from ..queues.graph import FIFOQueue
from ..runners.queue_runner import QueueRunner, add_queue_runner


@export("io.match_filenames_once", "train.match_filenames_once")
def match_filenames_once(pattern: Any, name: str | None = None) -> Variable:
    """A local variable that holds the names of the files that match, looked up when it is initialized.

    Args:
      pattern: a glob pattern, or a vector of them.

    Returns:
      A Variable, a string vector.
    """
    with get_default_graph().name_scope(name or "matching_filenames") as scope:
        names = Variable(
            ops.matching_files(pattern),
            name=scope,
            trainable=False,
            validate_shape=False,
            collections=[GraphKeys.LOCAL_VARIABLES],
        )
        formerly_global().append(names)
        return names


@export("train.limit_epochs")
def limit_epochs(tensor: TensorLike, num_epochs: int | None = None, name: str | None = None) -> Any:
    """A tensor so many times, then OutOfRangeError.

    Counts in the local variable `epochs`: run `local_variables_initializer()` first.

    Args:
      tensor: a tensor.
      num_epochs: how often it can be had; without limit for None.

    Returns:
      A tensor of the same type and shape.

    Raises:
      ValueError: `num_epochs` is not positive.
    """
    if num_epochs is None:
        return tensor
    if num_epochs <= 0:
        raise ValueError(f"num_epochs must be > 0 not {num_epochs}.")
    graph = get_default_graph()
    with graph.name_scope(name or "limit_epochs") as scope:
        epochs = Variable(constant(0, dtypes.int64), name="epochs", trainable=False, collections=[GraphKeys.LOCAL_VARIABLES])
        formerly_global().append(epochs)
        with graph.control_dependencies([epochs.count_up_to(num_epochs)]):
            return ops.identity(tensor, name=scope)


@export("train.input_producer")
def input_producer(
    input_tensor: Any,
    element_shape: ShapeLike | None = None,
    num_epochs: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    summary_name: str | None = None,
    name: str | None = None,
    cancel_op: Any = None,
) -> FIFOQueue:
    """A queue of the rows of `input_tensor`, filled by a runner.

    Args:
      input_tensor: at least of rank 1; a row is an element.
      element_shape: of a row, where the tensor's static shape does not say.
      num_epochs: how often each row comes, counted in a local variable; without limit for None.
      shuffle: mix the rows within each epoch.
      seed: of the mixing.
      capacity: of the queue, in elements.
      shared_name: of the queue.
      summary_name: the tag of the summary of the queue's fullness; none if None.
      cancel_op: run instead of closing the queue when the runner is stopped.

    Returns:
      A FIFOQueue, whose runner `start_queue_runners` starts.

    Raises:
      ValueError: the tensor is a scalar, or the shape of a row is not known.
    """
    graph = get_default_graph()
    with graph.name_scope(name or "input_producer"):
        input_tensor = convert_to_tensor(input_tensor, name="input_tensor")
        if input_tensor.static_shape == ():
            raise ValueError("Shape () must have rank at least 1; a producer takes a list, such as ['a.csv'], of what it gives")
        row_shape = input_tensor.shape[1:].merge_with(element_shape)
        if not row_shape.is_fully_defined():
            raise ValueError("Either `input_tensor` must have a fully defined shape or `element_shape` must be specified")
        if shuffle:
            input_tensor = ops.random_shuffle(input_tensor, seed=seed)
        input_tensor = limit_epochs(input_tensor, num_epochs)
        queue = FIFOQueue(
            capacity=capacity,
            dtypes=[input_tensor.dtype.base_dtype],
            shapes=[row_shape],
            shared_name=shared_name,
            name=name,  # type: ignore[arg-type]
        )
        runner = QueueRunner(queue, [queue.enqueue_many([input_tensor])], cancel_op=cancel_op)
        add_queue_runner(runner)
        if summary_name is not None:
            scalar(summary_name, ops.cast(queue.size(), dtypes.float32) * (1.0 / capacity))
        return queue


@export("train.string_input_producer")
@documented_by(input_producer)
def string_input_producer(
    string_tensor: list[Any] | tuple[Any, ...] | np.ndarray | Operators,
    num_epochs: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
    cancel_op: Any = None,
) -> FIFOQueue:
    """A queue of strings, such as file names for a reader.

    Args:
      string_tensor: a string vector or a list of str; a row is an element.

    Raises:
      ValueError: an empty list of strings.
      InvalidArgumentError: (when run) a tensor that turns out to be empty.

    Example:
      >>> names = tf.train.string_input_producer(["a.csv", "b.csv"], num_epochs=1, shuffle=False)
      >>> [name.decode() for name in tf.train.iterate(names.dequeue())]
      ['a.csv', 'b.csv']
    """
    message = "string_input_producer requires a non-null input tensor"
    if not isinstance(string_tensor, Operators) and not len(string_tensor):
        raise ValueError(message)
    graph = get_default_graph()
    with graph.name_scope(name or "input_producer") as scope:
        string_tensor = convert_to_tensor(string_tensor, dtypes.string)
        with graph.control_dependencies([ops.Assert(ops.greater(ops.size(string_tensor), 0), [message])]):
            string_tensor = ops.identity(string_tensor)
        return input_producer(
            string_tensor,
            element_shape=[],
            num_epochs=num_epochs,
            shuffle=shuffle,
            seed=seed,
            capacity=capacity,
            shared_name=shared_name,
            summary_name=f"fraction_of_{capacity}_full",
            name=scope,
            cancel_op=cancel_op,
        )


@export("train.range_input_producer")
@documented_by(input_producer)
def range_input_producer(
    limit: TensorLike,
    num_epochs: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
) -> FIFOQueue:
    """A queue of the int32 numbers from 0 to `limit` - 1.

    Args:
      limit: an int32 scalar.
    """
    with get_default_graph().name_scope(name or "input_producer") as scope:
        return input_producer(
            ops.range(limit),
            element_shape=[],
            num_epochs=num_epochs,
            shuffle=shuffle,
            seed=seed,
            capacity=capacity,
            shared_name=shared_name,
            summary_name=f"fraction_of_{capacity}_full",
            name=scope,
        )


@export("train.slice_input_producer")
@documented_by(input_producer)
def slice_input_producer(
    tensor_list: Sequence[Any],
    num_epochs: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    capacity: int = 32,
    shared_name: str | None = None,
    name: str | None = None,
) -> list[Tensor]:
    """A row of each tensor, all of the same number: one tensor per tensor in the list.

    Args:
      tensor_list: tensors with the same first dimension.

    Returns:
      A list of tensors, of the shapes of the rows.

    Raises:
      ValueError: the list is empty.
    """
    with get_default_graph().name_scope(name or "input_producer"):
        tensors = convert_n_to_tensor(tensor_list)
        if not tensors:
            raise ValueError("Expected at least one tensor in slice_input_producer().")
        count = ops.shape(tensors[0])[0]
        queue = range_input_producer(
            count, num_epochs=num_epochs, shuffle=shuffle, seed=seed, capacity=capacity, shared_name=shared_name
        )
        index = queue.dequeue()
        return [ops.gather(tensor, index) for tensor in tensors]
