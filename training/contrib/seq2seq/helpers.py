"""Helpers: what a decoder takes as its inputs, step by step, and what it makes of its outputs."""

from __future__ import annotations

import abc
from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ShapeLike, TensorLike
from headrace.graph.types.shapes import TensorShape

from ...rnn.nesting import mapped
from ...rnn.steps import transpose_batch_time
from .draws import categorical_sample


@export("contrib.seq2seq.python.ops.helper._unstack_ta")
def _unstack_ta(inp: Any) -> TensorArray:
    """The rows of a tensor in a TensorArray.

    Args:
      inp: [n, ...].

    Returns:
      a TensorArray of n elements.
    """
    return TensorArray(dtype=inp.dtype, size=ops.shape(inp)[0], element_shape=inp.shape[1:]).unstack(inp)


def embedding_function(embedding: Any) -> Callable[[Any], Any]:
    """What gives the inputs for ids: `embedding` itself, or the rows of the tensor that it is."""
    return embedding if callable(embedding) else lambda ids: ops.embedding_lookup(embedding, ids)


@export("contrib.seq2seq.Helper")
class Helper(abc.ABC):
    """What feeds a `BasicDecoder`; a base class."""

    @property
    @abc.abstractmethod
    def batch_size(self) -> Any:
        """The size of the batch, a scalar."""
        raise NotImplementedError("batch_size has not been implemented")

    @property
    @abc.abstractmethod
    def sample_ids_shape(self) -> Any:
        """The shape of what `sample` gives, without the batch."""
        raise NotImplementedError("sample_ids_shape has not been implemented")

    @property
    @abc.abstractmethod
    def sample_ids_dtype(self) -> Any:
        """The type of what `sample` gives."""
        raise NotImplementedError("sample_ids_dtype has not been implemented")

    @abc.abstractmethod
    def initialize(self, name: str | None = None) -> Any:
        """What the steps begin with.

        Returns:
          which sequences are at their end, bool [batch], and the first inputs, [batch, ...].
        """

    @abc.abstractmethod
    def sample(self, time: Any, outputs: Any, state: Any, name: str | None = None) -> Any:
        """What the outputs of a step say.

        Args:
          time: the number of the step, an int32 scalar.
          outputs: of the cell, [batch, ...].
          state: behind the step.

        Returns:
          [batch, ...], of `sample_ids_shape` and `sample_ids_dtype`.

        Raises:
          TypeError: `outputs` is no single tensor, where the helper looks at it.
        """

    @abc.abstractmethod
    def next_inputs(self, time: Any, outputs: Any, state: Any, sample_ids: TensorLike, name: str | None = None) -> Any:
        """What the next step takes.

        Args:
          time: the number of the step, an int32 scalar.
          outputs: of the cell, [batch, ...].
          state: behind the step.
          sample_ids: what `sample` gave.

        Returns:
          which sequences are at their end, bool [batch], the inputs of the next step, and its state.
        """


class _OfIds(Helper):
    """A helper whose samples are int32 [batch]."""

    @property
    def sample_ids_shape(self) -> TensorShape:
        return TensorShape([])

    @property
    def sample_ids_dtype(self) -> Any:
        return dtypes.int32


@export("contrib.seq2seq.CustomHelper")
class CustomHelper(Helper):
    """A helper made of three functions.

    Args:
      initialize_fn: gives `(finished, inputs)`.
      sample_fn: from `time`, `outputs` and `state` to samples.
      next_inputs_fn: from `time`, `outputs`, `state` and `sample_ids` to `(finished, inputs, state)`.
      sample_ids_shape, sample_ids_dtype: of the samples of one sequence; scalars of int32 by default.
    """

    def __init__(
        self,
        initialize_fn: Callable[..., Any],
        sample_fn: Callable[..., Any],
        next_inputs_fn: Callable[..., Any],
        sample_ids_shape: Any = None,
        sample_ids_dtype: Any = None,
    ) -> None:
        self._initialize_fn = initialize_fn
        self._sample_fn = sample_fn
        self._next_inputs_fn = next_inputs_fn
        self._batch_size: Tensor | None = None
        self._sample_ids_shape = TensorShape(sample_ids_shape or [])
        self._sample_ids_dtype = sample_ids_dtype or dtypes.int32

    @property
    def batch_size(self) -> Any:
        """How many sequences there are.

        Raises:
          ValueError: `initialize` was not called yet.
        """
        if self._batch_size is None:
            raise ValueError("batch_size accessed before initialize was called")
        return self._batch_size

    @property
    def sample_ids_shape(self) -> Any:
        return self._sample_ids_shape

    @property
    def sample_ids_dtype(self) -> Any:
        return self._sample_ids_dtype

    def initialize(self, name: str | None = None) -> Any:
        with name_scope(name, f"{type(self).__name__}Initialize"):
            finished, inputs = self._initialize_fn()
            if self._batch_size is None:
                self._batch_size = ops.size(finished)
        return finished, inputs

    def sample(self, time: Any, outputs: Any, state: Any, name: str | None = None) -> Any:
        with name_scope(name, f"{type(self).__name__}Sample", (time, outputs, state)):
            return self._sample_fn(time=time, outputs=outputs, state=state)

    def next_inputs(self, time: Any, outputs: Any, state: Any, sample_ids: TensorLike, name: str | None = None) -> Any:
        with name_scope(name, f"{type(self).__name__}NextInputs", (time, outputs, state)):
            return self._next_inputs_fn(time=time, outputs=outputs, state=state, sample_ids=sample_ids)


@export("contrib.seq2seq.TrainingHelper")
class TrainingHelper(_OfIds):
    """A helper whose inputs are given; samples are the highest outputs.

    Args:
      inputs: [batch, time, ...], or a structure of such tensors; [time, batch, ...] if `time_major`.
      sequence_length: int32 [batch].
      time_major: whether time is the first dimension of the inputs.

    Raises:
      ValueError: `sequence_length` is no vector.
    """

    def __init__(
        self, inputs: TensorLike, sequence_length: TensorLike, time_major: bool = False, name: str | None = None
    ) -> None:
        with name_scope(name, "TrainingHelper", [inputs, sequence_length]):
            inputs = convert_to_tensor(inputs, name="inputs")
            self._inputs = inputs
            if not time_major:
                inputs = mapped(transpose_batch_time, inputs)
            self._input_tas = mapped(_unstack_ta, inputs)
            self._sequence_length = convert_to_tensor(sequence_length, name="sequence_length")
            if self._sequence_length.shape.rank != 1:
                shape = self._sequence_length.shape
                raise ValueError(f"Expected sequence_length to be a vector, but received shape: {shape}")
            self._zero_inputs = mapped(lambda inp: ops.zeros_like(inp[0, :]), inputs)
            self._batch_size = ops.size(sequence_length)

    @property
    def inputs(self) -> Any:
        """The inputs as they were given."""
        return self._inputs

    @property
    def sequence_length(self) -> Tensor:
        """The lengths of the sequences."""
        return self._sequence_length

    @property
    def batch_size(self) -> Any:
        return self._batch_size

    def _read(self, all_finished: Tensor, time: Any) -> Any:
        """The inputs of a step; zeros where all are at their end."""
        return cond(all_finished, lambda: self._zero_inputs, lambda: mapped(lambda array: array.read(time), self._input_tas))

    def initialize(self, name: str | None = None) -> Any:
        with name_scope(name, "TrainingHelperInitialize"):
            finished = ops.equal(0, self._sequence_length)
            return finished, self._read(ops.reduce_all(finished), 0)

    def sample(self, time: Any, outputs: Any, name: str | None = None, **unused_kwargs: Any) -> Any:  # type: ignore[override]
        """The numbers of the highest outputs.

        Args:
          time: the number of the step, an int32 scalar.
          outputs: of the cell, [batch, classes].
          unused_kwargs: accepted, as the state.

        Returns:
          int32 [batch].
        """
        with name_scope(name, "TrainingHelperSample", [time, outputs]):
            return ops.cast(ops.argmax(outputs, axis=-1), dtypes.int32)

    def next_inputs(  # type: ignore[override]
        self, time: Any, outputs: Any, state: Any, name: str | None = None, **unused_kwargs: Any
    ) -> Any:
        """The given inputs of the next step.

        Args:
          time: the number of the step, an int32 scalar.
          outputs: of the cell, not used.
          state: behind the step.
          unused_kwargs: accepted, as the samples.

        Returns:
          which sequences are at their end, bool [batch], the inputs, zeros where all are, and `state`.
        """
        with name_scope(name, "TrainingHelperNextInputs", [time, outputs, state]):
            next_time = time + 1
            finished = next_time >= self._sequence_length
            return finished, self._read(ops.reduce_all(finished), next_time), state


@export("contrib.seq2seq.GreedyEmbeddingHelper")
class GreedyEmbeddingHelper(_OfIds):
    """A helper whose sample is the highest output of a step, and the embedding of that the next input.

    Args:
      embedding: [symbols, size], or a function from ids to inputs.
      start_tokens: int32 [batch], the first inputs.
      end_token: int32 scalar, which ends a sequence.

    Raises:
      ValueError: another rank.
    """

    def __init__(self, embedding: TensorLike, start_tokens: TensorLike, end_token: TensorLike) -> None:
        self._embedding_fn = embedding_function(embedding)
        self._start_tokens = convert_to_tensor(start_tokens, dtypes.int32, name="start_tokens")
        self._end_token = convert_to_tensor(end_token, dtypes.int32, name="end_token")
        if self._start_tokens.shape.rank != 1:
            raise ValueError("start_tokens must be a vector")
        self._batch_size = ops.size(start_tokens)
        if self._end_token.shape.rank != 0:
            raise ValueError("end_token must be a scalar")
        self._start_inputs = self._embedding_fn(self._start_tokens)

    @property
    def batch_size(self) -> Any:
        return self._batch_size

    def initialize(self, name: str | None = None) -> Any:
        return ops.tile([False], [self._batch_size]), self._start_inputs

    def sample(self, time: Any, outputs: Any, state: Any, name: str | None = None) -> Any:
        return ops.argmax(_one_tensor(outputs), axis=-1, output_type=dtypes.int32)

    def next_inputs(self, time: Any, outputs: Any, state: Any, sample_ids: TensorLike, name: str | None = None) -> Any:
        finished = ops.equal(sample_ids, self._end_token)
        inputs = cond(ops.reduce_all(finished), lambda: self._start_inputs, lambda: self._embedding_fn(sample_ids))
        return finished, inputs, state


def _one_tensor(outputs: Any) -> Tensor:
    if not isinstance(outputs, Tensor):
        raise TypeError(f"Expected outputs to be a single Tensor, got: {type(outputs)}")
    return outputs


@export("contrib.seq2seq.SampleEmbeddingHelper")
@documented_by(GreedyEmbeddingHelper)
class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    """As `GreedyEmbeddingHelper`, samples drawn by the outputs, which are logits.

    Args:
      softmax_temperature: a float or scalar by which outputs are divided: the greater, the more even the draws; None for 1.
      seed: see `tf.set_random_seed`.
    """

    def __init__(
        self,
        embedding: TensorLike,
        start_tokens: TensorLike,
        end_token: TensorLike,
        softmax_temperature: Any = None,
        seed: int | None = None,
    ) -> None:
        super().__init__(embedding, start_tokens, end_token)
        self._softmax_temperature = softmax_temperature
        self._seed = seed

    def sample(self, time: Any, outputs: Any, state: Any, name: str | None = None) -> Any:
        logits = _one_tensor(outputs)
        if self._softmax_temperature is not None:
            logits = logits / self._softmax_temperature
        return categorical_sample(logits=logits, seed=self._seed)


@export("contrib.seq2seq.InferenceHelper")
class InferenceHelper(Helper):
    """A helper whose sample is what a function makes of the outputs, which is the next input too.

    Args:
      sample_fn: from outputs to samples.
      sample_shape, sample_dtype: of the samples of one sequence.
      start_inputs: [batch, ...], the first inputs.
      end_fn: from samples to which sequences are at their end, bool [batch].
      next_inputs_fn: from samples to the next inputs; the samples themselves by default.
    """

    def __init__(
        self,
        sample_fn: Callable[[Any], Any],
        sample_shape: ShapeLike,
        sample_dtype: Any,
        start_inputs: Any,
        end_fn: Callable[[Any], Any],
        next_inputs_fn: Callable[[Any], Any] | None = None,
    ) -> None:
        self._sample_fn = sample_fn
        self._end_fn = end_fn
        self._sample_shape = TensorShape(sample_shape)
        self._sample_dtype = sample_dtype
        self._next_inputs_fn = next_inputs_fn
        self._batch_size = ops.shape(start_inputs)[0]
        self._start_inputs = convert_to_tensor(start_inputs, name="start_inputs")

    @property
    def batch_size(self) -> Any:
        return self._batch_size

    @property
    def sample_ids_shape(self) -> Any:
        return self._sample_shape

    @property
    def sample_ids_dtype(self) -> Any:
        return self._sample_dtype

    def initialize(self, name: str | None = None) -> Any:
        return ops.tile([False], [self._batch_size]), self._start_inputs

    def sample(self, time: Any, outputs: Any, state: Any, name: str | None = None) -> Any:
        return self._sample_fn(outputs)

    def next_inputs(self, time: Any, outputs: Any, state: Any, sample_ids: TensorLike, name: str | None = None) -> Any:
        inputs = sample_ids if self._next_inputs_fn is None else self._next_inputs_fn(sample_ids)
        return self._end_fn(sample_ids), inputs, state
