"""tf.python.layers.pooling: as far as programs use it. Made by `make names`."""

from headrace.training.layers.pooling import AveragePooling1D as AveragePooling1D
from headrace.training.layers.pooling import AveragePooling2D as AveragePooling2D
from headrace.training.layers.pooling import AveragePooling2D as AvgPool2D
from headrace.training.layers.pooling import MaxPooling2D as MaxPool2D
from headrace.training.layers.pooling import MaxPooling1D as MaxPooling1D
from headrace.training.layers.pooling import MaxPooling2D as MaxPooling2D
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike

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
      pool_size: of the window: an int or a pair (height, width).
      strides: the steps of the window, an int or a pair.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, height, width, channels] or "channels_first" [batch, channels, height, width].

    Returns:
      in the type and layout of `inputs`, as many rows and columns as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank than 4.
    """

def avg_pool2d(
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
      pool_size: of the window: an int or a pair (height, width).
      strides: the steps of the window, an int or a pair.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, height, width, channels] or "channels_first" [batch, channels, height, width].

    Returns:
      in the type and layout of `inputs`, as many rows and columns as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank than 4.
    """

def max_pool2d(
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
      pool_size: of the window: an int or a pair (height, width).
      strides: the steps of the window, an int or a pair.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, height, width, channels] or "channels_first" [batch, channels, height, width].

    Returns:
      in the type and layout of `inputs`, as many rows and columns as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank than 4.
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
      pool_size: of the window: an int or a pair (height, width).
      strides: the steps of the window, an int or a pair.
      padding: "valid" (places within the inputs) or "same" (around them, too).
      data_format: "channels_last" [batch, height, width, channels] or "channels_first" [batch, channels, height, width].

    Returns:
      in the type and layout of `inputs`, as many rows and columns as the window has places.

    Raises:
      ValueError: an argument of a wrong form, or inputs of another rank than 4.
    """

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AvgPool2D",
    "MaxPool2D",
    "MaxPooling1D",
    "MaxPooling2D",
    "average_pooling1d",
    "average_pooling2d",
    "avg_pool2d",
    "max_pool2d",
    "max_pooling1d",
    "max_pooling2d",
]
