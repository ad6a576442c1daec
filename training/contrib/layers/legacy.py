"""legacy_fully_connected: the fully connected layer before TensorFlow 1.0."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import merged
from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import add_to_collections
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, ScopeLike, TensorLike
from headrace.graph.variables.scope import get_variable, variable_scope

from .dense import XAVIER, ZEROS


@export("contrib.layers.legacy_fully_connected", "contrib.slim.legacy_fully_connected")
def legacy_fully_connected(
    x: TensorLike,
    num_output_units: int,
    activation_fn: Callable[..., Any] | None = None,
    weight_init: Initializer = XAVIER,
    bias_init: Initializer | None = ZEROS,
    name: ScopeLike | None = None,
    weight_collections: Sequence[str] | None = (GraphKeys.WEIGHTS,),
    bias_collections: Sequence[str] | None = (GraphKeys.BIASES,),
    output_collections: Sequence[str] | None = (GraphKeys.ACTIVATIONS,),
    trainable: bool = True,
    weight_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
) -> Tensor:
    """activation_fn(x * weights + bias), the product along the last axis.

    Args:
      x: floating, of rank at least 2, the last dimension known.
      num_output_units: the size of the last dimension of the output.
      activation_fn: a function of a tensor; None for none.
      weight_init: what the variable `weights` begins with, by default `xavier_initializer()`.
      bias_init: what the variable `bias` begins with, by default zeros; None for no bias.
      name: the variable scope, "fully_connected" with a number by default.
      weight_collections, bias_collections: the collections that the variables go into besides GLOBAL_VARIABLES.
      output_collections: the collections that the output goes into besides ACTIVATIONS.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      weight_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.

    Returns:
      [..., num_output_units], in the type of `x`.

    Raises:
      ValueError: `x` of a lower rank, or whose last dimension is not known.
    """
    with variable_scope(name, "fully_connected", [x]):
        x = convert_to_tensor(x)
        sizes = x.static_shape
        if sizes is None:
            raise ValueError("dims of x must be known but is None")
        if len(sizes) < 2:
            raise ValueError(f"rank of x must be at least 2 not: {len(sizes)}")
        if sizes[-1] is None:
            raise ValueError("last dimension of x must be known but is None")
        size = sizes[-1]

        def variable(name: str, shape: list[int], initializer: Any, regularizer: Any, collections: Any) -> Any:
            return get_variable(
                name,
                shape=shape,
                dtype=x.dtype.base_dtype,
                initializer=initializer,
                collections=list(dict.fromkeys([*(collections or ()), GraphKeys.GLOBAL_VARIABLES])),
                regularizer=regularizer,
                trainable=trainable,
            )

        weights = variable("weights", [size, num_output_units], weight_init, weight_regularizer, weight_collections)
        y: Any = ops.matmul(x if len(sizes) == 2 else ops.reshape(x, [-1, size]), weights)
        if bias_init is not None:
            y = ops.bias_add(y, variable("bias", [num_output_units], bias_init, bias_regularizer, bias_collections))
        if len(sizes) > 2:
            found: list[Any] = ops.unstack(ops.shape(x))
            y = ops.reshape(y, ops.stack([*found[:-1], num_output_units]))
            y.set_shape([*sizes[:-1], num_output_units])
        if activation_fn is not None:
            y = activation_fn(y)
        add_to_collections([*(output_collections or ()), GraphKeys.ACTIVATIONS], y)
        return y


legacy_relu = functools.partial(legacy_fully_connected, activation_fn=ops.relu)
legacy_linear = functools.partial(legacy_fully_connected, activation_fn=None)
for _made, _what in ((legacy_relu, "`tf.nn.relu`"), (legacy_linear, "no activation")):
    _made.__doc__ = merged(
        f"`legacy_fully_connected` with {_what}.",
        inspect.signature(legacy_fully_connected).parameters,
        [legacy_fully_connected.__doc__],
    )
export_value(legacy_relu, "contrib.layers.legacy_relu", "contrib.slim.legacy_relu")
export_value(legacy_linear, "contrib.layers.legacy_linear", "contrib.slim.legacy_linear")
