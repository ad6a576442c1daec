"""tf.python.ops.gen_nn_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.conv2d_functions import conv2d as conv2d
from headrace.graph.ops.nn.conv2d_functions import conv2d_backprop_input as conv2d_backprop_input
from headrace.graph.ops.volumes.conv3d import conv3d as conv3d
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d_native as depthwise_conv2d_native
from headrace.graph.ops.patches.dilation import dilation2d as dilation2d
from headrace.graph.ops.nn.rectifiers import elu as elu
from headrace.graph.ops.patches.fractional_functions import fractional_max_pool as fractional_max_pool
from headrace.graph.ops.arrays.top_k import in_top_k as in_top_k
from headrace.graph.ops.nn.layers import l2_loss as l2_loss
from headrace.graph.ops.nn.lrn import local_response_normalization as lrn
from headrace.graph.ops.volumes.pool3d import max_pool3d as max_pool3d
from headrace.graph.ops.nn.pooling_gradients import max_pool_with_argmax as max_pool_with_argmax
from headrace.graph.ops.nn.rectifiers import relu as relu
from headrace.graph.ops.nn.rectifiers import selu as selu
from headrace.graph.ops.nn.activations import softplus as softplus
from headrace.graph.ops.nn.activations import softsign as softsign
from headrace.nn import avg_pool3d as avg_pool3d
from headrace.nn import conv2d_backprop_filter as conv2d_backprop_filter
from headrace.nn import conv3d_backprop_filter as conv3d_backprop_filter
from headrace.nn import conv3d_backprop_filter as conv3d_backprop_filter_v2
from headrace.nn import depthwise_conv2d_backprop_filter as depthwise_conv2d_native_backprop_filter
from headrace.nn import depthwise_conv2d_backprop_input as depthwise_conv2d_native_backprop_input
from headrace.nn import fractional_avg_pool as fractional_avg_pool

__all__ = [
    "avg_pool3d",
    "conv2d",
    "conv2d_backprop_filter",
    "conv2d_backprop_input",
    "conv3d",
    "conv3d_backprop_filter",
    "conv3d_backprop_filter_v2",
    "depthwise_conv2d_native",
    "depthwise_conv2d_native_backprop_filter",
    "depthwise_conv2d_native_backprop_input",
    "dilation2d",
    "elu",
    "fractional_avg_pool",
    "fractional_max_pool",
    "in_top_k",
    "l2_loss",
    "lrn",
    "max_pool3d",
    "max_pool_with_argmax",
    "relu",
    "selu",
    "softplus",
    "softsign",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
