"""tf.python.ops.nn_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.convolution import atrous_conv2d as atrous_conv2d
from headrace.graph.ops.patches.transposed import atrous_conv2d_transpose as atrous_conv2d_transpose
from headrace.graph.ops.nn.pooling import avg_pool as avg_pool
from headrace.graph.ops.nn.layers import bias_add as bias_add
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
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d_native as depthwise_conv2d_native
from headrace.graph.ops.patches.dilation import dilation2d as dilation2d
from headrace.graph.ops.patches.dilation import dilation2d as dilation2d_v1
from headrace.graph.ops.nn.layers import dropout as dropout
from headrace.graph.ops.nn.rectifiers import elu as elu
from headrace.graph.ops.patches.dilation import erosion2d as erosion2d
from headrace.graph.ops.patches.fractional_functions import fractional_max_pool as fractional_max_pool
from headrace.graph.ops.arrays.top_k import in_top_k as in_top_k
from headrace.graph.ops.nn.layers import l2_loss as l2_loss
from headrace.graph.ops.nn.rectifiers import leaky_relu as leaky_relu
from headrace.graph.ops.nn.lrn import local_response_normalization as local_response_normalization
from headrace.graph.ops.nn.lrn import local_response_normalization as lrn
from headrace.graph.ops.nn.pooling import max_pool as max_pool
from headrace.graph.ops.patches.pools import max_pool1d as max_pool1d
from headrace.graph.ops.patches.pools import max_pool2d as max_pool2d
from headrace.graph.ops.volumes.pool3d import max_pool3d as max_pool3d
from headrace.graph.ops.patches.pools import max_pool_v2 as max_pool_v2
from headrace.graph.ops.nn.pooling_gradients import max_pool_with_argmax as max_pool_with_argmax
from headrace.graph.ops.nn.pooling_gradients import max_pool_with_argmax as max_pool_with_argmax_v1
from headrace.graph.ops.patches.pools import pool as pool
from headrace.graph.ops.nn.rectifiers import relu as relu
from headrace.graph.ops.nn.rectifiers import relu6 as relu6
from headrace.graph.ops.nn.rectifiers import selu as selu
from headrace.graph.ops.nn.softmax import softmax as softmax
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits as softmax_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits_v2 as softmax_cross_entropy_with_logits_v2
from headrace.graph.ops.nn.cross_entropy import softmax_cross_entropy_with_logits_v2 as softmax_cross_entropy_with_logits_v2_helper
from headrace.graph.ops.nn.activations import softplus as softplus
from headrace.graph.ops.nn.activations import softsign as softsign
from headrace.graph.ops.nn.cross_entropy import sparse_softmax_cross_entropy_with_logits as sparse_softmax_cross_entropy_with_logits
from headrace.graph.ops.arrays.top_k import top_k as top_k
from headrace.graph.ops.patches.holes import with_space_to_batch as with_space_to_batch
from headrace.graph.ops.nn.layers import xw_plus_b as xw_plus_b
from headrace.nn import avg_pool1d as avg_pool1d
from headrace.nn import avg_pool3d as avg_pool3d
from headrace.nn import avg_pool_v2 as avg_pool_v2
from headrace.nn import conv2d_backprop_filter as conv2d_backprop_filter
from headrace.nn import conv3d_backprop_filter as conv3d_backprop_filter
from headrace.nn import conv3d_backprop_filter as conv3d_backprop_filter_v2
from headrace.nn import conv3d_transpose as conv3d_transpose
from headrace.nn import depthwise_conv2d_backprop_filter as depthwise_conv2d_native_backprop_filter
from headrace.nn import depthwise_conv2d_backprop_input as depthwise_conv2d_native_backprop_input
from headrace.nn import fractional_avg_pool as fractional_avg_pool
from headrace.python.ops.nn import fractional_avg_pool_v2 as fractional_avg_pool_v2
from headrace.python.ops.nn import fractional_max_pool_v2 as fractional_max_pool_v2
from headrace.math import log_softmax as log_softmax

__all__ = [
    "atrous_conv2d",
    "atrous_conv2d_transpose",
    "avg_pool",
    "avg_pool1d",
    "avg_pool3d",
    "avg_pool_v2",
    "bias_add",
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
    "depthwise_conv2d_native",
    "depthwise_conv2d_native_backprop_filter",
    "depthwise_conv2d_native_backprop_input",
    "dilation2d",
    "dilation2d_v1",
    "dropout",
    "elu",
    "erosion2d",
    "fractional_avg_pool",
    "fractional_avg_pool_v2",
    "fractional_max_pool",
    "fractional_max_pool_v2",
    "in_top_k",
    "l2_loss",
    "leaky_relu",
    "local_response_normalization",
    "log_softmax",
    "lrn",
    "max_pool",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "max_pool_v2",
    "max_pool_with_argmax",
    "max_pool_with_argmax_v1",
    "pool",
    "relu",
    "relu6",
    "selu",
    "softmax",
    "softmax_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits_v2",
    "softmax_cross_entropy_with_logits_v2_helper",
    "softplus",
    "softsign",
    "sparse_softmax_cross_entropy_with_logits",
    "top_k",
    "with_space_to_batch",
    "xw_plus_b",
]
