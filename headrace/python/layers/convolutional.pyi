"""tf.python.layers.convolutional: as far as programs use it. Made by `make names`."""

from headrace.training.layers.convolutional import Conv1D as Conv1D
from headrace.training.layers.convolutional import Conv2D as Conv2D
from headrace.training.layers.transposed import Conv2DTranspose as Conv2DTranspose
from headrace.training.layers.convolutional import Conv1D as Convolution1D
from headrace.training.layers.convolutional import Conv2D as Convolution2D
from headrace.training.layers.transposed import Conv2DTranspose as Convolution2DTranspose
from headrace.training.layers.transposed import Conv2DTranspose as Deconv2D
from headrace.training.layers.transposed import Conv2DTranspose as Deconvolution2D
from headrace.training.layers.separable import SeparableConv2D as SeparableConv2D
from headrace.training.layers.separable import SeparableConv2D as SeparableConvolution2D
from collections.abc import Callable as _Callable
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.layers.arguments import ZEROS as _ZEROS
from typing import Any as _Any

def conv1d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = 1,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    dilation_rate: _IntegersLike = 1,
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    kernel_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    kernel_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Conv1D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides, dilation_rate: of the window: an integer, or one for each dimension.
      padding: `valid` or `same`; in one dimension also `causal`: zeros before the first step only.
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def conv2d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    dilation_rate: _IntegersLike = (1, 1),
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    kernel_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    kernel_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Conv2D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides, dilation_rate: of the window: an integer, or one for each dimension.
      padding: `valid` or `same`; in one dimension also `causal`: zeros before the first step only.
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def conv2d_transpose(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    kernel_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    kernel_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Conv2DTranspose` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides: an integer or a pair (height, width).
      padding: `valid` or `same`.
      the others: as of `Conv2D`; the kernel is [*kernel_size, filters, channels].
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def convolution1d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = 1,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    dilation_rate: _IntegersLike = 1,
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    kernel_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    kernel_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Conv1D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides, dilation_rate: of the window: an integer, or one for each dimension.
      padding: `valid` or `same`; in one dimension also `causal`: zeros before the first step only.
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def convolution2d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    dilation_rate: _IntegersLike = (1, 1),
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    kernel_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    kernel_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Conv2D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides, dilation_rate: of the window: an integer, or one for each dimension.
      padding: `valid` or `same`; in one dimension also `causal`: zeros before the first step only.
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def convolution2d_transpose(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    kernel_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    kernel_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Conv2DTranspose` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides: an integer or a pair (height, width).
      padding: `valid` or `same`.
      the others: as of `Conv2D`; the kernel is [*kernel_size, filters, channels].
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def deconv2d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    kernel_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    kernel_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Conv2DTranspose` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides: an integer or a pair (height, width).
      padding: `valid` or `same`.
      the others: as of `Conv2D`; the kernel is [*kernel_size, filters, channels].
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def deconvolution2d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    kernel_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    kernel_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Conv2DTranspose` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides: an integer or a pair (height, width).
      padding: `valid` or `same`.
      the others: as of `Conv2D`; the kernel is [*kernel_size, filters, channels].
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def separable_conv2d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    dilation_rate: _IntegersLike = (1, 1),
    depth_multiplier: int = 1,
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    depthwise_initializer: _Initializer | dict[str, _Any] | None = None,
    pointwise_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    depthwise_regularizer: _Callable[..., _Any] | None = None,
    pointwise_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    depthwise_constraint: _Callable[..., _Any] | None = None,
    pointwise_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`SeparableConv2D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides, dilation_rate: of the window: an integer, or one for each dimension.
      padding: `valid` or `same`; in one dimension also `causal`: zeros before the first step only.
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      depth_multiplier: how many filters each channel gets.
      depthwise_initializer, pointwise_initializer and so on: of the variables `depthwise_kernel` [height, width,
        channels, depth_multiplier] and `pointwise_kernel` [1, 1, channels * depth_multiplier, filters].
      the others: as of `Conv2D`.
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def separable_convolution2d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    dilation_rate: _IntegersLike = (1, 1),
    depth_multiplier: int = 1,
    activation: _Callable[..., _Any] | str | None = None,
    use_bias: bool = True,
    depthwise_initializer: _Initializer | dict[str, _Any] | None = None,
    pointwise_initializer: _Initializer | dict[str, _Any] | None = None,
    bias_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    depthwise_regularizer: _Callable[..., _Any] | None = None,
    pointwise_regularizer: _Callable[..., _Any] | None = None,
    bias_regularizer: _Callable[..., _Any] | None = None,
    activity_regularizer: _Callable[..., _Any] | None = None,
    depthwise_constraint: _Callable[..., _Any] | None = None,
    pointwise_constraint: _Callable[..., _Any] | None = None,
    bias_constraint: _Callable[..., _Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`SeparableConv2D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      filters: the number of channels of the output.
      kernel_size, strides, dilation_rate: of the window: an integer, or one for each dimension.
      padding: `valid` or `same`; in one dimension also `causal`: zeros before the first step only.
      data_format: `channels_last` or `channels_first`.
      the others: as of `Dense`; the kernel is [*kernel_size, channels, filters], the bias [filters].
      depth_multiplier: how many filters each channel gets.
      depthwise_initializer, pointwise_initializer and so on: of the variables `depthwise_kernel` [height, width,
        channels, depth_multiplier] and `pointwise_kernel` [1, 1, channels * depth_multiplier, filters].
      the others: as of `Conv2D`.
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

__all__ = [
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Convolution1D",
    "Convolution2D",
    "Convolution2DTranspose",
    "Deconv2D",
    "Deconvolution2D",
    "SeparableConv2D",
    "SeparableConvolution2D",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "convolution1d",
    "convolution2d",
    "convolution2d_transpose",
    "deconv2d",
    "deconvolution2d",
    "separable_conv2d",
    "separable_convolution2d",
]
