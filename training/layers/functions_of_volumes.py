# mypy: disable-error-code="empty-body"
"""The layers of volumes as functions, see `functions`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, TensorLike

from .arguments import ZEROS
from .convolutional import Conv3D
from .pooling import AveragePooling3D, MaxPooling3D
from .signatures import applies
from .transposed import Conv3DTranspose


@export("layers.conv3d")
@applies(Conv3D)
def conv3d(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = (1, 1, 1),
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: IntegersLike = (1, 1, 1),
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
    """A convolution of volumes: a `Conv3D` layer applied to `inputs`.

    >>> tf.layers.conv3d(tf.zeros([2, 8, 28, 28, 3]), filters=8, kernel_size=5, strides=2, padding="same").shape.as_list()
    [2, 4, 14, 14, 8]

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="channels_first"`.

    Returns:
      [batch, depth, height, width, filters] in the layout of `inputs`, as many planes, rows and columns as the window has
      places.
    """


@export("layers.conv3d_transpose")
@applies(Conv3DTranspose)
def conv3d_transpose(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = (1, 1, 1),
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
    """A transposed convolution of volumes: a `Conv3DTranspose` layer applied to `inputs`.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="channels_first"`.

    Returns:
      [batch, depth, height, width, filters] in the layout of `inputs`, `strides` times as many planes, rows and columns, and
      with "valid" what the window reaches beyond.
    """


@export("layers.max_pooling3d")
@applies(MaxPooling3D)
def max_pooling3d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """The greatest element under a window of volumes: a `MaxPooling3D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="channels_first"`.

    Returns:
      in the type and layout of `inputs`, as many planes, rows and columns as the window has places.
    """


@export("layers.average_pooling3d")
@applies(AveragePooling3D)
def average_pooling3d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """The mean of the elements under a window of volumes: an `AveragePooling3D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, depth, height, width, channels], or [batch, channels, depth, height, width] with
        `data_format="channels_first"`.

    Returns:
      in the type and layout of `inputs`, as many planes, rows and columns as the window has places.
    """
