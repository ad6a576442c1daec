"""batch_norm as tf.contrib.layers and slim have it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.initializers.plain import Ones, Zeros
from headrace.graph.variables.scope import VariableScope, variable_scope
from headrace.graph.variables.variable import assign_sub

from ...layers.arguments import smart_cond, smart_constant
from ...layers.normalization import BatchNormalization
from ..arg_scope import add_arg_scope
from ..variables import model_variable
from .common import Names, activate, add_variable_to_collections, check_data_format, collections_for, variable_getter
from .dense import fully_connected

ZEROS, ONES = Zeros(), Ones()


@export("contrib.layers.batch_norm", "contrib.slim.batch_norm")
@documented_by(fully_connected)
@add_arg_scope
def batch_norm(
    inputs: TensorLike,
    decay: float = 0.999,
    center: bool = True,
    scale: bool = False,
    epsilon: float = 0.001,
    activation_fn: Callable[..., Any] | None = None,
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
    scope: ScopeLike | None = None,
    renorm: bool = False,
    renorm_clipping: Any = None,
    renorm_decay: float = 0.99,
    adjustment: Any = None,
) -> Tensor:
    """Each channel with mean 0 and variance 1, then scaled and moved.

    While training the moments are those of the batch, and moving averages follow them; otherwise these serve. Source: Ioffe
    and Szegedy, "Batch Normalization", 2015.

    Args:
      inputs: floating, of rank at least 2, the number of channels known.
      decay: how much of the moving averages stays at each update.
      center, scale: whether there are `beta` (added) and `gamma` (multiplied).
      epsilon: added to the variance.
      activation_fn: a function of a tensor; None for none.
      param_initializers, param_regularizers: dicts by `beta`, `gamma`, `moving_mean`, `moving_variance`.
      updates_collections: where the updates of the averages go, to be run by the program; None runs them before
        the output is there.
      is_training: a bool or a bool scalar tensor.
      variables_collections: collections that the variables go into besides: a list for all, or a dict of lists by short
        name ("beta", "gamma", "moving_mean", "moving_variance").
      fused: whether one operation does it, for inputs of rank 2 and 4; by default where it can.
      data_format: "NHWC", or "NCHW" for channels in the second dimension.
      batch_weights, zero_debias_moving_mean, renorm, renorm_clipping, renorm_decay, adjustment: not supported: refused
        unless they have their defaults; `renorm_clipping` and `renorm_decay` have no effect.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: another format, or inputs of unknown rank or number of channels.
      NotImplementedError: what is not supported.
    """
    if batch_weights is not None or zero_debias_moving_mean or renorm or adjustment is not None:
        raise NotImplementedError("batch_norm has no batch_weights, zero_debias_moving_mean, renorm and adjustment here")
    check_data_format(data_format)
    with variable_scope(scope, "BatchNorm", [inputs], reuse=reuse, custom_getter=variable_getter()) as sc:
        inputs = convert_to_tensor(inputs)
        ndim = inputs.shape.ndims
        if ndim is None:
            raise ValueError(f"Inputs {inputs.name} has undefined rank")
        axis = 1 if data_format == "NCHW" else ndim - 1
        if inputs.shape.as_list()[axis] is None:
            raise ValueError(f"Inputs {inputs.name} has undefined channels dimension {inputs.shape.as_list()}.")
        fuses = ndim in (2, 4) if fused is None else fused
        norm = _BatchNorm(
            axis=axis,
            decay=decay,
            epsilon=epsilon,
            center=center,
            scale=scale,
            fuses=fuses,
            is_training=is_training,
            data_format=data_format,
            initializers=param_initializers or {},
            regularizers=param_regularizers or {},
            updates_collections=updates_collections,
            variables_collections=variables_collections,
            trainable=trainable,
        )
        if updates_collections == GraphKeys.UPDATE_OPS and not (fuses and ndim == 2):
            outputs = norm.by_layer(inputs, reuse, sc)
        else:
            outputs = norm.by_hand(inputs)
        return activate(outputs, activation_fn, outputs_collections, sc)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _BatchNorm:
    """A batch normalization; `fuses` says whether one operation does it, `axis` which dimension the channels are."""

    axis: int
    decay: float
    epsilon: float
    center: bool
    scale: bool
    fuses: bool
    is_training: Any
    data_format: str
    initializers: Any
    regularizers: Any
    updates_collections: str | None
    variables_collections: Any
    trainable: bool

    def by_layer(self, inputs: Tensor, reuse: bool | None, scope: VariableScope) -> Tensor:
        """The outputs, by the layer of tf.layers."""
        start = self.initializers
        layer = BatchNormalization(
            axis=self.axis if self.axis == 1 and inputs.shape.ndims != 2 else -1,
            momentum=self.decay,
            epsilon=self.epsilon,
            center=self.center,
            scale=self.scale,
            beta_initializer=start.get("beta", ZEROS),
            gamma_initializer=start.get("gamma", ONES),
            moving_mean_initializer=start.get("moving_mean", ZEROS),
            moving_variance_initializer=start.get("moving_variance", ONES),
            beta_regularizer=self.regularizers.get("beta"),
            gamma_regularizer=self.regularizers.get("gamma"),
            trainable=self.trainable,
            name=scope.name,
            _scope=scope,
            _reuse=reuse,
            fused=self.fuses and inputs.shape.ndims == 4,
        )
        outputs = layer.apply(inputs, training=self.is_training)
        for name in ("moving_mean", "moving_variance", "beta", "gamma"):
            variable = getattr(layer, name)
            if variable is not None:
                add_variable_to_collections(variable, self.variables_collections, name)
        return outputs

    def by_hand(self, inputs: Tensor) -> Tensor:
        """The outputs, where the layer has not what is asked for: other updates, rank 2 in one operation."""
        size: Any = inputs.shape.as_list()[self.axis]
        kind = dtypes.float32 if inputs.dtype.base_dtype is dtypes.float16 else inputs.dtype.base_dtype
        rows = inputs
        if self.fuses and inputs.shape.ndims == 2:  # as images of one point
            inputs = ops.reshape(inputs, [-1, 1, 1, size] if self.data_format == "NHWC" else [-1, size, 1, 1])
        beta = self._variable("beta", size, kind) if self.center else constant(0.0, kind, [size]) if self.fuses else None
        gamma = self._variable("gamma", size, kind) if self.scale else constant(1.0, kind, [size]) if self.fuses else None
        mean = self._variable("moving_mean", size, kind)
        variance = self._variable("moving_variance", size, kind)

        def normalized(with_batch: bool) -> tuple[Any, Any, Any]:
            known = (None, None) if with_batch else (mean, variance)
            return self._normalized(inputs, beta, gamma, *known)

        outputs, of_batch, spread_of_batch = smart_cond(self.is_training, lambda: normalized(True), lambda: normalized(False))
        if smart_constant(self.is_training) is not False:
            outputs = self._with_updates(outputs, [(mean, of_batch), (variance, spread_of_batch)])
        outputs.set_shape(inputs.static_shape)
        if inputs is not rows:
            outputs = ops.reshape(outputs, ops.shape(rows))
            outputs.set_shape(rows.static_shape)
        return outputs

    def _variable(self, name: str, size: int, dtype: Any) -> Any:
        """The variable of that name, in MODEL_VARIABLES."""
        learned = name in ("beta", "gamma")
        first = ONES if name in ("gamma", "moving_variance") else ZEROS
        return model_variable(
            name,
            shape=[size],
            dtype=dtype,
            initializer=self.initializers.get(name, first),
            regularizer=self.regularizers.get(name) if learned else None,
            trainable=self.trainable and learned,
            collections=collections_for(self.variables_collections, name),
        )

    def _normalized(self, inputs: Tensor, beta: Any, gamma: Any, mean: Any, variance: Any) -> tuple[Any, Any, Any]:
        """Outputs, mean and variance; by the moments of the batch where these two are None."""
        if self.fuses:
            known = {} if mean is None else {"mean": mean, "variance": variance}
            return ops.fused_batch_norm(
                inputs,
                gamma,
                beta,
                epsilon=self.epsilon,
                is_training=mean is None,
                data_format=self.data_format,
                **known,
            )
        ndim = inputs.shape.ndims or 0
        others = [k for k in range(ndim) if k != self.axis]
        of = ops.moments(inputs, others) if mean is None else (convert_to_tensor(mean), convert_to_tensor(variance))
        beside: list = [1] * ndim
        beside[self.axis] = inputs.shape.as_list()[self.axis]

        def broadcast(vector: Any) -> Any:
            return vector if vector is None or not others or self.axis == ndim - 1 else ops.reshape(vector, beside)

        offset, factor = broadcast(beta), broadcast(gamma)
        found = ops.batch_normalization(inputs, broadcast(of[0]), broadcast(of[1]), offset, factor, self.epsilon)
        return found, *of

    def _with_updates(self, outputs: Tensor, averages: Sequence[tuple[Any, Tensor]]) -> Tensor:
        """The outputs, and the averages following the moments of the batch: before the outputs, or as the program does."""
        updates = [
            smart_cond(
                self.is_training,
                functools.partial(self._follow, average, value),
                functools.partial(convert_to_tensor, average),
            )
            for average, value in averages
        ]
        if self.updates_collections is None:
            with get_default_graph().control_dependencies(updates):
                return ops.identity(outputs)
        for update in updates:
            get_default_graph().add_to_collections(self.updates_collections, update)
        return outputs

    def _follow(self, average: Any, value: Tensor) -> Tensor:
        with name_scope(None, "AssignMovingAvg", [average, value, self.decay]) as scope:
            rest = convert_to_tensor(1.0 - self.decay, average.dtype.base_dtype, name="decay")
            return assign_sub(average, (average - value) * rest, name=scope)
