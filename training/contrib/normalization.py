"""batch_norm as tf.contrib.layers and slim have it.

Source of names, formulas and messages: tf.contrib.layers.batch_norm, TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any

from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.arrays.placeholders import identity
from headrace.graph.ops.arrays.reshape import reshape
from headrace.graph.ops.arrays.shape_queries import shape
from headrace.graph.ops.nn.fused_batch_norm import fused_batch_norm
from headrace.graph.ops.nn.layers import batch_normalization, moments
from headrace.graph.types import dtypes
from headrace.graph.variables.initializers.plain import Ones, Zeros
from headrace.graph.variables.scope import VariableScope, variable_scope
from headrace.graph.variables.variable import assign_sub

from ..layers.arguments import smart_cond, smart_constant
from ..layers.normalization import BatchNormalization
from .arg_scope import add_arg_scope
from .common import Names, collections_for, list_variable, variable_getter
from .layers import check_data_format, finished
from .variables import model_variable

ZEROS, ONES = Zeros(), Ones()


@add_arg_scope
def batch_norm(
    inputs: Any,
    decay: float = 0.999,
    center: bool = True,
    scale: bool = False,
    epsilon: float = 0.001,
    activation_fn: Any = None,
    param_initializers: Any = None,
    param_regularizers: Any = None,
    updates_collections: str | None = GraphKeys.UPDATE_OPS,
    is_training: Any = True,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    batch_weights: Any = None,
    fused: bool | None = None,
    data_format: str = "NHWC",
    zero_debias_moving_mean: bool = False,
    scope: Any = None,
    renorm: bool = False,
    renorm_clipping: Any = None,
    renorm_decay: float = 0.99,
    adjustment: Any = None,
) -> Tensor:
    """Each channel with mean 0 and variance 1, then scaled and moved.

    While training the moments are those of the batch, and moving averages follow them; otherwise these serve.

    Args:
      inputs: floating, of rank at least 2, the number of channels known.
      decay: how much of the moving averages stays at each update.
      center, scale: whether there are `beta` and `gamma`.
      param_initializers, param_regularizers: dicts by `beta`, `gamma`, `moving_mean`, `moving_variance`.
      updates_collections: where the updates of the averages are listed, to be run by the program; None runs them before
        the output is there.
      is_training: a bool or a bool tensor.
      fused: whether one operation does it, for inputs of rank 2 and 4; by default where it can.
      data_format: "NHWC", or "NCHW" for channels in the second dimension.
      batch_weights, zero_debias_moving_mean, renorm, adjustment: not supported: refused unless they have their defaults.

    Raises:
      ValueError: another format, or inputs of unknown rank or number of channels.
    """
    if batch_weights is not None or zero_debias_moving_mean or renorm or adjustment is not None:
        raise NotImplementedError("batch_norm has no batch_weights, zero_debias_moving_mean, renorm and adjustment here")
    check_data_format(data_format)
    start = param_initializers or {}
    losses = param_regularizers or {}
    with variable_scope(scope, "BatchNorm", [inputs], reuse=reuse, custom_getter=variable_getter()) as sc:
        inputs = convert_to_tensor(inputs)
        ndim = inputs.shape.ndims
        if ndim is None:
            raise ValueError(f"Inputs {inputs.name} has undefined rank")
        axis = 1 if data_format == "NCHW" else ndim - 1
        if inputs.shape.as_list()[axis] is None:
            raise ValueError(f"Inputs {inputs.name} has undefined channels dimension {inputs.shape.as_list()}.")
        fuses = ndim in (2, 4) if fused is None else fused
        made = _Variables(center, scale, start, losses, variables_collections, trainable)
        if updates_collections == GraphKeys.UPDATE_OPS and not (fuses and ndim == 2):
            outputs = _by_layer(inputs, axis, decay, epsilon, is_training, reuse, fuses, sc, made)
        else:
            outputs = _by_hand(inputs, axis, decay, epsilon, is_training, fuses, data_format, updates_collections, made)
        return finished(outputs, None, None, activation_fn, outputs_collections, sc)


class _Variables:
    """Which variables there are, what they begin with, and where they are listed."""

    def __init__(self, center: bool, scale: bool, start: Any, losses: Any, collections: Any, trainable: bool) -> None:
        self.center = center
        self.scale = scale
        self.start = start
        self.losses = losses
        self.collections = collections
        self.trainable = trainable

    def make(self, name: str, size: int, dtype: Any) -> Any:
        """The variable of that name, in MODEL_VARIABLES."""
        learned = name in ("beta", "gamma")
        first = ONES if name in ("gamma", "moving_variance") else ZEROS
        return model_variable(
            name,
            shape=[size],
            dtype=dtype,
            initializer=self.start.get(name, first),
            regularizer=self.losses.get(name) if learned else None,
            trainable=self.trainable and learned,
            collections=collections_for(self.collections, name),
        )


def _by_layer(
    inputs: Tensor,
    axis: int,
    decay: float,
    epsilon: float,
    is_training: Any,
    reuse: bool | None,
    fuses: bool,
    scope: VariableScope,
    made: _Variables,
) -> Tensor:
    layer = BatchNormalization(
        axis=axis if axis == 1 and inputs.shape.ndims != 2 else -1,
        momentum=decay,
        epsilon=epsilon,
        center=made.center,
        scale=made.scale,
        beta_initializer=made.start.get("beta", ZEROS),
        gamma_initializer=made.start.get("gamma", ONES),
        moving_mean_initializer=made.start.get("moving_mean", ZEROS),
        moving_variance_initializer=made.start.get("moving_variance", ONES),
        beta_regularizer=made.losses.get("beta"),
        gamma_regularizer=made.losses.get("gamma"),
        trainable=made.trainable,
        name=scope.name,
        _scope=scope,
        _reuse=reuse,
        fused=fuses and inputs.shape.ndims == 4,
    )
    outputs = layer.apply(inputs, training=is_training)
    for name in ("moving_mean", "moving_variance", "beta", "gamma"):
        variable = getattr(layer, name)
        if variable is not None:
            list_variable(variable, made.collections, name)
    return outputs


def _by_hand(
    inputs: Tensor,
    axis: int,
    decay: float,
    epsilon: float,
    is_training: Any,
    fuses: bool,
    data_format: str,
    updates_collections: str | None,
    made: _Variables,
) -> Tensor:
    size: Any = inputs.shape.as_list()[axis]
    kind = dtypes.float32 if inputs.dtype.base_dtype is dtypes.float16 else inputs.dtype.base_dtype
    rows = inputs
    if fuses and inputs.shape.ndims == 2:  # as pictures of one point
        inputs = reshape(inputs, [-1, 1, 1, size] if data_format == "NHWC" else [-1, size, 1, 1])
    beta = made.make("beta", size, kind) if made.center else constant(0.0, kind, [size]) if fuses else None
    gamma = made.make("gamma", size, kind) if made.scale else constant(1.0, kind, [size]) if fuses else None
    mean = made.make("moving_mean", size, kind)
    variance = made.make("moving_variance", size, kind)

    def normalized(with_batch: bool) -> tuple[Any, Any, Any]:
        if fuses:
            known = {} if with_batch else {"mean": mean, "variance": variance}
            return fused_batch_norm(
                inputs, gamma, beta, epsilon=epsilon, is_training=with_batch, data_format=data_format, **known
            )
        others = [k for k in range(inputs.shape.ndims or 0) if k != axis]
        of = moments(inputs, others) if with_batch else (convert_to_tensor(mean), convert_to_tensor(variance))
        spread: list = [1] * (inputs.shape.ndims or 0)
        spread[axis] = size

        def broadcast(vector: Any) -> Any:
            return vector if vector is None or not others or axis == len(spread) - 1 else reshape(vector, spread)

        offset, factor = broadcast(beta), broadcast(gamma)
        found = batch_normalization(inputs, broadcast(of[0]), broadcast(of[1]), offset, factor, epsilon)
        return found, *of

    def follow(average: Any, value: Tensor) -> Tensor:
        with name_scope(None, "AssignMovingAvg", [average, value, decay]) as scope:
            rest = convert_to_tensor(1.0 - decay, average.dtype.base_dtype, name="decay")
            return assign_sub(average, (average - value) * rest, name=scope)

    outputs, of_batch, spread_of_batch = smart_cond(is_training, lambda: normalized(True), lambda: normalized(False))
    training = smart_constant(is_training)
    if training is not False:
        updates = [
            smart_cond(is_training, lambda a=average, v=value: follow(a, v), lambda a=average: convert_to_tensor(a))
            for average, value in ((mean, of_batch), (variance, spread_of_batch))
        ]
        if updates_collections is None:
            with get_default_graph().control_dependencies(updates):
                outputs = identity(outputs)
        else:
            for update in updates:
                get_default_graph().add_to_collections(updates_collections, update)
    outputs.set_shape(inputs.static_shape)
    if inputs is not rows:
        outputs = reshape(outputs, shape(rows))
        outputs.set_shape(rows.static_shape)
    return outputs
