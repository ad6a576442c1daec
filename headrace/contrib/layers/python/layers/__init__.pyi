"""tf.contrib.layers.python.layers: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.optimize import OPTIMIZER_SUMMARIES as OPTIMIZER_SUMMARIES
from headrace.training.regularizers import apply_regularization as apply_regularization
from headrace.training.contrib.layers.dense import fully_connected as fully_connected
from headrace.contrib.layers.python.layers import initializers as initializers
from headrace.training.regularizers import l1_l2_regularizer as l1_l2_regularizer
from headrace.training.regularizers import l1_regularizer as l1_regularizer
from headrace.training.regularizers import l2_regularizer as l2_regularizer
from headrace.contrib.layers.python.layers import layers as layers
from headrace.training.contrib.layers.dense import linear as linear
from headrace.contrib.layers.python.layers import normalization as normalization
from headrace.training.contrib.layers.optimize import optimize_loss as optimize_loss
from headrace.contrib.layers.python.layers import optimizers as optimizers
from headrace.contrib.layers.python.layers import regularizers as regularizers
from headrace.training.contrib.layers.dense import relu as relu
from headrace.training.contrib.layers.dense import relu6 as relu6
from headrace.training.contrib.layers.combinators import repeat as repeat
from headrace.training.contrib.layers.dense import softmax as softmax
from headrace.training.contrib.layers.combinators import stack as stack
from headrace.training.regularizers import sum_regularizer as sum_regularizer
from headrace.training.contrib.layers.dense import unit_norm as unit_norm
from headrace.graph.variables.initializers.scaled import variance_scaling_initializer as variance_scaling_initializer
from headrace.contrib.layers import avg_pool2d as avg_pool2d
from headrace.contrib.layers import batch_norm as batch_norm
from headrace.contrib.layers import bias_add as bias_add
from headrace.contrib.layers import conv2d as conv2d
from headrace.contrib.layers import conv2d_transpose as conv2d_transpose
from headrace.contrib.layers import conv2d as convolution2d
from headrace.contrib.layers import conv2d_transpose as convolution2d_transpose
from headrace.contrib.layers import dropout as dropout
from headrace.contrib.layers import flatten as flatten
from headrace.contrib.layers import layer_norm as layer_norm
from headrace.contrib.layers import max_pool2d as max_pool2d
from headrace.contrib.layers import one_hot_encoding as one_hot_encoding
from headrace.contrib.layers import separable_conv2d as separable_conv2d
from headrace.contrib.layers import separable_conv2d as separable_convolution2d
from headrace.contrib.layers import xavier_initializer as xavier_initializer
from headrace.contrib.layers import xavier_initializer as xavier_initializer_conv2d

__all__ = [
    "OPTIMIZER_SUMMARIES",
    "apply_regularization",
    "avg_pool2d",
    "batch_norm",
    "bias_add",
    "conv2d",
    "conv2d_transpose",
    "convolution2d",
    "convolution2d_transpose",
    "dropout",
    "flatten",
    "fully_connected",
    "initializers",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "layer_norm",
    "layers",
    "linear",
    "max_pool2d",
    "normalization",
    "one_hot_encoding",
    "optimize_loss",
    "optimizers",
    "regularizers",
    "relu",
    "relu6",
    "repeat",
    "separable_conv2d",
    "separable_convolution2d",
    "softmax",
    "stack",
    "sum_regularizer",
    "unit_norm",
    "variance_scaling_initializer",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]
