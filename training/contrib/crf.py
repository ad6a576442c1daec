"""tf.contrib.crf: linear-chain conditional random fields.

A sequence of tags has a score: what the inputs say of each tag (unary), and what the transitions say of each pair of
neighbours (binary). Source of the forward algorithm: www.cs.columbia.edu/~mcollins/fb.pdf.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import get_variable

from ..layers.arguments import smart_cond
from ..rnn.base import RNNCell
from ..rnn.dynamic import dynamic_rnn


def _of_one_step_or_more(inputs: Tensor, one: Callable[[], Any], more: Callable[[], Any]) -> Any:
    """What one of two functions gives, as the length of [batch, length, tags] says now or when it runs."""
    return smart_cond(ops.equal(inputs.shape[1].value or ops.shape(inputs)[1], 1), one, more)


def _zero_where_empty(scores: Tensor, sequence_lengths: Tensor) -> Tensor:
    return ops.where(ops.less_equal(sequence_lengths, 0), ops.zeros_like(scores), scores)


def _but_one(sequence_lengths: Tensor) -> Tensor:
    """The lengths without their first step."""
    return ops.maximum(constant(0, sequence_lengths.dtype), sequence_lengths - 1)


def _mask(tag_indices: Tensor, sequence_lengths: Tensor) -> Tensor:
    return ops.sequence_mask(sequence_lengths, maxlen=ops.shape(tag_indices)[1], dtype=dtypes.float32)


@export("contrib.crf.crf_sequence_score")
def crf_sequence_score(
    inputs: TensorLike, tag_indices: TensorLike, sequence_lengths: TensorLike, transition_params: TensorLike
) -> Tensor:
    """The scores of sequences of tags: what inputs and transitions say of them, summed.

    Args:
      inputs: float32 [batch, length, tags], the unary scores.
      tag_indices: int32 or int64 [batch, length], the tags.
      sequence_lengths: int32 or int64 [batch]; what lies behind counts nothing.
      transition_params: float32 [tags, tags], the binary scores: row from, column to.

    Returns:
      float32 [batch].
    """
    inputs, tag_indices, sequence_lengths = map(convert_to_tensor, (inputs, tag_indices, sequence_lengths))

    def one() -> Tensor:
        batch = ops.shape(inputs, out_type=tag_indices.dtype)[0]
        rows = ops.reshape(ops.range(batch, dtype=tag_indices.dtype), [-1, 1])
        scores = ops.gather_nd(ops.squeeze(inputs, [1]), ops.concat([rows, tag_indices], axis=1))
        return _zero_where_empty(scores, sequence_lengths)

    def more() -> Tensor:
        unary = crf_unary_score(tag_indices, sequence_lengths, inputs)
        return unary + crf_binary_score(tag_indices, sequence_lengths, transition_params)

    return _of_one_step_or_more(inputs, one, more)


@export("contrib.crf.crf_multitag_sequence_score")
@documented_by(crf_sequence_score)
def crf_multitag_sequence_score(
    inputs: TensorLike, tag_bitmap: Any, sequence_lengths: TensorLike, transition_params: TensorLike
) -> Tensor:
    """The logarithm of the sum of exp(score) over all sequences of allowed tags.

    Args:
      tag_bitmap: bool [batch, length, tags], which tags are allowed.
    """
    inputs = convert_to_tensor(inputs)

    def allowed() -> Tensor:
        return ops.where(tag_bitmap, inputs, ops.fill(ops.shape(inputs), float("-inf")))

    return _of_one_step_or_more(
        inputs,
        lambda: ops.reduce_logsumexp(allowed(), axis=[1, 2], keepdims=False),
        lambda: crf_log_norm(allowed(), sequence_lengths, transition_params),
    )


@export("contrib.crf.crf_log_norm")
@documented_by(crf_sequence_score)
def crf_log_norm(inputs: TensorLike, sequence_lengths: TensorLike, transition_params: TensorLike) -> Tensor:
    """The logarithm of the sum of exp(score) over all sequences of tags."""
    inputs, sequence_lengths = map(convert_to_tensor, (inputs, sequence_lengths))
    first = ops.squeeze(ops.slice(inputs, [0, 0, 0], [-1, 1, -1]), [1])

    def one() -> Tensor:
        return _zero_where_empty(ops.reduce_logsumexp(first, [1]), sequence_lengths)

    def more() -> Tensor:
        rest = ops.slice(inputs, [0, 1, 0], [-1, -1, -1])
        cell = CrfForwardRnnCell(transition_params)
        _, alphas = dynamic_rnn(
            cell, rest, sequence_length=_but_one(sequence_lengths), initial_state=first, dtype=dtypes.float32
        )
        return _zero_where_empty(ops.reduce_logsumexp(alphas, [1]), sequence_lengths)

    return _of_one_step_or_more(inputs, one, more)


@export("contrib.crf.crf_log_likelihood")
@documented_by(crf_sequence_score)
def crf_log_likelihood(
    inputs: TensorLike, tag_indices: TensorLike, sequence_lengths: TensorLike, transition_params: TensorLike | None = None
) -> tuple[Tensor, Any]:
    """The log-likelihoods of sequences of tags, and the transitions.

    Args:
      transition_params: float32 [tags, tags]; None: the variable `transitions`, which is made or found in the current scope.

    Returns:
      float32 [batch], and `transition_params` or the variable.
    """
    inputs = convert_to_tensor(inputs)
    tags = inputs.shape[2].value
    if transition_params is None:
        transition_params = get_variable("transitions", [tags, tags])
    scores = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    return scores - crf_log_norm(inputs, sequence_lengths, transition_params), transition_params


@export("contrib.crf.crf_unary_score")
@documented_by(crf_sequence_score)
def crf_unary_score(tag_indices: Any, sequence_lengths: Any, inputs: TensorLike) -> Tensor:
    """What the inputs say of sequences of tags, without the transitions."""
    tag_indices, inputs = map(convert_to_tensor, (tag_indices, inputs))
    batch, length, tags = (ops.shape(inputs)[axis] for axis in range(3))
    elements = ops.reshape(inputs, [-1])
    offsets = ops.expand_dims(ops.range(batch) * length * tags, 1)
    offsets += ops.expand_dims(ops.range(length) * tags, 0)
    if tag_indices.dtype is dtypes.int64:
        offsets = ops.cast(offsets, dtypes.int64)
    places = ops.reshape(offsets + tag_indices, [-1])
    scores = ops.reshape(ops.gather(elements, places), [batch, length])
    return ops.reduce_sum(scores * _mask(tag_indices, sequence_lengths), 1)


@export("contrib.crf.crf_binary_score")
@documented_by(crf_sequence_score)
def crf_binary_score(tag_indices: Any, sequence_lengths: Any, transition_params: TensorLike) -> Tensor:
    """What the transitions say of sequences of tags, without the inputs."""
    tag_indices, transition_params = map(convert_to_tensor, (tag_indices, transition_params))
    tags = transition_params.shape[0].value
    pairs = ops.shape(tag_indices)[1] - 1
    before = ops.slice(tag_indices, [0, 0], [-1, pairs])
    after = ops.slice(tag_indices, [0, 1], [-1, pairs])
    places = before * tags + after
    scores = ops.gather(ops.reshape(transition_params, [-1]), places)
    mask = ops.slice(_mask(tag_indices, sequence_lengths), [0, 1], [-1, -1])
    return ops.reduce_sum(scores * mask, 1)


class _OverTags(RNNCell):
    """A cell over [batch, tags] that knows the transitions."""

    def __init__(self, transition_params: TensorLike) -> None:
        super().__init__()
        transition_params = convert_to_tensor(transition_params)
        self._transition_params = ops.expand_dims(transition_params, 0)
        self._num_tags = transition_params.shape[0].value

    @property
    def state_size(self) -> Any:
        return self._num_tags

    @property
    def output_size(self) -> Any:
        return self._num_tags

    def _reached(self, state: Tensor) -> Tensor:
        """[batch, from, to]: the scores of going from each tag to each other."""
        return ops.expand_dims(state, 2) + self._transition_params


@export("contrib.crf.CrfForwardRnnCell")
class CrfForwardRnnCell(_OverTags):
    """A step of the forward algorithm: the logarithms of the sums of exp(score) over all ways to each tag.

    Args:
      transition_params: [tags, tags].
    """

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> tuple[Tensor, Tensor]:
        """The new sums, from unary scores and the sums before.

        Args:
          inputs: float32 [batch, tags], the unary scores of the step.
          state: float32 [batch, tags], the sums before.
          scope: not used.

        Returns:
          the new sums, [batch, tags], as output and as state.
        """
        sums = inputs + ops.reduce_logsumexp(self._reached(state), [1])
        return sums, sums


@export("contrib.crf.CrfDecodeForwardRnnCell")
class CrfDecodeForwardRnnCell(_OverTags):
    """A step of Viterbi's algorithm: the best way to each tag.

    Args:
      transition_params: [tags, tags].
    """

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> tuple[Tensor, Tensor]:
        """The best way to each tag, from unary scores and the scores before.

        Args:
          inputs: float32 [batch, tags], the unary scores of the step.
          state: float32 [batch, tags], the scores of the best ways before.
          scope: not used.

        Returns:
          from which tag the best way to each tag comes, int32 [batch, tags], and its score, [batch, tags].
        """
        reached = self._reached(state)
        scores = inputs + ops.reduce_max(reached, [1])
        return ops.cast(ops.argmax(reached, 1), dtype=dtypes.int32), scores


@export("contrib.crf.CrfDecodeBackwardRnnCell")
class CrfDecodeBackwardRnnCell(RNNCell):
    """A step back on the best way.

    Args:
      num_tags: how many tags there are.
    """

    def __init__(self, num_tags: int) -> None:
        super().__init__()
        self._num_tags = num_tags

    @property
    def state_size(self) -> int:
        return 1

    @property
    def output_size(self) -> int:
        return 1

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> tuple[Tensor, Tensor]:
        """The tags before, from the pointers of a step and the tags that follow.

        Args:
          inputs: int32 [batch, tags], from which tag the best way to each comes.
          state: int32 [batch, 1], the tags that follow.
          scope: not used.

        Returns:
          the tags before, int32 [batch, 1], as output and as state.
        """
        state = ops.squeeze(state, axis=[1])
        rows = ops.range(ops.shape(inputs)[0])
        tags = ops.expand_dims(ops.gather_nd(inputs, ops.stack([rows, state], axis=1)), axis=-1)
        return tags, tags


@export("contrib.crf.crf_decode")
def crf_decode(potentials: TensorLike, transition_params: TensorLike, sequence_length: TensorLike) -> tuple[Tensor, Tensor]:
    """The sequences of tags with the highest scores, by Viterbi's algorithm.

    Args:
      potentials: float32 [batch, length, tags], the unary scores.
      transition_params: float32 [tags, tags], the binary scores: row from, column to.
      sequence_length: int32 or int64 [batch].

    Returns:
      the tags, int32 [batch, length] (those behind a sequence mean nothing), and their scores, float32 [batch].
    """
    potentials, sequence_length = map(convert_to_tensor, (potentials, sequence_length))

    def one() -> tuple[Tensor, Tensor]:
        squeezed = ops.squeeze(potentials, [1])
        tags = ops.expand_dims(ops.argmax(squeezed, axis=1), 1)
        scores = ops.reduce_max(squeezed, axis=1)
        return ops.cast(tags, dtype=dtypes.int32), scores

    def more() -> tuple[Tensor, Tensor]:
        forward = CrfDecodeForwardRnnCell(transition_params)
        first = ops.squeeze(ops.slice(potentials, [0, 0, 0], [-1, 1, -1]), axis=[1])
        rest = ops.slice(potentials, [0, 1, 0], [-1, -1, -1])
        lengths = _but_one(sequence_length)
        pointers, scores = dynamic_rnn(forward, rest, sequence_length=lengths, initial_state=first, dtype=dtypes.int32)
        pointers = ops.reverse_sequence(pointers, lengths, seq_axis=1)
        backward = CrfDecodeBackwardRnnCell(potentials.shape[2].value)
        last = ops.expand_dims(ops.cast(ops.argmax(scores, axis=1), dtype=dtypes.int32), axis=-1)
        tags, _ = dynamic_rnn(backward, pointers, sequence_length=lengths, initial_state=last, dtype=dtypes.int32)
        tags = ops.concat([last, ops.squeeze(tags, axis=[2])], axis=1)
        return ops.reverse_sequence(tags, sequence_length, seq_axis=1), ops.reduce_max(scores, axis=1)

    return _of_one_step_or_more(potentials, one, more)


@export("contrib.crf.viterbi_decode")
def viterbi_decode(score: np.ndarray, transition_params: np.ndarray) -> tuple[list, Any]:
    """The sequence of tags with the highest score, outside of any graph.

    Args:
      score: array [length, tags], the unary scores of one sequence.
      transition_params: array [tags, tags], the binary scores: row from, column to.

    Returns:
      the list of tags, and their score.
    """
    best = np.zeros_like(score)
    pointers = np.zeros_like(score, dtype=np.int32)
    best[0] = score[0]
    for step in range(1, score.shape[0]):
        reached = np.expand_dims(best[step - 1], 1) + transition_params
        best[step] = score[step] + np.max(reached, 0)
        pointers[step] = np.argmax(reached, 0)
    tags = [np.argmax(best[-1])]
    for pointer in reversed(pointers[1:]):
        tags.append(pointer[tags[-1]])
    return tags[::-1], np.max(best[-1])
