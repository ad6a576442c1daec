"""tf.contrib.layers: layers with weights, biases and an activation; regularizers and initializers."""

from __future__ import annotations

from .. import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.contrib.combinators": "repeat stack",
        "headrace.training.contrib.convolutions": "avg_pool2d conv2d conv2d_transpose convolution2d convolution2d_transpose"
        " max_pool2d separable_conv2d separable_convolution2d",
        "headrace.training.contrib.layers": "bias_add dropout flatten fully_connected linear one_hot_encoding relu relu6"
        " softmax unit_norm",
        "headrace.training.contrib.normalization": "batch_norm",
        "headrace.training.contrib.optimize": "OPTIMIZER_SUMMARIES optimize_loss",
        "headrace.graph.variables.initializers.scaled": "variance_scaling_initializer xavier_initializer"
        " xavier_initializer_conv2d=xavier_initializer",
        "headrace.training.regularizers": "apply_regularization l1_l2_regularizer l1_regularizer l2_regularizer sum_regularizer",
    },
)
