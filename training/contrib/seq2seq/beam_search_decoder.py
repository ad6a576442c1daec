"""BeamSearchDecoder: a decoder that follows the most likely sequences at once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sequences.gather_tree import gather_tree
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.shapes import TensorShape

from ...rnn.base import assert_like_rnncell
from ...rnn.nesting import mapped, mapped_up_to
from .basic_decoder import check_output_layer, output_size_behind
from .beam_search_step import (
    BeamSearchDecoderOutput,
    BeamSearchDecoderState,
    _beam_search_step,
    get_attention_probs,
)
from .beams import are_elements_of_beams, check_beams, check_known_rank, gather_tree_from_array, known_size
from .decoder import Decoder
from .helpers import embedding_function


@export(
    "contrib.seq2seq.FinalBeamSearchDecoderOutput",
)
class FinalBeamSearchDecoderOutput(NamedTuple):
    """What a beam search gives.

    Args:
      predicted_ids: int32 [batch, time, beams], the sequences, the best first.
      beam_search_decoder_output: what the steps have given, a BeamSearchDecoderOutput.
    """

    predicted_ids: Any
    beam_search_decoder_output: Any


@export("contrib.seq2seq.BeamSearchDecoder")
class BeamSearchDecoder(Decoder):
    """In each step the best `beam_width` continuations of all beams go on.

    What the cell starts with and looks at must be there for every beam: see `tile_batch`.

    Args:
      cell: an RNNCell.
      embedding: [symbols, size], or a function from ids to inputs.
      start_tokens: int32 [batch].
      end_token: int32 scalar.
      initial_state: as the cell's state, for batch * beam_width.
      beam_width: how many sequences are followed.
      output_layer: a layer that makes logits of the cell's outputs, or None.
      length_penalty_weight: scores are log-probabilities divided by ((5 + length) / 6) ** this.
      coverage_penalty_weight: how much sequences are punished that have not looked at all of the memory.
      reorder_tensor_arrays: put TensorArrays in the cell's state (alignment histories) in the order of the final beams.

    Raises:
      TypeError: an argument of another kind.
      ValueError: another rank; or a state that is not for batch * beam_width.
    """

    def __init__(
        self,
        cell: Any,
        embedding: TensorLike,
        start_tokens: TensorLike,
        end_token: TensorLike,
        initial_state: Any,
        beam_width: int,
        output_layer: Any = None,
        length_penalty_weight: Any = 0.0,
        coverage_penalty_weight: Any = 0.0,
        reorder_tensor_arrays: bool = True,
    ) -> None:
        assert_like_rnncell("cell", cell)
        check_output_layer(output_layer)
        self._cell = cell
        self._output_layer = output_layer
        self._reorder_tensor_arrays = reorder_tensor_arrays
        self._beam_width = beam_width
        self._length_penalty_weight = length_penalty_weight
        self._coverage_penalty_weight = coverage_penalty_weight
        self._embedding_fn = embedding_function(embedding)
        self._start_tokens = convert_to_tensor(start_tokens, dtypes.int32, name="start_tokens")
        if self._start_tokens.shape.rank != 1:
            raise ValueError("start_tokens must be a vector")
        self._end_token = convert_to_tensor(end_token, dtypes.int32, name="end_token")
        if self._end_token.shape.rank != 0:
            raise ValueError("end_token must be a scalar")
        self._batch_size = ops.size(start_tokens)
        self._initial_cell_state = mapped_up_to(
            initial_state, self._maybe_split_batch_beams, initial_state, self._cell.state_size
        )
        self._start_tokens = ops.tile(ops.expand_dims(self._start_tokens, 1), [1, beam_width])
        self._start_inputs = self._embedding_fn(self._start_tokens)
        # At first all beams would be the same: only the first of them counts.
        self._finished = ops.one_hot(
            ops.zeros([self._batch_size], dtype=dtypes.int32),
            depth=beam_width,
            on_value=False,
            off_value=True,
            dtype=dtypes.bool_,
        )

    @property
    def batch_size(self) -> Any:
        return self._batch_size

    def _rnn_output_size(self) -> Any:
        return output_size_behind(self._cell, self._output_layer)

    @property
    def tracks_own_finished(self) -> bool:
        """True: beams change places, and with them which of them are over."""
        return True

    @property
    def output_size(self) -> BeamSearchDecoderOutput:
        beams = TensorShape([self._beam_width])
        return BeamSearchDecoderOutput(scores=beams, predicted_ids=beams, parent_ids=beams)

    @property
    def output_dtype(self) -> BeamSearchDecoderOutput:
        """The type of the state for scores, int32 for the others."""
        dtype = flat(self._initial_cell_state)[0].dtype
        scores = mapped(lambda _: dtype, self._rnn_output_size())
        return BeamSearchDecoderOutput(scores=scores, predicted_ids=dtypes.int32, parent_ids=dtypes.int32)

    def initialize(self, name: str | None = None) -> Any:
        dtype = flat(self._initial_cell_state)[0].dtype
        log_probs = ops.one_hot(
            ops.zeros([self._batch_size], dtype=dtypes.int32),
            depth=self._beam_width,
            on_value=convert_to_tensor(0.0, dtype),
            off_value=convert_to_tensor(-np.inf, dtype),
            dtype=dtype,
        )
        attention_probs = get_attention_probs(self._initial_cell_state, self._coverage_penalty_weight)
        state = BeamSearchDecoderState(
            cell_state=self._initial_cell_state,
            log_probs=log_probs,
            finished=self._finished,
            lengths=ops.zeros([self._batch_size, self._beam_width], dtype=dtypes.int64),
            accumulated_attention_probs=() if attention_probs is None else attention_probs,
        )
        return self._finished, self._start_inputs, state

    def finalize(self, outputs: Any, final_state: Any, sequence_lengths: TensorLike) -> tuple[Any, Any]:
        """The sequences that the beams have ended as.

        Args:
          outputs: a BeamSearchDecoderOutput, [time, batch, beams] each.
          final_state: a BeamSearchDecoderState.
          sequence_lengths: not used: the state has them.

        Returns:
          a FinalBeamSearchDecoderOutput, and the state.
        """
        lengths = ops.cast(ops.reduce_max(final_state.lengths, axis=1), dtypes.int32)
        found = gather_tree(outputs.predicted_ids, outputs.parent_ids, max_sequence_lengths=lengths, end_token=self._end_token)
        if self._reorder_tensor_arrays:
            ordered = mapped(
                lambda part: self._maybe_sort_array_beams(part, outputs.parent_ids, final_state.lengths),
                final_state.cell_state,
            )
            final_state = final_state._replace(cell_state=ordered)
        return FinalBeamSearchDecoderOutput(found, outputs), final_state

    def _merge_batch_beams(self, t: Any, s: Any = None) -> Tensor:
        """[batch * beams, ...] of [batch, beams, ...]; `s` is the shape of one element."""
        shape = ops.shape(t)
        batch = known_size(self._batch_size)
        merged = ops.reshape(t, ops.concat(([self._batch_size * self._beam_width], shape[2:]), 0))
        joined = TensorShape([None if batch is None else batch * self._beam_width])
        merged.set_shape(joined.concatenate(_as_shape(s)))
        return merged

    def _split_batch_beams(self, t: Any, s: Any = None) -> Tensor:
        """[batch, beams, ...] of [batch * beams, ...]; `s` is the shape of one element.

        Raises:
          ValueError: it is not for batch * beams.
        """
        shape = ops.shape(t)
        split = ops.reshape(t, ops.concat(([self._batch_size, self._beam_width], shape[1:]), 0))
        expected = TensorShape([known_size(self._batch_size), self._beam_width]).concatenate(_as_shape(s))
        if not split.shape.is_compatible_with(expected):
            raise ValueError(
                "Unexpected behavior when reshaping between beam width and batch size.  The reshaped tensor has shape: "
                f"{split.shape}.  We expected it to have shape (batch_size, beam_width, depth) == {expected}.  Perhaps you "
                "forgot to create a zero_state with batch_size=encoder_batch_size * beam_width?"
            )
        split.set_shape(expected)
        return split

    def _maybe_split_batch_beams(self, t: Any, s: Any) -> Any:
        if isinstance(t, TensorArray):
            return t
        check_known_rank(t)
        return self._split_batch_beams(t, s) if t.shape.rank >= 1 else t

    def _maybe_merge_batch_beams(self, t: Any, s: Any) -> Any:
        if isinstance(t, TensorArray):
            return t
        check_known_rank(t)
        return self._merge_batch_beams(t, s) if t.shape.rank >= 2 else t

    def _maybe_sort_array_beams(self, t: Any, parent_ids: Any, sequence_length: Any) -> Any:
        """A TensorArray as a tensor in the order of the final beams, where it can be; all else as it is."""
        if not isinstance(t, TensorArray):
            return t
        shape = t.element_shape
        if not shape.rank:
            logging.warn(
                f"The TensorArray {t.handle.name} in the cell state is not amenable to sorting based on the beam search "
                "result. For a TensorArray to be sorted, its elements shape must be defined and have at least a rank of 1, "
                f"but saw shape: {shape}"
            )
            return t
        if not are_elements_of_beams(shape, known_size(self._batch_size), self._beam_width):
            return t
        stacked = t.stack()
        with control_dependencies([check_beams(stacked, self._batch_size, self._beam_width)]):
            return gather_tree_from_array(stacked, parent_ids, sequence_length)

    def step(self, time: Any, inputs: TensorLike, state: Any, name: str | None = None) -> Any:
        with name_scope(name, "BeamSearchDecoderStep", (time, inputs, state)):
            sizes = self._cell.state_size
            cell_state = state.cell_state
            inputs = mapped(lambda one: self._merge_batch_beams(one, s=one.shape[2:]), inputs)
            cell_state = mapped_up_to(cell_state, self._maybe_merge_batch_beams, cell_state, sizes)
            outputs, next_cell_state = self._cell(inputs, cell_state)
            outputs = mapped(lambda one: self._split_batch_beams(one, one.shape[1:]), outputs)
            next_cell_state = mapped_up_to(next_cell_state, self._maybe_split_batch_beams, next_cell_state, sizes)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            found, next_state = _beam_search_step(
                time=time,
                logits=outputs,
                next_cell_state=next_cell_state,
                beam_state=state,
                batch_size=self._batch_size,
                beam_width=self._beam_width,
                end_token=self._end_token,
                length_penalty_weight=self._length_penalty_weight,
                coverage_penalty_weight=self._coverage_penalty_weight,
            )
            ids = found.predicted_ids
            next_inputs = cond(ops.reduce_all(next_state.finished), lambda: self._start_inputs, lambda: self._embedding_fn(ids))
        return found, next_state, next_inputs, next_state.finished


def _as_shape(size: Any) -> TensorShape:
    """A size of a state: a number, a shape or a tensor."""
    if isinstance(size, Tensor):
        size = constant_value(size)
    if isinstance(size, (int, np.ndarray, np.integer)):
        return TensorShape(np.ravel(size).tolist())
    return TensorShape(size)
