"""tf.contrib.crf: conditional random fields over sequences of tags. Made by `make names`."""

from headrace.training.contrib.crf import CrfDecodeBackwardRnnCell as CrfDecodeBackwardRnnCell
from headrace.training.contrib.crf import CrfDecodeForwardRnnCell as CrfDecodeForwardRnnCell
from headrace.training.contrib.crf import CrfForwardRnnCell as CrfForwardRnnCell
from headrace.training.contrib.crf import crf_decode as crf_decode
from headrace.training.contrib.crf import crf_sequence_score as crf_sequence_score
from headrace.contrib.crf import python as python
from headrace.training.contrib.crf import viterbi_decode as viterbi_decode
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def crf_binary_score(
    tag_indices: _Any,
    sequence_lengths: _Any,
    transition_params: _TensorLike,
) -> _Tensor:
    """What the transitions say of sequences of tags, without the inputs.

    Args:
      tag_indices: int32 or int64 [batch, length], the tags.
      sequence_lengths: int32 or int64 [batch]; what lies behind counts nothing.
      transition_params: float32 [tags, tags], the binary scores: row from, column to.

    Returns:
      float32 [batch].
    """

def crf_log_likelihood(
    inputs: _TensorLike,
    tag_indices: _TensorLike,
    sequence_lengths: _TensorLike,
    transition_params: _TensorLike | None = None,
) -> tuple[_Tensor, _Any]:
    """The log-likelihoods of sequences of tags, and the transitions.

    Args:
      inputs: float32 [batch, length, tags], the unary scores.
      tag_indices: int32 or int64 [batch, length], the tags.
      sequence_lengths: int32 or int64 [batch]; what lies behind counts nothing.
      transition_params: float32 [tags, tags]; None: the variable `transitions`, which is made or found in the current scope.

    Returns:
      float32 [batch], and `transition_params` or the variable.
    """

def crf_log_norm(
    inputs: _TensorLike,
    sequence_lengths: _TensorLike,
    transition_params: _TensorLike,
) -> _Tensor:
    """The logarithm of the sum of exp(score) over all sequences of tags.

    Args:
      inputs: float32 [batch, length, tags], the unary scores.
      sequence_lengths: int32 or int64 [batch]; what lies behind counts nothing.
      transition_params: float32 [tags, tags], the binary scores: row from, column to.

    Returns:
      float32 [batch].
    """

def crf_multitag_sequence_score(
    inputs: _TensorLike,
    tag_bitmap: _Any,
    sequence_lengths: _TensorLike,
    transition_params: _TensorLike,
) -> _Tensor:
    """The logarithm of the sum of exp(score) over all sequences of allowed tags.

    Args:
      inputs: float32 [batch, length, tags], the unary scores.
      tag_bitmap: bool [batch, length, tags], which tags are allowed.
      sequence_lengths: int32 or int64 [batch]; what lies behind counts nothing.
      transition_params: float32 [tags, tags], the binary scores: row from, column to.

    Returns:
      float32 [batch].
    """

def crf_unary_score(
    tag_indices: _Any,
    sequence_lengths: _Any,
    inputs: _TensorLike,
) -> _Tensor:
    """What the inputs say of sequences of tags, without the transitions.

    Args:
      tag_indices: int32 or int64 [batch, length], the tags.
      sequence_lengths: int32 or int64 [batch]; what lies behind counts nothing.
      inputs: float32 [batch, length, tags], the unary scores.

    Returns:
      float32 [batch].
    """

__all__ = [
    "CrfDecodeBackwardRnnCell",
    "CrfDecodeForwardRnnCell",
    "CrfForwardRnnCell",
    "crf_binary_score",
    "crf_decode",
    "crf_log_likelihood",
    "crf_log_norm",
    "crf_multitag_sequence_score",
    "crf_sequence_score",
    "crf_unary_score",
    "viterbi_decode",
]
