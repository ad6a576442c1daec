"""batch_sequences_with_states: batches of segments of sequences that a queue runner brings, sparse ones too."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse import ADD_MANY_SPARSE, TAKE_MANY_SPARSE
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor, SparseTensorValue
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types import dtypes
from headrace.graph.types.errors import CancelledError, OutOfRangeError
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner

from .state_saver import NextQueuedSequenceBatch, SequenceQueueingStateSaver

_SPARSE_CONTEXT = "_context_in_seq_"
"""What names of sparse contexts begin with while they are on the way as sequences."""


@export("contrib.training.batch_sequences_with_states")
def batch_sequences_with_states(
    input_key: Any,
    input_sequences: dict[str, Any],
    input_context: dict[str, Any],
    input_length: Any,
    initial_states: dict[str, Any],
    num_unroll: int,
    batch_size: Any,
    num_threads: int = 3,
    capacity: int = 1000,
    allow_small_batch: bool = True,
    pad: bool = True,
    make_keys_unique: bool = False,
    make_keys_unique_seed: int | None = None,
    name: str | None = None,
) -> NextQueuedSequenceBatch:
    """Batches of segments of sequences, each with the state that the segment before it has ended with.

    Args:
      input_key: tells the sequence from all others that are on the way, a string scalar.
      input_sequences: tensors or SparseTensors [length, ...] by name.
      input_context: tensors or SparseTensors that belong to the whole sequence, by name.
      input_length: of the sequence, an int32 scalar; None: that of `input_sequences`.
      initial_states: the states that the first segment begins with, by name; at least one.
      num_unroll: the length of segments.
      batch_size: segments in a batch, each of another sequence.
      num_threads: that bring sequences.
      capacity: how many sequences are on the way at once.
      allow_small_batch: give smaller batches, too, once the input has ended.
      pad: fill sequences up with zeros to a multiple of `num_unroll`.
      make_keys_unique: put a random number behind each key.
      make_keys_unique_seed: of these numbers.
      name: of the scope.

    Returns:
      a NextQueuedSequenceBatch; `save_state` of each state has to be run in each step.

    Raises:
      TypeError, ValueError: something is not as said above.
      InvalidArgumentError: (when run) without `pad`, a length that is no multiple; lengths that differ.
    """
    given = [*input_sequences.values(), *input_context.values(), *initial_states.values()]
    with name_scope(name, "batch_sequences_with_states", [one for one in given if isinstance(one, Tensor)]):
        if pad:
            length, input_sequences = _padded(input_sequences, num_unroll)
            input_length = length if input_length is None else input_length
        else:
            input_sequences = {key: _multiple_of(key, one, num_unroll) for key, one in input_sequences.items()}
        input_context, input_sequences = dict(input_context), dict(input_sequences)
        _context_as_sequences(input_context, input_sequences, num_unroll)
        stored = _stored(input_sequences)
        if make_keys_unique:
            number = ops.random_uniform([], 0, 100000000, dtypes.int32, seed=make_keys_unique_seed)
            input_key = ops.string_join([input_key, ops.as_string(number)])
        saver = SequenceQueueingStateSaver(
            batch_size,
            num_unroll,
            input_length,
            input_key,
            {**input_sequences, **{key: tensor for key, (tensor, _) in stored.items()}},
            input_context,
            initial_states,
            capacity,
            allow_small_batch,
        )
        barrier = saver.barrier
        scalar(f"queue/{barrier.name}/ready_segment_batches_", ops.cast(barrier.ready_size(), dtypes.float32))
        add_queue_runner(
            QueueRunner(
                saver,  # type: ignore[arg-type]
                [saver.prefetch_op] * num_threads,
                queue_closed_exception_types=(OutOfRangeError, CancelledError),
            )
        )
        batch = saver.next_batch
        for key, (handles, sparse) in stored.items():
            batch.sequences[key] = _restored(batch.sequences[key], handles.op, sparse, batch_size, num_unroll)
        _context_of_sequences(batch)
        return batch


def _is_sparse(value: Any) -> bool:
    return isinstance(value, (SparseTensor, SparseTensorValue))


def _multiple_of(key: str, value: Any, num_unroll: int) -> Any:
    """A sequence that is known, when it is used, to be a multiple of `num_unroll` long."""
    kind = "SparseTensor" if _is_sparse(value) else "Tensor"
    if kind == "Tensor" and not isinstance(value, Tensor):
        try:
            value = convert_to_tensor(value)
        except TypeError as error:
            raise TypeError(
                f"Unsupported input_sequences expected Tensor or SparseTensor values, got: {type(value)} for key {key}"
            ) from error
    length = value.dense_shape[0] if _is_sparse(value) else ops.shape(value)[0]
    told = ops.string_join(
        [
            f"{kind} {key} first dimension should be a multiple of: ",
            ops.as_string(num_unroll),
            ", but saw value: ",
            ops.as_string(length),
            ". Consider setting pad=True.",
        ]
    )
    fits = ops.Assert(ops.logical_and(ops.equal(length % num_unroll, 0), ops.not_equal(length, 0)), [told])
    with get_default_graph().control_dependencies([fits]):
        if _is_sparse(value):
            parts = (value.indices, value.values, value.dense_shape)
            return SparseTensor(*(ops.identity(part, name="multiple_of_checked") for part in parts))
        return ops.identity(value, name="multiple_of_checked")


def _padded(sequences: Any, num_unroll: Any) -> tuple[Any, dict[str, Any]]:
    """The length of sequences, and them with zeros behind, so that they are a multiple of `num_unroll` long."""
    if not isinstance(num_unroll, (int, np.integer)):
        raise ValueError(f"Unsupported num_unroll expected int, got: {num_unroll}")
    if not isinstance(sequences, dict):
        raise TypeError(f"Unsupported sequences expected dict, got: {sequences}")
    for key in sequences:
        if not isinstance(key, str):
            raise TypeError(f"Unsupported sequences key expected string, got: {key}")
    if not sequences:
        return 0, {}
    found: dict[str, Any] = {key: one if _is_sparse(one) else convert_to_tensor(one) for key, one in sorted(sequences.items())}
    lengths = [ops.shape(one)[0] for one in found.values() if not _is_sparse(one)]
    if lengths:
        told = ops.string_join(["All sequence lengths must match, but received lengths: ", ops.as_string(ops.stack(lengths))])
        same = [ops.Assert(ops.equal(one, lengths[0]), [told]) for one in lengths]
        length = ops.with_dependencies(same, lengths[0])
    else:
        sizes = [one.dense_shape[0] for one in found.values()]
        length = ops.reduce_max(ops.cast(ops.stack(sizes), dtypes.int32))
    unroll = convert_to_tensor(num_unroll, dtypes.int32)
    whole = length + (unroll - length % unroll) % unroll
    return length, {key: _padded_to(one, whole) for key, one in found.items()}


def _padded_to(sequence: Any, length: Tensor) -> Any:
    if _is_sparse(sequence):
        shape = ops.concat([ops.stack([ops.cast(length, dtypes.int64)]), sequence.dense_shape[1:]], 0)
        return SparseTensor(sequence.indices, sequence.values, shape)
    own = ops.shape(sequence)
    nothing = convert_to_tensor("" if sequence.dtype == dtypes.string else 0, sequence.dtype)
    behind = ops.fill(ops.concat([ops.stack([length - own[0]]), own[1:]], 0), nothing)
    return ops.concat([sequence, behind], 0)


def _context_as_sequences(context: dict[str, Any], sequences: dict[str, Any], num_unroll: int) -> None:
    """Sparse contexts become sequences that hold them at the first step of each segment."""
    sparse = sorted(key for key, one in context.items() if _is_sparse(one))
    if not sparse:
        return
    length: Any = convert_to_tensor(1)
    if sequences:
        first = next(iter(sequences.values()))
        length = first.dense_shape[0] if _is_sparse(first) else ops.shape(first)[0]
    length = ops.cast(length, dtypes.int64)
    for key in sparse:
        sequences[_SPARSE_CONTEXT + key] = _repeated(context.pop(key), length, num_unroll)


def _repeated(tensor: Any, length: Tensor, num_unroll: int) -> SparseTensor:
    """A sparse tensor at every `num_unroll`-th place of a new first dimension of some length."""
    count = ops.cast(length // num_unroll, dtypes.int32)
    shape = ops.concat([ops.expand_dims(length, 0), tensor.dense_shape], 0)
    rows, width = ops.shape(tensor.indices)[0], ops.shape(tensor.indices)[1]
    inner = ops.tile(ops.expand_dims(tensor.indices, 0), ops.stack([count, 1, 1]))
    places = ops.range(convert_to_tensor(0, dtypes.int64), length, convert_to_tensor(num_unroll, dtypes.int64))
    outer = ops.tile(ops.expand_dims(ops.expand_dims(places, 1), 2), ops.stack([1, rows, 1]))
    indices = ops.reshape(ops.concat([outer, inner], 2), ops.stack([rows * count, width + 1]))
    return SparseTensor(indices, ops.tile(tensor.values, ops.expand_dims(count, 0)), shape)


def _context_of_sequences(batch: NextQueuedSequenceBatch) -> None:
    """What came as sequences becomes contexts again."""
    for key in sorted(one for one in batch.sequences if one.startswith(_SPARSE_CONTEXT)):
        tensor = batch.sequences.pop(key)
        one_step = ops.concat([tensor.dense_shape[:1], convert_to_tensor([1], dtypes.int64), tensor.dense_shape[2:]], 0)
        without = ops.concat([tensor.dense_shape[:1], tensor.dense_shape[2:]], 0)
        first = SparseTensor(tensor.indices, tensor.values, one_step)
        batch.context[key.removeprefix(_SPARSE_CONTEXT)] = ops.sparse_reshape(first, without)


def _stored(sequences: dict[str, Any]) -> dict[str, tuple[Tensor, SparseTensor]]:
    """For each sparse sequence the handles of its rows, by which it is on the way."""
    found = {}
    for key in sorted(one for one, value in sequences.items() if _is_sparse(value)):
        tensor = sequences.pop(key)
        parts = convert_to_tensor(tensor.indices), convert_to_tensor(tensor.values), convert_to_tensor(tensor.dense_shape)
        sparse = SparseTensor(*parts)
        found[key] = ADD_MANY_SPARSE(*parts), sparse
    return found


def _restored(handles: Tensor, stored_by: Operation, like: SparseTensor, batch_size: Any, num_unroll: int) -> SparseTensor:
    """The sparse sequence of each segment, [batch, num_unroll, ...]."""
    size = like.dense_shape.get_shape().num_elements()
    rank = None if size is None else size - 1
    indices, values, dense_shape = TAKE_MANY_SPARSE(
        ops.reshape(handles, [-1]), dtype=like.values.dtype, shared_name=stored_by.name, rank=rank
    )
    unroll = convert_to_tensor(num_unroll, dtypes.int64, name="num_unroll_int64")
    rows = indices[:, 0]
    at = [ops.expand_dims(one, 1) for one in (rows // unroll, ops.floormod(rows, unroll))]
    sizes = ops.stack([ops.cast(batch_size, dtypes.int64), unroll])
    return SparseTensor(ops.concat([*at, indices[:, 1:]], 1), values, ops.concat([sizes, dense_shape[1:]], 0))
