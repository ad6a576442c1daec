"""The linear and the deep part of a model, in the default graph."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.nn.layers import zero_fraction
from headrace.graph.ops.summaries.scalar import histogram, scalar
from headrace.graph.variables.partitioners import min_max_variable_partitioner
from headrace.graph.variables.scope import variable_scope

from ...feature_columns.inputs import input_layer
from ...feature_columns.linear import linear_model
from ..feature_columns.base import ContribColumn
from ..feature_columns.embedding import is_embedding
from ..feature_columns.inputs import (
    input_from_feature_columns,
    joint_weighted_sum_from_feature_columns,
    weighted_sum_from_feature_columns,
)
from ..layers.dense import dropout, fully_connected
from ..learn.keys import ModeKeys

LINEAR, DEEP = "linear", "dnn"
"""The scopes of the parts, and the collections of their variables."""

LINEAR_RATE, DEEP_RATE = 0.2, 0.05

LEAST_PART = 64 << 20
"""Parts of a variable that is spread over parameter servers have so many bytes at least."""

_ACTIVATIONS: dict[str, Callable[[Any], Any]] = {"relu": ops.relu, "tanh": ops.tanh, "sigmoid": ops.sigmoid}


def servers_of(config: Any) -> int:
    """How many parameter servers there are."""
    return config.num_ps_replicas if config else 0


def by_name(features: Any) -> dict[Any, Any]:
    """Features as a dict; a tensor alone has the empty name."""
    return features if isinstance(features, dict) else {"": features}


def made(optimizer: Any) -> Any:
    """An optimizer, or what the function gives that makes it."""
    return optimizer() if callable(optimizer) else optimizer


def linear_rate(columns: Sequence[Any]) -> float:
    """The learning rate of a linear part, less where there are many columns."""
    return min(LINEAR_RATE, 1.0 / math.sqrt(len(columns)))


def _are_contrib(columns: Sequence[Any]) -> bool:
    return all(isinstance(column, ContribColumn) for column in columns)


def activation_of(activation_fn: Any) -> Any:
    """The function of a name, or the function itself. Raises ValueError for another name."""
    if not isinstance(activation_fn, str):
        return activation_fn
    if activation_fn not in _ACTIVATIONS:
        raise ValueError(f"Activation name should be one of [{', '.join(_ACTIVATIONS)}], you provided {activation_fn}.")
    return _ACTIVATIONS[activation_fn]


def layer_summary(value: Tensor, tag: str, before: str) -> None:
    """How much of a layer is 0, and a histogram of it; `before` stands between the tag and what it is."""
    scalar(f"{tag}{before}fraction_of_zero_values", zero_fraction(value))
    histogram(f"{tag}{before}activation", value)


def linear_logits(features: Mapping[Any, Any], columns: Sequence[Any], jointly: bool, units: int, scope: Any) -> Tensor:
    """The logits of a linear part; its scope is open."""
    if not _are_contrib(columns):
        return linear_model(dict(features), columns, units, weight_collections=[LINEAR])
    weigh = joint_weighted_sum_from_feature_columns if jointly else weighted_sum_from_feature_columns
    return weigh(dict(features), columns, units, weight_collections=[LINEAR], scope=scope)[0]


def deep_logits(
    features: Mapping[Any, Any],
    columns: Sequence[Any],
    hidden_units: Sequence[int],
    units: int,
    mode: str,
    *,
    activation_fn: Any,
    dropout_rate: float | None,
    partitioner: Any,
    before: str,
) -> tuple[Tensor, str]:
    """The logits of a deep part, whose scope is open, and the name of the scope of its input."""
    with variable_scope("input_from_feature_columns", partitioner=partitioner) as scope:
        if _are_contrib(columns):
            net = input_from_feature_columns(dict(features), columns, weight_collections=[DEEP], scope=scope)
        else:
            net = input_layer(dict(features), columns, weight_collections=[DEEP])
        input_scope = scope.name
    for number, size in enumerate(hidden_units):
        with variable_scope(f"hiddenlayer_{number}") as scope:
            net = fully_connected(net, size, activation_fn, variables_collections=[DEEP], scope=scope)
            if dropout_rate is not None and mode == ModeKeys.TRAIN:
                net = dropout(net, keep_prob=1.0 - dropout_rate)
        layer_summary(net, scope.name, before)
    with variable_scope("logits") as scope:
        logits = fully_connected(net, units, None, variables_collections=[DEEP], scope=scope)
    layer_summary(logits, scope.name, before)
    return logits, input_scope


def partitioner_of(config: Any, min_slice_size: int = LEAST_PART) -> Any:
    """Cuts variables of columns in parts, where there are parameter servers."""
    return min_max_variable_partitioner(max_partitions=servers_of(config), min_slice_size=min_slice_size)


def multipliers_of(embedding_lr_multipliers: Mapping[Any, float] | None, input_scope: str) -> dict[Any, float] | None:
    """What the gradients of the variables of columns are multiplied with; None for nothing.

    Raises:
      ValueError: a column is no embedding, or has no variable.
    """
    if not embedding_lr_multipliers:
        return None
    found: dict[Any, float] = {}
    for column, factor in embedding_lr_multipliers.items():
        if not is_embedding(column):
            raise ValueError(f"learning rate multipler can only be defined for embedding columns. It is defined for {column}")
        variables = get_default_graph().get_collection(DEEP, f"{input_scope}/{column.name}")
        if not variables:
            raise ValueError(f"Couldn't find a variable for column {column}")
        found.update(dict.fromkeys(variables, factor))
    return found
