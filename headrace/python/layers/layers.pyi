"""tf.python.layers.layers: as far as programs use it. Made by `make names`."""

from headrace.training.layers.pooling import AveragePooling1D as AveragePooling1D
from headrace.training.layers.pooling import AveragePooling2D as AveragePooling2D
from headrace.training.layers.normalization import BatchNormalization as BatchNormalization
from headrace.training.layers.convolutional import Conv1D as Conv1D
from headrace.training.layers.convolutional import Conv2D as Conv2D
from headrace.training.layers.transposed import Conv2DTranspose as Conv2DTranspose
from headrace.training.layers.convolutional import Conv1D as Convolution1D
from headrace.training.layers.convolutional import Conv2D as Convolution2D
from headrace.training.layers.transposed import Conv2DTranspose as Convolution2DTranspose
from headrace.training.layers.core import Dense as Dense
from headrace.training.layers.core import Dropout as Dropout
from headrace.training.layers.core import Flatten as Flatten
from headrace.training.layers.input_spec import InputSpec as InputSpec
from headrace.training.layers.base import Layer as Layer
from headrace.training.layers.pooling import MaxPooling1D as MaxPooling1D
from headrace.training.layers.pooling import MaxPooling2D as MaxPooling2D
from headrace.training.layers.separable import SeparableConv2D as SeparableConv2D
from headrace.training.layers.separable import SeparableConv2D as SeparableConvolution2D
from collections.abc import Callable as _Callable
from headrace.graph.core.operators import Operators as _Operators
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import ShapeLike as _ShapeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.layers.arguments import ONES as _ONES
from headrace.training.layers.arguments import ZEROS as _ZEROS
from typing import Any as _Any

def average_pooling1d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """`AveragePooling1D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      pool_size: of the window, an integer.
      strides: the step of the window, an integer.
      padding: `valid` or `same`.
      data_format: `channels_last` [batch, steps, channels] or `channels_first` [batch, channels, steps].

    Returns:
      What the layer gives, a tensor.
    """

def average_pooling2d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """`AveragePooling2D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      pool_size: of the window: an integer or a pair (height, width).
      strides: the steps of the window, an integer or a pair.
      padding: `valid` or `same`.
      data_format: `channels_last` [batch, height, width, channels] or `channels_first` [batch, channels, height, width].

    Returns:
      What the layer gives, a tensor.
    """

def batch_normalization(
    inputs: _TensorLike,
    axis: _IntegersLike = -1,
    momentum: float = 0.99,
    epsilon: float = 0.001,
    center: bool = True,
    scale: bool = True,
    beta_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    gamma_initializer: _Initializer | dict[str, _Any] = _ONES,
    moving_mean_initializer: _Initializer | dict[str, _Any] = _ZEROS,
    moving_variance_initializer: _Initializer | dict[str, _Any] = _ONES,
    beta_regularizer: _Callable[..., _Any] | None = None,
    gamma_regularizer: _Callable[..., _Any] | None = None,
    beta_constraint: _Callable[..., _Any] | None = None,
    gamma_constraint: _Callable[..., _Any] | None = None,
    training: _Any = False,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
    renorm: bool = False,
    renorm_clipping: _Any = None,
    renorm_momentum: float = 0.99,
    fused: bool | None = None,
    virtual_batch_size: int | None = None,
    adjustment: _Any = None,
) -> _Tensor:
    """`BatchNormalization` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      axis: of the channels: an integer, or a list of them.
      momentum: how much of the moving averages stays at each update.
      epsilon: added to the variance.
      center, scale: whether there are `beta` and `gamma`.
      beta_initializer and the others: of the variables of that name, as of `Dense`.
      training: as the layer takes it when it is called: a bool, or a scalar bool tensor.
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.
      renorm, virtual_batch_size, adjustment: not supported: they are refused unless they have their defaults.
      fused: whether one operation does it, for images; by default where it can.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: an axis out of range, one whose size is not known, or `fused` for what is no image.
    """

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

def dense(
    inputs: _TensorLike,
    units: int,
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
    """`Dense` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      units: the size of the last dimension of the output.
      activation: a function of a tensor; None for none.
      use_bias: whether something is added at the end.
      kernel_initializer, bias_initializer: of the variables `kernel` [last dimension of inputs, units] and `bias` [units].
      kernel_regularizer, bias_regularizer, activity_regularizer: functions to a loss, of the variables and the output.
      kernel_constraint, bias_constraint: functions that optimizers apply after each update.
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: inputs of rank less than 2, or whose last dimension is not known.
      TypeError: inputs that are not floating.
    """

def dropout(
    inputs: _TensorLike,
    rate: float | _Operators = 0.5,
    noise_shape: _ShapeLike | None = None,
    seed: int | None = None,
    training: _Any = False,
    name: str | None = None,
) -> _Tensor:
    """`Dropout` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      rate: the share of elements that are dropped.
      noise_shape: what is dropped together: broadcast against the shape of the inputs; None in it for their size.
      seed: see `tf.set_random_seed`.
      training: as the layer takes it when it is called: a bool, or a scalar bool tensor.

    Returns:
      What the layer gives, a tensor.
    """

def flatten(
    inputs: _TensorLike,
    name: str | None = None,
    data_format: str = 'channels_last',
) -> _Tensor:
    """`Flatten` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      data_format: `channels_first` brings the channels to the end first.

    Returns:
      What the layer gives, a tensor.
    """

def max_pooling1d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """`MaxPooling1D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      pool_size: of the window, an integer.
      strides: the step of the window, an integer.
      padding: `valid` or `same`.
      data_format: `channels_last` [batch, steps, channels] or `channels_first` [batch, channels, steps].

    Returns:
      What the layer gives, a tensor.
    """

def max_pooling2d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """`MaxPooling2D` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      pool_size: of the window: an integer or a pair (height, width).
      strides: the steps of the window, an integer or a pair.
      padding: `valid` or `same`.
      data_format: `channels_last` [batch, height, width, channels] or `channels_first` [batch, channels, height, width].

    Returns:
      What the layer gives, a tensor.
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

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Convolution1D",
    "Convolution2D",
    "Convolution2DTranspose",
    "Dense",
    "Dropout",
    "Flatten",
    "InputSpec",
    "Layer",
    "MaxPooling1D",
    "MaxPooling2D",
    "SeparableConv2D",
    "SeparableConvolution2D",
    "average_pooling1d",
    "average_pooling2d",
    "batch_normalization",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "dense",
    "dropout",
    "flatten",
    "max_pooling1d",
    "max_pooling2d",
    "separable_conv2d",
]
