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
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import Ones, Zeros
from headrace.graph.variables.scope import get_variable_scope, variable_scope

from ...layers.arguments import smart_cond, smart_constant
from ...layers.normalization import BatchNormalization
from ...moving_averages import assign_moving_average
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
      fused: False: it is never done by one operation; otherwise it is where that can be.
      data_format: "NHWC", or "NCHW" for channels in the second dimension.
      batch_weights: how often each example counts, [batch]; None for 1.
      zero_debias_moving_mean: whether the moving mean is that of what came so far, not of the zeros that it began with.
      renorm, renorm_clipping, renorm_decay, adjustment: as `renorm`, `renorm_clipping`, `renorm_momentum` and `adjustment`
        of `tf.layers.batch_normalization`.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: another format, inputs of unknown rank or number of channels, or `renorm` with weights, other collections of
        updates or a debiased mean.
    """
    inputs = convert_to_tensor(inputs)
    ndim = inputs.shape.ndims
    is_plain = batch_weights is None and not renorm and adjustment is None
    is_usual = updates_collections == GraphKeys.UPDATE_OPS and not zero_debias_moving_mean
    fuses = fused is not False and is_plain and (ndim == 2 or (ndim == 4 and not is_usual))
    check_data_format(data_format)
    getter = None if fuses else variable_getter()
    with variable_scope(scope, "BatchNorm", [inputs], reuse=reuse, custom_getter=getter) as sc:
        norm = _BatchNorm(
            inputs=inputs,
            decay=decay,
            epsilon=epsilon,
            center=center,
            scale=scale,
            is_training=is_training,
            data_format=data_format,
            initializers=param_initializers or {},
            regularizers=param_regularizers or {},
            updates_collections=updates_collections,
            variables_collections=variables_collections,
            trainable=trainable,
            zero_debias=zero_debias_moving_mean,
        )
        if fuses:
            outputs = norm.fused()
        elif batch_weights is None and is_usual:
            layer = BatchNormalization(
                **norm.of_layer(),
                renorm=renorm,
                renorm_clipping=renorm_clipping,
                renorm_momentum=renorm_decay,
                adjustment=adjustment,
                name=sc.name,
                _scope=sc,
                _reuse=reuse,
                fused=fused is not False,
            )
            outputs = layer.apply(inputs, training=is_training)
            for name in ("moving_mean", "moving_variance", "beta", "gamma"):
                variable = getattr(layer, name)
                if variable is not None:
                    add_variable_to_collections(variable, variables_collections, name)
        elif renorm:
            raise ValueError("renorm is not supported with batch_weights, updates_collections or zero_debias_moving_mean")
        else:
            outputs = norm.by_moments(batch_weights)
        return activate(outputs, activation_fn, outputs_collections, sc)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _BatchNorm:
    """A batch normalization of `inputs` and what it does that the layer of tf.layers does not."""

    inputs: Tensor
    decay: float
    epsilon: float
    center: bool
    scale: bool
    is_training: Any
    data_format: str
    initializers: Any
    regularizers: Any
    updates_collections: str | None
    variables_collections: Any
    trainable: bool
    zero_debias: bool

    def of_layer(self) -> dict[str, Any]:
        """What the layer of tf.layers is made with."""
        start = self.initializers
        return {
            "axis": 1 if self.data_format == "NCHW" else -1,
            "momentum": self.decay,
            "epsilon": self.epsilon,
            "center": self.center,
            "scale": self.scale,
            "beta_initializer": start.get("beta", ZEROS),
            "gamma_initializer": start.get("gamma", ONES),
            "moving_mean_initializer": start.get("moving_mean", ZEROS),
            "moving_variance_initializer": start.get("moving_variance", ONES),
            "beta_regularizer": self.regularizers.get("beta"),
            "gamma_regularizer": self.regularizers.get("gamma"),
            "trainable": self.trainable,
        }

    def fused(self) -> Tensor:
        """The outputs for inputs of rank 2 or 4, by one operation; rows are images of one point."""
        rows, images = self.inputs, self.inputs
        axis = 1 if self.data_format == "NCHW" else -1
        channels = rows.shape.as_list()[-1 if rows.shape.ndims == 2 else axis]
        if rows.shape.ndims == 2:
            if channels is None:
                raise ValueError("`C` dimension must be known but is None")
            images = ops.reshape(rows, [-1, 1, 1, channels] if self.data_format == "NHWC" else [-1, channels, 1, 1])
        if channels is None:
            raise ValueError(f"Inputs {images.name} has undefined `C` dimension {TensorShape([channels])}.")
        kind, shape = dtypes.float32, [channels]
        beta = self._variable("beta", shape, kind) if self.center else constant(0.0, kind, shape)
        gamma = self._variable("gamma", shape, kind) if self.scale else constant(1.0, kind, shape)
        mean, variance = self._averages(shape, kind)

        def normalized(**known: Any) -> tuple[Any, Any, Any]:
            return ops.fused_batch_norm(images, gamma, beta, epsilon=self.epsilon, data_format=self.data_format, **known)

        outputs, *of_batch = smart_cond(
            self.is_training, normalized, lambda: normalized(mean=mean, variance=variance, is_training=False)
        )
        if smart_constant(self.is_training) is not False:
            updates = functools.partial(self._updates, (mean, variance), of_batch)
            if self.updates_collections is None:
                unchanged = outputs
                outputs = smart_cond(self.is_training, lambda: _after(updates(), unchanged), lambda: unchanged)
            else:
                self._collect(
                    smart_cond(self.is_training, updates, lambda: [convert_to_tensor(mean), convert_to_tensor(variance)])
                )
        outputs.set_shape(images.static_shape)
        return outputs if images is rows else ops.reshape(outputs, ops.shape(rows))

    def by_moments(self, batch_weights: Any) -> Tensor:
        """The outputs, where examples have weights, or updates do not wait in UPDATE_OPS."""
        inputs, first = self.inputs, self.data_format == "NCHW"
        ndim = inputs.shape.ndims
        if ndim is None:
            raise ValueError(f"Inputs {inputs.name} has undefined rank.")
        kind = inputs.dtype.base_dtype
        if batch_weights is not None:
            batch_weights = convert_to_tensor(batch_weights)
            inputs.shape[:1].assert_is_compatible_with(batch_weights.shape)
            batch_weights = ops.reshape(batch_weights, [-1, *[1] * (ndim - 1)])
        shape = inputs.shape[1:2] if first else inputs.shape[-1:]
        if not shape.is_fully_defined():
            raise ValueError(f"Inputs {inputs.name} has undefined channels dimension {shape}.")
        beta = self._variable("beta", shape, kind, regularized=False) if self.center else None
        gamma = self._variable("gamma", shape, kind, regularized=False) if self.scale else None
        averages = self._averages(shape, kind)
        mean, variance = averages
        if smart_constant(self.is_training) is not False:
            mean, variance = self._of_batch(averages, self._moments(batch_weights))

        def broadcast(vector: Any) -> Any:
            return ops.reshape(vector, [1, shape.as_list()[0], *[1] * (ndim - 2)]) if first and vector is not None else vector

        mean, variance, beta, gamma = (broadcast(vector) for vector in (mean, variance, beta, gamma))
        outputs = ops.batch_normalization(inputs, mean, variance, beta, gamma, self.epsilon)
        outputs.set_shape(inputs.static_shape)
        return outputs

    def _moments(self, batch_weights: Any) -> tuple[Any, Any]:
        ndim: Any = self.inputs.shape.ndims
        first = self.data_format == "NCHW"
        axes = [0, *range(2, ndim)] if first else list(range(ndim - 1))
        if batch_weights is None:
            found = ops.moments(self.inputs, axes, keepdims=first)
        else:
            found = ops.weighted_moments(self.inputs, axes, batch_weights, keepdims=first)
        return tuple(ops.reshape(one, [-1]) for one in found) if first else found  # type: ignore[return-value]

    def _of_batch(self, averages: Sequence[Any], moments: Sequence[Any]) -> Sequence[Tensor]:
        """The moments, or the averages where the run does not train; the updates are made, too."""
        as_they_are = [functools.partial(convert_to_tensor, average) for average in averages]
        if self.updates_collections is None:

            def updated() -> list[Tensor]:
                with get_default_graph().control_dependencies(self._updates(averages, moments)):
                    return [ops.identity(one) for one in moments]

            return smart_cond(self.is_training, updated, lambda: [one() for one in as_they_are])
        updates = functools.partial(self._updates, averages, moments)
        self._collect(smart_cond(self.is_training, updates, lambda: [one() for one in as_they_are]))
        return smart_cond(self.is_training, lambda: list(moments), lambda: [one() for one in as_they_are])

    def _updates(self, averages: Sequence[Any], moments: Sequence[Any]) -> list[Tensor]:
        (mean, variance), (new_mean, new_variance) = averages, moments
        return [
            assign_moving_average(mean, new_mean, self.decay, zero_debias=self.zero_debias),
            assign_moving_average(variance, new_variance, self.decay, zero_debias=False),
        ]

    def _collect(self, updates: Sequence[Tensor]) -> None:
        for update in updates:
            get_default_graph().add_to_collections(self.updates_collections or (), update)

    def _averages(self, shape: Any, dtype: Any) -> tuple[Any, Any]:
        """The moving mean and variance, which are never in parts."""
        with variable_scope(get_variable_scope()) as around:
            around.set_partitioner(None)
            return self._variable("moving_mean", shape, dtype), self._variable("moving_variance", shape, dtype)

    def _variable(self, name: str, shape: Any, dtype: Any, regularized: bool = True) -> Any:
        """The variable of that name, in MODEL_VARIABLES; regularized where the batch is normalized by one operation."""
        learned = name in ("beta", "gamma")
        first = ONES if name in ("gamma", "moving_variance") else ZEROS
        return model_variable(
            name,
            shape=shape,
            dtype=dtype,
            initializer=self.initializers.get(name, first),
            regularizer=self.regularizers.get(name) if learned and regularized else None,
            trainable=self.trainable and learned,
            collections=collections_for(self.variables_collections, name),
        )


def _after(updates: Sequence[Tensor], outputs: Tensor) -> Tensor:
    with get_default_graph().control_dependencies(updates):
        return ops.identity(outputs)
