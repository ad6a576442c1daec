"""tf.python.layers.core: as far as programs use it. Made by `make names`."""

from headrace.training.layers.core import Dense as Dense
from headrace.training.layers.core import Dropout as Dropout
from headrace.training.layers.core import Flatten as Flatten
from headrace.training.layers.core import Dense as FullyConnected
from collections.abc import Callable as _Callable
from headrace.graph.core.operators import Operators as _Operators
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.graph.types.likes import ShapeLike as _ShapeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.layers.arguments import ZEROS as _ZEROS
from typing import Any as _Any

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

def fully_connected(
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

__all__ = [
    "Dense",
    "Dropout",
    "Flatten",
    "FullyConnected",
    "dense",
    "dropout",
    "flatten",
    "fully_connected",
]
