"""tf.contrib.slim: the layers of tf.contrib.layers, scopes of arguments, losses, metrics, training. Made by `make names`."""

from headrace.training.contrib.layers.gdn import GDN as GDN
from headrace.training.feature_columns.inputs import InputLayer as InputLayer
from headrace.training.contrib.layers.optimize import OPTIMIZER_CLS_NAMES as OPTIMIZER_CLS_NAMES
from headrace.training.contrib.layers.optimize import OPTIMIZER_SUMMARIES as OPTIMIZER_SUMMARIES
from headrace.training.contrib.layers.targets import ProblemType as ProblemType
from headrace.training.contrib.layers.reversible import RevBlock as RevBlock
from headrace.training.contrib.feature_columns.parsing import DEFAULT_KEY as SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY
from headrace.graph.devices.replica import VariableDeviceChooser as VariableDeviceChooser
from headrace.training.contrib.layers.optimize import adaptive_clipping_fn as adaptive_clipping_fn
from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.variables import add_model_variable as add_model_variable
from headrace.training.regularizers import apply_regularization as apply_regularization
from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.contrib.arg_scope import arg_scope_func_key as arg_scope_func_key
from headrace.training.contrib.arg_scope import arg_scoped_arguments as arg_scoped_arguments
from headrace.graph.variables.global_step import assert_global_step as assert_global_step
from headrace.training.contrib.framework.values import assert_or_get_global_step as assert_or_get_global_step
from headrace.graph.checkpoints.initializing import assign_from_checkpoint as assign_from_checkpoint
from headrace.graph.checkpoints.initializing import assign_from_checkpoint_fn as assign_from_checkpoint_fn
from headrace.training.contrib.framework.values import assign_from_values as assign_from_values
from headrace.training.contrib.framework.values import assign_from_values_fn as assign_from_values_fn
from headrace.graph.ops.math.rounding import bucketize as bucketize
from headrace.training.contrib.feature_columns.real_valued import bucketized_column as bucketized_column
from headrace.training.contrib.feature_columns.checks import check_feature_columns as check_feature_columns
from headrace.training.contrib.feature_columns.parsing import create_feature_spec_for_parsing as create_feature_spec_for_parsing
from headrace.graph.variables.global_step import create_global_step as create_global_step
from headrace.training.contrib.feature_columns.real_valued import crossed_column as crossed_column
from headrace.training.contrib.arg_scope import current_arg_scope as current_arg_scope
from headrace.contrib.slim import data_decoder as data_decoder
from headrace.contrib.slim import data_provider as data_provider
from headrace.contrib.slim import dataset as dataset
from headrace.contrib.slim import dataset_data_provider as dataset_data_provider
from headrace.training.contrib.framework.deprecation import deprecated as deprecated
from headrace.training.contrib.framework.deprecation import deprecated_arg_values as deprecated_arg_values
from headrace.training.contrib.layers.dense import elu as elu
from headrace.training.contrib.layers.embeddings import embed_sequence as embed_sequence
from headrace.training.contrib.feature_columns.embedding import embedding_column as embedding_column
from headrace.training.contrib.layers.embeddings import embedding_lookup_unique as embedding_lookup_unique
from headrace.contrib.slim import evaluation as evaluation
from headrace.training.contrib.framework.deprecation import experimental as experimental
from headrace.training.contrib.variables import filter_variables as filter_variables
from headrace.training.contrib.layers.dense import fully_connected as fully_connected
from headrace.training.contrib.layers.gdn import gdn as gdn
from headrace.training.contrib.layers.targets import get_default_binary_metrics_for_eval as get_default_binary_metrics_for_eval
from headrace.graph.variables.global_step import get_global_step as get_global_step
from headrace.graph.variables.global_step import get_or_create_global_step as get_or_create_global_step
from headrace.training.contrib.variables import get_unique_variable as get_unique_variable
from headrace.training.contrib.variables import get_variable_full_name as get_variable_full_name
from headrace.training.contrib.variables import get_variables as get_variables
from headrace.training.contrib.variables import get_variables_to_restore as get_variables_to_restore
from headrace.training.contrib.arg_scope import has_arg_scope as has_arg_scope
from headrace.training.contrib.feature_columns.parsing import infer_real_valued_columns as infer_real_valued_columns
from headrace.training.contrib.feature_columns.inputs import input_from_feature_columns as input_from_feature_columns
from headrace.training.regularizers import l1_l2_regularizer as l1_l2_regularizer
from headrace.training.regularizers import l1_regularizer as l1_regularizer
from headrace.training.regularizers import l2_regularizer as l2_regularizer
from headrace.contrib.slim import learning as learning
from headrace.training.contrib.layers.legacy import legacy_fully_connected as legacy_fully_connected
from headrace.training.contrib.layers.legacy import legacy_linear as legacy_linear
from headrace.training.contrib.layers.legacy import legacy_relu as legacy_relu
from headrace.training.contrib.layers.dense import linear as linear
from headrace.training.contrib.variables import local_variable as local_variable
from headrace.contrib.slim import losses as losses
from headrace.graph.platform.all_util import make_all as make_all
from headrace.training.contrib.feature_columns.parsing import make_place_holder_tensors_for_base_features as make_place_holder_tensors_for_base_features
from headrace.training.contrib.layers.normalized import maxout as maxout
from headrace.contrib.slim import metrics as metrics
from headrace.contrib.slim import model_analyzer as model_analyzer
from headrace.contrib.slim import nets as nets
from headrace.training.contrib.feature_columns.weighted import one_hot_column as one_hot_column
from headrace.training.contrib.layers.optimize import optimize_loss as optimize_loss
from headrace.contrib.slim import parallel_reader as parallel_reader
from headrace.training.contrib.feature_columns.parsing import parse_feature_columns_from_examples as parse_feature_columns_from_examples
from headrace.contrib.slim import prefetch_queue as prefetch_queue
from headrace.contrib.slim import python as python
from headrace.contrib.slim import queues as queues
from headrace.training.contrib.feature_columns.real_valued import real_valued_column as real_valued_column
from headrace.training.contrib.layers.reversible import recompute_grad as recompute_grad
from headrace.training.contrib.layers.targets import regression_target as regression_target
from headrace.training.contrib.layers.dense import relu as relu
from headrace.training.contrib.layers.dense import relu6 as relu6
from headrace.training.contrib.layers.combinators import repeat as repeat
from headrace.training.contrib.layers.reversible import rev_block as rev_block
from headrace.training.contrib.layers.normalized import scale_gradient as scale_gradient
from headrace.training.contrib.feature_columns.embedding import scattered_embedding_column as scattered_embedding_column
from headrace.training.contrib.layers.embeddings import scattered_embedding_lookup as scattered_embedding_lookup
from headrace.training.contrib.layers.normalized import softmax as softmax
from headrace.training.contrib.feature_columns.sparse import sparse_column_with_hash_bucket as sparse_column_with_hash_bucket
from headrace.graph.ops.sparse.cross import sparse_feature_cross as sparse_feature_cross
from headrace.training.contrib.layers.normalized import spatial_softmax as spatial_softmax
from headrace.training.contrib.layers.combinators import stack as stack
from headrace.training.regularizers import sum_regularizer as sum_regularizer
from headrace.contrib.slim import summaries as summaries
from headrace.training.contrib.layers.summaries import summarize_activation as summarize_activation
from headrace.training.contrib.layers.summaries import summarize_biases as summarize_biases
from headrace.training.contrib.layers.summaries import summarize_collection as summarize_collection
from headrace.training.contrib.layers.summaries import summarize_tensor as summarize_tensor
from headrace.training.contrib.layers.summaries import summarize_tensors as summarize_tensors
from headrace.training.contrib.layers.summaries import summarize_variables as summarize_variables
from headrace.training.contrib.layers.summaries import summarize_weights as summarize_weights
from headrace.contrib.slim import tfexample_decoder as tfexample_decoder
from headrace.training.contrib.feature_columns.parsing import transform_features as transform_features
from headrace.training.contrib.layers.normalized import unit_norm as unit_norm
from headrace.contrib.slim import utils as utils
from headrace.training.contrib.variables import variable as variable
from headrace.graph.variables.initializers.scaled import variance_scaling_initializer as variance_scaling_initializer
from headrace.training.contrib.feature_columns.weighted import weighted_sparse_column as weighted_sparse_column
from headrace.training.contrib.feature_columns.inputs import weighted_sum_from_feature_columns as weighted_sum_from_feature_columns
from headrace.training.contrib.framework.values import zero_initializer as zero_initializer
from headrace.contrib.layers import avg_pool2d as avg_pool2d
from headrace.contrib.layers import avg_pool3d as avg_pool3d
from headrace.contrib.layers import batch_norm as batch_norm
from headrace.contrib.layers import bias_add as bias_add
from headrace.contrib.layers import bow_encoder as bow_encoder
from headrace.contrib.layers import conv1d as conv1d
from headrace.contrib.layers import conv2d as conv2d
from headrace.contrib.layers import conv2d_in_plane as conv2d_in_plane
from headrace.contrib.layers import conv2d_transpose as conv2d_transpose
from headrace.contrib.layers import conv3d as conv3d
from headrace.contrib.layers import conv3d_transpose as conv3d_transpose
from headrace.contrib.layers import convolution as convolution
from headrace.contrib.layers import conv1d as convolution1d
from headrace.contrib.layers import conv2d as convolution2d
from headrace.contrib.layers import conv2d_in_plane as convolution2d_in_plane
from headrace.contrib.layers import conv2d_transpose as convolution2d_transpose
from headrace.contrib.layers import conv3d as convolution3d
from headrace.contrib.layers import conv3d_transpose as convolution3d_transpose
from headrace.contrib.layers import dense_to_sparse as dense_to_sparse
from headrace.contrib.layers import dropout as dropout
from headrace.contrib.layers import flatten as flatten
from headrace.contrib.framework import get_local_variables as get_local_variables
from headrace.contrib.framework import get_model_variables as get_model_variables
from headrace.contrib.framework import get_trainable_variables as get_trainable_variables
from headrace.contrib.framework import get_variables_by_name as get_variables_by_name
from headrace.contrib.framework import get_variables_by_suffix as get_variables_by_suffix
from headrace.contrib.framework import global_variable as global_variable
from headrace.contrib.layers import group_norm as group_norm
from headrace.contrib.layers import images_to_sequence as images_to_sequence
from headrace.contrib.layers import instance_norm as instance_norm
from headrace.contrib.layers import joint_weighted_sum_from_feature_columns as joint_weighted_sum_from_feature_columns
from headrace.contrib.layers import layer_norm as layer_norm
from headrace.contrib.layers import max_pool2d as max_pool2d
from headrace.contrib.layers import max_pool3d as max_pool3d
from headrace.contrib.framework import model_variable as model_variable
from headrace.contrib.layers import multi_class_target as multi_class_target
from headrace.contrib.layers import one_hot_encoding as one_hot_encoding
from headrace.contrib.layers import parse_feature_columns_from_sequence_examples as parse_feature_columns_from_sequence_examples
from headrace.contrib.layers import safe_embedding_lookup_sparse as safe_embedding_lookup_sparse
from headrace.contrib.layers import separable_conv2d as separable_conv2d
from headrace.contrib.layers import separable_conv2d as separable_convolution2d
from headrace.contrib.layers import sequence_input_from_feature_columns as sequence_input_from_feature_columns
from headrace.contrib.layers import sequence_to_images as sequence_to_images
from headrace.contrib.layers import shared_embedding_columns as shared_embedding_columns
from headrace.contrib.layers import sparse_column_with_integerized_feature as sparse_column_with_integerized_feature
from headrace.contrib.layers import sparse_column_with_keys as sparse_column_with_keys
from headrace.contrib.layers import sparse_column_with_vocabulary_file as sparse_column_with_vocabulary_file
from headrace.contrib.layers import summarize_activations as summarize_activations
from headrace.contrib.layers import xavier_initializer as xavier_initializer
from headrace.contrib.layers import xavier_initializer as xavier_initializer_conv2d
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as _SparseTensor
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.contrib.layers.common import Names as _Names
from headrace.training.contrib.layers.targets import _TargetColumn as __TargetColumn
from typing import Any as _Any

def binary_svm_target(
    label_name: str | None = None,
    weight_column_name: str | None = None,
) -> __TargetColumn:
    """Labels that are 0 and 1, and the hinge loss of one logit.

    Args:
      label_name: the key of the labels; None where there are no others.
      weight_column_name: the key of the feature that says how much an example counts; None: all count alike.

    Returns:
      an object with `loss`, `training_loss`, `logits_to_predictions` and `get_eval_ops`.
    """

def pool(
    inputs: _TensorLike,
    kernel_size: _IntegersLike,
    pooling_type: str,
    padding: str = 'VALID',
    data_format: str | None = None,
    dilation_rate: _IntegersLike = 1,
    stride: _IntegersLike = 1,
    outputs_collections: _Names = None,
    scope: str | None = None,
) -> _Tensor:
    """The greatest element or the mean under a window that moves over one to three axes of space, with or without holes.

    Args:
      inputs: [batch, sizes of the space, channels], or [batch, channels, sizes of the space] where `data_format` begins with
        "NC".
      kernel_size: of the window: an int or one per axis of space.
      pooling_type: "MAX" or "AVG".
      padding: "VALID" or "SAME".
      data_format: "NWC" or "NCW", "NHWC" or "NCHW", "NDHWC" or "NCDHW".
      dilation_rate: from one element of the window to the next: an int or one per axis of space.
      stride: the steps of the window: an int or one per axis of space; 1 where there are holes.
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations; by default one of the pooling's name.

    Returns:
      [batch, places of the window, channels], or in the order of `data_format`, in the type of `inputs`.

    Raises:
      ValueError: the rank is not known, or below 3; arguments that do not fit together or are not positive.
    """

def scattered_embedding_lookup_sparse(
    params: _Any,
    sparse_values: _SparseTensor,
    dimension: int,
    combiner: str | None = None,
    default_value: _Any = None,
    name: str | None = None,
    hash_key: int | None = None,
) -> _Tensor:
    """The vectors of `scattered_embedding_lookup` for all values of a row together.

    Args:
      params: a vector; or a list of the parts of one, or a PartitionedVariable, of sizes that differ by 1 at most, the larger
        ones first.
      sparse_values: SparseTensor [batch, any] of strings or integers.
      dimension: the length of the vectors.
      combiner: "mean", "sqrtn" (the sum divided by the root of the number) or "sum"; without it there is a warning, and means
        are taken.
      default_value: what rows without values have; one that is hardly any other by default.
      hash_key: another number gives other hashes; None for those of old programs.

    Returns:
      [batch, dimension].

    Raises:
      TypeError: values that are no SparseTensor. ValueError: another combiner, no dimension, or parameters of other sizes.
      ValueError: no dimension, or parameters of other sizes.
    """

__all__ = [
    "GDN",
    "InputLayer",
    "OPTIMIZER_CLS_NAMES",
    "OPTIMIZER_SUMMARIES",
    "ProblemType",
    "RevBlock",
    "VariableDeviceChooser",
    "adaptive_clipping_fn",
    "add_arg_scope",
    "add_model_variable",
    "apply_regularization",
    "arg_scope",
    "arg_scope_func_key",
    "arg_scoped_arguments",
    "assert_global_step",
    "assert_or_get_global_step",
    "assign_from_values",
    "assign_from_values_fn",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bias_add",
    "binary_svm_target",
    "bow_encoder",
    "bucketize",
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
    "create_global_step",
    "current_arg_scope",
    "data_decoder",
    "data_provider",
    "dataset",
    "dataset_data_provider",
    "dense_to_sparse",
    "deprecated",
    "deprecated_arg_values",
    "dropout",
    "elu",
    "embed_sequence",
    "embedding_lookup_unique",
    "evaluation",
    "experimental",
    "filter_variables",
    "flatten",
    "fully_connected",
    "gdn",
    "get_default_binary_metrics_for_eval",
    "get_global_step",
    "get_local_variables",
    "get_model_variables",
    "get_or_create_global_step",
    "get_trainable_variables",
    "get_unique_variable",
    "get_variable_full_name",
    "get_variables",
    "get_variables_by_name",
    "get_variables_by_suffix",
    "get_variables_to_restore",
    "global_variable",
    "group_norm",
    "has_arg_scope",
    "images_to_sequence",
    "input_from_feature_columns",
    "instance_norm",
    "joint_weighted_sum_from_feature_columns",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "layer_norm",
    "learning",
    "legacy_fully_connected",
    "legacy_linear",
    "legacy_relu",
    "linear",
    "local_variable",
    "losses",
    "max_pool2d",
    "max_pool3d",
    "maxout",
    "metrics",
    "model_analyzer",
    "model_variable",
    "multi_class_target",
    "nets",
    "one_hot_encoding",
    "optimize_loss",
    "parallel_reader",
    "parse_feature_columns_from_examples",
    "parse_feature_columns_from_sequence_examples",
    "pool",
    "prefetch_queue",
    "queues",
    "recompute_grad",
    "regression_target",
    "relu",
    "relu6",
    "repeat",
    "rev_block",
    "safe_embedding_lookup_sparse",
    "scale_gradient",
    "scattered_embedding_lookup",
    "scattered_embedding_lookup_sparse",
    "separable_conv2d",
    "separable_convolution2d",
    "sequence_input_from_feature_columns",
    "sequence_to_images",
    "softmax",
    "sparse_feature_cross",
    "spatial_softmax",
    "stack",
    "sum_regularizer",
    "summaries",
    "summarize_activation",
    "summarize_activations",
    "summarize_biases",
    "summarize_collection",
    "summarize_tensor",
    "summarize_tensors",
    "summarize_variables",
    "summarize_weights",
    "tfexample_decoder",
    "unit_norm",
    "utils",
    "variable",
    "variance_scaling_initializer",
    "weighted_sum_from_feature_columns",
    "xavier_initializer",
    "xavier_initializer_conv2d",
    "zero_initializer",
]
