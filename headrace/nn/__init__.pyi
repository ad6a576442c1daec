"""tf.nn: parts of neural networks. Made by `make names`."""

from headrace.graph.ops.sampling.candidates import all_candidate_sampler as all_candidate_sampler
from headrace.graph.ops.nn.convolution import atrous_conv2d as atrous_conv2d
from headrace.graph.ops.patches.transposed import atrous_conv2d_transpose as atrous_conv2d_transpose
from headrace.graph.ops.nn.pooling import avg_pool as avg_pool
from headrace.graph.ops.nn.pooling import avg_pool as avg_pool2d
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
from headrace.graph.ops.patches.transposed import conv_transpose as conv_transpose
from headrace.graph.ops.nn.convolution import convolution as convolution
from headrace.graph.ops.nn.rectifiers import crelu as crelu
from headrace.graph.ops.sequences.ctc_decoders import ctc_beam_search_decoder as ctc_beam_search_decoder
from headrace.graph.ops.sequences.ctc_decoders import ctc_beam_search_decoder_v2 as ctc_beam_search_decoder_v2
from headrace.graph.ops.sequences.ctc_decoders import ctc_greedy_decoder as ctc_greedy_decoder
from headrace.graph.ops.sequences.ctc_loss import ctc_loss as ctc_loss
from headrace.graph.ops.sequences.ctc_loss import ctc_loss_v2 as ctc_loss_v2
from headrace.graph.control_flow.ctc_labels import ctc_unique_labels as ctc_unique_labels
from headrace.graph.ops.nn.conv2d_functions import conv2d_transpose as deconv2d
from headrace.graph.ops.nn.elementwise_losses import sigmoid_cross_entropy_with_logits as deprecated_flipped_sigmoid_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits as deprecated_flipped_softmax_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import sparse_softmax_cross_entropy_with_logits as deprecated_flipped_sparse_softmax_cross_entropy_with_logits
from headrace.graph.ops.patches.depth import depth_to_space as depth_to_space
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d as depthwise_conv2d
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d_native as depthwise_conv2d_native
from headrace.graph.ops.patches.dilation import dilation2d as dilation2d
from headrace.graph.ops.nn.layers import dropout as dropout
from headrace.training.rnn.dynamic import dynamic_rnn as dynamic_rnn
from headrace.graph.ops.nn.rectifiers import elu as elu
from headrace.graph.ops.nn.embedding import embedding_lookup as embedding_lookup
from headrace.graph.ops.nn.embedding import embedding_lookup_sparse as embedding_lookup_sparse
from headrace.graph.ops.patches.dilation import erosion2d as erosion2d
from headrace.graph.ops.patches.fractional_functions import fractional_max_pool as fractional_max_pool
from headrace.graph.ops.nn.fused_batch_norm import fused_batch_norm as fused_batch_norm
from headrace.graph.ops.arrays.top_k import in_top_k as in_top_k
from headrace.graph.ops.arrays.top_k import in_top_k as inference_top_k
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
from headrace.graph.ops.nn.moments import moments as moments
from headrace.graph.ops.sampling.losses import nce_loss as nce_loss
from headrace.graph.ops.nn.moments import normalize_moments as normalize_moments
from headrace.graph.ops.patches.pools import pool as pool
from headrace.training.rnn.raw import raw_rnn as raw_rnn
from headrace.graph.ops.nn.rectifiers import relu as relu
from headrace.graph.ops.nn.rectifiers import relu6 as relu6
from headrace.training.rnn.static import static_rnn as rnn
from headrace.nn import rnn_cell as rnn_cell
from headrace.graph.ops.nn.embedding import safe_embedding_lookup_sparse as safe_embedding_lookup_sparse
from headrace.training.losses.averages import scale_regularization_loss as scale_regularization_loss
from headrace.graph.ops.nn.rectifiers import selu as selu
from headrace.nn import seq2seq as seq2seq
from headrace.graph.ops.math.elementary import sigmoid as sigmoid
from headrace.graph.ops.nn.elementwise_losses import sigmoid_cross_entropy_with_logits as sigmoid_cross_entropy_with_logits
from headrace.graph.ops.nn.softmax import softmax as softmax
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits as softmax_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits_v2 as softmax_cross_entropy_with_logits_v2
from headrace.graph.ops.nn.activations import softplus as softplus
from headrace.graph.ops.nn.activations import softsign as softsign
from headrace.graph.ops.arrays.space_to_batch import space_to_batch as space_to_batch
from headrace.graph.ops.patches.depth import space_to_depth as space_to_depth
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
from headrace.nn import conv3d_backprop_filter as conv3d_backprop_filter_v2
from headrace.nn import depthwise_conv2d_backprop_filter as depthwise_conv2d_native_backprop_filter
from headrace.nn import depthwise_conv2d_backprop_input as depthwise_conv2d_native_backprop_input
from headrace.math import log_softmax as log_softmax
from headrace.nn import bidirectional_rnn as static_bidirectional_rnn
from headrace.nn import state_saving_rnn as static_state_saving_rnn
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.ops.patches.fractional_functions import FractionalAvgPool as _FractionalAvgPool
from headrace.graph.ops.sampling.candidates import FixedUnigramCandidateSampler as _FixedUnigramCandidateSampler
from headrace.graph.ops.sampling.candidates import LearnedUnigramCandidateSampler as _LearnedUnigramCandidateSampler
from headrace.graph.ops.sampling.candidates import LogUniformCandidateSampler as _LogUniformCandidateSampler
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def avg_pool1d(
    input: _TensorLike,
    ksize: _IntegersLike,
    strides: _IntegersLike,
    padding: str,
    data_format: str = 'NWC',
    name: str | None = None,
) -> _Tensor:
    """The mean of each window of sequences.

    Args:
      input: [n, length, channels], or [n, channels, length]; float16, float32 or float64.
      ksize: length of the windows: an int, or one per axis of `input`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`. What is outside does not count.
      data_format: "NWC" or "NCW": the order of the axes of `input` and of the result.

    Returns:
      [n, windows, channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: windows that do not fit. TypeError: another dtype.
      UnimplementedError: (when run) windows over several sequences.
    """

def avg_pool3d(
    input: _TensorLike,
    ksize: _IntegersLike,
    strides: _IntegersLike,
    padding: str,
    data_format: str = 'NDHWC',
    name: str | None = None,
) -> _Tensor:
    """The mean of the elements of each window that moves over volumes.

    Args:
      input: [n, depth, height, width, channels], or [n, channels, depth, height, width]; float16, float32 or float64.
      ksize: size of the windows: an int, three of them, or one per axis of `input`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`. What is outside the volume does not count.
      data_format: "NDHWC" or "NCDHW": the order of the axes of `input` and of the result.

    Returns:
      [n, planes, rows, columns, channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: windows that do not fit. TypeError: another dtype.
      UnimplementedError: (when run) windows over several volumes, or over channels.
    """

def avg_pool_v2(
    input: _TensorLike,
    ksize: _IntegersLike,
    strides: _IntegersLike,
    padding: str,
    data_format: str | None = None,
    name: str | None = None,
) -> _Tensor:
    """The mean of each window, over one to three axes of space as `input` has them.

    Args:
      input: a tensor or array, [n, sizes of the space, channels], or [n, channels, sizes of the space] where `data_format`
        begins with "NC"; float16, float32 or float64.
      ksize: size of the windows: an int, one per axis of space, or one per axis of `input`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`. What is outside does not count.
      data_format: "NWC" or "NCW", "NHWC" or "NCHW", "NDHWC" or "NCDHW".

    Returns:
      [n, windows, channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: another rank, or an unknown one; windows that do not fit.
      TypeError: another dtype.
    """

def bidirectional_dynamic_rnn(
    cell_fw: _Any,
    cell_bw: _Any,
    inputs: _Any,
    sequence_length: _Any = None,
    initial_state_fw: _Any = None,
    initial_state_bw: _Any = None,
    dtype: _Any = None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope: _Any = None,
) -> tuple[tuple[_Any, _Any], tuple[_Any, _Any]]:
    """Two networks, one of which reads the inputs from the end of each sequence.

    Args:
      cell_fw, cell_bw: an RNNCell for each direction, in scopes `fw` and `bw`.
      inputs: [batch, time, ...], or a structure of such tensors; [time, batch, ...] with `time_major`.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      initial_state_fw, initial_state_bw: look like the cells' `state_size`; zeros of type `dtype` by default.
      dtype: of the state and the outputs; that of `initial_state` by default.
      parallel_iterations, swap_memory: written into the nodes of the loop, and of no effect.
      time_major: whether time is the first dimension of inputs and outputs.
      scope: the variable scope, "bidirectional_rnn" by default.

    Returns:
      the outputs of both, those of the second in the order of the inputs, and the last states of both.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: inputs of rank below 3 or of unknown depth, or with different times or batch sizes; neither
        `initial_state` nor `dtype`; lengths that are no vector.
      InvalidArgumentError: (when run) not as many lengths as the batch has elements.
    """

def bidirectional_rnn(
    cell_fw: _Any,
    cell_bw: _Any,
    inputs: _Sequence[_Any],
    initial_state_fw: _Any = None,
    initial_state_bw: _Any = None,
    dtype: _DTypeLike | None = None,
    sequence_length: _TensorLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[_Any, _Any, _Any]:
    """Two networks, one of which reads the inputs from the end; their outputs side by side.

    Args:
      cell_fw, cell_bw: an RNNCell for each direction, in scopes `fw` and `bw`.
      inputs: tensors [batch, depth] or structures of them, one for each step.
      initial_state_fw, initial_state_bw: look like the cells' `state_size`; zeros of type `dtype` by default.
      dtype: of the state; that of `initial_state` by default.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      scope: the variable scope, "bidirectional_rnn" by default.

    Returns:
      the list of outputs, each [batch, sizes of both], and the last states of both.

    Raises:
      TypeError: `cell` is no cell, `inputs` no sequence.
      ValueError: no inputs, inputs of unknown depth or of different batch sizes, neither `initial_state` nor `dtype`, or
        lengths that are no vector.
    """

def conv2d_backprop_filter(
    input: _TensorLike,
    filter_sizes: _TensorLike,
    out_backprop: _TensorLike,
    strides: _IntegersLike,
    padding: _Any,
    use_cudnn_on_gpu: bool = True,
    data_format: str = 'NHWC',
    dilations: _IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> _Tensor:
    """The gradient of `conv2d` by its filter.

    Args:
      input: the input of `conv2d`; float16, float32 or float64.
      filter_sizes: int32 [4]: the shape of the filter.
      out_backprop: the gradient by the result of `conv2d`, of its shape and the dtype of `input`.
      strides, dilations: four ints, those of that `conv2d`, one per axis.
      padding: "SAME", "VALID", or pairs of zeros before and after each axis; that of `conv2d`.
      use_cudnn_on_gpu: accepted, has no effect.
      data_format: "NHWC" or "NCHW": the order of the axes of images.

    Returns:
      shape `filter_sizes`, dtype of `input`.

    Raises:
      TypeError: TypeError: the dtypes differ or are not floating.
      ValueError: static shapes that do not fit, another padding or format.
      InvalidArgumentError: (when run) shapes that are not those of one convolution.
    """

def conv3d_backprop_filter(
    input: _TensorLike,
    filter_sizes: _Any,
    out_backprop: _TensorLike,
    strides: _IntegersLike,
    padding: str,
    data_format: str = 'NDHWC',
    dilations: _Any = [1, 1, 1, 1, 1],
    name: str | None = None,
) -> _Tensor:
    """The gradient of `conv3d` by its filter.

    Args:
      input: [n, depth, height, width, channels], or [n, channels, depth, height, width]; float16, float32 or float64.
      filter_sizes: the shape of the filter, an int32 vector.
      out_backprop: the gradient of what `conv3d` gives.
      strides: from one window to the next, one int per axis of `input`, those of batch and channels 1.
      padding: "SAME" or "VALID", see `conv2d`.
      data_format: "NDHWC" or "NCDHW": the order of the axes of `input` and of the result.
      dilations: from one element of a window to the next, like `strides`.

    Returns:
      of the shape `filter_sizes`, in the dtype of `input`.

    Raises:
      ValueError: shapes that do not fit. TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """

def conv3d_transpose(
    value: _TensorLike | None = None,
    filter: _TensorLike | None = None,
    output_shape: _Any = None,
    strides: _IntegersLike | None = None,
    padding: str = 'SAME',
    data_format: str = 'NDHWC',
    name: str | None = None,
    input: _TensorLike | None = None,
    filters: _TensorLike | None = None,
    dilations: _IntegersLike | None = None,
) -> _Tensor:
    """What goes from the output of `conv3d` to something of the shape of its input.

    Args:
      value, input: [n, planes, rows, columns, channels], or in the order of `data_format`; `input` is its later name.
      filter, filters: [depth, height, width, output channels, channels] of the same dtype; `filters` is its later name.
      output_shape: of the result: ints, or an int32 or int64 tensor.
      strides: an int, three of them, or one per axis of `value`.
      padding: "SAME" or "VALID", see `conv2d`.
      data_format: "NDHWC" or "NCDHW": the order of the axes of `input` and of the result.
      dilations: like `strides`.

    Returns:
      of `output_shape`, in the dtype of `value`.

    Raises:
      ValueError: shapes that do not fit. TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """

def depthwise_conv2d_backprop_filter(
    input: _TensorLike,
    filter_sizes: _TensorLike,
    out_backprop: _TensorLike,
    strides: _IntegersLike,
    padding: str,
    data_format: str = 'NHWC',
    dilations: _IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> _Tensor:
    """The gradient of `depthwise_conv2d_native` by its filter.

    Args:
      input: the input of that op; float16, float32 or float64.
      filter_sizes: int32 [4]: the shape of the filter.
      out_backprop: the gradient by the result, of its shape and the dtype of `input`.
      strides: four ints, one per axis; those of height and width are equal, the others 1.
      padding: "SAME" or "VALID".
      data_format: "NHWC" or "NCHW": the order of the axes of images.
      dilations: four ints, one per axis.

    Returns:
      shape `filter_sizes`, dtype of `input`.

    Raises:
      TypeError: the dtypes differ or are not floating.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """

def depthwise_conv2d_backprop_input(
    input_sizes: _TensorLike,
    filter: _TensorLike,
    out_backprop: _TensorLike,
    strides: _IntegersLike,
    padding: str,
    data_format: str = 'NHWC',
    dilations: _IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> _Tensor:
    """The gradient of `depthwise_conv2d_native` by its input.

    Args:
      input_sizes: int32 [4]: the shape of that input.
      filter: [height, width, channels, filters]; float16, float32 or float64.
      out_backprop: the gradient by the result, of its shape and the dtype of `filter`.
      strides: four ints, one per axis; those of height and width are equal, the others 1.
      padding: "SAME" or "VALID".
      data_format: "NHWC" or "NCHW": the order of the axes of images.
      dilations: four ints, one per axis.

    Returns:
      shape `input_sizes`, dtype of `filter`.

    Raises:
      TypeError: the dtypes differ or are not floating.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """

def fixed_unigram_candidate_sampler(
    true_classes: _TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    vocab_file: str = '',
    distortion: float = 1.0,
    num_reserved_ids: int = 0,
    num_shards: int = 1,
    shard: int = 0,
    unigrams: _Sequence[float] = (),
    seed: int | None = None,
    name: str | None = None,
) -> _FixedUnigramCandidateSampler:
    """Draw classes by given frequencies.

    Args:
      true_classes: int64 [batch, num_true]; only their expected counts depend on them.
      num_true: how many true classes a record has.
      num_sampled: how many classes are drawn, for the whole batch.
      unique: all different: what was drawn before is drawn again. Else each may come several times.
      range_max: classes are 0 to range_max - 1.
      vocab_file: a text file, a line for each class; what stands behind its last comma is the frequency.
      distortion: frequencies are raised to this power.
      num_reserved_ids: so many classes come before those of the file or list, and are never drawn.
      num_shards, shard: of the classes only those whose number modulo `num_shards` is `shard` belong to this sampler.
      unigrams: the frequencies, instead of a file.
      seed: int, see `tf.set_random_seed`.

    Returns:
      (sampled_candidates, true_expected_count, sampled_expected_count): int64 [num_sampled], float32 [batch, num_true], float32
      [num_sampled].

    Raises:
      InvalidArgumentError: (when run) also where there is neither a file nor a list, or both; where a line has no frequency;
        where there are not `range_max` of them; and where more different classes are wanted than have a frequency.
      ValueError: `true_classes` is no matrix, `num_sampled` or `range_max` is less than 1.
    """

def fractional_avg_pool(
    value: _TensorLike,
    pooling_ratio: _Sequence[float],
    pseudo_random: bool = False,
    overlapping: bool = False,
    deterministic: bool = False,
    seed: int = 0,
    seed2: int = 0,
    name: str | None = None,
) -> _FractionalAvgPool:
    """The mean of each cell, cells being of two sizes in an order that is drawn in each step; of integers cut towards 0.

    Args:
      value: [n, height, width, channels]; float32, float64, int32 or int64.
      pooling_ratio: four floats, the factors by which the axes shrink, 1 at least; the first and the last are 1.
      pseudo_random: whether the sizes of cells alternate as regularly as they can, rather than in any order.
      overlapping: whether each cell has the first row and column of the next, too.
      deterministic: whether each step draws the same cells.
      seed, seed2: ints that say which cells a deterministic pool draws, those that TensorFlow draws; where both are 0, any.

    Returns:
      a named tuple: `output`, [n, floor(height / ratio), floor(width / ratio), channels] of the dtype of `value`;
      `row_pooling_sequence` and `col_pooling_sequence`, int64, the bounds of the cells.

    Raises:
      ValueError: another rank, or a ratio below 1. TypeError: another dtype.
      InvalidArgumentError: (when run) a ratio higher than a size, or seeds of a pool that is not deterministic.
      UnimplementedError: (when run) a ratio of images or channels.
    """

def learned_unigram_candidate_sampler(
    true_classes: _TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> _LearnedUnigramCandidateSampler:
    """Draw classes as often as they have been true classes so far in this session.

    Each counts as seen once beforehand. The batch's own true classes count from the next draw on.

    Args:
      true_classes: int64 [batch, num_true].
      num_true: how many true classes a record has.
      num_sampled: how many classes are drawn, for the whole batch.
      unique: all different: what was drawn before is drawn again. Else each may come several times.
      range_max: classes are 0 to range_max - 1.
      seed: int, see `tf.set_random_seed`.

    Returns:
      (sampled_candidates, true_expected_count, sampled_expected_count): int64 [num_sampled], float32 [batch, num_true], float32
      [num_sampled].

    Raises:
      ValueError: `true_classes` is no matrix, `num_sampled` or `range_max` is less than 1.
      InvalidArgumentError: (when run) more different classes than there are, or another number of true classes.
    """

def log_uniform_candidate_sampler(
    true_classes: _TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> _LogUniformCandidateSampler:
    """Draw classes by a Zipfian law: k with probability (log(k + 2) - log(k + 1)) / log(range_max + 1).

    It suits words that are numbered by falling frequency.

    Args:
      true_classes: int64 [batch, num_true]; only their expected counts depend on them.
      num_true: how many true classes a record has.
      num_sampled: how many classes are drawn, for the whole batch.
      unique: all different: what was drawn before is drawn again. Else each may come several times.
      range_max: classes are 0 to range_max - 1.
      seed: int, see `tf.set_random_seed`.

    Returns:
      (sampled_candidates, true_expected_count, sampled_expected_count): int64 [num_sampled], float32 [batch, num_true], float32
      [num_sampled].

    Raises:
      ValueError: `true_classes` is no matrix, `num_sampled` or `range_max` is less than 1.
      InvalidArgumentError: (when run) more different classes than there are, or another number of true classes.
    """

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

def state_saving_rnn(
    cell: _Any,
    inputs: _Sequence[_Any],
    state_saver: _Any,
    state_name: _Any,
    sequence_length: _TensorLike | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[list, _Any]:
    """`static_rnn` that begins with a state which something keeps, and saves the last one there.

    Args:
      cell: an RNNCell.
      inputs: tensors [batch, depth] or structures of them, one for each step.
      state_saver: has the methods `state(name)` and `save_state(name, value)`; the last output waits for what the latter
        returns.
      state_name: the name of the state; a tuple of names where the state is a tuple.
      sequence_length: int32 or int64 [batch]: behind that outputs are zeros and the state stays; None: all steps count.
      scope: the variable scope, "rnn" by default.

    Returns:
      the list of outputs, each [batch, output size], and the state.

    Raises:
      ValueError: `state_name` does not look like the state; as `static_rnn`.
      TypeError: `cell` is no cell, `inputs` no sequence.
    """

__all__ = [
    "all_candidate_sampler",
    "atrous_conv2d",
    "atrous_conv2d_transpose",
    "avg_pool",
    "avg_pool1d",
    "avg_pool2d",
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
    "conv_transpose",
    "convolution",
    "crelu",
    "ctc_beam_search_decoder",
    "ctc_beam_search_decoder_v2",
    "ctc_greedy_decoder",
    "ctc_loss",
    "ctc_loss_v2",
    "ctc_unique_labels",
    "deconv2d",
    "deprecated_flipped_sigmoid_cross_entropy_with_logits",
    "deprecated_flipped_softmax_cross_entropy_with_logits",
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
    "depth_to_space",
    "depthwise_conv2d",
    "depthwise_conv2d_backprop_filter",
    "depthwise_conv2d_backprop_input",
    "depthwise_conv2d_native",
    "depthwise_conv2d_native_backprop_filter",
    "depthwise_conv2d_native_backprop_input",
    "dilation2d",
    "dropout",
    "dynamic_rnn",
    "elu",
    "embedding_lookup",
    "embedding_lookup_sparse",
    "erosion2d",
    "fixed_unigram_candidate_sampler",
    "fractional_avg_pool",
    "fractional_max_pool",
    "fused_batch_norm",
    "in_top_k",
    "inference_top_k",
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
    "moments",
    "nce_loss",
    "normalize_moments",
    "pool",
    "raw_rnn",
    "relu",
    "relu6",
    "relu_layer",
    "rnn",
    "rnn_cell",
    "safe_embedding_lookup_sparse",
    "sampled_softmax_loss",
    "scale_regularization_loss",
    "selu",
    "separable_conv2d",
    "seq2seq",
    "sigmoid",
    "sigmoid_cross_entropy_with_logits",
    "softmax",
    "softmax_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits_v2",
    "softplus",
    "softsign",
    "space_to_depth",
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
