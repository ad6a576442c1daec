"""tf.contrib.nn: losses over a sample of the classes. Made by `make names`."""

from headrace.training.contrib.nn import alpha_dropout as alpha_dropout
from headrace.graph.ops.nn.conv2d_functions import conv1d_transpose as conv1d_transpose
from headrace.graph.ops.nn.elementwise_losses import flipped_sigmoid_cross_entropy as deprecated_flipped_sigmoid_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import flipped_softmax_cross_entropy as deprecated_flipped_softmax_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import flipped_sparse_softmax_cross_entropy as deprecated_flipped_sparse_softmax_cross_entropy_with_logits
from headrace.graph.ops.special.order import nth_element as nth_element
from headrace.contrib.nn import python as python
from headrace.training.contrib.nn import scaled_softplus as scaled_softplus
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def rank_sampled_softmax_loss(
    weights: _TensorLike,
    biases: _TensorLike,
    labels: _TensorLike,
    inputs: _TensorLike,
    num_sampled: int,
    num_resampled: int,
    num_classes: int,
    num_true: int,
    sampled_values: _Any,
    resampling_temperature: _Any,
    remove_accidental_hits: bool,
    partition_strategy: str,
    name: str | None = None,
) -> _Tensor:
    """`tf.nn.sampled_softmax_loss` over those of a sample that the inputs speak for most.

    Args:
      weights: [num_classes, size], a row for each class; or a list of its parts, or a PartitionedVariable.
      biases: [num_classes], the same.
      labels: [batch, num_true] of int64 (other integers are cast), the true classes.
      inputs: [batch, size].
      num_sampled: how many are drawn, at most `num_classes`.
      num_resampled: how many of them are taken, less than `num_sampled`: those with the highest logsumexp over the batch of
        logits / resampling_temperature.
      num_classes: how many classes there are.
      num_true: how many true classes a record has.
      sampled_values: what a candidate sampler gave; None: `learned_unigram_candidate_sampler` draws.
      resampling_temperature: scalar by which the logits are divided when candidates are ranked.
      The others as `nce_loss`.
      remove_accidental_hits: do not count a drawn class as a wrong one where it is a true one.
      partition_strategy: "mod" or "div", see `tf.nn.embedding_lookup`.

    Returns:
      the loss of each record, [batch], of the dtype of `inputs`.

    Raises:
      ValueError: the numbers do not go together, or another `partition_strategy`.
      TypeError: dtypes that do not go together.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """

def sampled_sparse_softmax_loss(
    weights: _TensorLike,
    biases: _TensorLike,
    labels: _TensorLike,
    inputs: _TensorLike,
    num_sampled: int,
    num_classes: int,
    sampled_values: _TensorLike | None = None,
    remove_accidental_hits: bool = True,
    partition_strategy: str = 'mod',
    name: str | None = 'sampled_sparse_softmax_loss',
) -> _Tensor:
    """`tf.nn.sampled_softmax_loss` of one true class for each record.

    Args:
      weights: [num_classes, size], a row for each class; or a list of its parts, or a PartitionedVariable.
      biases: [num_classes], the same.
      labels: [batch, 1] of int64 (other integers are cast), the true classes.
      inputs: [batch, size]. Where labels are floating and inputs integers they are in the order before TensorFlow 1.0, and
        change places.
      num_sampled: how many classes are drawn for the whole batch.
      num_classes: how many classes there are.
      sampled_values: what a candidate sampler gave; else `log_uniform_candidate_sampler` draws different classes.
      remove_accidental_hits: do not count a drawn class as a wrong one where it is a true one.
      partition_strategy: "mod" or "div", see `tf.nn.embedding_lookup`.

    Returns:
      the loss of each record, [batch], of the dtype of `inputs`.

    Raises:
      ValueError: no part of `weights`, or another `partition_strategy`.
      TypeError: dtypes that do not go together.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """

__all__ = [
    "alpha_dropout",
    "conv1d_transpose",
    "deprecated_flipped_sigmoid_cross_entropy_with_logits",
    "deprecated_flipped_softmax_cross_entropy_with_logits",
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
    "nth_element",
    "rank_sampled_softmax_loss",
    "sampled_sparse_softmax_loss",
    "scaled_softplus",
]
