"""tf.layers: layers as functions and as classes. Made by `make names`."""

from headrace.training.layers.pooling import AveragePooling1D as AveragePooling1D
from headrace.training.layers.pooling import AveragePooling2D as AveragePooling2D
from headrace.training.layers.pooling import AveragePooling3D as AveragePooling3D
from headrace.training.layers.normalization import BatchNormalization as BatchNormalization
from headrace.training.layers.convolutional import Conv1D as Conv1D
from headrace.training.layers.convolutional import Conv2D as Conv2D
from headrace.training.layers.transposed import Conv2DTranspose as Conv2DTranspose
from headrace.training.layers.convolutional import Conv3D as Conv3D
from headrace.training.layers.transposed import Conv3DTranspose as Conv3DTranspose
from headrace.training.layers.core import Dense as Dense
from headrace.training.layers.core import Dropout as Dropout
from headrace.training.layers.core import Flatten as Flatten
from headrace.training.layers.input_spec import InputSpec as InputSpec
from headrace.training.layers.base import Layer as Layer
from headrace.training.layers.pooling import MaxPooling1D as MaxPooling1D
from headrace.training.layers.pooling import MaxPooling2D as MaxPooling2D
from headrace.training.layers.pooling import MaxPooling3D as MaxPooling3D
from headrace.training.layers.separable import SeparableConv1D as SeparableConv1D
from headrace.training.layers.separable import SeparableConv2D as SeparableConv2D
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
    """The mean of the elements under a window of steps: an `AveragePooling1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.
      pool_size: of the window, an int.
      strides: the step of the window, an int.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, steps, channels] or "channels_first" [batch, channels, steps].

    Returns:
      in the type and layout of `inputs`, as many steps as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank than 3.
    """

def average_pooling2d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """The mean of the elements under a window of images: an `AveragePooling2D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      pool_size: of the window: an int, or one for each dimension, (height, width) or (depth, height, width).
      strides: the steps of the window, an int or one for each dimension.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].

    Returns:
      in the type and layout of `inputs`, as many rows and columns as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank.
    """

def average_pooling3d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """The mean of the elements under a window of volumes: an `AveragePooling3D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="channels_first"`.
      pool_size: of the window: an int, or one for each dimension, (height, width) or (depth, height, width).
      strides: the steps of the window, an int or one for each dimension.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].

    Returns:
      in the type and layout of `inputs`, as many planes, rows and columns as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank.
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
    """Each channel with mean 0 and variance 1, then scaled and moved: a `BatchNormalization` layer applied to `inputs`.

    The updates of the moving averages are in UPDATE_OPS; a training has to run them.

    Args:
      inputs: floating, of known rank, the number of channels known.
      axis: of the channels: an int, or a list of them.
      momentum: how much of the moving averages stays at each update.
      epsilon: added to the variance.
      center, scale: whether there are `beta` and `gamma`.
      beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer: what the variable of that
        name begins with; by default zeros, ones, zeros and ones.
      beta_regularizer, gamma_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      beta_constraint, gamma_constraint: each a function that optimizers apply to the variable after an update; None for none.
      training: whether by the moments of this batch: a bool, or a bool scalar tensor; False takes the moving averages.
      trainable: whether `beta` and `gamma` go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.
      renorm: whether training corrects the moments of the batch towards moving averages of their own, so that it computes
        what the trained layer does. Source: Ioffe, "Batch Renormalization", 2017.
      renorm_clipping: a dict of limits of the correction, numbers or scalar tensors: `rmin`, `rmax` and `dmax`.
      renorm_momentum: how much of these averages stays at each update.
      fused: whether one operation does it where it can; by default it does.
      virtual_batch_size: how many examples have moments of their own while training, a divisor of the batch's size; None for
        all of them.
      adjustment: a function from the shape of the inputs, an int32 vector, to a scale and an offset of the normalized values
        while training; None for none.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: an axis out of range or given twice, one whose size is not known, inputs of unknown rank, other limits of
        the correction, or a `virtual_batch_size` that is not positive or goes with axis 0 or an adjustment.
      TypeError: an axis that is no int.
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
      strides: how many times the output is as large as the input: an int, or one for each dimension.
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

def conv3d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1, 1),
    padding: str = 'valid',
    data_format: str = 'channels_last',
    dilation_rate: _IntegersLike = (1, 1, 1),
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
    """A convolution of volumes: a `Conv3D` layer applied to `inputs`.

    >>> tf.layers.conv3d(tf.zeros([2, 8, 28, 28, 3]), filters=8, kernel_size=5, strides=2, padding="same").shape.as_list()
    [2, 4, 14, 14, 8]

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
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
      [batch, depth, height, width, filters] in the layout of `inputs`, as many planes, rows and columns as the window has
      places.

    Raises:
      ValueError: an argument of a wrong form; inputs of another rank, or whose number of channels is not known.
    """

def conv3d_transpose(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = (1, 1, 1),
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
    """A transposed convolution of volumes: a `Conv3DTranspose` layer applied to `inputs`.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="channels_first"`.
      filters: the number of channels of the output, an int.
      kernel_size: of the window: an int, or one for each dimension.
      strides: how many times the output is as large as the input: an int, or one for each dimension.
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
      [batch, depth, height, width, filters] in the layout of `inputs`, `strides` times as many planes, rows and columns, and
      with "valid" what the window reaches beyond.

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
    """activation(inputs * kernel + bias), the product along the last axis: a `Dense` layer applied to `inputs`.

    >>> hidden = tf.layers.dense(tf.zeros([8, 4]), units=3, activation=tf.nn.relu, name="hidden")
    >>> hidden.shape.as_list(), [variable.op.name for variable in tf.trainable_variables()]
    ([8, 3], ['hidden/kernel', 'hidden/bias'])

    Args:
      inputs: floating [..., depth], of rank at least 2, the depth known.
      units: the size of the last dimension of the output, an int.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added at the end.
      kernel_initializer: what the variable `kernel` [last dimension of inputs, units] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [units] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      [..., units], in the type of `inputs`.

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
    """`tf.nn.dropout` while training, else the inputs: a `Dropout` layer applied to `inputs`.

    Args:
      inputs: floating, of any shape.
      rate: the share of elements that are dropped, in [0, 1); the others are divided by 1 - rate.
      noise_shape: what is dropped together: broadcast against the shape of the inputs; None in it for their size; None: each
        element on its own.
      seed: see `tf.set_random_seed`; None takes that of the graph.
      training: a bool, or a bool scalar tensor; False gives the inputs as they are.

    Returns:
      in the shape and type of `inputs`.
    """

def flatten(
    inputs: _TensorLike,
    name: str | None = None,
    data_format: str = 'channels_last',
) -> _Tensor:
    """All dimensions but the first made one: a `Flatten` layer applied to `inputs`.

    Args:
      inputs: of rank at least 1.
      data_format: "channels_last" (the default), or "channels_first", which brings the channels to the end first.

    Returns:
      [batch, the product of the other sizes], in the type of `inputs`.

    Raises:
      ValueError: another `data_format`, or inputs that are scalars.
    """

def max_pooling1d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """The greatest element under a window of steps: a `MaxPooling1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.
      pool_size: of the window, an int.
      strides: the step of the window, an int.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, steps, channels] or "channels_first" [batch, channels, steps].

    Returns:
      in the type and layout of `inputs`, as many steps as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank than 3.
    """

def max_pooling2d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """The greatest element under a window of images: a `MaxPooling2D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.
      pool_size: of the window: an int, or one for each dimension, (height, width) or (depth, height, width).
      strides: the steps of the window, an int or one for each dimension.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].

    Returns:
      in the type and layout of `inputs`, as many rows and columns as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank.
    """

def max_pooling3d(
    inputs: _TensorLike,
    pool_size: _IntegersLike,
    strides: _IntegersLike,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    name: str | None = None,
) -> _Tensor:
    """The greatest element under a window of volumes: a `MaxPooling3D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="channels_first"`.
      pool_size: of the window: an int, or one for each dimension, (height, width) or (depth, height, width).
      strides: the steps of the window, an int or one for each dimension.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, ..., channels] or "channels_first" [batch, channels, ...].

    Returns:
      in the type and layout of `inputs`, as many planes, rows and columns as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank.
    """

def separable_conv1d(
    inputs: _TensorLike,
    filters: int,
    kernel_size: _IntegersLike,
    strides: _IntegersLike = 1,
    padding: str = 'valid',
    data_format: str = 'channels_last',
    dilation_rate: _IntegersLike = 1,
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
    """A depthwise convolution, then one of single points: a `SeparableConv1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.
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
      depthwise_initializer: what the variable `depthwise_kernel` [*kernel_size, channels, depth_multiplier] begins with.
      pointwise_initializer: what the variable `pointwise_kernel` [1, ..., channels * depth_multiplier, filters] begins with.
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
      [batch, steps, filters] in the layout of `inputs`, as many steps as the window has places.

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
      depthwise_initializer: what the variable `depthwise_kernel` [*kernel_size, channels, depth_multiplier] begins with.
      pointwise_initializer: what the variable `pointwise_kernel` [1, ..., channels * depth_multiplier, filters] begins with.
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
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Conv3D",
    "Conv3DTranspose",
    "Dense",
    "Dropout",
    "Flatten",
    "InputSpec",
    "Layer",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "SeparableConv1D",
    "SeparableConv2D",
    "average_pooling1d",
    "average_pooling2d",
    "average_pooling3d",
    "batch_normalization",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "dense",
    "dropout",
    "flatten",
    "max_pooling1d",
    "max_pooling2d",
    "max_pooling3d",
    "separable_conv1d",
    "separable_conv2d",
]
