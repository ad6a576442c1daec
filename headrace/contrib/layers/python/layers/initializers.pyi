"""tf.contrib.layers.python.layers.initializers: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.initializers.scaled import variance_scaling_initializer as variance_scaling_initializer
from collections.abc import Callable as _Callable
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.likes import DTypeLike as _DTypeLike

def xavier_initializer(
    uniform: bool = True,
    seed: int | None = None,
    dtype: _DTypeLike = _dtypes.float32,
) -> _Callable[..., _Tensor]:
    """The Glorot initializer of tf.contrib.layers: draws of variance 2 / (fan_in + fan_out).

    Args:
      uniform: draw evenly, the default, or from a truncated normal distribution.
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one.

    Returns:
      An initializer, a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: a type that is not floating.
    """

def xavier_initializer_conv2d(
    uniform: bool = True,
    seed: int | None = None,
    dtype: _DTypeLike = _dtypes.float32,
) -> _Callable[..., _Tensor]:
    """The Glorot initializer of tf.contrib.layers: draws of variance 2 / (fan_in + fan_out).

    Args:
      uniform: draw evenly, the default, or from a truncated normal distribution.
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one.

    Returns:
      An initializer, a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: a type that is not floating.
    """

__all__ = [
    "variance_scaling_initializer",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]
