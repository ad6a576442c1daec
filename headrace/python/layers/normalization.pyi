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
      renorm, virtual_batch_size, adjustment: not supported: they are refused unless they have their defaults.
      renorm_clipping, renorm_momentum: accepted, of no effect without `renorm`.
      fused: whether one operation does it, for images; by default where it can.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: an axis out of range or given twice, one whose size is not known, inputs of unknown rank, or `fused` for
        what is no image.
      TypeError: an axis that is no int.
      NotImplementedError: what is not supported.
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
      renorm, virtual_batch_size, adjustment: not supported: they are refused unless they have their defaults.
      renorm_clipping, renorm_momentum: accepted, of no effect without `renorm`.
      fused: whether one operation does it, for images; by default where it can.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: an axis out of range or given twice, one whose size is not known, inputs of unknown rank, or `fused` for
        what is no image.
      TypeError: an axis that is no int.
      NotImplementedError: what is not supported.
    """

__all__ = [
    "BatchNorm",
    "BatchNormalization",
    "batch_norm",
    "batch_normalization",
]
