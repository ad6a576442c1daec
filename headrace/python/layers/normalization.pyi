"""tf.python.layers.normalization: as far as programs use it. Made by `make names`."""

from headrace.training.layers.normalization import BatchNormalization as BatchNorm
from headrace.training.layers.normalization import BatchNormalization as BatchNormalization
from collections.abc import Callable as _Callable
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.layers.arguments import ONES as _ONES
from headrace.training.layers.arguments import ZEROS as _ZEROS
from typing import Any as _Any

def batch_norm(
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

__all__ = [
    "BatchNorm",
    "BatchNormalization",
    "batch_norm",
    "batch_normalization",
]
