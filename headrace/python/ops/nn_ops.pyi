"""tf.python.ops.nn_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.convolution import atrous_conv2d as atrous_conv2d
from headrace.graph.ops.nn.pooling import avg_pool as avg_pool
from headrace.graph.ops.nn.layers import bias_add as bias_add
from headrace.graph.ops.nn.conv2d_functions import conv1d as conv1d
from headrace.graph.ops.nn.conv2d_functions import conv2d as conv2d
from headrace.graph.ops.nn.conv2d_functions import conv2d_backprop_input as conv2d_backprop_input
from headrace.graph.ops.nn.conv2d_functions import conv2d_transpose as conv2d_transpose
from headrace.graph.ops.nn.convolution import convolution as convolution
from headrace.graph.ops.nn.rectifiers import crelu as crelu
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d_native as depthwise_conv2d_native
from headrace.graph.ops.nn.layers import dropout as dropout
from headrace.graph.ops.nn.rectifiers import elu as elu
from headrace.graph.ops.arrays.top_k import in_top_k as in_top_k
from headrace.graph.ops.nn.layers import l2_loss as l2_loss
from headrace.graph.ops.nn.rectifiers import leaky_relu as leaky_relu
from headrace.graph.ops.nn.lrn import local_response_normalization as local_response_normalization
from headrace.graph.ops.nn.lrn import local_response_normalization as lrn
from headrace.graph.ops.nn.pooling import max_pool as max_pool
from headrace.graph.ops.nn.pooling_gradients import max_pool_with_argmax as max_pool_with_argmax
from headrace.graph.ops.nn.pooling_gradients import max_pool_with_argmax as max_pool_with_argmax_v1
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
from headrace.graph.ops.nn.layers import xw_plus_b as xw_plus_b
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def conv2d_backprop_filter(
    input: _TensorLike,
    filter_sizes: _TensorLike,
    out_backprop: _TensorLike,
    strides: _IntegersLike,
    padding: _Any,
    use_cudnn_on_gpu: bool = True,
    data_format: str = 'NHWC',
    dilations: _IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> _Tensor:
    """The gradient of `conv2d` by its filter.

    Args:
      input: the input of `conv2d`; float16, float32 or float64.
      filter_sizes: int32 [4]: the shape of the filter.
      out_backprop: the gradient by the result of `conv2d`, of its shape and the dtype of `input`.
      strides, dilations: four ints, those of that `conv2d`, one per axis.
      padding: "SAME", "VALID", or pairs of zeros before and after each axis; that of `conv2d`.
      use_cudnn_on_gpu: accepted, has no effect.
      data_format: "NHWC" or "NCHW": the order of the axes of images.

    Returns:
      shape `filter_sizes`, dtype of `input`.

    Raises:
      TypeError: TypeError: the dtypes differ or are not floating.
      ValueError: static shapes that do not fit, another padding or format.
      InvalidArgumentError: (when run) shapes that are not those of one convolution.
    """

def depthwise_conv2d_native_backprop_filter(
    input: _TensorLike,
    filter_sizes: _TensorLike,
    out_backprop: _TensorLike,
    strides: _IntegersLike,
    padding: str,
    data_format: str = 'NHWC',
    dilations: _IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> _Tensor:
    """The gradient of `depthwise_conv2d_native` by its filter.

    Args:
      input: the input of that op; float16, float32 or float64.
      filter_sizes: int32 [4]: the shape of the filter.
      out_backprop: the gradient by the result, of its shape and the dtype of `input`.
      strides: four ints, one per axis; those of height and width are equal, the others 1.
      padding: "SAME" or "VALID".
      data_format: "NHWC" or "NCHW": the order of the axes of images.
      dilations: four ints, one per axis.

    Returns:
      shape `filter_sizes`, dtype of `input`.

    Raises:
      TypeError: the dtypes differ or are not floating.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """

def depthwise_conv2d_native_backprop_input(
    input_sizes: _TensorLike,
    filter: _TensorLike,
    out_backprop: _TensorLike,
    strides: _IntegersLike,
    padding: str,
    data_format: str = 'NHWC',
    dilations: _IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> _Tensor:
    """The gradient of `depthwise_conv2d_native` by its input.

    Args:
      input_sizes: int32 [4]: the shape of that input.
      filter: [height, width, channels, filters]; float16, float32 or float64.
      out_backprop: the gradient by the result, of its shape and the dtype of `filter`.
      strides: four ints, one per axis; those of height and width are equal, the others 1.
      padding: "SAME" or "VALID".
      data_format: "NHWC" or "NCHW": the order of the axes of images.
      dilations: four ints, one per axis.

    Returns:
      shape `input_sizes`, dtype of `filter`.

    Raises:
      TypeError: the dtypes differ or are not floating.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """

def log_softmax(
    logits: _TensorLike,
    axis: int | None = None,
    name: str | None = None,
    dim: int | None = None,
) -> _Tensor:
    """The logarithm of softmax, logits - log(sum(exp(logits))), along one axis.

    Args:
      logits: float16, float32 or float64, rank at least 1.
      axis: int in [-rank, rank), the last by default.
      dim: `axis` under its old name.

    Returns:
      shape and dtype of `logits`.

    Raises:
      InvalidArgumentError: `axis` is out of range, or (when run) `logits` is a scalar.
      TypeError: another dtype.
      ValueError: `logits` is known to be a scalar, or both names of the axis are used.
    """

__all__ = [
    "atrous_conv2d",
    "avg_pool",
    "bias_add",
    "conv1d",
    "conv2d",
    "conv2d_backprop_filter",
    "conv2d_backprop_input",
    "conv2d_transpose",
    "convolution",
    "crelu",
    "depthwise_conv2d_native",
    "depthwise_conv2d_native_backprop_filter",
    "depthwise_conv2d_native_backprop_input",
    "dropout",
    "elu",
    "in_top_k",
    "l2_loss",
    "leaky_relu",
    "local_response_normalization",
    "log_softmax",
    "lrn",
    "max_pool",
    "max_pool_with_argmax",
    "max_pool_with_argmax_v1",
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
    "xw_plus_b",
]
