"""Long sequences in segments: each segment waits in a barrier for the states that the segment before it ends with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.pipeline.queues.kinds.barrier import Barrier
from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue

from .checks import check_multiple_of, check_rank, check_shape_of, check_sizes

_OWN = ("__length", "__total_length", "__next_key", "__sequence", "__sequence_count")
"""What the barrier has of each segment besides the program's own tensors."""
_TOKEN = 21051976
"""What stands in the capacity queue for each sequence; nobody looks at it."""


@export("contrib.training.NextQueuedSequenceBatch")
class NextQueuedSequenceBatch:
    """A batch of segments, and where the states that they end with are saved.

    Args:
      state_saver: a SequenceQueueingStateSaver.
    """

    def __init__(self, state_saver: Any) -> None:
        self._state_saver = state_saver

    @property
    def total_length(self) -> Tensor:
        """The length of the whole sequence of each segment, int32 [batch]."""
        return self._state_saver._received["__total_length"]

    @property
    def length(self) -> Tensor:
        """The length of each segment without what fills it up, int32 [batch]."""
        return self._state_saver._received["__length"]

    @property
    def batch_size(self) -> Tensor:
        """How many segments there are, an int32 scalar."""
        return self._state_saver._received_batch_size

    @property
    def insertion_index(self) -> Tensor:
        """A number that grows with each sequence, int64 [batch]."""
        return self._state_saver._received_indices

    @property
    def key(self) -> Tensor:
        """The key of each segment, `00001_of_00003:<key of the sequence>`, strings [batch]."""
        return self._state_saver._received_keys

    @property
    def next_key(self) -> Tensor:
        """The key of the segment behind each, `STOP:<key of the sequence>` for the last, strings [batch]."""
        return self._state_saver._received["__next_key"]

    @property
    def sequence(self) -> Tensor:
        """Which segment of its sequence each is, int32 [batch]."""
        return self._state_saver._received["__sequence"]

    @property
    def sequence_count(self) -> Tensor:
        """How many segments its sequence has, int32 [batch]."""
        return self._state_saver._received["__sequence_count"]

    @property
    def context(self) -> dict[str, Any]:
        """What was given as context, by name; [batch, ...] each."""
        return self._state_saver._received_context

    @property
    def sequences(self) -> dict[str, Any]:
        """What was given as sequences, by name; [batch, num_unroll, ...] each."""
        return self._state_saver._received_sequences

    def state(self, state_name: str) -> Tensor:
        """The state with which each segment begins.

        Args:
          state_name: which state.

        Returns:
          [batch, ...].

        Raises:
          KeyError: there is no such state.
        """
        return self._state_saver._received_states[state_name]

    def save_state(self, state_name: str, value: Any, name: str | None = None) -> Operation:
        """Save the state with which each segment ends: the next one begins with it.

        Args:
          state_name: which state.
          value: [batch, ...].

        Returns:
          the operation that does it.

        Raises:
          KeyError: there is no such state.
        """
        saver = self._state_saver
        if state_name not in saver._received_states:
            raise KeyError(f"state was not declared: {state_name}")
        with (
            name_scope(name, "InputQueueingStateSaver_SaveState", [value]),
            get_default_graph().colocate_with(saver._capacity_queue.queue_ref),
        ):
            going_on = ops.reshape(ops.where(ops.logical_not(saver._sequence_is_done)), [-1])
            keys = ops.gather(self.next_key, going_on)
            value = check_shape_of(ops.identity(value, name=f"convert_{state_name}"), saver._received_states[state_name])
            return saver._barrier.insert_many(
                saver._index[f"__state__{state_name}"],
                keys,
                ops.gather(value, going_on),
                name=f"BarrierInsertState_{state_name}",
            )


@export("contrib.training.SequenceQueueingStateSaver")
class SequenceQueueingStateSaver:
    """Cuts sequences into segments of `num_unroll`, and hands on states from each segment to the next.

    Args:
      batch_size: segments in a batch, each of another sequence; an int or a tensor.
      num_unroll: the length of segments.
      input_length: of the sequence, an int32 scalar.
      input_key: tells the sequence from all others that are on the way, a string scalar.
      input_sequences: tensors [length, ...] by name, the length a multiple of `num_unroll`.
      input_context: tensors that belong to the whole sequence, by name.
      initial_states: the states that the first segment begins with, by name; at least one.
      capacity: how many sequences are on the way at once; None for any number.
      allow_small_batch: give smaller batches, too, once the input has ended.

    Raises:
      TypeError, ValueError: something is not as said above.
    """

    def __init__(
        self,
        batch_size: Any,
        num_unroll: int,
        input_length: Any,
        input_key: Any,
        input_sequences: Mapping[str, Any],
        input_context: Mapping[str, Any],
        initial_states: Mapping[str, Any],
        capacity: int | None = None,
        allow_small_batch: bool = False,
        name: str | None = None,
    ) -> None:
        graph = get_default_graph()
        if capacity is not None and isinstance(batch_size, Tensor):
            fits = ops.assert_greater_equal(
                ops.cast(capacity, dtypes.int64),
                ops.cast(batch_size, dtypes.int64),
                message="capacity needs to be >= batch_size.",
            )
            with graph.control_dependencies([fits]):
                input_key = ops.identity(input_key)
        elif capacity is not None and capacity < batch_size:
            raise ValueError(f"capacity {capacity} needs to be >= batch_size {batch_size}")
        self._capacity_queue = GraphFIFOQueue(-1 if capacity is None else capacity, [dtypes.int32], [[]])
        self._batch_size = batch_size
        self._num_unroll = num_unroll
        self._allow_small_batch = allow_small_batch
        self._prefetch_op: Any = None
        self._next_batch: Any = None
        with graph.colocate_with(self._capacity_queue.queue_ref):
            _check_states(initial_states)
            given = [input_length, input_key, *input_sequences.values(), *input_context.values()]
            with name_scope(name, "InputQueueingStateSaver", [one for one in given if isinstance(one, Tensor)]) as scope:
                self._scope = scope
                self._take(input_length, input_key, input_sequences, input_context, initial_states)
                self._create_barrier()

    def _take(self, length: Any, key: Any, sequences: Any, context: Any, states: Any) -> None:
        """Convert and check what is given."""
        length = convert_to_tensor(length, name="length")
        key = convert_to_tensor(key, name="key")
        _check_inputs(sequences, context)
        found = {name: convert_to_tensor(one, name=f"sequence_{name}") for name, one in sequences.items()}
        around = {name: convert_to_tensor(one, name=f"context_{name}") for name, one in context.items()}
        begin = {name: convert_to_tensor(one, name=f"state_{name}") for name, one in states.items()}
        _check_known("state", begin)
        _check_known("context", around)
        _check_known("sequence", found, 1)
        self._states, self._context = _sorted(begin), _sorted(around)
        length, self._key = check_rank(length, 0), check_rank(key, 0)
        if length.dtype != dtypes.int32:
            raise TypeError(f"length dtype must be int32, but received: {length.dtype}")
        if self._key.dtype != dtypes.string:
            raise TypeError(f"key dtype must be string, but received: {self._key.dtype}")
        found = _sorted(found)
        padded = ops.identity(ops.shape(next(iter(found.values())))[0], name="padded_length")
        self._padded_length = check_multiple_of(padded, self._num_unroll)
        self._sequences = {
            name: check_sizes(one, [self._padded_length], f"sorted_sequences_{name}") for name, one in found.items()
        }
        fits = ops.Assert(
            ops.less_equal(length, self._padded_length),
            ["Input length should be <= than length from sequences:", length, " vs. ", self._padded_length],
        )
        with get_default_graph().control_dependencies([fits]):
            self._length = ops.identity(length)

    def _create_barrier(self) -> None:
        parts = [
            *((name, dtypes.string if name == "__next_key" else dtypes.int32, []) for name in _OWN),
            *(
                (f"__sequence__{name}", one.dtype, [self._num_unroll, *one.get_shape().as_list()[1:]])
                for name, one in self._sequences.items()
            ),
            *((f"__context__{name}", one.dtype, one.get_shape().as_list()) for name, one in self._context.items()),
            *((f"__state__{name}", one.dtype, one.get_shape().as_list()) for name, one in self._states.items()),
        ]
        self._index = {name: position for position, (name, _, _) in enumerate(parts)}
        self._barrier = Barrier([kind for _, kind, _ in parts], [shape for _, _, shape in parts])

    @property
    def name(self) -> str:
        """The scope of its operations."""
        return self._scope

    @property
    def barrier(self) -> Barrier:
        """Where segments wait for their states."""
        return self._barrier

    @property
    def batch_size(self) -> Any:
        """Segments in a batch."""
        return self._batch_size

    @property
    def num_unroll(self) -> int:
        """The length of segments."""
        return self._num_unroll

    @property
    def prefetch_op(self) -> Operation:
        """The operation that brings a sequence, which a queue runner repeats."""
        if self._prefetch_op is None:
            with name_scope(None), name_scope(self._scope):
                self._prefetch_op = self._prefetch()
        return self._prefetch_op

    @property
    def next_batch(self) -> NextQueuedSequenceBatch:
        """The batch of segments; its states must be saved in each step."""
        assert self.prefetch_op is not None
        if self._next_batch is None:
            with name_scope(None), name_scope(self._scope):
                self._receive()
                self._next_batch = NextQueuedSequenceBatch(self)
        return self._next_batch

    def close(self, cancel_pending_enqueues: bool = False, name: str | None = None) -> Operation:
        """Let no more sequences in.

        Args:
          cancel_pending_enqueues: drop what is on the way, too.

        Returns:
          the operation that does it.
        """
        with name_scope(name, "SQSSClose") as scope:
            closed = self._barrier.close(cancel_pending_enqueues, "BarrierClose")
            return ops.group(closed, self._capacity_queue.close(cancel_pending_enqueues, "FIFOClose"), name=scope)

    def _insert(self, part: str, keys: Tensor, values: Tensor, name: str) -> Operation:
        return self._barrier.insert_many(self._index[part], keys, values, name=name)

    def _prefetch(self) -> Operation:
        count = ops.div(self._padded_length, self._num_unroll)
        ones = ops.ones(ops.expand_dims(count, 0), dtype=dtypes.int32)
        positions = ops.range(count)
        lengths = ops.minimum(self._num_unroll, ops.maximum(0, self._length - self._num_unroll * positions))
        numbers = [ops.as_string(one, width=5, fill="0") for one in (positions, count)]
        keys = ops.string_join([numbers[0], "_of_", numbers[1], ":", self._key], name="StringJoinCurrentKeys")
        stop = ops.expand_dims(ops.string_join(["STOP:", self._key], name="StringJoinStop"), 0)
        following = ops.concat([ops.slice(keys, [1], [-1]), stop], 0, name="concat_next_keys")
        sequences = {name: self._cut(name, one, count) for name, one in self._sequences.items()}
        context = {name: self._spread(name, one, count) for name, one in self._context.items()}
        first = self._insert("__sequence", keys, positions, "BarrierInsertSequence")
        inserted = [
            self._insert("__sequence_count", keys, count * ones, "BarrierInsertSequenceCount"),
            self._insert("__next_key", keys, following, "BarrierInsertNextKey"),
            self._insert("__length", keys, lengths, "BarrierInsertLength"),
            self._insert("__total_length", keys, self._length * ones, "BarrierInsertTotalLength"),
            *(self._insert(f"__context__{name}", keys, one, f"BarrierInsertContext_{name}") for name, one in context.items()),
            *(
                self._insert(f"__sequence__{name}", keys, one, f"BarrierInsertSequences_{name}")
                for name, one in sequences.items()
            ),
        ]
        token = self._capacity_queue.enqueue((_TOKEN,))
        with get_default_graph().control_dependencies([first, token]):
            begun = [
                self._insert(f"__state__{name}", ops.stack([keys[0]]), ops.stack([one]), f"BarrierInitialInsertState_{name}")
                for name, one in self._states.items()
            ]
        return ops.group(token, first, *inserted, *begun, name="StateSaverPrefetchGroup")

    def _cut(self, name: str, sequence: Tensor, count: Tensor) -> Tensor:
        """A sequence as segments, [count, num_unroll, ...]."""
        inner = sequence.get_shape().as_list()[1:]
        sizes = [ops.expand_dims(count, 0), ops.expand_dims(self._num_unroll, 0), *([inner] if inner else [])]
        whole = ops.concat(sizes, 0, name=f"concat_sequences_{name}")
        cut = ops.reshape(sequence, whole, name=f"reshape_sequences_{name}")
        return check_sizes(cut, [count, self._num_unroll, *inner], f"reshaped_sequences_{name}")

    def _spread(self, name: str, context: Tensor, count: Tensor) -> Tensor:
        """The context of each segment, [count, ...]."""
        shape = context.get_shape().as_list()
        times = ops.concat(
            [ops.expand_dims(count, 0), *([[1] * len(shape)] if shape else [])], 0, name=f"concat_context_{name}"
        )
        tiled = ops.tile(ops.expand_dims(context, 0), times, name=f"tile_context_{name}")
        return check_sizes(tiled, [count, *shape], f"expanded_context_{name}")

    def _receive(self) -> None:
        taken = self._barrier.take_many(self._batch_size, self._allow_small_batch, name="BarrierTakeMany")
        self._received_indices, self._received_keys = taken.indices, taken.keys
        self._received = {name: taken.values[position] for name, position in self._index.items()}
        self._received_context = {name: self._received[f"__context__{name}"] for name in self._context}
        self._received_sequences = {name: self._received[f"__sequence__{name}"] for name in self._sequences}
        self._received_batch_size = ops.squeeze(ops.shape(self._received["__length"]))
        self._sequence_is_done = self._received["__sequence"] + 1 >= self._received["__sequence_count"]
        finished = ops.reduce_sum(ops.cast(self._sequence_is_done, dtypes.int32))
        with get_default_graph().control_dependencies([self._capacity_queue.dequeue_many(finished)]):
            self._received_states = {name: ops.identity(self._received[f"__state__{name}"]) for name in self._states}


def _sorted(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return dict(sorted(tensors.items()))


def _check_states(states: Any) -> None:
    if not isinstance(states, dict):
        raise TypeError("initial_states must be a dictionary")
    if not states:
        raise ValueError(
            "initial_states may not be empty: at least one state variable is required to properly enqueue split "
            "sequences to run in separate iterations"
        )
    _check_names("state name", states, "state name must be a string: {}")


def _check_inputs(sequences: Any, context: Any) -> None:
    if not isinstance(sequences, dict):
        raise TypeError("sequences must be a dict")
    if not isinstance(context, dict):
        raise TypeError("context must be a dict")
    if not sequences:
        raise ValueError("must have at least one sequence tensor")
    _check_names("sequence key", sequences, "sequence key must be string: {}")
    _check_names("context key", context, "context key must be string: {}")


def _check_names(kind: str, named: Mapping[Any, Any], no_text: str) -> None:
    for name in named:
        if not isinstance(name, str):
            raise TypeError(no_text.format(name))
        if ":" in name:
            raise ValueError(f"{kind} may not have a colon: '{name}'")


def _check_known(label: str, tensors: Mapping[str, Tensor], begin: int = 0) -> None:
    ignoring = "(ignoring first dimension)" if begin else ""
    for name, tensor in tensors.items():
        if not tensor.get_shape()[begin:].is_fully_defined():
            raise ValueError(f"Shape for {label} {name} is not fully defined {ignoring}: {tensor.get_shape()}")
