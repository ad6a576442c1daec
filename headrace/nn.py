"""tf.nn: parts of neural networks."""

from __future__ import annotations

from headrace.graph.ops.arrays.top_k import in_top_k, top_k
from headrace.graph.ops.math.elementary import sigmoid, tanh
from headrace.graph.ops.nn.activations import softplus, softsign
from headrace.graph.ops.nn.cross_entropy import (
    softmax_cross_entropy_with_logits,
    softmax_cross_entropy_with_logits_v2,
    sparse_softmax_cross_entropy_with_logits,
)
from headrace.graph.ops.nn.layers import (
    batch_normalization,
    bias_add,
    dropout,
    l2_loss,
    l2_normalize,
    moments,
    relu_layer,
    xw_plus_b,
    zero_fraction,
)
from headrace.graph.ops.nn.rectifiers import elu, leaky_relu, relu, relu6
from headrace.graph.ops.nn.sigmoid_losses import sigmoid_cross_entropy_with_logits, weighted_cross_entropy_with_logits
from headrace.graph.ops.nn.softmax import log_softmax, softmax

from . import _lazy

__all__ = [
    "batch_normalization",
    "bias_add",
    "dropout",
    "elu",
    "in_top_k",
    "l2_loss",
    "l2_normalize",
    "leaky_relu",
    "log_softmax",
    "moments",
    "relu",
    "relu6",
    "relu_layer",
    "sigmoid",
    "sigmoid_cross_entropy_with_logits",
    "softmax",
    "softmax_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits_v2",
    "softplus",
    "softsign",
    "sparse_softmax_cross_entropy_with_logits",
    "tanh",
    "top_k",
    "weighted_cross_entropy_with_logits",
    "xw_plus_b",
    "zero_fraction",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.ops.nn.conv2d_functions": "conv1d conv2d conv2d_backprop_filter conv2d_backprop_input conv2d_transpose",
        "headrace.graph.ops.nn.convolution": "atrous_conv2d convolution depthwise_conv2d depthwise_conv2d_native"
        " depthwise_conv2d_native_backprop_filter depthwise_conv2d_native_backprop_input separable_conv2d",
        "headrace.graph.ops.nn.embedding": "embedding_lookup embedding_lookup_sparse",
        "headrace.graph.ops.nn.fused_batch_norm": "fused_batch_norm",
        "headrace.graph.ops.nn.lrn": "local_response_normalization lrn=local_response_normalization",
        "headrace.graph.ops.nn.moments": "normalize_moments sufficient_statistics weighted_moments",
        "headrace.graph.ops.nn.activations": "swish",
        "headrace.graph.ops.nn.rectifiers": "crelu selu",
        "headrace.graph.ops.nn.poisson_losses": "log_poisson_loss",
        "headrace.graph.ops.nn.pooling": "avg_pool max_pool",
        "headrace.graph.ops.nn.pooling_gradients": "max_pool_with_argmax",
    },
)
