"""The accuracy of one batch, and the values and updates of several metrics taken together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike


@export("contrib.metrics.accuracy", "contrib.slim.metrics.accuracy")
def accuracy(predictions: TensorLike, labels: TensorLike, weights: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The share of predictions of one batch that equal the labels.

    Args:
      predictions, labels: bool, integers or strings of one type; their shapes are broadcast.
      weights: one for each prediction, or one for all, float32; None for 1.

    Returns:
      a float32 scalar.

    Raises:
      ValueError: the types differ or are of another kind, or the shapes differ.
    """
    predictions, labels = convert_to_tensor(predictions), convert_to_tensor(labels)
    kind = labels.dtype.base_dtype
    if not (kind.is_integer or kind in (dtypes.bool_, dtypes.string)):
        raise ValueError(f"Labels should have bool, integer, or string dtype, not {labels.dtype!r}")
    if predictions.dtype.base_dtype is not kind:
        raise ValueError(
            f"Dtypes of predictions and labels should match. Given: predictions ({predictions.dtype!r}) and labels "
            f"({labels.dtype!r})"
        )
    with name_scope(name, "accuracy", [predictions, labels]):
        is_correct = ops.cast(ops.equal(predictions, labels), dtypes.float32)
        if weights is not None:
            is_correct = ops.multiply(is_correct, weights)
            number = ops.multiply(weights, ops.ones_like(is_correct))
            return ops.div(ops.reduce_sum(is_correct), ops.reduce_sum(number))
        return ops.reduce_mean(is_correct)


@export("contrib.metrics.aggregate_metrics", "contrib.slim.metrics.aggregate_metrics")
def aggregate_metrics(*value_update_tuples: tuple[Any, Any]) -> tuple[list, list]:
    """The values and the updates of several metrics, each a list.

    Args:
      value_update_tuples: what metrics return, each a pair of value and update_op.

    Returns:
      the list of values and that of updates.

    Raises:
      ValueError: there are no metrics.
    """
    if not value_update_tuples:
        raise ValueError("Expected at least one value_tensor/update_op pair")
    values, updates = zip(*value_update_tuples, strict=True)
    return list(values), list(updates)


@export("contrib.metrics.aggregate_metric_map", "contrib.slim.metrics.aggregate_metric_map")
def aggregate_metric_map(names_to_tuples: Mapping[str, tuple[Any, Any]]) -> tuple[dict, dict]:
    """The values and the updates of several metrics, each a dict by the given names.

    Args:
      names_to_tuples: what metrics return, pairs of value and update_op, by name.

    Returns:
      the dict of values and that of updates.

    Raises:
      ValueError: there are no metrics.
    """
    values, updates = zip(*names_to_tuples.values(), strict=True)
    return dict(zip(names_to_tuples, values, strict=True)), dict(zip(names_to_tuples, updates, strict=True))
