"""tf.python.ops.gen_nn_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.conv2d_functions import conv2d as conv2d
from headrace.graph.ops.nn.conv2d_functions import conv2d_backprop_input as conv2d_backprop_input
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d_native as depthwise_conv2d_native
from headrace.graph.ops.nn.rectifiers import elu as elu
from headrace.graph.ops.arrays.top_k import in_top_k as in_top_k
from headrace.graph.ops.nn.layers import l2_loss as l2_loss
from headrace.graph.ops.nn.lrn import local_response_normalization as lrn
from headrace.graph.ops.nn.pooling_gradients import max_pool_with_argmax as max_pool_with_argmax
from headrace.graph.ops.nn.rectifiers import relu as relu
from headrace.graph.ops.nn.rectifiers import selu as selu
from headrace.graph.ops.nn.activations import softplus as softplus
from headrace.graph.ops.nn.activations import softsign as softsign
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

__all__ = [
    "conv2d",
    "conv2d_backprop_filter",
    "conv2d_backprop_input",
    "depthwise_conv2d_native",
    "depthwise_conv2d_native_backprop_filter",
    "depthwise_conv2d_native_backprop_input",
    "elu",
    "in_top_k",
    "l2_loss",
    "lrn",
    "max_pool_with_argmax",
    "relu",
    "selu",
    "softplus",
    "softsign",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
