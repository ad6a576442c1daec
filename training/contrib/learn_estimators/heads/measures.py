"""The metrics of heads; each is a pair of a value and an update."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.platform import logging
from headrace.graph.types import dtypes

from ....metrics.curves import auc
from ....metrics.means import accuracy, mean
from ....metrics.thresholds import precision_at_thresholds, recall_at_thresholds
from ....weights_broadcast import broadcast_weights
from ...learn.keys import MetricKey

Metric = tuple[Any, Any]


def _floats(weights: Any) -> Any:
    if weights is None:
        return None
    with name_scope(None, "float_weights") as name:
        return ops.cast(weights, dtypes.float32, name=name)


def _weighted(values: Any, weights: Any) -> Any:
    weights = _floats(weights)
    return None if weights is None else broadcast_weights(weights, values)


def _column(values: Any, class_id: int | None) -> Any:
    return values if values is None or class_id is None else values[:, class_id]


def mean_of(values: Any, weights: Any = None, class_id: int | None = None) -> Metric:
    """The mean of labels or predictions, of one class or of all."""
    values = ops.cast(values, dtypes.float32)
    weights = _column(_weighted(values, weights), class_id)
    return mean(_column(values, class_id), weights)


def share_of(class_id: int, classes: Any, weights: Any) -> Metric:
    """How many of the examples are of a class."""
    is_it = ops.equal(ops.cast(class_id, dtypes.int32), ops.cast(classes, dtypes.int32))
    return mean(ops.where(is_it, ops.ones_like(classes), ops.zeros_like(classes)), weights=weights)


def area(predictions: Any, labels: Any, weights: Any = None, class_id: int | None = None, curve: str = "ROC") -> Metric:
    """The area under a curve, "ROC" or "PR"."""
    predictions = ops.cast(predictions, dtypes.float32)
    if labels.dtype.base_dtype != dtypes.bool_:
        logging.warning("Casting %s labels to bool.", labels.dtype)
        labels = ops.cast(labels, dtypes.bool_)
    weights = _column(_weighted(predictions, weights), class_id)
    return auc(_column(labels, class_id), _column(predictions, class_id), weights, curve=curve)


def at_threshold(predictions: Any, labels: Any, weights: Any, threshold: float) -> dict[str, Metric]:
    """Accuracy, precision and recall of who says yes above a threshold."""
    above = ops.cast(ops.greater_equal(predictions, threshold), dtypes.float32)
    found = {MetricKey.ACCURACY_MEAN % threshold: accuracy(labels, above, weights)}
    for name, metric in (
        (MetricKey.PRECISION_MEAN % threshold, precision_at_thresholds),
        (MetricKey.RECALL_MEAN % threshold, recall_at_thresholds),
    ):
        value, update = metric(labels, predictions, (threshold,), _floats(weights))
        found[name] = ops.squeeze(value), ops.squeeze(update)
    return found
