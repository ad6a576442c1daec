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
