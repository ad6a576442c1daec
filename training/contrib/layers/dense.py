"""Layers as tf.contrib.layers and slim have them: weights and biases, an activation, a scope of their own.

What they share is documented by `fully_connected`. Their variables are in MODEL_VARIABLES.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by, merged
from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer, ScopeLike, TensorLike
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.initializers.scaled import xavier_initializer
from headrace.graph.variables.scope import variable_scope

from ...layers.core import Dense, Dropout, Flatten
from ..arg_scope import add_arg_scope
from ..variables import model_variable
from .common import (
    LayerSettings,
    Names,
    activate,
    add_outputs_to_collections,
    check_data_format,
    collections_for,
    variable_getter,
)

XAVIER, ZEROS = xavier_initializer(), Zeros()


@export("contrib.layers.fully_connected", "contrib.slim.fully_connected")
@add_arg_scope
def fully_connected(
    inputs: TensorLike,
    num_outputs: int,
    activation_fn: Callable[..., Any] | None = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Tensor:
    """activation_fn(inputs * weights + biases), the product along the last axis.

    >>> hidden = tf.contrib.layers.fully_connected(tf.zeros([8, 4]), num_outputs=3, scope="hidden")
    >>> hidden.shape.as_list(), [variable.op.name for variable in tf.trainable_variables()]
    ([8, 3], ['hidden/weights', 'hidden/biases'])

    Args:
      inputs: floating, of rank at least 2, the last dimension known.
      num_outputs: the size of the last dimension (the channels) of the output, an int.
      activation_fn: a function of a tensor, relu by default; None for none.
      normalizer_fn: used instead of biases, called as `normalizer_fn(outputs, **normalizer_params)`; None for none.
      normalizer_params: a dict of arguments of `normalizer_fn`; None for none.
      weights_initializer: what the weights begin with, by default `xavier_initializer()`.
      weights_regularizer: a function from the weights to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      biases_initializer: what the biases begin with, by default zeros; None for no biases.
      biases_regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      reuse: True takes the variables that are there; None does as the scope around it; with True, `scope` must be given.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short name
        ("weights", "biases").
      outputs_collections: a collection or a list of them that the output goes into, called there as the scope is.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name with a number.

    Returns:
      [..., num_outputs], in the type of `inputs`.

    Raises:
      ValueError: `num_outputs` is no integer, `inputs` do not fit, or a variable is not there to be reused.
    """
    if not isinstance(num_outputs, int):
        raise ValueError(f"num_outputs type should be one of [{int}], got {type(num_outputs)}.")
    settings = LayerSettings(
        activation_fn=activation_fn,
        normalizer_fn=normalizer_fn,
        normalizer_params=normalizer_params,
        weights_initializer=weights_initializer,
        weights_regularizer=weights_regularizer,
        biases_initializer=biases_initializer,
        biases_regularizer=biases_regularizer,
        reuse=reuse,
        variables_collections=variables_collections,
        outputs_collections=outputs_collections,
        trainable=trainable,
        scope=scope,
    )
    with settings.scope_of("fully_connected", inputs, {"kernel": "weights"}) as sc:
        inputs = convert_to_tensor(inputs)
        layer = Dense(num_outputs, **settings.of_kernel(), **settings.of_layer(inputs, sc))
        outputs = layer.apply(inputs)
        settings.add_variables_to_collections([layer.kernel], layer.bias)
        return settings.normalize_and_activate(outputs, sc)


linear = functools.partial(fully_connected, activation_fn=None)
relu = functools.partial(fully_connected, activation_fn=ops.relu)
relu6 = functools.partial(fully_connected, activation_fn=ops.relu6)
elu = functools.partial(fully_connected, activation_fn=ops.elu)
for _made, _what in ((linear, "no activation"), (relu, "`tf.nn.relu`"), (relu6, "`tf.nn.relu6`"), (elu, "`tf.nn.elu`")):
    _made.__doc__ = merged(
        f"`fully_connected` with {_what}.", inspect.signature(fully_connected).parameters, [fully_connected.__doc__]
    )
export_value(linear, "contrib.layers.linear", "contrib.slim.linear")
export_value(relu, "contrib.layers.relu", "contrib.slim.relu")
export_value(relu6, "contrib.layers.relu6", "contrib.slim.relu6")
export_value(elu, "contrib.layers.elu", "contrib.slim.elu")


@export("contrib.layers.bias_add", "contrib.slim.bias_add")
@documented_by(fully_connected)
@add_arg_scope
def bias_add(
    inputs: TensorLike,
    activation_fn: Callable[..., Any] | None = None,
    initializer: Initializer = ZEROS,
    regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    data_format: str = "NHWC",
    scope: ScopeLike | None = None,
) -> Tensor:
    """inputs + biases, one for each channel, then an activation.

    Args:
      inputs: floating, of rank at least 2, the number of channels known.
      activation_fn: a function of a tensor; None for none.
      initializer: what the biases begin with, by default zeros.
      regularizer: a function from the biases to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      data_format: "NHWC", or "NCHW" for channels in the second dimension.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: another format, or the number of channels is not known.
    """
    check_data_format(data_format)
    with variable_scope(scope, "BiasAdd", [inputs], reuse=reuse) as sc:
        inputs = convert_to_tensor(inputs)
        if inputs.shape.ndims is None:
            raise ValueError("Dims of shape must be known but is None")
        if inputs.shape.ndims != 4 and data_format == "NCHW":
            raise ValueError("Data format NCHW only supports 4D Tensor")
        channels = inputs.shape.as_list()[1 if data_format == "NCHW" else -1]
        if channels is None:
            raise ValueError("`C` dimension must be known but is None")
        biases = model_variable(
            "biases",
            shape=[channels],
            dtype=inputs.dtype.base_dtype,
            initializer=initializer,
            regularizer=regularizer,
            collections=collections_for(variables_collections, "biases"),
            trainable=trainable,
        )
        outputs = ops.bias_add(inputs, biases, data_format=data_format)
        return activate(outputs, activation_fn, outputs_collections, sc)


@export("contrib.layers.flatten", "contrib.slim.flatten")
@documented_by(fully_connected)
@add_arg_scope
def flatten(inputs: TensorLike, outputs_collections: Names = None, scope: str | None = None) -> Tensor:
    """All dimensions but the first made one.

    Args:
      inputs: of rank at least 1.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      [batch, the product of the other sizes], in the type of `inputs`.

    Raises:
      ValueError: a scalar.
    """
    with name_scope(scope, "Flatten", [inputs]) as sc:
        inputs = convert_to_tensor(inputs)
        outputs = Flatten().apply(inputs, scope="flatten")
        return add_outputs_to_collections(outputs_collections, sc, outputs)


@export("contrib.layers.dropout", "contrib.slim.dropout")
@documented_by(fully_connected)
@add_arg_scope
def dropout(
    inputs: TensorLike,
    keep_prob: Any = 0.5,
    noise_shape: Any = None,
    is_training: Any = True,
    outputs_collections: Names = None,
    scope: ScopeLike | None = None,
    seed: int | None = None,
) -> Tensor:
    """`inputs` with elements dropped while training; each stays with the chance `keep_prob` and is divided by it.

    Args:
      inputs: floating, of any shape.
      keep_prob: in (0, 1], a number or a scalar tensor.
      noise_shape: what is dropped together, see `tf.nn.dropout`; each element on its own by default.
      is_training: a bool or a bool scalar tensor; False gives the inputs as they are.
      scope: the variable scope, a str or a VariableScope; by default one of the function's name.
      seed: see `tf.set_random_seed`; None takes that of the graph.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: a `keep_prob` that is not in (0, 1].
    """
    with variable_scope(scope, "Dropout", [inputs], custom_getter=variable_getter()) as sc:
        inputs = convert_to_tensor(inputs)
        layer = Dropout(rate=1 - keep_prob, noise_shape=noise_shape, seed=seed, name=sc.name, _scope=sc)
        return add_outputs_to_collections(outputs_collections, sc.name, layer.apply(inputs, training=is_training))


@export("contrib.layers.one_hot_encoding", "contrib.slim.one_hot_encoding")
@documented_by(fully_connected)
@add_arg_scope
def one_hot_encoding(
    labels: TensorLike,
    num_classes: int,
    on_value: TensorLike = 1.0,
    off_value: TensorLike = 0.0,
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """Vectors with `on_value` at the label and `off_value` elsewhere.

    Args:
      labels: integers in [0, num_classes), of any shape.
      num_classes: the length of the vectors.
      on_value, off_value: numbers of one type.
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      [..., num_classes], float32 unless the values are of another type.
    """
    with name_scope(scope, "OneHotEncoding", [labels, num_classes]) as sc:
        labels = convert_to_tensor(labels)
        if labels.dtype.base_dtype is dtypes.int32:
            labels = ops.to_int64(labels)
        outputs = ops.one_hot(labels, num_classes, on_value=on_value, off_value=off_value)
        return add_outputs_to_collections(outputs_collections, sc, outputs)
