"""tf.contrib.layers.python.layers.layers: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.layers.dense import fully_connected as fully_connected
from headrace.training.contrib.layers.dense import linear as linear
from headrace.training.contrib.layers.dense import relu as relu
from headrace.training.contrib.layers.dense import relu6 as relu6
from headrace.training.contrib.layers.combinators import repeat as repeat
from headrace.training.contrib.layers.dense import softmax as softmax
from headrace.training.contrib.layers.combinators import stack as stack
from headrace.training.contrib.layers.dense import unit_norm as unit_norm
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

__all__ = [
    "add_arg_scope",
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
    "layer_norm",
    "linear",
    "max_pool2d",
    "one_hot_encoding",
    "relu",
    "relu6",
    "repeat",
    "separable_conv2d",
    "separable_convolution2d",
    "softmax",
    "stack",
    "unit_norm",
]
