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

def avg_pool2d(
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

def max_pool2d(
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
