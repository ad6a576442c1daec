"""A step of a beam search: which continuations of which beams go on."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ...rnn.nesting import mapped
from .attention_wrapper import AttentionWrapperState
from .beams import _maybe_tensor_gather_helper, _tensor_gather_helper, known_size


@export(
    "contrib.seq2seq.BeamSearchDecoderState",
)
class BeamSearchDecoderState(NamedTuple):
    """The state of a beam search.

    Args:
      cell_state: [batch, beams, ...].
      log_probs: of the beams, [batch, beams].
      finished: which beams are at their end, bool [batch, beams].
      lengths: int64 [batch, beams].
      accumulated_attention_probs: the sums of the alignments, [batch, beams, memory time], or ().
    """

    cell_state: Any
    log_probs: Any
    finished: Any
    lengths: Any
    accumulated_attention_probs: Any


@export(
    "contrib.seq2seq.BeamSearchDecoderOutput",
)
class BeamSearchDecoderOutput(NamedTuple):
    """What a step of a beam search gives.

    Args:
      scores: of the beams, floats [batch, beams].
      predicted_ids: the symbols taken, int32 [batch, beams].
      parent_ids: from which beam each comes, int32 [batch, beams].
    """

    scores: Any
    predicted_ids: Any
    parent_ids: Any


@export("contrib.seq2seq.python.ops.beam_search_decoder._beam_search_step")
def _beam_search_step(
    time: Any,
    logits: Any,
    next_cell_state: Any,
    beam_state: BeamSearchDecoderState,
    batch_size: Any,
    beam_width: int,
    end_token: TensorLike,
    length_penalty_weight: Any,
    coverage_penalty_weight: Any,
) -> tuple[BeamSearchDecoderOutput, BeamSearchDecoderState]:
    """The best continuations of all beams of each element of the batch.

    Args:
      time: the number of the step.
      logits: [batch, beams, symbols].
      next_cell_state: [batch, beams, ...].
      beam_state: a BeamSearchDecoderState, before the step.
      batch_size: an int or an int32 scalar.
      beam_width: how many beams there are.
      end_token: the symbol that ends a sequence.
      length_penalty_weight, coverage_penalty_weight: as of `_get_scores`.

    Returns:
      the output and the state behind the step.

    Raises:
      ValueError: a weight that is no scalar, or coverage without a cell that looks at a memory.
    """
    known_batch = known_size(batch_size)
    was_finished = beam_state.finished
    not_finished = ops.logical_not(was_finished)
    step_log_probs = _mask_probs(ops.log_softmax(logits), end_token, was_finished)
    total_probs = ops.expand_dims(beam_state.log_probs, 2) + step_log_probs

    # A sequence gets longer by every symbol but the end; one that is over does not get longer.
    symbols = logits.shape[-1].value or ops.shape(logits)[-1]
    longer = ops.one_hot(
        indices=ops.fill([batch_size, beam_width], end_token),
        depth=symbols,
        on_value=ops.to_int64(0),
        off_value=ops.to_int64(1),
        dtype=dtypes.int64,
    )
    longer *= ops.expand_dims(ops.cast(not_finished, dtypes.int64), 2)
    new_lengths = longer + ops.expand_dims(beam_state.lengths, 2)

    accumulated = None
    attention_probs = get_attention_probs(next_cell_state, coverage_penalty_weight)
    if attention_probs is not None:
        attention_probs *= ops.expand_dims(ops.cast(not_finished, dtypes.float32), 2)
        accumulated = beam_state.accumulated_attention_probs + attention_probs
    scores = _get_scores(total_probs, new_lengths, length_penalty_weight, coverage_penalty_weight, was_finished, accumulated)

    convert_to_tensor(time, name="time")
    flat_scores = ops.reshape(scores, [batch_size, -1])
    width = convert_to_tensor(beam_width, dtypes.int32, name="beam_width")
    next_scores, places = ops.top_k(flat_scores, k=width)
    next_scores.set_shape([known_batch, beam_width])
    places.set_shape([known_batch, beam_width])
    next_probs = _tensor_gather_helper(places, total_probs, batch_size, beam_width * symbols, [-1], name="next_beam_probs")
    word_ids = ops.cast(ops.floormod(places, symbols, name="next_beam_word_ids"), dtypes.int32)
    beam_ids = ops.cast(places / symbols, dtypes.int32, name="next_beam_parent_ids")

    was_finished = _tensor_gather_helper(beam_ids, was_finished, batch_size, beam_width, [-1])
    finished = ops.logical_or(was_finished, ops.equal(word_ids, end_token), name="next_beam_finished")
    goes_on = ops.cast(ops.logical_not(was_finished), dtypes.int64)
    lengths = _tensor_gather_helper(beam_ids, beam_state.lengths, batch_size, beam_width, [-1])
    lengths += goes_on
    next_accumulated: Any = ()
    if accumulated is not None:
        next_accumulated = _tensor_gather_helper(
            beam_ids,
            accumulated,
            batch_size,
            beam_width,
            [batch_size * beam_width, -1],
            name="next_accumulated_attention_probs",
        )
    cell_state = mapped(
        lambda part: _maybe_tensor_gather_helper(beam_ids, part, batch_size, beam_width, [batch_size * beam_width, -1]),
        next_cell_state,
    )
    state = BeamSearchDecoderState(cell_state, next_probs, finished, lengths, next_accumulated)
    return BeamSearchDecoderOutput(next_scores, word_ids, beam_ids), state


@export("contrib.seq2seq.python.ops.beam_search_decoder.get_attention_probs")
def get_attention_probs(next_cell_state: Any, coverage_penalty_weight: Any) -> Any:
    """The alignments in a state, the mean of those of several cells.

    Args:
      next_cell_state: an AttentionWrapperState, or a tuple with at least one.
      coverage_penalty_weight: a number; 0.0: no coverage is asked for.

    Returns:
      [batch, beams, memory time]; None where no coverage is asked for.

    Raises:
      ValueError: coverage is asked for, and no cell looks at a memory.
    """
    if coverage_penalty_weight == 0.0:
        return None
    if isinstance(next_cell_state, AttentionWrapperState):
        states = [next_cell_state]
    else:
        parts = next_cell_state if isinstance(next_cell_state, tuple) else ()
        states = [part for part in parts if isinstance(part, AttentionWrapperState)]
    if not states:
        raise ValueError("coverage_penalty_weight must be 0.0 if no cell is attentional.")
    probs = [attention_probs_from_attn_state(state) for state in states]
    return probs[0] if len(probs) == 1 else _mean(probs)


@export("contrib.seq2seq.python.ops.beam_search_decoder.attention_probs_from_attn_state")
def attention_probs_from_attn_state(attention_state: AttentionWrapperState) -> Any:
    """The alignments in the state of one AttentionWrapper, the mean of those of several mechanisms.

    Args:
      attention_state: an AttentionWrapperState.

    Returns:
      [batch, memory time].
    """
    probs = attention_state.alignments
    return _mean(probs) if isinstance(probs, tuple) else probs


def _mean(probs: Any) -> Tensor:
    return ops.reduce_mean(ops.concat([ops.expand_dims(one, -1) for one in probs], -1), -1)


@export("contrib.seq2seq.python.ops.beam_search_decoder._get_scores")
def _get_scores(
    log_probs: Any,
    sequence_lengths: TensorLike,
    length_penalty_weight: Any,
    coverage_penalty_weight: Any,
    finished: Any,
    accumulated_attention_probs: Any,
) -> Tensor:
    """Scores of sequences: log-probabilities, with penalties for length and for what was not looked at.

    Source: Wu et al., "Google's Neural Machine Translation System", 2016 (arXiv 1609.08144).

    Args:
      log_probs: [batch, beams, symbols].
      sequence_lengths: integers [batch, beams, symbols].
      length_penalty_weight: log-probabilities are divided by ((5 + length) / 6) ** this.
      coverage_penalty_weight: a scalar, how much sequences are punished that have not looked at all of the memory.
      finished: bool [batch, beams].
      accumulated_attention_probs: the sums of the alignments, [batch, beams, memory time]; None without coverage.

    Returns:
      [batch, beams, symbols].

    Raises:
      ValueError: a weight that is no scalar, or coverage without alignments.
    """
    penalty = ops.cast(_length_penalty(sequence_lengths, length_penalty_weight), dtype=log_probs.dtype)
    scores = log_probs / penalty
    weight = convert_to_tensor(coverage_penalty_weight, name="coverage_penalty_weight")
    if weight.shape.rank != 0:
        raise ValueError(f"coverage_penalty_weight should be a scalar, but saw shape: {weight.shape}")
    if constant_value(weight) == 0.0:
        return scores
    if accumulated_attention_probs is None:
        raise ValueError("accumulated_attention_probs can be None only if coverage penalty is disabled.")
    probs = ops.where(
        ops.equal(accumulated_attention_probs, 0.0),
        ops.ones_like(accumulated_attention_probs),
        accumulated_attention_probs,
    )
    covered = ops.reduce_sum(ops.log(ops.minimum(probs, 1.0)), 2)
    covered *= ops.cast(finished, dtypes.float32)
    return scores + ops.expand_dims(covered * weight, 2)


@export("contrib.seq2seq.python.ops.beam_search_decoder._length_penalty")
def _length_penalty(sequence_lengths: TensorLike, penalty_factor: Any) -> Any:
    """((5 + length) / 6) ** factor: what longer sequences may be less likely by.

    Source: Wu et al., "Google's Neural Machine Translation System", 2016 (arXiv 1609.08144).

    Args:
      sequence_lengths: integers of any shape.
      penalty_factor: a number or scalar.

    Returns:
      float32 in the shape of the lengths; 1.0 for a factor of 0.
    """
    factor = convert_to_tensor(penalty_factor, name="penalty_factor")
    factor.set_shape(())
    known = constant_value(factor)
    if known is not None and known == 0:
        return 1.0
    return ops.div((5.0 + ops.cast(sequence_lengths, dtypes.float32)) ** factor, (5.0 + 1.0) ** factor)


@export("contrib.seq2seq.python.ops.beam_search_decoder._mask_probs")
def _mask_probs(probs: Any, eos_token: Any, finished: Any) -> Tensor:
    """Log-probabilities by which only the end can follow beams that are over.

    Args:
      probs: [batch, beams, symbols].
      eos_token: the symbol that ends a sequence.
      finished: bool [batch, beams].

    Returns:
      [batch, beams, symbols].
    """
    symbols = ops.shape(probs)[2]
    row = ops.one_hot(
        eos_token,
        symbols,
        dtype=probs.dtype,
        on_value=convert_to_tensor(0.0, probs.dtype),
        off_value=probs.dtype.min,
    )
    of_finished = ops.tile(ops.reshape(row, [1, 1, -1]), ops.concat([ops.shape(finished), [1]], 0))
    mask = ops.tile(ops.expand_dims(finished, 2), [1, 1, symbols])
    return ops.where(mask, of_finished, probs)
