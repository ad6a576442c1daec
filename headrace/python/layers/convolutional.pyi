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
    """A convolution of sequences: a `Conv1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: the steps of the window: an int, or one for each dimension; 1 where `dilation_rate` is not.
      padding: "valid" (places within the inputs) or "same" (zeros around them); in one dimension also "causal": zeros before
        the first step only.
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      dilation_rate: the distance of the window's elements: an int, or one for each dimension.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, channels, filters] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, steps, filters] in the layout of `inputs`, as many steps as the window has places.

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
    """A convolution of images: a `Conv2D` layer applied to `inputs`.

    >>> tf.layers.conv2d(tf.zeros([2, 28, 28, 3]), filters=8, kernel_size=5, strides=2, padding="same").shape.as_list()
    [2, 14, 14, 8]

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: the steps of the window: an int, or one for each dimension; 1 where `dilation_rate` is not.
      padding: "valid" (places within the inputs) or "same" (zeros around them); in one dimension also "causal": zeros before
        the first step only.
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      dilation_rate: the distance of the window's elements: an int, or one for each dimension.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, channels, filters] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, as many rows and columns as the window has places.

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
    """A transposed convolution of images: a `Conv2DTranspose` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: how many times the output is as large as the input: an int or a pair (height, width).
      padding: "valid" or "same".
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, filters, channels] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, `strides` times as many rows and columns, and with "valid" what
      the window reaches beyond.

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
    """A convolution of sequences: a `Conv1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: the steps of the window: an int, or one for each dimension; 1 where `dilation_rate` is not.
      padding: "valid" (places within the inputs) or "same" (zeros around them); in one dimension also "causal": zeros before
        the first step only.
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      dilation_rate: the distance of the window's elements: an int, or one for each dimension.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, channels, filters] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, steps, filters] in the layout of `inputs`, as many steps as the window has places.

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
    """A convolution of images: a `Conv2D` layer applied to `inputs`.

    >>> tf.layers.conv2d(tf.zeros([2, 28, 28, 3]), filters=8, kernel_size=5, strides=2, padding="same").shape.as_list()
    [2, 14, 14, 8]

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: the steps of the window: an int, or one for each dimension; 1 where `dilation_rate` is not.
      padding: "valid" (places within the inputs) or "same" (zeros around them); in one dimension also "causal": zeros before
        the first step only.
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      dilation_rate: the distance of the window's elements: an int, or one for each dimension.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, channels, filters] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, as many rows and columns as the window has places.

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
    """A transposed convolution of images: a `Conv2DTranspose` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: how many times the output is as large as the input: an int or a pair (height, width).
      padding: "valid" or "same".
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, filters, channels] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, `strides` times as many rows and columns, and with "valid" what
      the window reaches beyond.

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
    """A transposed convolution of images: a `Conv2DTranspose` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: how many times the output is as large as the input: an int or a pair (height, width).
      padding: "valid" or "same".
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, filters, channels] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, `strides` times as many rows and columns, and with "valid" what
      the window reaches beyond.

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
    """A transposed convolution of images: a `Conv2DTranspose` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: how many times the output is as large as the input: an int or a pair (height, width).
      padding: "valid" or "same".
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      kernel_initializer: what the variable `kernel` [*kernel_size, filters, channels] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, `strides` times as many rows and columns, and with "valid" what
      the window reaches beyond.

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
    """A depthwise convolution, then one of single points: a `SeparableConv2D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: the steps of the window: an int, or one for each dimension; 1 where `dilation_rate` is not.
      padding: "valid" (places within the inputs) or "same" (zeros around them); in one dimension also "causal": zeros before
        the first step only.
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      dilation_rate: the distance of the window's elements: an int, or one for each dimension.
      depth_multiplier: how many filters each channel gets.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      depthwise_initializer: what the variable `depthwise_kernel` [height, width, channels, depth_multiplier] begins with.
      pointwise_initializer: what the variable `pointwise_kernel` [1, 1, channels * depth_multiplier, filters] begins with.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      depthwise_regularizer, pointwise_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      depthwise_constraint, pointwise_constraint: each a function that optimizers apply to the variable after an
        update; None for none.
      bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, as many rows and columns as the window has places.

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
    """A depthwise convolution, then one of single points: a `SeparableConv2D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: the steps of the window: an int, or one for each dimension; 1 where `dilation_rate` is not.
      padding: "valid" (places within the inputs) or "same" (zeros around them); in one dimension also "causal": zeros before
        the first step only.
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].
      dilation_rate: the distance of the window's elements: an int, or one for each dimension.
      depth_multiplier: how many filters each channel gets.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added to each channel.
      depthwise_initializer: what the variable `depthwise_kernel` [height, width, channels, depth_multiplier] begins with.
      pointwise_initializer: what the variable `pointwise_kernel` [1, 1, channels * depth_multiplier, filters] begins with.
      bias_initializer: what the variable `bias` [filters] begins with, by default zeros.
      depthwise_regularizer, pointwise_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      depthwise_constraint, pointwise_constraint: each a function that optimizers apply to the variable after an
        update; None for none.
      bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, as many rows and columns as the window has places.

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
