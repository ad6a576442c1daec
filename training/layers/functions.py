# mypy: disable-error-code="empty-body"
"""The layers as functions: each makes a layer and applies it once.

`name` is the layer's variable scope; `reuse` takes the variables that are there. All other arguments are those of the
class, which says what is raised. A function is its signature, hence empty: `signatures.applies` does the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.operators import Operators
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, ShapeLike, TensorLike

from .arguments import ONES, ZEROS
from .convolutional import Conv1D, Conv2D
from .core import Dense, Dropout, Flatten
from .normalization import BatchNormalization
from .pooling import AveragePooling1D, AveragePooling2D, MaxPooling1D, MaxPooling2D
from .separable import SeparableConv2D
from .signatures import applies
from .transposed import Conv2DTranspose


@export("layers.dense")
@applies(Dense)
def dense(
    inputs: TensorLike,
    units: int,
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    kernel_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    kernel_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """activation(inputs * kernel + bias), the product along the last axis: a `Dense` layer applied to `inputs`.

    >>> hidden = tf.layers.dense(tf.zeros([8, 4]), units=3, activation=tf.nn.relu, name="hidden")
    >>> hidden.shape.as_list(), [variable.op.name for variable in tf.trainable_variables()]
    ([8, 3], ['hidden/kernel', 'hidden/bias'])

    Args:
      inputs: floating [..., depth], of rank at least 2, the depth known.

    Returns:
      [..., units], in the type of `inputs`.
    """


@export("layers.dropout")
@applies(Dropout)
def dropout(
    inputs: TensorLike,
    rate: float | Operators = 0.5,
    noise_shape: ShapeLike | None = None,
    seed: int | None = None,
    training: Any = False,
    name: str | None = None,
) -> Tensor:
    """`tf.nn.dropout` while training, else the inputs: a `Dropout` layer applied to `inputs`.

    Args:
      inputs: floating, of any shape.
      training: a bool, or a bool scalar tensor; False gives the inputs as they are.

    Returns:
      in the shape and type of `inputs`.
    """


@export("layers.flatten")
@applies(Flatten)
def flatten(
    inputs: TensorLike,
    name: str | None = None,
    data_format: str = "channels_last",
) -> Tensor:
    """All dimensions but the first made one: a `Flatten` layer applied to `inputs`.

    Args:
      inputs: of rank at least 1.

    Returns:
      [batch, the product of the other sizes], in the type of `inputs`.
    """


@export("layers.conv1d")
@applies(Conv1D)
def conv1d(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = 1,
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: IntegersLike = 1,
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    kernel_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    kernel_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """A convolution of sequences: a `Conv1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.

    Returns:
      [batch, steps, filters] in the layout of `inputs`, as many steps as the window has places.
    """


@export("layers.conv2d")
@applies(Conv2D)
def conv2d(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = (1, 1),
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: IntegersLike = (1, 1),
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    kernel_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    kernel_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """A convolution of images: a `Conv2D` layer applied to `inputs`.

    >>> tf.layers.conv2d(tf.zeros([2, 28, 28, 3]), filters=8, kernel_size=5, strides=2, padding="same").shape.as_list()
    [2, 14, 14, 8]

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, as many rows and columns as the window has places.
    """


@export("layers.conv2d_transpose")
@applies(Conv2DTranspose)
def conv2d_transpose(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = (1, 1),
    padding: str = "valid",
    data_format: str = "channels_last",
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    kernel_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    kernel_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """A transposed convolution of images: a `Conv2DTranspose` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, `strides` times as many rows and columns, and with "valid" what
      the window reaches beyond.
    """


@export("layers.separable_conv2d")
@applies(SeparableConv2D)
def separable_conv2d(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = (1, 1),
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: IntegersLike = (1, 1),
    depth_multiplier: int = 1,
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    depthwise_initializer: Initializer | dict[str, Any] | None = None,
    pointwise_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    depthwise_regularizer: Callable[..., Any] | None = None,
    pointwise_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    depthwise_constraint: Callable[..., Any] | None = None,
    pointwise_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """A depthwise convolution, then one of single points: a `SeparableConv2D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.

    Returns:
      [batch, height, width, filters] in the layout of `inputs`, as many rows and columns as the window has places.
    """


@export("layers.max_pooling1d")
@applies(MaxPooling1D)
def max_pooling1d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """The greatest element under a window of steps: a `MaxPooling1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.

    Returns:
      in the type and layout of `inputs`, as many steps as the window has places.
    """


@export("layers.average_pooling1d")
@applies(AveragePooling1D)
def average_pooling1d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """The mean of the elements under a window of steps: an `AveragePooling1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.

    Returns:
      in the type and layout of `inputs`, as many steps as the window has places.
    """


@export("layers.max_pooling2d")
@applies(MaxPooling2D)
def max_pooling2d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """The greatest element under a window of images: a `MaxPooling2D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.

    Returns:
      in the type and layout of `inputs`, as many rows and columns as the window has places.
    """


@export("layers.average_pooling2d")
@applies(AveragePooling2D)
def average_pooling2d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """The mean of the elements under a window of images: an `AveragePooling2D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with
        `data_format="channels_first"`.

    Returns:
      in the type and layout of `inputs`, as many rows and columns as the window has places.
    """


@export("layers.batch_normalization")
@applies(BatchNormalization)
def batch_normalization(
    inputs: TensorLike,
    axis: IntegersLike = -1,
    momentum: float = 0.99,
    epsilon: float = 1e-3,
    center: bool = True,
    scale: bool = True,
    beta_initializer: Initializer | dict[str, Any] = ZEROS,
    gamma_initializer: Initializer | dict[str, Any] = ONES,
    moving_mean_initializer: Initializer | dict[str, Any] = ZEROS,
    moving_variance_initializer: Initializer | dict[str, Any] = ONES,
    beta_regularizer: Callable[..., Any] | None = None,
    gamma_regularizer: Callable[..., Any] | None = None,
    beta_constraint: Callable[..., Any] | None = None,
    gamma_constraint: Callable[..., Any] | None = None,
    training: Any = False,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
    renorm: bool = False,
    renorm_clipping: Any = None,
    renorm_momentum: float = 0.99,
    fused: bool | None = None,
    virtual_batch_size: int | None = None,
    adjustment: Any = None,
) -> Tensor:
    """Each channel with mean 0 and variance 1, then scaled and moved: a `BatchNormalization` layer applied to `inputs`.

    The updates of the moving averages are in UPDATE_OPS; a training has to run them.

    Args:
      inputs: floating, of known rank, the number of channels known.
      training: whether by the moments of this batch: a bool, or a bool scalar tensor; False takes the moving averages.

    Returns:
      in the shape and type of `inputs`.
    """
