"""tf.contrib.seq2seq.python.ops.beam_search_decoder: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.seq2seq.beam_search_decoder import BeamSearchDecoder as BeamSearchDecoder
from headrace.training.contrib.seq2seq.beam_search_step import BeamSearchDecoderOutput as BeamSearchDecoderOutput
from headrace.training.contrib.seq2seq.beam_search_step import BeamSearchDecoderState as BeamSearchDecoderState
from headrace.training.contrib.seq2seq.beam_search_decoder import FinalBeamSearchDecoderOutput as FinalBeamSearchDecoderOutput
from headrace.training.contrib.seq2seq.beam_search_step import _beam_search_step as _beam_search_step
from headrace.training.contrib.seq2seq.beams import check_known_rank as _check_ndims
from headrace.training.contrib.seq2seq.beam_search_step import _get_scores as _get_scores
from headrace.training.contrib.seq2seq.beam_search_step import _length_penalty as _length_penalty
from headrace.training.contrib.seq2seq.beam_search_step import _mask_probs as _mask_probs
from headrace.training.contrib.seq2seq.beams import _tensor_gather_helper as _tensor_gather_helper
from headrace.training.contrib.seq2seq.beam_search_step import attention_probs_from_attn_state as attention_probs_from_attn_state
from headrace.training.contrib.seq2seq.beams import gather_tree_from_array as gather_tree_from_array
from headrace.training.contrib.seq2seq.beam_search_step import get_attention_probs as get_attention_probs
from headrace.training.contrib.seq2seq.beams import tile_batch as tile_batch
from typing import Any as _Any

def _maybe_tensor_gather_helper(
    gather_indices: _Any,
    gather_from: _Any,
    batch_size: _Any,
    range_size: _Any,
    gather_shape: _Any,
) -> _Any:
    """`_tensor_gather_helper`; TensorArrays, and tensors without an axis of beams, as they are.

    Args:
      gather_indices: int32 [batch, beams].
      gather_from: [batch, ...].
      batch_size: an int or an int32 scalar.
      range_size: how many things each element of the batch has to choose from.
      gather_shape: in which `gather_from` is a list of all of them.

    Returns:
      in the shape of `gather_from`.

    Raises:
      ValueError: the rank of `gather_from` is not known.
    """

__all__ = [
    "BeamSearchDecoder",
    "BeamSearchDecoderOutput",
    "BeamSearchDecoderState",
    "FinalBeamSearchDecoderOutput",
    "_beam_search_step",
    "_check_ndims",
    "_get_scores",
    "_length_penalty",
    "_mask_probs",
    "_maybe_tensor_gather_helper",
    "_tensor_gather_helper",
    "attention_probs_from_attn_state",
    "gather_tree_from_array",
    "get_attention_probs",
    "tile_batch",
]
