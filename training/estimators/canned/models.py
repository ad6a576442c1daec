"""The logits of linear and deep models, and how they are trained."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.nn.layers import zero_fraction
from headrace.graph.ops.summaries.scalar import histogram, scalar
from headrace.graph.types import dtypes
from headrace.graph.variables.global_step import get_global_step
from headrace.graph.variables.initializers.scaled import GlorotUniform
from headrace.graph.variables.partitioners import min_max_variable_partitioner
from headrace.graph.variables.scope import variable_scope

from ...feature_columns.inputs import input_layer
from ...feature_columns.linear import linear_model
from ...layers.core import Dense, Dropout
from ...layers.normalization import BatchNormalization
from ..calls import call_with
from ..modes import ModeKeys
from ..spec import EstimatorSpec
from .optimizers import get_optimizer_instance

_LINEAR_RATE = 0.2
_DEEP_RATE = 0.05
_LINEAR_RATE_OF_BOTH = 0.005
_DEEP_RATE_OF_BOTH = 0.001
_LEAST_PART = 64 << 20
"""Parts of a variable that is spread over parameter servers have so many bytes at least."""


def check_features(features: Any) -> None:
    """Raises ValueError for what is no dict."""
    if not isinstance(features, dict):
        raise ValueError(f"features should be a dictionary of `Tensor`s. Given type: {type(features)}")


@export("estimator.experimental.linear_logit_fn_builder", "contrib.estimator.linear_logit_fn_builder")
def linear_logit_fn_builder(units: int, feature_columns: Iterable[Any], sparse_combiner: str = "sum") -> Callable[..., Tensor]:
    """A function that gives the logits of a linear model.

    Args:
      units: how many logits an example has.
      feature_columns: the columns of the model.
      sparse_combiner: how the weights of several ids are combined: "sum", "mean" or "sqrtn".

    Returns:
      a function of `features`, a dict from names to tensors.
    """

    def linear_logit_fn(features: Any) -> Tensor:
        variables: dict[Any, list[Any]] = {}
        logits = linear_model(features, feature_columns, units, sparse_combiner, cols_to_vars=variables)
        bias = variables.pop("bias")
        if units > 1:
            histogram("bias", ops.concat(bias, 0) if len(bias) > 1 else bias[0])
        else:
            scalar("bias", bias[0][0])
        scalar("fraction_of_zero_weights", _fraction_of_zeros([part for parts in variables.values() for part in parts]))
        return logits

    return linear_logit_fn


def _fraction_of_zeros(variables: Sequence[Any]) -> Tensor:
    with get_default_graph().name_scope("zero_fraction"):
        sizes = [math.prod(int(size) for size in variable.get_shape()) for variable in variables]
        zeros = [zero_fraction(one) * float(size) for one, size in zip(variables, sizes, strict=True) if size]
        total = ops.add_n(zeros) if zeros else ops.zeros([], dtypes.float32)
        return ops.identity(total / float(sum(sizes)), name="zero_fraction_or_nan")


def _layer_summary(value: Tensor, tag: str) -> None:
    scalar(f"{tag}/fraction_of_zero_values", zero_fraction(value))
    histogram(f"{tag}/activation", value)


@export("estimator.experimental.dnn_logit_fn_builder", "contrib.estimator.dnn_logit_fn_builder")
def dnn_logit_fn_builder(
    units: int,
    hidden_units: Iterable[int],
    feature_columns: Iterable[Any],
    activation_fn: Callable[[Any], Any],
    dropout: float | None,
    input_layer_partitioner: Any,
    batch_norm: bool,
) -> Callable[..., Tensor]:
    """A function that gives the logits of a deep model.

    Args:
      units: how many logits an example has.
      hidden_units: how many units each hidden layer has.
      feature_columns: the columns of the model, dense ones.
      activation_fn: applied to each hidden layer.
      dropout: the probability with which a unit is left out in training; None: none is.
      input_layer_partitioner: cuts the variables of columns in parts; None: it does not.
      batch_norm: normalize each hidden layer.

    Returns:
      a function of `features`, a dict from names to tensors, and `mode`, of `tf.estimator.ModeKeys`.

    Raises:
      ValueError: `units` is no integer.
    """
    if not isinstance(units, int):
        raise ValueError(f"units must be an int.  Given type: {type(units)}")

    def dnn_logit_fn(features: Any, mode: str) -> Tensor:
        training = mode == ModeKeys.TRAIN
        with variable_scope("input_from_feature_columns", partitioner=input_layer_partitioner):
            net = input_layer(features, feature_columns)
        for number, size in enumerate(hidden_units):
            with variable_scope(f"hiddenlayer_{number}") as scope:
                layer = Dense(size, activation_fn, kernel_initializer=GlorotUniform(), name=scope.name, _scope=scope)
                net = layer.apply(net)
                if dropout is not None and training:
                    net = Dropout(rate=dropout).apply(net, training=True)
                if batch_norm:
                    name = f"batchnorm_{number}"
                    net = BatchNormalization(momentum=0.999, trainable=True, name=name, _scope=name).apply(net, training)
            _layer_summary(net, scope.name)
        with variable_scope("logits") as scope:
            logits = Dense(units, kernel_initializer=GlorotUniform(), name=scope.name, _scope=scope).apply(net)
        _layer_summary(logits, scope.name)
        return logits

    return dnn_logit_fn


class LinearPart(NamedTuple):
    """A linear model, or the linear part of one; the fields are arguments of the estimators."""

    feature_columns: Any
    optimizer: Any
    sparse_combiner: str
    partitioner: Any = None

    def logits(self, features: Any, units: int) -> Tensor:
        return linear_logit_fn_builder(units, self.feature_columns, self.sparse_combiner)(features)


class DeepPart(NamedTuple):
    """A deep model, or the deep part of one; the fields are arguments of the estimators."""

    hidden_units: Any
    feature_columns: Any
    optimizer: Any
    activation_fn: Any
    dropout: float | None
    input_layer_partitioner: Any
    batch_norm: bool

    def logits(self, features: Any, mode: str, units: int, partitioner: Any) -> Tensor:
        logit_fn = dnn_logit_fn_builder(
            units,
            self.hidden_units,
            self.feature_columns,
            self.activation_fn,
            self.dropout,
            self.input_layer_partitioner or partitioner,
            self.batch_norm,
        )
        return logit_fn(features, mode)


def _servers(config: Any) -> int:
    return config.num_ps_replicas if config else 0


def linear_model_fn(part: LinearPart, head: Any) -> Callable[..., EstimatorSpec]:
    """The model_fn of a linear model."""

    def model_fn(features: Any, labels: Any, mode: str, config: Any) -> EstimatorSpec:
        check_features(features)
        partitioner = part.partitioner or min_max_variable_partitioner(_servers(config), min_slice_size=_LEAST_PART)
        with variable_scope("linear", partitioner=partitioner):
            logits = part.logits(features, head.logits_dimension)
            optimizer, rate = part.optimizer, _LINEAR_RATE
            if not optimizer:
                optimizer, rate = "Ftrl", min(_LINEAR_RATE, 1 / math.sqrt(len(part.feature_columns)))
            optimizer = get_optimizer_instance(optimizer, rate)
            return head.create_estimator_spec(features=features, mode=mode, labels=labels, optimizer=optimizer, logits=logits)

    return model_fn


def dnn_model_fn(part: DeepPart, head: Any) -> Callable[..., EstimatorSpec]:
    """The model_fn of a deep model."""

    def model_fn(features: Any, labels: Any, mode: str, config: Any) -> EstimatorSpec:
        optimizer = get_optimizer_instance(part.optimizer, _DEEP_RATE)
        check_features(features)
        with variable_scope("dnn", partitioner=min_max_variable_partitioner(_servers(config))):
            columns = min_max_variable_partitioner(_servers(config), min_slice_size=_LEAST_PART)
            logits = part.logits(features, mode, head.logits_dimension, columns)
            return head.create_estimator_spec(features=features, mode=mode, labels=labels, optimizer=optimizer, logits=logits)

    return model_fn


def combined_model_fn(linear: LinearPart, deep: DeepPart, head: Any) -> Callable[..., EstimatorSpec]:
    """The model_fn of a linear and a deep model whose logits are added; each part has its own optimizer."""

    def model_fn(features: Any, labels: Any, mode: str, config: Any) -> EstimatorSpec:
        check_features(features)
        if not linear.feature_columns and not deep.feature_columns:
            raise ValueError("Either linear_feature_columns or dnn_feature_columns must be defined.")
        columns = deep.input_layer_partitioner or min_max_variable_partitioner(_servers(config), min_slice_size=_LEAST_PART)
        parts: list[tuple[str, Any]] = []
        logits: list[Tensor] = []
        if deep.feature_columns:
            optimizer = get_optimizer_instance(deep.optimizer, _DEEP_RATE_OF_BOTH)
            if not deep.hidden_units:
                raise ValueError("dnn_hidden_units must be defined when dnn_feature_columns is specified.")
            with variable_scope("dnn", partitioner=min_max_variable_partitioner(_servers(config))) as scope:
                logits.append(deep.logits(features, mode, head.logits_dimension, columns))
            parts.append((scope.name, optimizer))
        if linear.feature_columns:
            rate = min(_LINEAR_RATE_OF_BOTH, 1 / math.sqrt(len(linear.feature_columns)))
            optimizer = get_optimizer_instance(linear.optimizer, rate)
            with variable_scope("linear", partitioner=columns) as scope:
                logits.append(linear.logits(features, head.logits_dimension))
                _layer_summary(logits[-1], scope.name)
            parts.append((scope.name, optimizer))
        total = logits[0] + logits[1] if len(logits) == 2 else logits[0]
        return call_with(
            head.create_estimator_spec,
            features=features,
            mode=mode,
            labels=labels,
            train_op_fn=lambda loss: _step_of_parts(loss, parts),
            logits=total,
        )

    return model_fn


def _step_of_parts(loss: Any, parts: Sequence[tuple[str, Any]]) -> Any:
    """A step of each optimizer for the variables of its part, then the global step."""
    graph = get_default_graph()
    steps = [
        optimizer.minimize(loss, var_list=graph.get_collection(GraphKeys.TRAINABLE_VARIABLES, scope=scope))
        for scope, optimizer in parts
    ]
    with graph.control_dependencies([ops.group(*steps)]):
        step = get_global_step()
        assert step is not None
        return step.assign_add(1).op
