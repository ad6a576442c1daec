"""tf.python.ops.nn_impl: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.layers import batch_norm_with_global_normalization as batch_norm_with_global_normalization
from headrace.graph.ops.nn.layers import batch_normalization as batch_normalization
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d as depthwise_conv2d
from headrace.graph.ops.nn.fused_batch_norm import fused_batch_norm as fused_batch_norm
from headrace.graph.ops.nn.layers import l2_normalize as l2_normalize
from headrace.graph.ops.nn.poisson_losses import log_poisson_loss as log_poisson_loss
from headrace.graph.ops.nn.moments import moments as moments
from headrace.graph.ops.sampling.losses import nce_loss as nce_loss
from headrace.graph.ops.nn.moments import normalize_moments as normalize_moments
from headrace.graph.ops.nn.sigmoid_losses import sigmoid_cross_entropy_with_logits as sigmoid_cross_entropy_with_logits
from headrace.graph.ops.nn.moments import sufficient_statistics as sufficient_statistics
from headrace.graph.ops.nn.activations import swish as swish
from headrace.graph.ops.nn.sigmoid_losses import weighted_cross_entropy_with_logits as weighted_cross_entropy_with_logits
from headrace.graph.ops.nn.moments import weighted_moments as weighted_moments
from headrace.graph.ops.nn.layers import zero_fraction as zero_fraction
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def relu_layer(
    x: _TensorLike,
    weights: _TensorLike,
    biases: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """relu(matmul(x, weights) + biases).

    Args:
      x: [batch, in].
      weights: [in, out] of the same dtype.
      biases: [out] of the same dtype.

    Returns:
      [batch, out], their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """

def sampled_softmax_loss(
    weights: _TensorLike,
    biases: _TensorLike,
    labels: _TensorLike,
    inputs: _TensorLike,
    num_sampled: int,
    num_classes: int,
    num_true: int = 1,
    sampled_values: _TensorLike | None = None,
    remove_accidental_hits: bool = True,
    partition_strategy: str = 'mod',
    name: str | None = 'sampled_softmax_loss',
    seed: int | None = None,
) -> _Tensor:
    """Softmax cross entropy over the true classes and a sample of the others: for training, it underestimates the loss.

    Args:
      weights: [num_classes, size], a row for each class; or a list of its parts, or a PartitionedVariable.
      biases: [num_classes], the same.
      labels: [batch, num_true] of int64 (other integers are cast), the true classes.
      inputs: [batch, size]. Where labels are floating and inputs integers they are in the order before TensorFlow 1.0, and
        change places.
      num_sampled: how many classes are drawn for the whole batch.
      num_classes: how many classes there are.
      num_true: how many true classes a record has.
      sampled_values: what a candidate sampler gave; else `log_uniform_candidate_sampler` draws different classes.
      remove_accidental_hits: do not count a drawn class as a wrong one where it is a true one.
      partition_strategy: "mod" or "div", see `tf.nn.embedding_lookup`.
      seed: int, see `tf.set_random_seed`.
      as `nce_loss`; `seed` is that of the sampler.

    Returns:
      the loss of each record, [batch], of the dtype of `inputs`.

    Raises:
      ValueError: no part of `weights`, or another `partition_strategy`.
      TypeError: dtypes that do not go together.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """

def separable_conv2d(
    input: _TensorLike,
    depthwise_filter: _Any,
    pointwise_filter: _Any,
    strides: _IntegersLike,
    padding: str,
    rate: _TensorLike | None = None,
    name: str | None = None,
    data_format: str | None = None,
    dilations: _IntegersLike | None = None,
) -> _Tensor:
    """A depthwise convolution, then one that mixes the channels.

    Args:
      input: [n, height, width, channels], or [n, channels, height, width]; float16, float32 or float64.
      depthwise_filter: [height, width, channels, filters].
      pointwise_filter: [1, 1, channels * filters, output channels].
      strides: four ints, one per axis of `input`; those of height and width are equal, the others 1.
      padding: "SAME" or "VALID".
      rate, dilations: two ints: from one element of a window to the next, along height and width; `dilations` is its later
        name.
      data_format: "NHWC" or "NCHW": the order of the axes of images; "NHWC" by default.

    Returns:
      [n, rows, columns, output channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: shapes that do not fit.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """

__all__ = [
    "batch_norm_with_global_normalization",
    "batch_normalization",
    "depthwise_conv2d",
    "fused_batch_norm",
    "l2_normalize",
    "log_poisson_loss",
    "moments",
    "nce_loss",
    "normalize_moments",
    "relu_layer",
    "sampled_softmax_loss",
    "separable_conv2d",
    "sigmoid_cross_entropy_with_logits",
    "sufficient_statistics",
    "swish",
    "weighted_cross_entropy_with_logits",
    "weighted_moments",
    "zero_fraction",
]
