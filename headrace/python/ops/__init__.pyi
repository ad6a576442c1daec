"""tf.python.ops: as far as programs use it. Made by `make names`."""

from headrace.python.ops import array_ops as array_ops
from headrace.python.ops import bitwise_ops as bitwise_ops
from headrace.python.ops import candidate_sampling_ops as candidate_sampling_ops
from headrace.python.ops import check_ops as check_ops
from headrace.python.ops import clip_ops as clip_ops
from headrace.python.ops import clustering_ops as clustering_ops
from headrace.python.ops import confusion_matrix as confusion_matrix
from headrace.python.ops import constant_op as constant_op
from headrace.python.ops import control_flow_grad as control_flow_grad
from headrace.python.ops import control_flow_ops as control_flow_ops
from headrace.python.ops import ctc_ops as ctc_ops
from headrace.python.ops import custom_gradient as custom_gradient
from headrace.python.ops import data_flow_ops as data_flow_ops
from headrace.python.ops import distributions as distributions
from headrace.python.ops import embedding_ops as embedding_ops
from headrace.python.ops import functional_ops as functional_ops
from headrace.python.ops import gen_array_ops as gen_array_ops
from headrace.python.ops import gen_audio_ops as gen_audio_ops
from headrace.python.ops import gen_batch_ops as gen_batch_ops
from headrace.python.ops import gen_bitwise_ops as gen_bitwise_ops
from headrace.python.ops import gen_candidate_sampling_ops as gen_candidate_sampling_ops
from headrace.python.ops import gen_checkpoint_ops as gen_checkpoint_ops
from headrace.python.ops import gen_cloud_ops as gen_cloud_ops
from headrace.python.ops import gen_clustering_ops as gen_clustering_ops
from headrace.python.ops import gen_collective_ops as gen_collective_ops
from headrace.python.ops import gen_control_flow_ops as gen_control_flow_ops
from headrace.python.ops import gen_ctc_ops as gen_ctc_ops
from headrace.python.ops import gen_cudnn_rnn_ops as gen_cudnn_rnn_ops
from headrace.python.ops import gen_data_flow_ops as gen_data_flow_ops
from headrace.python.ops import gen_dataset_ops as gen_dataset_ops
from headrace.python.ops import gen_decode_proto_ops as gen_decode_proto_ops
from headrace.python.ops import gen_encode_proto_ops as gen_encode_proto_ops
from headrace.python.ops import gen_functional_ops as gen_functional_ops
from headrace.python.ops import gen_image_ops as gen_image_ops
from headrace.python.ops import gen_io_ops as gen_io_ops
from headrace.python.ops import gen_linalg_ops as gen_linalg_ops
from headrace.python.ops import gen_list_ops as gen_list_ops
from headrace.python.ops import gen_logging_ops as gen_logging_ops
from headrace.python.ops import gen_lookup_ops as gen_lookup_ops
from headrace.python.ops import gen_manip_ops as gen_manip_ops
from headrace.python.ops import gen_math_ops as gen_math_ops
from headrace.python.ops import gen_nccl_ops as gen_nccl_ops
from headrace.python.ops import gen_nn_ops as gen_nn_ops
from headrace.python.ops import gen_parsing_ops as gen_parsing_ops
from headrace.python.ops import gen_ragged_array_ops as gen_ragged_array_ops
from headrace.python.ops import gen_ragged_conversion_ops as gen_ragged_conversion_ops
from headrace.python.ops import gen_ragged_math_ops as gen_ragged_math_ops
from headrace.python.ops import gen_random_ops as gen_random_ops
from headrace.python.ops import gen_resource_variable_ops as gen_resource_variable_ops
from headrace.python.ops import gen_rnn_ops as gen_rnn_ops
from headrace.python.ops import gen_script_ops as gen_script_ops
from headrace.python.ops import gen_sdca_ops as gen_sdca_ops
from headrace.python.ops import gen_set_ops as gen_set_ops
from headrace.python.ops import gen_sparse_ops as gen_sparse_ops
from headrace.python.ops import gen_spectral_ops as gen_spectral_ops
from headrace.python.ops import gen_state_ops as gen_state_ops
from headrace.python.ops import gen_stateful_random_ops as gen_stateful_random_ops
from headrace.python.ops import gen_stateless_random_ops as gen_stateless_random_ops
from headrace.python.ops import gen_string_ops as gen_string_ops
from headrace.python.ops import gen_summary_ops as gen_summary_ops
from headrace.python.ops import gen_tensor_forest_ops as gen_tensor_forest_ops
from headrace.python.ops import gen_user_ops as gen_user_ops
from headrace.python.ops import gradient_checker as gradient_checker
from headrace.python.ops import gradients as gradients
from headrace.python.ops import gradients_impl as gradients_impl
from headrace.python.ops import gradients_util as gradients_util
from headrace.python.ops import histogram_ops as histogram_ops
from headrace.python.ops import image_ops as image_ops
from headrace.python.ops import image_ops_impl as image_ops_impl
from headrace.python.ops import init_ops as init_ops
from headrace.python.ops import initializers_ns as initializers_ns
from headrace.python.ops import io_ops as io_ops
from headrace.python.ops import linalg as linalg
from headrace.python.ops import linalg_impl as linalg_impl
from headrace.python.ops import linalg_ns as linalg_ns
from headrace.python.ops import linalg_ops as linalg_ops
from headrace.python.ops import logging_ops as logging_ops
from headrace.python.ops import lookup_ops as lookup_ops
from headrace.python.ops import losses as losses
from headrace.python.ops import manip_ops as manip_ops
from headrace.python.ops import map_fn as map_fn
from headrace.python.ops import math_ops as math_ops
from headrace.python.ops import metrics as metrics
from headrace.python.ops import metrics_impl as metrics_impl
from headrace.python.ops import nn as nn
from headrace.python.ops import nn_impl as nn_impl
from headrace.python.ops import nn_ops as nn_ops
from headrace.python.ops import numerics as numerics
from headrace.python.ops import parsing_ops as parsing_ops
from headrace.python.ops import partitioned_variables as partitioned_variables
from headrace.python.ops import ragged as ragged
from headrace.python.ops import random_ops as random_ops
from headrace.python.ops import rnn as rnn
from headrace.nn import rnn_cell as rnn_cell
from headrace.nn import rnn_cell as rnn_cell_impl
from headrace.python.ops import script_ops as script_ops
from headrace.contrib import legacy_seq2seq as seq2seq
from headrace.python.ops import session_ops as session_ops
from headrace.python.ops import sets as sets
from headrace.python.ops import sets_impl as sets_impl
from headrace.python.ops import signal as signal
from headrace.python.ops import sort_ops as sort_ops
from headrace.python.ops import sparse_ops as sparse_ops
from headrace.python.ops import special_math_ops as special_math_ops
from headrace.python.ops import spectral_ops as spectral_ops
from headrace.python.ops import state_ops as state_ops
from headrace.python.ops import stateless_random_ops as stateless_random_ops
from headrace.python.ops import string_ops as string_ops
from headrace.python.ops import summary_ops as summary_ops
from headrace.python.ops import template as template
from headrace.python.ops import tensor_array_ops as tensor_array_ops
from headrace.python.ops import unconnected_gradients as unconnected_gradients
from headrace.python.ops import variable_scope as variable_scope
from headrace.python.ops import variables as variables
from headrace.python.ops import weights_broadcast_ops as weights_broadcast_ops

__all__ = [
    "array_ops",
    "bitwise_ops",
    "candidate_sampling_ops",
    "check_ops",
    "clip_ops",
    "clustering_ops",
    "confusion_matrix",
    "constant_op",
    "control_flow_grad",
    "control_flow_ops",
    "ctc_ops",
    "custom_gradient",
    "data_flow_ops",
    "distributions",
    "embedding_ops",
    "functional_ops",
    "gen_array_ops",
    "gen_audio_ops",
    "gen_batch_ops",
    "gen_bitwise_ops",
    "gen_candidate_sampling_ops",
    "gen_checkpoint_ops",
    "gen_cloud_ops",
    "gen_clustering_ops",
    "gen_collective_ops",
    "gen_control_flow_ops",
    "gen_ctc_ops",
    "gen_cudnn_rnn_ops",
    "gen_data_flow_ops",
    "gen_dataset_ops",
    "gen_decode_proto_ops",
    "gen_encode_proto_ops",
    "gen_functional_ops",
    "gen_image_ops",
    "gen_io_ops",
    "gen_linalg_ops",
    "gen_list_ops",
    "gen_logging_ops",
    "gen_lookup_ops",
    "gen_manip_ops",
    "gen_math_ops",
    "gen_nccl_ops",
    "gen_nn_ops",
    "gen_parsing_ops",
    "gen_ragged_array_ops",
    "gen_ragged_conversion_ops",
    "gen_ragged_math_ops",
    "gen_random_ops",
    "gen_resource_variable_ops",
    "gen_rnn_ops",
    "gen_script_ops",
    "gen_sdca_ops",
    "gen_set_ops",
    "gen_sparse_ops",
    "gen_spectral_ops",
    "gen_state_ops",
    "gen_stateful_random_ops",
    "gen_stateless_random_ops",
    "gen_string_ops",
    "gen_summary_ops",
    "gen_tensor_forest_ops",
    "gen_user_ops",
    "gradient_checker",
    "gradients",
    "gradients_impl",
    "gradients_util",
    "histogram_ops",
    "image_ops",
    "image_ops_impl",
    "init_ops",
    "initializers_ns",
    "io_ops",
    "linalg",
    "linalg_impl",
    "linalg_ns",
    "linalg_ops",
    "logging_ops",
    "lookup_ops",
    "losses",
    "manip_ops",
    "map_fn",
    "math_ops",
    "metrics",
    "metrics_impl",
    "nn",
    "nn_impl",
    "nn_ops",
    "numerics",
    "parsing_ops",
    "partitioned_variables",
    "ragged",
    "random_ops",
    "rnn",
    "rnn_cell",
    "rnn_cell_impl",
    "script_ops",
    "seq2seq",
    "session_ops",
    "sets",
    "sets_impl",
    "signal",
    "sort_ops",
    "sparse_ops",
    "special_math_ops",
    "spectral_ops",
    "state_ops",
    "stateless_random_ops",
    "string_ops",
    "summary_ops",
    "template",
    "tensor_array_ops",
    "unconnected_gradients",
    "variable_scope",
    "variables",
    "weights_broadcast_ops",
]
