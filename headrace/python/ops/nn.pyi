"""tf.python.ops.nn: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sampling.candidates import all_candidate_sampler as all_candidate_sampler
from headrace.graph.ops.nn.convolution import atrous_conv2d as atrous_conv2d
from headrace.graph.ops.patches.transposed import atrous_conv2d_transpose as atrous_conv2d_transpose
from headrace.graph.ops.nn.pooling import avg_pool as avg_pool
from headrace.graph.ops.nn.layers import batch_norm_with_global_normalization as batch_norm_with_global_normalization
from headrace.graph.ops.nn.layers import batch_normalization as batch_normalization
from headrace.graph.ops.nn.layers import bias_add as bias_add
from headrace.graph.ops.sequences.ctc_loss import collapse_repeated as collapse_repeated
from headrace.graph.ops.sampling.accidental_hits import compute_accidental_hits as compute_accidental_hits
from headrace.training.losses.averages import compute_average_loss as compute_average_loss
from headrace.graph.ops.nn.conv2d_functions import conv1d as conv1d
from headrace.graph.ops.nn.conv2d_functions import conv1d_transpose as conv1d_transpose
from headrace.graph.ops.nn.conv2d_functions import conv2d as conv2d
from headrace.graph.ops.nn.conv2d_functions import conv2d_backprop_input as conv2d_backprop_input
from headrace.graph.ops.nn.conv2d_functions import conv2d_transpose as conv2d_transpose
from headrace.graph.ops.volumes.conv3d import conv3d as conv3d
from headrace.graph.ops.volumes.conv3d import conv3d as conv3d_v1
from headrace.graph.ops.patches.transposed import conv_transpose as conv_transpose
from headrace.graph.ops.nn.convolution import convolution as convolution
from headrace.graph.ops.nn.rectifiers import crelu as crelu
from headrace.graph.ops.sequences.ctc_decoders import ctc_beam_search_decoder as ctc_beam_search_decoder
from headrace.graph.ops.sequences.ctc_decoders import ctc_beam_search_decoder_v2 as ctc_beam_search_decoder_v2
from headrace.graph.ops.sequences.ctc_decoders import ctc_greedy_decoder as ctc_greedy_decoder
from headrace.graph.ops.sequences.ctc_loss import ctc_loss as ctc_loss
from headrace.graph.ops.sequences.ctc_loss import ctc_loss_v2 as ctc_loss_v2
from headrace.graph.control_flow.ctc_labels import ctc_unique_labels as ctc_unique_labels
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d as depthwise_conv2d
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d_native as depthwise_conv2d_native
from headrace.graph.ops.patches.dilation import dilation2d as dilation2d
from headrace.graph.ops.patches.dilation import dilation2d as dilation2d_v1
from headrace.graph.ops.nn.layers import dropout as dropout
from headrace.training.rnn.dynamic import dynamic_rnn as dynamic_rnn
from headrace.graph.ops.nn.rectifiers import elu as elu
from headrace.graph.ops.nn.embedding import embedding_lookup as embedding_lookup
from headrace.graph.ops.nn.embedding import embedding_lookup_sparse as embedding_lookup_sparse
from headrace.graph.ops.patches.dilation import erosion2d as erosion2d
from headrace.graph.ops.patches.fractional_functions import fractional_max_pool as fractional_max_pool
from headrace.graph.ops.nn.fused_batch_norm import fused_batch_norm as fused_batch_norm
from headrace.graph.ops.arrays.top_k import in_top_k as in_top_k
from headrace.graph.ops.nn.layers import l2_loss as l2_loss
from headrace.graph.ops.nn.layers import l2_normalize as l2_normalize
from headrace.graph.ops.nn.rectifiers import leaky_relu as leaky_relu
from headrace.graph.ops.nn.lrn import local_response_normalization as local_response_normalization
from headrace.graph.ops.nn.elementwise_losses import log_poisson_loss as log_poisson_loss
from headrace.graph.ops.nn.lrn import local_response_normalization as lrn
from headrace.graph.ops.nn.pooling import max_pool as max_pool
from headrace.graph.ops.patches.pools import max_pool1d as max_pool1d
from headrace.graph.ops.patches.pools import max_pool2d as max_pool2d
from headrace.graph.ops.volumes.pool3d import max_pool3d as max_pool3d
from headrace.graph.ops.patches.pools import max_pool_v2 as max_pool_v2
from headrace.graph.ops.nn.pooling_gradients import max_pool_with_argmax as max_pool_with_argmax
from headrace.graph.ops.nn.pooling_gradients import max_pool_with_argmax as max_pool_with_argmax_v1
from headrace.graph.ops.nn.moments import moments as moments
from headrace.graph.ops.sampling.losses import nce_loss as nce_loss
from headrace.graph.ops.linalg.norms import normalize as normalize
from headrace.graph.ops.nn.moments import normalize_moments as normalize_moments
from headrace.graph.ops.patches.pools import pool as pool
from headrace.training.rnn.raw import raw_rnn as raw_rnn
from headrace.graph.ops.nn.rectifiers import relu as relu
from headrace.graph.ops.nn.rectifiers import relu6 as relu6
from headrace.training.rnn.static import static_rnn as rnn
from headrace.graph.ops.nn.embedding import safe_embedding_lookup_sparse as safe_embedding_lookup_sparse
from headrace.training.losses.averages import scale_regularization_loss as scale_regularization_loss
from headrace.graph.ops.nn.rectifiers import selu as selu
from headrace.graph.ops.math.elementary import sigmoid as sigmoid
from headrace.graph.ops.nn.elementwise_losses import sigmoid_cross_entropy_with_logits as sigmoid_cross_entropy_with_logits
from headrace.graph.ops.nn.softmax import softmax as softmax
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits as softmax_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits_v2 as softmax_cross_entropy_with_logits_v2
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits_v2 as softmax_cross_entropy_with_logits_v2_helper
from headrace.graph.ops.nn.activations import softplus as softplus
from headrace.graph.ops.nn.activations import softsign as softsign
from headrace.graph.ops.nn.cross_entropy import sparse_softmax_cross_entropy_with_logits as sparse_softmax_cross_entropy_with_logits
from headrace.training.rnn.static import static_rnn as static_rnn
from headrace.graph.ops.nn.moments import sufficient_statistics as sufficient_statistics
from headrace.graph.ops.nn.activations import swish as swish
from headrace.graph.ops.math.trigonometry import tanh as tanh
from headrace.graph.ops.arrays.top_k import top_k as top_k
from headrace.graph.ops.sampling.candidates import uniform_candidate_sampler as uniform_candidate_sampler
from headrace.graph.ops.nn.elementwise_losses import weighted_cross_entropy_with_logits as weighted_cross_entropy_with_logits
from headrace.graph.ops.nn.moments import weighted_moments as weighted_moments
from headrace.graph.ops.patches.holes import with_space_to_batch as with_space_to_batch
from headrace.graph.ops.nn.layers import xw_plus_b as xw_plus_b
from headrace.graph.ops.nn.layers import zero_fraction as zero_fraction
from headrace.nn import avg_pool1d as avg_pool1d
from headrace.nn import avg_pool3d as avg_pool3d
from headrace.nn import avg_pool_v2 as avg_pool_v2
from headrace.nn import bidirectional_dynamic_rnn as bidirectional_dynamic_rnn
from headrace.nn import bidirectional_rnn as bidirectional_rnn
from headrace.nn import conv2d_backprop_filter as conv2d_backprop_filter
from headrace.nn import conv3d_backprop_filter as conv3d_backprop_filter
from headrace.nn import conv3d_backprop_filter as conv3d_backprop_filter_v2
from headrace.nn import conv3d_transpose as conv3d_transpose
from headrace.nn import depthwise_conv2d_backprop_filter as depthwise_conv2d_native_backprop_filter
from headrace.nn import depthwise_conv2d_backprop_input as depthwise_conv2d_native_backprop_input
from headrace.nn import fixed_unigram_candidate_sampler as fixed_unigram_candidate_sampler
from headrace.nn import fractional_avg_pool as fractional_avg_pool
from headrace.nn import learned_unigram_candidate_sampler as learned_unigram_candidate_sampler
from headrace.math import log_softmax as log_softmax
from headrace.nn import log_uniform_candidate_sampler as log_uniform_candidate_sampler
from headrace.nn import relu_layer as relu_layer
from headrace.nn import sampled_softmax_loss as sampled_softmax_loss
from headrace.nn import separable_conv2d as separable_conv2d
from headrace.nn import state_saving_rnn as state_saving_rnn
from headrace.nn import bidirectional_rnn as static_bidirectional_rnn
from headrace.nn import state_saving_rnn as static_state_saving_rnn
from collections.abc import Sequence as _Sequence
from headrace.graph.ops.patches.fractional_functions import FractionalAvgPool as _FractionalAvgPool
from headrace.graph.ops.patches.fractional_functions import FractionalMaxPool as _FractionalMaxPool
from headrace.graph.types.likes import TensorLike as _TensorLike

def fractional_avg_pool_v2(
    value: _TensorLike,
    pooling_ratio: _Sequence[float],
    pseudo_random: bool = False,
    overlapping: bool = False,
    seed: int = 0,
    name: str | None = None,
) -> _FractionalAvgPool:
    """`fractional_avg_pool` in its later form.

    Args:
      value: [n, height, width, channels]; float32, float64, int32 or int64.
      pooling_ratio: four floats, the factors by which the axes shrink, 1 at least; the first and the last are 1.
      pseudo_random: whether the sizes of cells alternate as regularly as they can, rather than in any order.
      overlapping: whether each cell has the first row and column of the next, too.
      seed: an int: a pool with another seed than 0 is deterministic, and the graph's seed counts, too.

    Returns:
      a named tuple: `output`, [n, floor(height / ratio), floor(width / ratio), channels] of the dtype of `value`;
      `row_pooling_sequence` and `col_pooling_sequence`, int64, the bounds of the cells.

    Raises:
      ValueError: another rank, or a ratio below 1. TypeError: another dtype.
      InvalidArgumentError: (when run) a ratio higher than a size, or seeds of a pool that is not deterministic.
      UnimplementedError: (when run) a ratio of images or channels.
    """

def fractional_max_pool_v2(
    value: _TensorLike,
    pooling_ratio: float | _Sequence[float],
    pseudo_random: bool = False,
    overlapping: bool = False,
    seed: int = 0,
    name: str | None = None,
) -> _FractionalMaxPool:
    """`fractional_max_pool` in its later form.

    Args:
      value: [n, height, width, channels]; float32, float64, int32 or int64.
      pooling_ratio: a float, two of them (height, width), or one per axis of `value`.
      pseudo_random: whether the sizes of cells alternate as regularly as they can, rather than in any order.
      overlapping: whether each cell has the first row and column of the next, too.
      seed: an int: a pool with another seed than 0 is deterministic, and the graph's seed counts, too.

    Returns:
      a named tuple: `output`, [n, floor(height / ratio), floor(width / ratio), channels] of the dtype of `value`;
      `row_pooling_sequence` and `col_pooling_sequence`, int64, the bounds of the cells.

    Raises:
      ValueError: another rank, or a ratio below 1. TypeError: another dtype.
      InvalidArgumentError: (when run) a ratio higher than a size, or seeds of a pool that is not deterministic.
      UnimplementedError: (when run) a ratio of images or channels.
    """

__all__ = [
    "all_candidate_sampler",
    "atrous_conv2d",
    "atrous_conv2d_transpose",
    "avg_pool",
    "avg_pool1d",
    "avg_pool3d",
    "avg_pool_v2",
    "batch_norm_with_global_normalization",
    "batch_normalization",
    "bias_add",
    "bidirectional_dynamic_rnn",
    "bidirectional_rnn",
    "collapse_repeated",
    "compute_accidental_hits",
    "compute_average_loss",
    "conv1d",
    "conv1d_transpose",
    "conv2d",
    "conv2d_backprop_filter",
    "conv2d_backprop_input",
    "conv2d_transpose",
    "conv3d",
    "conv3d_backprop_filter",
    "conv3d_backprop_filter_v2",
    "conv3d_transpose",
    "conv3d_v1",
    "conv_transpose",
    "convolution",
    "crelu",
    "ctc_beam_search_decoder",
    "ctc_beam_search_decoder_v2",
    "ctc_greedy_decoder",
    "ctc_loss",
    "ctc_loss_v2",
    "ctc_unique_labels",
    "depthwise_conv2d",
    "depthwise_conv2d_native",
    "depthwise_conv2d_native_backprop_filter",
    "depthwise_conv2d_native_backprop_input",
    "dilation2d",
    "dilation2d_v1",
    "dropout",
    "dynamic_rnn",
    "elu",
    "embedding_lookup",
    "embedding_lookup_sparse",
    "erosion2d",
    "fixed_unigram_candidate_sampler",
    "fractional_avg_pool",
    "fractional_avg_pool_v2",
    "fractional_max_pool",
    "fractional_max_pool_v2",
    "fused_batch_norm",
    "in_top_k",
    "l2_loss",
    "l2_normalize",
    "leaky_relu",
    "learned_unigram_candidate_sampler",
    "local_response_normalization",
    "log_poisson_loss",
    "log_softmax",
    "log_uniform_candidate_sampler",
    "lrn",
    "max_pool",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "max_pool_v2",
    "max_pool_with_argmax",
    "max_pool_with_argmax_v1",
    "moments",
    "nce_loss",
    "normalize",
    "normalize_moments",
    "pool",
    "raw_rnn",
    "relu",
    "relu6",
    "relu_layer",
    "rnn",
    "safe_embedding_lookup_sparse",
    "sampled_softmax_loss",
    "scale_regularization_loss",
    "selu",
    "separable_conv2d",
    "sigmoid",
    "sigmoid_cross_entropy_with_logits",
    "softmax",
    "softmax_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits_v2",
    "softmax_cross_entropy_with_logits_v2_helper",
    "softplus",
    "softsign",
    "sparse_softmax_cross_entropy_with_logits",
    "state_saving_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
    "sufficient_statistics",
    "swish",
    "tanh",
    "top_k",
    "uniform_candidate_sampler",
    "weighted_cross_entropy_with_logits",
    "weighted_moments",
    "with_space_to_batch",
    "xw_plus_b",
    "zero_fraction",
]
