"""tf.contrib.layers.python.layers: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.gdn import GDN as GDN
from headrace.training.contrib.layers.optimize import OPTIMIZER_CLS_NAMES as OPTIMIZER_CLS_NAMES
from headrace.training.contrib.layers.optimize import OPTIMIZER_SUMMARIES as OPTIMIZER_SUMMARIES
from headrace.training.contrib.layers.reversible import RevBlock as RevBlock
from headrace.training.contrib.feature_columns.parsing import DEFAULT_KEY as SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY
from headrace.training.regularizers import apply_regularization as apply_regularization
from headrace.training.contrib.feature_columns.real_valued import bucketized_column as bucketized_column
from headrace.training.contrib.feature_columns.checks import check_feature_columns as check_feature_columns
from headrace.training.contrib.feature_columns.parsing import create_feature_spec_for_parsing as create_feature_spec_for_parsing
from headrace.training.contrib.feature_columns.real_valued import crossed_column as crossed_column
from headrace.training.contrib.layers.dense import elu as elu
from headrace.training.contrib.layers.embeddings import embed_sequence as embed_sequence
from headrace.training.contrib.feature_columns.embedding import embedding_column as embedding_column
from headrace.training.contrib.layers.embeddings import embedding_lookup_unique as embedding_lookup_unique
from headrace.contrib.layers.python.layers import embedding_ops as embedding_ops
from headrace.contrib.layers.python.layers import encoders as encoders
from headrace.contrib.layers.python.layers import feature_column as feature_column
from headrace.contrib.layers.python.layers import feature_column_ops as feature_column_ops
from headrace.training.contrib.layers.dense import fully_connected as fully_connected
from headrace.training.contrib.layers.gdn import gdn as gdn
from headrace.training.contrib.feature_columns.parsing import infer_real_valued_columns as infer_real_valued_columns
from headrace.contrib.layers.python.layers import initializers as initializers
from headrace.training.contrib.feature_columns.inputs import input_from_feature_columns as input_from_feature_columns
from headrace.training.regularizers import l1_l2_regularizer as l1_l2_regularizer
from headrace.training.regularizers import l1_regularizer as l1_regularizer
from headrace.training.regularizers import l2_regularizer as l2_regularizer
from headrace.contrib.layers.python.layers import layers as layers
from headrace.training.contrib.layers.legacy import legacy_fully_connected as legacy_fully_connected
from headrace.training.contrib.layers.legacy import legacy_linear as legacy_linear
from headrace.training.contrib.layers.legacy import legacy_relu as legacy_relu
from headrace.training.contrib.layers.dense import linear as linear
from headrace.training.contrib.feature_columns.parsing import make_place_holder_tensors_for_base_features as make_place_holder_tensors_for_base_features
from headrace.training.contrib.layers.normalized import maxout as maxout
from headrace.contrib.layers.python.layers import normalization as normalization
from headrace.training.contrib.feature_columns.weighted import one_hot_column as one_hot_column
from headrace.training.contrib.layers.optimize import optimize_loss as optimize_loss
from headrace.contrib.layers.python.layers import optimizers as optimizers
from headrace.training.contrib.feature_columns.parsing import parse_feature_columns_from_examples as parse_feature_columns_from_examples
from headrace.training.contrib.feature_columns.real_valued import real_valued_column as real_valued_column
from headrace.training.contrib.layers.reversible import recompute_grad as recompute_grad
from headrace.training.contrib.layers.targets import regression_target as regression_target
from headrace.contrib.layers.python.layers import regularizers as regularizers
from headrace.training.contrib.layers.dense import relu as relu
from headrace.training.contrib.layers.dense import relu6 as relu6
from headrace.training.contrib.layers.combinators import repeat as repeat
from headrace.training.contrib.layers.reversible import rev_block as rev_block
from headrace.contrib.layers.python.layers import rev_block_lib as rev_block_lib
from headrace.training.contrib.layers.normalized import scale_gradient as scale_gradient
from headrace.training.contrib.feature_columns.embedding import scattered_embedding_column as scattered_embedding_column
from headrace.training.contrib.layers.normalized import softmax as softmax
from headrace.training.contrib.feature_columns.sparse import sparse_column_with_hash_bucket as sparse_column_with_hash_bucket
from headrace.training.contrib.layers.normalized import spatial_softmax as spatial_softmax
from headrace.training.contrib.layers.combinators import stack as stack
from headrace.training.regularizers import sum_regularizer as sum_regularizer
from headrace.contrib.layers.python.layers import summaries as summaries
from headrace.training.contrib.layers.summaries import summarize_activation as summarize_activation
from headrace.training.contrib.layers.summaries import summarize_collection as summarize_collection
from headrace.training.contrib.layers.summaries import summarize_tensor as summarize_tensor
from headrace.training.contrib.layers.summaries import summarize_tensors as summarize_tensors
from headrace.contrib.layers.python.layers import target_column as target_column
from headrace.training.contrib.feature_columns.parsing import transform_features as transform_features
from headrace.training.contrib.layers.normalized import unit_norm as unit_norm
from headrace.contrib.layers.python.layers import utils as utils
from headrace.graph.variables.initializers.scaled import variance_scaling_initializer as variance_scaling_initializer
from headrace.training.contrib.feature_columns.weighted import weighted_sparse_column as weighted_sparse_column
from headrace.training.contrib.feature_columns.inputs import weighted_sum_from_feature_columns as weighted_sum_from_feature_columns
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
from headrace.contrib.layers import group_norm as group_norm
from headrace.contrib.layers import images_to_sequence as images_to_sequence
from headrace.contrib.layers import instance_norm as instance_norm
from headrace.contrib.layers import joint_weighted_sum_from_feature_columns as joint_weighted_sum_from_feature_columns
from headrace.contrib.layers import layer_norm as layer_norm
from headrace.contrib.layers import max_pool2d as max_pool2d
from headrace.contrib.layers import max_pool3d as max_pool3d
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
    "embedding_ops",
    "encoders",
    "feature_column",
    "feature_column_ops",
    "flatten",
    "fully_connected",
    "gdn",
    "group_norm",
    "images_to_sequence",
    "infer_real_valued_columns",
    "initializers",
    "input_from_feature_columns",
    "instance_norm",
    "joint_weighted_sum_from_feature_columns",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "layer_norm",
    "layers",
    "legacy_fully_connected",
    "legacy_linear",
    "legacy_relu",
    "linear",
    "make_place_holder_tensors_for_base_features",
    "max_pool2d",
    "max_pool3d",
    "maxout",
    "multi_class_target",
    "normalization",
    "one_hot_column",
    "one_hot_encoding",
    "optimize_loss",
    "optimizers",
    "parse_feature_columns_from_examples",
    "parse_feature_columns_from_sequence_examples",
    "real_valued_column",
    "recompute_grad",
    "regression_target",
    "regularizers",
    "relu",
    "relu6",
    "repeat",
    "rev_block",
    "rev_block_lib",
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
    "summaries",
    "summarize_activation",
    "summarize_activations",
    "summarize_collection",
    "summarize_tensor",
    "summarize_tensors",
    "target_column",
    "transform_features",
    "unit_norm",
    "utils",
    "variance_scaling_initializer",
    "weighted_sparse_column",
    "weighted_sum_from_feature_columns",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]
