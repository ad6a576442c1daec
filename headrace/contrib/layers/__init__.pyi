"""tf.contrib.layers: layers with weights, biases and an activation; regularizers and initializers. Made by `make names`."""

from headrace.training.contrib.layers.gdn import GDN as GDN
from headrace.training.contrib.layers.optimize import OPTIMIZER_CLS_NAMES as OPTIMIZER_CLS_NAMES
from headrace.training.contrib.layers.optimize import OPTIMIZER_SUMMARIES as OPTIMIZER_SUMMARIES
from headrace.training.contrib.layers.reversible import RevBlock as RevBlock
from headrace.training.contrib.feature_columns.parsing import DEFAULT_KEY as SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY
from headrace.training.regularizers import apply_regularization as apply_regularization
from headrace.contrib.layers import bucketization_op as bucketization_op
from headrace.training.contrib.feature_columns.real_valued import bucketized_column as bucketized_column
from headrace.training.contrib.feature_columns.checks import check_feature_columns as check_feature_columns
from headrace.training.contrib.feature_columns.parsing import create_feature_spec_for_parsing as create_feature_spec_for_parsing
from headrace.training.contrib.feature_columns.real_valued import crossed_column as crossed_column
from headrace.training.contrib.layers.dense import elu as elu
from headrace.training.contrib.layers.embeddings import embed_sequence as embed_sequence
from headrace.training.contrib.feature_columns.embedding import embedding_column as embedding_column
from headrace.training.contrib.layers.embeddings import embedding_lookup_unique as embedding_lookup_unique
from headrace.contrib.layers import embedding_ops as embedding_ops
from headrace.training.contrib.layers.dense import fully_connected as fully_connected
from headrace.training.contrib.layers.gdn import gdn as gdn
from headrace.training.contrib.feature_columns.parsing import infer_real_valued_columns as infer_real_valued_columns
from headrace.training.contrib.feature_columns.inputs import input_from_feature_columns as input_from_feature_columns
from headrace.training.regularizers import l1_l2_regularizer as l1_l2_regularizer
from headrace.training.regularizers import l1_regularizer as l1_regularizer
from headrace.training.regularizers import l2_regularizer as l2_regularizer
from headrace.contrib.layers import layers as layers
from headrace.training.contrib.layers.legacy import legacy_fully_connected as legacy_fully_connected
from headrace.training.contrib.layers.legacy import legacy_linear as legacy_linear
from headrace.training.contrib.layers.legacy import legacy_relu as legacy_relu
from headrace.training.contrib.layers.dense import linear as linear
from headrace.graph.platform.all_util import make_all as make_all
from headrace.training.contrib.feature_columns.parsing import make_place_holder_tensors_for_base_features as make_place_holder_tensors_for_base_features
from headrace.training.contrib.layers.normalized import maxout as maxout
from headrace.training.contrib.feature_columns.weighted import one_hot_column as one_hot_column
from headrace.training.contrib.layers.optimize import optimize_loss as optimize_loss
from headrace.training.contrib.feature_columns.parsing import parse_feature_columns_from_examples as parse_feature_columns_from_examples
from headrace.contrib.layers import python as python
from headrace.training.contrib.feature_columns.real_valued import real_valued_column as real_valued_column
from headrace.training.contrib.layers.reversible import recompute_grad as recompute_grad
from headrace.training.contrib.layers.targets import regression_target as regression_target
from headrace.training.contrib.layers.dense import relu as relu
from headrace.training.contrib.layers.dense import relu6 as relu6
from headrace.training.contrib.layers.combinators import repeat as repeat
from headrace.training.contrib.layers.reversible import rev_block as rev_block
from headrace.training.contrib.layers.normalized import scale_gradient as scale_gradient
from headrace.training.contrib.feature_columns.embedding import scattered_embedding_column as scattered_embedding_column
from headrace.training.contrib.layers.normalized import softmax as softmax
from headrace.training.contrib.feature_columns.sparse import sparse_column_with_hash_bucket as sparse_column_with_hash_bucket
from headrace.contrib.layers import sparse_feature_cross_op as sparse_feature_cross_op
from headrace.contrib.layers import sparse_ops as sparse_ops
from headrace.training.contrib.layers.normalized import spatial_softmax as spatial_softmax
from headrace.training.contrib.layers.combinators import stack as stack
from headrace.training.regularizers import sum_regularizer as sum_regularizer
from headrace.training.contrib.layers.summaries import summarize_activation as summarize_activation
from headrace.training.contrib.layers.summaries import summarize_collection as summarize_collection
from headrace.training.contrib.layers.summaries import summarize_tensor as summarize_tensor
from headrace.training.contrib.layers.summaries import summarize_tensors as summarize_tensors
from headrace.training.contrib.feature_columns.parsing import transform_features as transform_features
from headrace.training.contrib.layers.normalized import unit_norm as unit_norm
from headrace.graph.variables.initializers.scaled import variance_scaling_initializer as variance_scaling_initializer
from headrace.training.contrib.feature_columns.weighted import weighted_sparse_column as weighted_sparse_column
from headrace.training.contrib.feature_columns.inputs import weighted_sum_from_feature_columns as weighted_sum_from_feature_columns
from headrace.contrib.layers import conv1d as convolution1d
from headrace.contrib.layers import conv2d as convolution2d
from headrace.contrib.layers import conv2d_in_plane as convolution2d_in_plane
from headrace.contrib.layers import conv2d_transpose as convolution2d_transpose
from headrace.contrib.layers import conv3d as convolution3d
from headrace.contrib.layers import conv3d_transpose as convolution3d_transpose
from headrace.contrib.layers import separable_conv2d as separable_convolution2d
from headrace.contrib.layers import xavier_initializer as xavier_initializer_conv2d
from collections.abc import Callable as _Callable
from collections.abc import Sequence as _Sequence
from headrace.graph import ops as _ops
from headrace.graph.core.keys import GraphKeys as _GraphKeys
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as _SparseTensor
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.dtypes import DType as _DType
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.contrib.feature_columns.embedding import _EmbeddingColumn as __EmbeddingColumn
from headrace.training.contrib.feature_columns.sparse import _SparseColumnIntegerized as __SparseColumnIntegerized
from headrace.training.contrib.feature_columns.sparse import _SparseColumnKeys as __SparseColumnKeys
from headrace.training.contrib.feature_columns.sparse import _SparseColumnVocabulary as __SparseColumnVocabulary
from headrace.training.contrib.layers.common import Names as _Names
from headrace.training.contrib.layers.convolutions import XAVIER as _XAVIER
from headrace.training.contrib.layers.convolutions import ZEROS as _ZEROS
from headrace.training.contrib.layers.dense import ZEROS as _ZEROS
from headrace.training.contrib.layers.summaries import summarize_activation as _summarize_activation
from headrace.training.contrib.layers.targets import _TargetColumn as __TargetColumn
from headrace.training.contrib.layers.utils import Names as _Names
from typing import Any as _Any

def avg_pool2d(
    inputs: _TensorLike,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 2,
    padding: str = 'VALID',
    data_format: str = 'NHWC',
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """The mean of the elements under a window that moves over images.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with `data_format="NCHW"`.
      kernel_size: of the window: an int or a pair (height, width).
      stride: the steps of the window: an int or a pair (height, width).
      padding: "VALID" or "SAME".
      data_format: "NHWC" or "NCHW".
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      images of as many rows and columns as the window has places, in the type of `inputs`.

    Raises:
      ValueError: another format or padding, or inputs of another rank.
    """

def avg_pool3d(
    inputs: _TensorLike,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 2,
    padding: str = 'VALID',
    data_format: str = 'NDHWC',
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """The mean of the elements under a window that moves over volumes.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="NCDHW"`.
      kernel_size: of the window: an int or three of them (depth, height, width).
      stride: the steps of the window: an int or three of them (depth, height, width).
      padding: "VALID" or "SAME".
      data_format: "NDHWC" or "NCDHW".
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      volumes of as many planes, rows and columns as the window has places, in the type of `inputs`.

    Raises:
      ValueError: another format or padding, or inputs of another rank.
    """

def batch_norm(
    inputs: _TensorLike,
    decay: float = 0.999,
    center: bool = True,
    scale: bool = False,
    epsilon: float = 0.001,
    activation_fn: _Callable[..., _Any] | None = None,
    param_initializers: _Any = None,
    param_regularizers: _Any = None,
    updates_collections: str | None = _GraphKeys.UPDATE_OPS,
    is_training: _Any = True,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    batch_weights: _Any = None,
    fused: bool | None = None,
    data_format: str = 'NHWC',
    zero_debias_moving_mean: bool = False,
    scope: _ScopeLike | None = None,
    renorm: bool = False,
    renorm_clipping: _Any = None,
    renorm_decay: float = 0.99,
    adjustment: _Any = None,
) -> _Tensor:
    """Each channel with mean 0 and variance 1, then scaled and moved.

    While training the moments are those of the batch, and moving averages follow them; otherwise these serve. Source: Ioffe
    and Szegedy, "Batch Normalization", 2015.

    Args:
      inputs: floating, of rank at least 2, the number of channels known.
      decay: how much of the moving averages stays at each update.
      center, scale: whether there are `beta` (added) and `gamma` (multiplied).
      epsilon: added to the variance.
      activation_fn: a function of a tensor; None for none.
      param_initializers, param_regularizers: dicts by `beta`, `gamma`, `moving_mean`, `moving_variance`.
      updates_collections: where the updates of the averages go, to be run by the program; None runs them before
        the output is there.
      is_training: a bool or a bool scalar tensor.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short
        name ("beta", "gamma", "moving_mean", "moving_variance").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      batch_weights: how often each example counts, [batch]; None for 1.
      fused: False: it is never done by one operation; otherwise it is where that can be.
      data_format: "NHWC", or "NCHW" for channels in the second dimension.
      zero_debias_moving_mean: whether the moving mean is that of what came so far, not of the zeros that it began with.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.
      renorm, renorm_clipping, renorm_decay, adjustment: as `renorm`, `renorm_clipping`, `renorm_momentum` and `adjustment`
        of `tf.layers.batch_normalization`.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: another format, inputs of unknown rank or number of channels, or `renorm` with weights, other collections of
        updates or a debiased mean.
    """

def bias_add(
    inputs: _TensorLike,
    activation_fn: _Callable[..., _Any] | None = None,
    initializer: _Initializer = _ZEROS,
    regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    data_format: str = 'NHWC',
    scope: _ScopeLike | None = None,
) -> _Tensor:
    """inputs + biases, one for each channel, then an activation.

    Args:
      inputs: floating, of rank at least 2, the number of channels known.
      activation_fn: a function of a tensor; None for none.
      initializer: what the biases begin with, by default zeros.
      regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      data_format: "NHWC", or "NCHW" for channels in the second dimension.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: another format, or the number of channels is not known.
    """

def bow_encoder(
    ids: _Any,
    vocab_size: int,
    embed_dim: int,
    sparse_lookup: bool = True,
    initializer: _Initializer | None = None,
    regularizer: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """The mean of the vectors of all ids of an example (a bag of words), of a variable `embeddings` [vocab_size, embed_dim].

    Args:
      ids: integers [batch, length], or a SparseTensor of them.
      vocab_size: how many ids there are.
      embed_dim: the length of the vectors.
      sparse_lookup: whether only ids that are there count: in a SparseTensor those, in a tensor those that are not 0; an
        example without any gets the vector of 0. False for the mean over all places of a tensor.
      initializer: what the variable begins with; by default that of the scope, else GlorotUniform.
      regularizer: a function from the variable to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      trainable: whether the variable goes into TRAINABLE_VARIABLES.
      scope: the variable scope, "bow_encoder" with a number by default.
      reuse: True takes the variable that is there; then `scope` must be given.

    Returns:
      [batch, embed_dim].

    Raises:
      ValueError: a size is missing, or the variable is not there to be reused.
      TypeError: a SparseTensor without `sparse_lookup`.
    """

def conv1d(
    inputs: _TensorLike,
    num_outputs: int,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 1,
    padding: str = 'SAME',
    data_format: str | None = None,
    rate: _IntegersLike = 1,
    activation_fn: _Callable[..., _Any] | None = _ops.relu,
    normalizer_fn: _Callable[..., _Any] | None = None,
    normalizer_params: _Any = None,
    weights_initializer: _Initializer = _XAVIER,
    weights_regularizer: _Callable[..., _Any] | None = None,
    biases_initializer: _Initializer | None = _ZEROS,
    biases_regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> _Any:
    """`convolution` of sequences.

    Args:
      inputs: floating [batch, steps, channels], [batch, height, width, channels] or [batch, depth, height, width, channels];
        channels follow the batch with a `data_format` that says so.
      num_outputs: the number of channels of the output.
      kernel_size: of the window: an int, or one for each dimension.
      stride: the steps of the window: an int, or one for each dimension.
      padding: "SAME" or "VALID".
      data_format: "NWC", "NHWC" or "NDHWC" (or None); or "NCW", "NCHW" or "NCDHW".
      rate: the distance of the window's elements: an int, or one for each dimension; above 1 the stride must be 1.
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      as `inputs`, with `num_outputs` channels and as many elements along each dimension as the window has places.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """

def conv2d(
    inputs: _TensorLike,
    num_outputs: int,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 1,
    padding: str = 'SAME',
    data_format: str | None = None,
    rate: _IntegersLike = 1,
    activation_fn: _Callable[..., _Any] | None = _ops.relu,
    normalizer_fn: _Callable[..., _Any] | None = None,
    normalizer_params: _Any = None,
    weights_initializer: _Initializer = _XAVIER,
    weights_regularizer: _Callable[..., _Any] | None = None,
    biases_initializer: _Initializer | None = _ZEROS,
    biases_regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> _Any:
    """`convolution` of images.

    Args:
      inputs: floating [batch, steps, channels], [batch, height, width, channels] or [batch, depth, height, width, channels];
        channels follow the batch with a `data_format` that says so.
      num_outputs: the number of channels of the output.
      kernel_size: of the window: an int, or one for each dimension.
      stride: the steps of the window: an int, or one for each dimension.
      padding: "SAME" or "VALID".
      data_format: "NWC", "NHWC" or "NDHWC" (or None); or "NCW", "NCHW" or "NCDHW".
      rate: the distance of the window's elements: an int, or one for each dimension; above 1 the stride must be 1.
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      as `inputs`, with `num_outputs` channels and as many elements along each dimension as the window has places.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """

def conv2d_in_plane(
    inputs: _TensorLike,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 1,
    padding: str = 'SAME',
    activation_fn: _Callable[..., _Any] | None = _ops.relu,
    normalizer_fn: _Callable[..., _Any] | None = None,
    normalizer_params: _Any = None,
    weights_initializer: _Initializer = _XAVIER,
    weights_regularizer: _Callable[..., _Any] | None = None,
    biases_initializer: _Initializer | None = _ZEROS,
    biases_regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> _Tensor:
    """One filter for all channels of images, each on its own: blurs, gradients, smooth differences.

    Args:
      inputs: floating [batch, height, width, channels].
      kernel_size: of the window: an int or a pair (height, width).
      stride: the steps of the window: an int or a pair (height, width).
      padding: "SAME" or "VALID".
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      [batch, height, width, channels], as many rows and columns as the window has places.

    Raises:
      ValueError: inputs of another rank, or whose number of channels is not known.
    """

def conv2d_transpose(
    inputs: _TensorLike,
    num_outputs: int,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 1,
    padding: str = 'SAME',
    data_format: str = 'NHWC',
    activation_fn: _Callable[..., _Any] = _ops.relu,
    normalizer_fn: _Callable[..., _Any] | None = None,
    normalizer_params: _Any = None,
    weights_initializer: _Initializer = _XAVIER,
    weights_regularizer: _Callable[..., _Any] | None = None,
    biases_initializer: _Initializer = _ZEROS,
    biases_regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> _Any:
    """A transposed convolution of images: its output is `stride` times as large as its input.

    Args:
      inputs: floating [batch, steps, channels], [batch, height, width, channels] or [batch, depth, height, width, channels];
        channels follow the batch with a `data_format` that says so.
      num_outputs: the number of channels of the output.
      kernel_size: of the window: an int, or one for each dimension.
      stride: the steps of the window: an int, or one for each dimension.
      padding: "SAME" or "VALID".
      data_format: "NHWC" or "NCHW".
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      [batch, height, width, num_outputs] in the layout of `inputs`.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """

def conv3d(
    inputs: _TensorLike,
    num_outputs: int,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 1,
    padding: str = 'SAME',
    data_format: str | None = None,
    rate: _IntegersLike = 1,
    activation_fn: _Callable[..., _Any] | None = _ops.relu,
    normalizer_fn: _Callable[..., _Any] | None = None,
    normalizer_params: _Any = None,
    weights_initializer: _Initializer = _XAVIER,
    weights_regularizer: _Callable[..., _Any] | None = None,
    biases_initializer: _Initializer | None = _ZEROS,
    biases_regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> _Any:
    """`convolution` of volumes.

    Args:
      inputs: floating [batch, steps, channels], [batch, height, width, channels] or [batch, depth, height, width, channels];
        channels follow the batch with a `data_format` that says so.
      num_outputs: the number of channels of the output.
      kernel_size: of the window: an int, or one for each dimension.
      stride: the steps of the window: an int, or one for each dimension.
      padding: "SAME" or "VALID".
      data_format: "NWC", "NHWC" or "NDHWC" (or None); or "NCW", "NCHW" or "NCDHW".
      rate: the distance of the window's elements: an int, or one for each dimension; above 1 the stride must be 1.
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      as `inputs`, with `num_outputs` channels and as many elements along each dimension as the window has places.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """

def conv3d_transpose(
    inputs: _TensorLike,
    num_outputs: int,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 1,
    padding: str = 'SAME',
    data_format: str = 'NDHWC',
    activation_fn: _Callable[..., _Any] = _ops.relu,
    normalizer_fn: _Callable[..., _Any] | None = None,
    normalizer_params: _Any = None,
    weights_initializer: _Initializer = _XAVIER,
    weights_regularizer: _Callable[..., _Any] | None = None,
    biases_initializer: _Initializer = _ZEROS,
    biases_regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> _Any:
    """A transposed convolution of volumes: its output is `stride` times as large as its input.

    Args:
      inputs: floating [batch, steps, channels], [batch, height, width, channels] or [batch, depth, height, width, channels];
        channels follow the batch with a `data_format` that says so.
      num_outputs: the number of channels of the output.
      kernel_size: of the window: an int, or one for each dimension.
      stride: the steps of the window: an int, or one for each dimension.
      padding: "SAME" or "VALID".
      data_format: "NDHWC" or "NCDHW".
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      [batch, depth, height, width, num_outputs] in the layout of `inputs`.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """

def convolution(
    inputs: _TensorLike,
    num_outputs: int,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 1,
    padding: str = 'SAME',
    data_format: str | None = None,
    rate: _IntegersLike = 1,
    activation_fn: _Callable[..., _Any] | None = _ops.relu,
    normalizer_fn: _Callable[..., _Any] | None = None,
    normalizer_params: _Any = None,
    weights_initializer: _Initializer = _XAVIER,
    weights_regularizer: _Callable[..., _Any] | None = None,
    biases_initializer: _Initializer | None = _ZEROS,
    biases_regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
    conv_dims: int | None = None,
) -> _Any:
    """A convolution over 1 to 3 dimensions, with biases or a normalizer, and an activation.

    Args:
      inputs: floating [batch, steps, channels], [batch, height, width, channels] or [batch, depth, height, width, channels];
        channels follow the batch with a `data_format` that says so.
      num_outputs: the number of channels of the output.
      kernel_size: of the window: an int, or one for each dimension.
      stride: the steps of the window: an int, or one for each dimension.
      padding: "SAME" or "VALID".
      data_format: "NWC", "NHWC" or "NDHWC" (or None); or "NCW", "NCHW" or "NCDHW".
      rate: the distance of the window's elements: an int, or one for each dimension; above 1 the stride must be 1.
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.
      conv_dims: over how many dimensions the inputs are to be convolved; None: as many as they have.

    Returns:
      as `inputs`, with `num_outputs` channels and as many elements along each dimension as the window has places.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """

def dense_to_sparse(
    tensor: _TensorLike,
    eos_token: _Any = 0,
    outputs_collections: _Names = None,
    scope: _ScopeLike | None = None,
) -> _SparseTensor:
    """What is not `eos_token`, as a SparseTensor.

    Args:
      tensor: of any type and shape.
      eos_token: what is left out, in the type of the tensor.
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the variable scope of the operations, "dense_to_sparse" by default.

    Returns:
      a SparseTensor of the same shape.

    Raises:
      ValueError: `num_outputs` is no integer, `inputs` do not fit, or a variable is not there to be reused.
    """

def dropout(
    inputs: _TensorLike,
    keep_prob: _Any = 0.5,
    noise_shape: _Any = None,
    is_training: _Any = True,
    outputs_collections: _Names = None,
    scope: _ScopeLike | None = None,
    seed: int | None = None,
) -> _Tensor:
    """`inputs` with elements dropped while training; each stays with the chance `keep_prob` and is divided by it.

    Args:
      inputs: floating, of any shape.
      keep_prob: in (0, 1], a number or a scalar tensor.
      noise_shape: what is dropped together, see `tf.nn.dropout`; each element on its own by default.
      is_training: a bool or a bool scalar tensor; False gives the inputs as they are.
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name.
      seed: see `tf.set_random_seed`; None takes that of the graph.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: a `keep_prob` that is not in (0, 1].
    """

def flatten(
    inputs: _TensorLike,
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """All dimensions but the first made one.

    Args:
      inputs: of rank at least 1.
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      [batch, the product of the other sizes], in the type of `inputs`.

    Raises:
      ValueError: a scalar.
    """

def group_norm(
    inputs: _TensorLike,
    groups: int = 32,
    channels_axis: int = -1,
    reduction_axes: _Sequence[int] = (-3, -2),
    center: bool = True,
    scale: bool = True,
    epsilon: float = 1e-06,
    activation_fn: _Callable[..., _Any] | None = None,
    param_initializers: _Any = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
    mean_close_to_zero: bool = False,
) -> _Tensor:
    """Groups of channels of each example with mean 0 and variance 1, then each channel scaled and moved.

    Args:
      inputs: floating, of known rank; the sizes of channels and of `reduction_axes` are known.
      groups: how many groups of neighbours the channels are in, a divisor of their number.
      channels_axis: the dimension of the channels.
      reduction_axes: the dimensions that moments are taken over besides.
      center, scale: whether there are `beta` (added) and `gamma` (multiplied).
      epsilon: added to the variance.
      activation_fn: a function of a tensor; None for none.
      param_initializers: a dict by "beta" and "gamma".
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short
        name ("beta", "gamma").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.
      mean_close_to_zero: whether the moments are taken in one pass, which is right where means are near 0.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: a rank or size that is not known, axes that are out of range or the channels', or groups that do not fit.

    Source:
      Wu, He: Group Normalization, 2018.
    """

def images_to_sequence(
    inputs: _TensorLike,
    data_format: str = 'NHWC',
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """Columns of images one after the other: the width becomes time, rows become examples of the batch.

    Args:
      inputs: [batch, height, width, channels], or [batch, channels, height, width] with `data_format="NCHW"`; width and
        channels are known.
      data_format: "NHWC" or "NCHW".
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      [width, batch * height, channels], in the type of `inputs`.

    Raises:
      ValueError: another format.
    """

def instance_norm(
    inputs: _TensorLike,
    center: bool = True,
    scale: bool = True,
    epsilon: float = 1e-06,
    activation_fn: _Callable[..., _Any] | None = None,
    param_initializers: _Any = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    data_format: str = 'NHWC',
    scope: _ScopeLike | None = None,
) -> _Tensor:
    """Each channel of each example with mean 0 and variance 1, then scaled and moved.

    Args:
      inputs: floating, of rank at least 3, the number of channels known.
      center, scale: whether there are `beta` (added) and `gamma` (multiplied).
      epsilon: added to the variance.
      activation_fn: a function of a tensor; None for none.
      param_initializers: a dict by "beta" and "gamma".
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short
        name ("beta", "gamma").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      data_format: "NHWC", or "NCHW" for channels in the second dimension.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: another format, or inputs of unknown rank or number of channels.

    Source:
      Ulyanov, Vedaldi, Lempitsky: Instance Normalization, 2016.
    """

def joint_weighted_sum_from_feature_columns(
    columns_to_tensors: dict[_Any, _Any],
    feature_columns: _Any,
    num_outputs: int,
    weight_collections: _Sequence[str] | None = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> tuple[_Tensor, list, _Any]:
    """A linear model of columns of ids, whose weights are all in one variable.

    Args:
      columns_to_tensors: dict from keys to Tensors and SparseTensors [records, ...]; what columns made already is used.
      feature_columns: columns of buckets and of ids, without weights, combined by sums.
      num_outputs: how many predictions a record has.
      weight_collections: collections of new variables, beside GLOBAL_VARIABLES and MODEL_VARIABLES.
      trainable: whether training changes them.
      scope: the variable scope.

    Returns:
      float32 [records, num_outputs]; the list of the variable's parts; the bias.

    Raises:
      NotImplementedError: columns of numbers. AssertionError: no column, weights, or another combiner.
      ValueError: a column that linear models do not take, two of one key, a tensor of another rank. KeyError: a feature is
        missing.
    """

def layer_norm(
    inputs: _TensorLike,
    center: bool = True,
    scale: bool = True,
    activation_fn: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    begin_norm_axis: int = 1,
    begin_params_axis: int = -1,
    scope: _ScopeLike | None = None,
) -> _Tensor:
    """Each element of a batch with mean 0 and variance 1, then scaled and moved.

    Args:
      inputs: floating, of known rank.
      center, scale: whether there are `beta` (added) and `gamma` (multiplied).
      activation_fn: a function of a tensor; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short
        name ("beta", "gamma").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      begin_norm_axis: the moments are taken over the dimensions from this one on.
      begin_params_axis: `beta` and `gamma` have the shape of the dimensions from this one on.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: inputs of unknown rank, an axis beyond it, or parameters of unknown size.

    Source:
      Ba et al., "Layer Normalization", 2016.
    """

def max_pool2d(
    inputs: _TensorLike,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 2,
    padding: str = 'VALID',
    data_format: str = 'NHWC',
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """The greatest element under a window that moves over images.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with `data_format="NCHW"`.
      kernel_size: of the window: an int or a pair (height, width).
      stride: the steps of the window: an int or a pair (height, width).
      padding: "VALID" or "SAME".
      data_format: "NHWC" or "NCHW".
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      images of as many rows and columns as the window has places, in the type of `inputs`.

    Raises:
      ValueError: another format or padding, or inputs of another rank.
    """

def max_pool3d(
    inputs: _TensorLike,
    kernel_size: _IntegersLike,
    stride: _IntegersLike = 2,
    padding: str = 'VALID',
    data_format: str = 'NDHWC',
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """The greatest element under a window that moves over volumes.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="NCDHW"`.
      kernel_size: of the window: an int or three of them (depth, height, width).
      stride: the steps of the window: an int or three of them (depth, height, width).
      padding: "VALID" or "SAME".
      data_format: "NDHWC" or "NCDHW".
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      volumes of as many planes, rows and columns as the window has places, in the type of `inputs`.

    Raises:
      ValueError: another format or padding, or inputs of another rank.
    """

def multi_class_target(
    n_classes: int,
    label_name: str | None = None,
    weight_column_name: str | None = None,
) -> __TargetColumn:
    """Labels that are classes, and the loss of logits: the cross entropy.

    Args:
      n_classes: how many there are; for two there is one logit.
      label_name: the key of the labels; None where there are no others.
      weight_column_name: the key of the feature that says how much an example counts; None: all count alike.

    Returns:
      an object with `loss`, `training_loss`, `logits_to_predictions` and `get_eval_ops`.

    Raises:
      ValueError: less than two classes.
    """

def one_hot_encoding(
    labels: _TensorLike,
    num_classes: int,
    on_value: _TensorLike = 1.0,
    off_value: _TensorLike = 0.0,
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """Vectors with `on_value` at the label and `off_value` elsewhere.

    Args:
      labels: integers in [0, num_classes), of any shape.
      num_classes: the length of the vectors.
      on_value, off_value: numbers of one type.
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      [..., num_classes], float32 unless the values are of another type.

    Raises:
      ValueError: `num_outputs` is no integer, `inputs` do not fit, or a variable is not there to be reused.
    """

def parse_feature_columns_from_sequence_examples(
    serialized: _TensorLike,
    context_feature_columns: _Any,
    sequence_feature_columns: _Any,
    name: str | None = None,
    example_name: _TensorLike | None = None,
) -> tuple[dict[str, _Any], dict[str, _Any]]:
    """The features of a SequenceExample.

    Args:
      serialized: a string: one SequenceExample.
      context_feature_columns: columns of what is known of the whole record, or None.
      sequence_feature_columns: columns of its steps, or None.
      example_name: a string, for errors.

    Returns:
      two dicts from keys to features: of the record, and of its steps.

    Raises:
      ValueError: several SequenceExamples, or two columns of one key.
      InvalidArgumentError: (when run) an Example that is none.
    """

def safe_embedding_lookup_sparse(
    embedding_weights: _Any,
    sparse_ids: _SparseTensor,
    sparse_weights: _SparseTensor | None = None,
    combiner: str | None = None,
    default_id: int | None = None,
    name: str | None = None,
    partition_strategy: str = 'div',
    max_norm: float | None = None,
) -> _Tensor:
    """`tf.nn.safe_embedding_lookup_sparse`; without a `combiner` it warns, and means are taken.

    Args:
      embedding_weights: a tensor or variable [rows, size]; or a list of the parts of one, or a PartitionedVariable.
      sparse_ids: SparseTensor of ids [d0, ..., dn, any].
      sparse_weights: SparseTensor of float weights at the same places, or None: all 1.
      combiner: "sum", "mean" or "sqrtn", see `embedding_lookup_sparse`.
      default_id: the id of what has none; None: zeros.
      partition_strategy: "div" or "mod", see `embedding_lookup`.
      max_norm: rows whose L2 norm is greater are scaled down to it before they are combined.

    Returns:
      [d0, ..., dn, size].

    Raises:
      ValueError: no weights at all, or another combiner.
      InvalidArgumentError: (when run) an id that is not in its part.
    """

def separable_conv2d(
    inputs: _TensorLike,
    num_outputs: int | None,
    kernel_size: _IntegersLike,
    depth_multiplier: int = 1,
    stride: _IntegersLike = 1,
    padding: str = 'SAME',
    data_format: str = 'NHWC',
    rate: _IntegersLike = 1,
    activation_fn: _Callable[..., _Any] = _ops.relu,
    normalizer_fn: _Callable[..., _Any] | None = None,
    normalizer_params: _Any = None,
    weights_initializer: _Initializer = _XAVIER,
    pointwise_initializer: _Initializer | None = None,
    weights_regularizer: _Callable[..., _Any] | None = None,
    biases_initializer: _Initializer = _ZEROS,
    biases_regularizer: _Callable[..., _Any] | None = None,
    reuse: bool | None = None,
    variables_collections: _Any = None,
    outputs_collections: _Names = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> _Tensor:
    """A filter for each channel, then a mixture of channels; with `num_outputs=None` only the former.

    Args:
      inputs: floating [batch, steps, channels], [batch, height, width, channels] or [batch, depth, height, width, channels];
        channels follow the batch with a `data_format` that says so.
      num_outputs: the number of channels of the output; None: channels * depth_multiplier of them, and no mixture.
      kernel_size: of the window: an int, or one for each dimension.
      depth_multiplier: how many filters each channel gets.
      stride: the steps of the window: an int, or one for each dimension.
      padding: "SAME" or "VALID".
      data_format: "NHWC" or "NCHW".
      rate: the distance of the window's elements: an int, or one for each dimension; above 1 the stride must be 1.
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      pointwise_initializer: what the weights of the mixture begin with; `weights_initializer` by default.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      as `inputs`, with `num_outputs` channels and as many elements along each dimension as the window has places.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """

def sequence_input_from_feature_columns(
    columns_to_tensors: dict[_Any, _Any],
    feature_columns: _Any,
    weight_collections: _Sequence[str] | None = None,
    trainable: bool = True,
    scope: _ScopeLike | None = None,
) -> _Tensor:
    """The input of a model of sequences: what columns make of features [records, steps, ...], side by side.

    Args:
      columns_to_tensors: dict from keys to Tensors and SparseTensors [records, ...]; what columns made already is used.
      feature_columns: columns of numbers, embeddings and one-hot columns.
      weight_collections: collections of new variables, beside GLOBAL_VARIABLES and MODEL_VARIABLES.
      trainable: whether training changes them.
      scope: the variable scope.

    Returns:
      float32 [records, steps, numbers of all columns].

    Raises:
      ValueError: a column that makes no numbers, two of one key, a tensor of another rank. KeyError: a feature is missing.
    """

def sequence_to_images(
    inputs: _TensorLike,
    height: int,
    output_data_format: str = 'channels_last',
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """The images of which `images_to_sequence` made a sequence.

    Args:
      inputs: [width, batch * height, channels]; width and channels are known.
      height: of the images, an int.
      output_data_format: "channels_first"; anything else for channels last.
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      [batch, height, width, channels] or [batch, channels, height, width], in the type of `inputs`.

    Raises:
      ValueError: another format.
    """

def shared_embedding_columns(
    sparse_id_columns: _Sequence[_Any],
    dimension: int,
    combiner: str = 'mean',
    shared_embedding_name: str | None = None,
    initializer: _Initializer | None = None,
    ckpt_to_load_from: str | None = None,
    tensor_name_in_ckpt: str | None = None,
    max_norm: float | None = None,
    trainable: bool = True,
) -> _Sequence[__EmbeddingColumn]:
    """Columns of learned vectors for ids of several columns, which share the vectors.

    Args:
      sparse_id_columns: columns of ids of one vocabulary.
      dimension: the length of a vector.
      combiner: "mean", "sqrtn" or "sum", see `tf.nn.embedding_lookup_sparse`.
      shared_embedding_name: of the variable; made of the columns' names by default.
      initializer: of the vectors; normal numbers with a deviation of 1 / sqrt(number of ids), truncated, by default.
      ckpt_to_load_from: a checkpoint that has them instead.
      tensor_name_in_ckpt: their name there.
      max_norm: vectors whose L2 norm is greater are scaled down to it.
      trainable: whether training changes them.

    Returns:
      a tuple of columns for the input of a model, one for each column of ids; a list where there is one.

    Raises:
      TypeError: no list, or other columns. ValueError: no column, columns that do not go together, a checkpoint without name
        or the other way, an initializer that cannot be called.
      ValueError: a checkpoint without name or the other way, an initializer that cannot be called.
    """

def sparse_column_with_integerized_feature(
    column_name: str,
    bucket_size: int,
    combiner: str = 'sum',
    dtype: _DType = _dtypes.int64,
) -> __SparseColumnIntegerized:
    """A column whose values are ids.

    Args:
      column_name: the key of the feature, sparse, or dense with "" or -1 where there is nothing.
      bucket_size: ids are taken modulo this number.
      combiner: how the weights of a record's ids are combined in linear models: "sum", "mean" or "sqrtn".
      dtype: an integer type.

    Returns:
      a column of ids.

    Raises:
      ValueError: no size, another type.
    """

def sparse_column_with_keys(
    column_name: str,
    keys: _Sequence[_Any],
    default_value: int = -1,
    combiner: str = 'sum',
    dtype: _DType = _dtypes.string,
) -> __SparseColumnKeys:
    """A column whose ids are the places of its values in a list.

    Args:
      column_name: the key of the feature, sparse, or dense with "" or -1 where there is nothing.
      keys: texts or whole numbers, each once.
      default_value: the id of values that are not in the list.
      combiner: how the weights of a record's ids are combined in linear models: "sum", "mean" or "sqrtn".
      dtype: string or an integer type; integers are hashed as text.

    Returns:
      a column of ids.

    Raises:
      ValueError: another type.
    """

def sparse_column_with_vocabulary_file(
    column_name: str,
    vocabulary_file: str,
    num_oov_buckets: int = 0,
    vocab_size: int | None = None,
    default_value: int = -1,
    combiner: str = 'sum',
    dtype: _DType = _dtypes.string,
) -> __SparseColumnVocabulary:
    """A column whose ids are the lines of a file on which its values stand, counted from 0.

    Args:
      column_name: the key of the feature, sparse, or dense with "" or -1 where there is nothing.
      vocabulary_file: a text file, a value on each line.
      num_oov_buckets: values that are not in the file get ids of so many buckets behind it, by their hash.
      vocab_size: so many lines are used.
      default_value: the id of values that are not in the file, where there are no buckets.
      combiner: how the weights of a record's ids are combined in linear models: "sum", "mean" or "sqrtn".
      dtype: string or an integer type; integers are hashed as text.

    Returns:
      a column of ids.

    Raises:
      ValueError: no size, another type.
    """

def summarize_activations(
    name_filter: str | None = None,
    summarizer: _Callable[[_Any], _Any] = _summarize_activation,
) -> list:
    """`summarize_collection` of ACTIVATIONS, by `summarize_activation`.

    Args:
      name_filter: a regular expression that the beginnings of the operations' names have to match; None: all.
      summarizer: a function from a tensor to its summary.

    Returns:
      the list of summaries.
    """

def xavier_initializer(
    uniform: bool = True,
    seed: int | None = None,
    dtype: _DTypeLike = _dtypes.float32,
) -> _Callable[..., _Tensor]:
    """The Glorot initializer of tf.contrib.layers: draws of variance 2 / (fan_in + fan_out).

    Args:
      uniform: draw evenly, the default, or from a truncated normal distribution.
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one.

    Returns:
      An initializer, a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: a type that is not floating.
    """

__all__ = [
    "GDN",
    "OPTIMIZER_CLS_NAMES",
    "OPTIMIZER_SUMMARIES",
    "RevBlock",
    "SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY",
    "apply_regularization",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bias_add",
    "bow_encoder",
    "bucketized_column",
    "check_feature_columns",
    "conv1d",
    "conv2d",
    "conv2d_in_plane",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "convolution",
    "convolution1d",
    "convolution2d",
    "convolution2d_in_plane",
    "convolution2d_transpose",
    "convolution3d",
    "convolution3d_transpose",
    "create_feature_spec_for_parsing",
    "crossed_column",
    "dense_to_sparse",
    "dropout",
    "elu",
    "embed_sequence",
    "embedding_column",
    "embedding_lookup_unique",
    "flatten",
    "fully_connected",
    "gdn",
    "group_norm",
    "images_to_sequence",
    "infer_real_valued_columns",
    "input_from_feature_columns",
    "instance_norm",
    "joint_weighted_sum_from_feature_columns",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "layer_norm",
    "legacy_fully_connected",
    "legacy_linear",
    "legacy_relu",
    "linear",
    "make_place_holder_tensors_for_base_features",
    "max_pool2d",
    "max_pool3d",
    "maxout",
    "multi_class_target",
    "one_hot_column",
    "one_hot_encoding",
    "optimize_loss",
    "parse_feature_columns_from_examples",
    "parse_feature_columns_from_sequence_examples",
    "real_valued_column",
    "recompute_grad",
    "regression_target",
    "relu",
    "relu6",
    "repeat",
    "rev_block",
    "safe_embedding_lookup_sparse",
    "scale_gradient",
    "scattered_embedding_column",
    "separable_conv2d",
    "separable_convolution2d",
    "sequence_input_from_feature_columns",
    "sequence_to_images",
    "shared_embedding_columns",
    "softmax",
    "sparse_column_with_hash_bucket",
    "sparse_column_with_integerized_feature",
    "sparse_column_with_keys",
    "sparse_column_with_vocabulary_file",
    "spatial_softmax",
    "stack",
    "sum_regularizer",
    "summarize_activation",
    "summarize_activations",
    "summarize_collection",
    "summarize_tensor",
    "summarize_tensors",
    "transform_features",
    "unit_norm",
    "variance_scaling_initializer",
    "weighted_sparse_column",
    "weighted_sum_from_feature_columns",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]
