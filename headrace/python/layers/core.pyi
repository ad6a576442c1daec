"""tf.python.layers.core: as far as programs use it. Made by `make names`."""

from headrace.training.layers.core import Dense as Dense
from headrace.training.layers.core import Dropout as Dropout
from headrace.training.layers.core import Flatten as Flatten
from headrace.training.layers.core import Dense as FullyConnected
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.training.layers.arguments import ZEROS as _ZEROS
from typing import Any as _Any

def dense(
    inputs: _Any,
    units: int,
    activation: _Any = None,
    use_bias: bool = True,
    kernel_initializer: _Any = None,
    bias_initializer: _Any = _ZEROS,
    kernel_regularizer: _Any = None,
    bias_regularizer: _Any = None,
    activity_regularizer: _Any = None,
    kernel_constraint: _Any = None,
    bias_constraint: _Any = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Dense` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      units: the size of the last dimension of the output, an int.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added at the end.
      kernel_initializer: what the variable `kernel` [last dimension of inputs, units] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [units] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: functions from the variable to a loss, which goes into REGULARIZATION_LOSSES;
        None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: functions from the variable to what optimizers make of it after each update; None for
        none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: inputs of rank less than 2, or whose last dimension is not known.
      TypeError: inputs that are not floating.
    """

def dropout(
    inputs: _Any,
    rate: _Any = 0.5,
    noise_shape: _Any = None,
    seed: int | None = None,
    training: _Any = False,
    name: str | None = None,
) -> _Tensor:
    """`Dropout` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      rate: the share of elements that are dropped, in [0, 1); the others are divided by 1 - rate.
      noise_shape: what is dropped together: broadcast against the shape of the inputs; None in it for their size; None: each
        element on its own.
      seed: see `tf.set_random_seed`; None takes that of the graph.
      training: as the layer takes it when it is called: a bool, or a scalar bool tensor.

    Returns:
      What the layer gives, a tensor.

    Raises:
      TypeError: another keyword.
    """

def flatten(
    inputs: _Any,
    name: str | None = None,
    data_format: str = 'channels_last',
) -> _Tensor:
    """`Flatten` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      data_format: "channels_last" (the default), or "channels_first", which brings the channels to the end first.

    Returns:
      What the layer gives, a tensor.

    Raises:
      ValueError: another `data_format`, or inputs that are scalars.
      TypeError: another keyword.
    """

def fully_connected(
    inputs: _Any,
    units: int,
    activation: _Any = None,
    use_bias: bool = True,
    kernel_initializer: _Any = None,
    bias_initializer: _Any = _ZEROS,
    kernel_regularizer: _Any = None,
    bias_regularizer: _Any = None,
    activity_regularizer: _Any = None,
    kernel_constraint: _Any = None,
    bias_constraint: _Any = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> _Tensor:
    """`Dense` applied to `inputs`.

    Args:
      inputs: a tensor that the layer takes.
      units: the size of the last dimension of the output, an int.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added at the end.
      kernel_initializer: what the variable `kernel` [last dimension of inputs, units] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [units] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: functions from the variable to a loss, which goes into REGULARIZATION_LOSSES;
        None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: functions from the variable to what optimizers make of it after each update; None for
        none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
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
