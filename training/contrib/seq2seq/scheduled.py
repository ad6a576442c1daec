"""Helpers that take some of the decoder's outputs for the given inputs (Bengio and others, 2015: arXiv 1506.03099)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.arrays.fill import FILL
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ...rnn.nesting import mapped
from ...rnn.steps import transpose_batch_time
from .draws import bernoulli_sample, categorical_sample
from .helpers import TrainingHelper, _unstack_ta, embedding_function


def _probability(sampling_probability: Any) -> Tensor:
    found = convert_to_tensor(sampling_probability, name="sampling_probability")
    if found.shape.rank not in (0, 1):
        raise ValueError(f"sampling_probability must be either a scalar or a vector. saw shape: {found.shape}")
    return found


def _rows_of(chosen: Tensor) -> Tensor:
    """The numbers of the rows for which something holds, int32 [n, 1]."""
    return ops.cast(ops.where(chosen), dtypes.int32)


def _put_together(base: Any, *parts: tuple[Tensor, Tensor]) -> Tensor:
    """Rows at their places in the shape of `base`; between them zeros."""
    shape = ops.shape(base)
    scattered = [ops.scatter_nd(indices=places, updates=rows, shape=shape) for places, rows in parts]
    return scattered[0] + scattered[1]


@export(
    "contrib.seq2seq.ScheduledEmbeddingTrainingHelper",
)
@documented_by(TrainingHelper)
class ScheduledEmbeddingTrainingHelper(TrainingHelper):
    """As `TrainingHelper`, but now and then the embedding of a class that is drawn by the outputs is the next input.

    Source: Bengio et al., "Scheduled Sampling for Sequence Prediction with Recurrent Neural Networks", 2015 (arXiv 1506.03099).

    Args:
      embedding: [symbols, size], or a function from ids to inputs.
      sampling_probability: float scalar or [batch], how often that is so.
      seed, scheduling_seed: of the draws of classes, and of whether they are taken; see `tf.set_random_seed`.

    Raises:
      ValueError: a probability of another rank, or `sequence_length` is no vector.
    """

    def __init__(
        self,
        inputs: TensorLike,
        sequence_length: TensorLike,
        embedding: TensorLike,
        sampling_probability: Any,
        time_major: bool = False,
        seed: int | None = None,
        scheduling_seed: int | None = None,
        name: str | None = None,
    ) -> None:
        with name_scope(name, "ScheduledEmbeddingSamplingWrapper", [embedding, sampling_probability]):
            self._embedding_fn = embedding_function(embedding)
            self._sampling_probability = _probability(sampling_probability)
            self._seed = seed
            self._scheduling_seed = scheduling_seed
            super().__init__(inputs, sequence_length, time_major=time_major, name=name)

    def sample(self, time: Any, outputs: Any, state: Any, name: str | None = None) -> Any:  # type: ignore[override]
        """Which classes are taken.

        Args:
          time: the number of the step, an int32 scalar.
          outputs: logits [batch, classes].
          state: behind the step.

        Returns:
          int32 [batch], -1 where the given input is taken.
        """
        with name_scope(name, "ScheduledEmbeddingTrainingHelperSample", [time, outputs, state]):
            is_drawn = bernoulli_sample(
                probs=self._sampling_probability,
                dtype=dtypes.bool_,
                sample_shape=self.batch_size,
                seed=self._scheduling_seed,
            )
            drawn = categorical_sample(logits=outputs, seed=self._seed)
            return ops.where(is_drawn, drawn, FILL([self.batch_size], -1))

    def next_inputs(  # type: ignore[override]
        self, time: Any, outputs: Any, state: Any, sample_ids: Any, name: str | None = None
    ) -> Any:
        """The inputs of the next step: the given ones, or the embeddings of the classes that were taken.

        Args:
          time: the number of the step, an int32 scalar.
          outputs: of the cell, not used.
          state: behind the step.
          sample_ids: what `sample` gave.

        Returns:
          which sequences are at their end, bool [batch], the inputs, and `state`.
        """
        with name_scope(name, "ScheduledEmbeddingTrainingHelperNextInputs", [time, outputs, state, sample_ids]):
            finished, given, state = super().next_inputs(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids, name=name
            )

            def mixed() -> Tensor:
                drawn, others = _rows_of(sample_ids > -1), _rows_of(sample_ids <= -1)
                ids = ops.gather_nd(sample_ids, drawn)
                kept = ops.gather_nd(given, others)
                return _put_together(given, (drawn, self._embedding_fn(ids)), (others, kept))

            inputs = cond(ops.reduce_all(finished), lambda: given, mixed)
            return finished, inputs, state


@export("contrib.seq2seq.ScheduledOutputTrainingHelper")
@documented_by(TrainingHelper)
class ScheduledOutputTrainingHelper(TrainingHelper):
    """As `TrainingHelper`, but now and then the decoder's output is the next input.

    Source: Bengio et al., "Scheduled Sampling for Sequence Prediction with Recurrent Neural Networks", 2015 (arXiv 1506.03099).

    Args:
      sampling_probability: float scalar or [batch], how often that is so.
      seed: of the draws, see `tf.set_random_seed`.
      next_inputs_fn: from outputs to inputs; the outputs themselves by default.
      auxiliary_inputs: [batch, time, ...], which come behind the inputs in any case; None for none.

    Raises:
      ValueError: a probability of another rank, or `sequence_length` is no vector.
    """

    def __init__(
        self,
        inputs: TensorLike,
        sequence_length: TensorLike,
        sampling_probability: Any,
        time_major: bool = False,
        seed: int | None = None,
        next_inputs_fn: Callable[[Any], Any] | None = None,
        auxiliary_inputs: Any = None,
        name: str | None = None,
    ) -> None:
        with name_scope(name, "ScheduledOutputTrainingHelper", [inputs, auxiliary_inputs, sampling_probability]):
            self._sampling_probability = _probability(sampling_probability)
            joined = inputs
            self._auxiliary_input_tas = None
            if auxiliary_inputs is not None:
                inputs = convert_to_tensor(inputs, name="inputs")
                auxiliary_inputs = convert_to_tensor(auxiliary_inputs, name="auxiliary_inputs")
                joined = mapped(lambda x, y: ops.concat((x, y), -1), inputs, auxiliary_inputs)
                if not time_major:
                    auxiliary_inputs = mapped(transpose_batch_time, auxiliary_inputs)
                self._auxiliary_input_tas = mapped(_unstack_ta, auxiliary_inputs)
            self._seed = seed
            self._next_inputs_fn = next_inputs_fn
            super().__init__(joined, sequence_length, time_major=time_major, name=name)

    def sample(self, time: Any, outputs: Any, state: Any, name: str | None = None) -> Any:  # type: ignore[override]
        """Whether the output is taken.

        Args:
          time: the number of the step, an int32 scalar.
          outputs: of the cell, [batch, ...].
          state: behind the step.

        Returns:
          int32 [batch], 1 or 0.
        """
        with name_scope(name, "ScheduledOutputTrainingHelperSample", [time, outputs, state]):
            return bernoulli_sample(probs=self._sampling_probability, sample_shape=self.batch_size, seed=self._seed)

    def next_inputs(  # type: ignore[override]
        self, time: Any, outputs: Any, state: Any, sample_ids: TensorLike, name: str | None = None
    ) -> Any:
        """The inputs of the next step: the given ones, or what the outputs make of them.

        Args:
          time: the number of the step, an int32 scalar.
          outputs: of the cell, [batch, ...].
          state: behind the step.
          sample_ids: what `sample` gave.

        Returns:
          which sequences are at their end, bool [batch], the inputs, and `state`.
        """
        with name_scope(name, "ScheduledOutputTrainingHelperNextInputs", [time, outputs, state, sample_ids]):
            finished, given, state = super().next_inputs(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids, name=name
            )
            is_drawn = ops.cast(sample_ids, dtypes.bool_)

            def mixed() -> Tensor:
                if self._next_inputs_fn is None:
                    return ops.where(is_drawn, self._with_auxiliary(outputs, time), given)
                drawn, others = _rows_of(is_drawn), _rows_of(ops.logical_not(is_drawn))
                taken = ops.gather_nd(outputs, drawn)
                kept = ops.gather_nd(given, others)
                made = self._with_auxiliary(self._next_inputs_fn(taken), time, drawn)
                return _put_together(given, (drawn, made), (others, kept))

            all_finished = ops.reduce_all(finished)
            none_drawn = ops.logical_not(ops.reduce_any(is_drawn))
            inputs = cond(ops.logical_or(all_finished, none_drawn), lambda: given, mixed)
            return finished, inputs, state

    def _with_auxiliary(self, outputs: Any, time: Any, rows: Tensor | None = None) -> Any:
        """Outputs with the auxiliary inputs of the next step (those of some rows) behind them."""
        if self._auxiliary_input_tas is None:
            return outputs
        next_time = time + 1
        auxiliary = mapped(lambda array: array.read(next_time), self._auxiliary_input_tas)
        if rows is not None:
            auxiliary = ops.gather_nd(auxiliary, rows)
        return mapped(lambda x, y: ops.concat((x, y), -1), outputs, auxiliary)
