"""Metrics that several heads have; each is a pair of a value and an update."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.types import dtypes

from ...metrics.curves import auc
from ...metrics.means import accuracy, mean
from ...metrics.thresholds import precision_at_thresholds, recall_at_thresholds
from ...weights_broadcast import broadcast_weights
from .keys import MetricKeys

Metric = tuple[Any, Any]


def _weighted(values: Any, weights: Any, name: str) -> tuple[Any, Any]:
    """Values as float32, and weights of their shape."""
    values = ops.cast(values, dtypes.float32, name=name)
    return values, None if weights is None else broadcast_weights(weights, values)


def labels_mean(labels: Any, weights: Any) -> Metric:
    with get_default_graph().name_scope(MetricKeys.LABEL_MEAN) as scope:
        labels, weights = _weighted(labels, weights, "labels")
        return mean(labels, weights, name=scope)


def predictions_mean(predictions: Any, weights: Any, name: str = MetricKeys.PREDICTION_MEAN) -> Metric:
    with get_default_graph().name_scope(name) as scope:
        predictions, weights = _weighted(predictions, weights, "predictions")
        return mean(predictions, weights, name=scope)


def area(labels: Any, predictions: Any, weights: Any, curve: str, name: str, summation: str = "trapezoidal") -> Metric:
    """The area under a curve, "ROC" or "PR"; `summation` as of `tf.metrics.auc`."""
    with get_default_graph().name_scope(name) as scope:
        predictions, weights = _weighted(predictions, weights, "predictions")
        return auc(labels, predictions, weights, curve=curve, name=scope, summation_method=summation)


def accuracy_baseline(mean_of_labels: Metric) -> Metric:
    """The accuracy of who always says the more frequent class."""
    value, update = mean_of_labels
    with get_default_graph().name_scope("accuracy_baseline"):
        return ops.maximum(value, 1.0 - value, name="value"), ops.maximum(update, 1.0 - update, name="update_op")


def names_at_thresholds(thresholds: tuple[float, ...]) -> list[str]:
    """The names of what `at_thresholds` measures."""
    keys = (MetricKeys.ACCURACY_AT_THRESHOLD, MetricKeys.PRECISION_AT_THRESHOLD, MetricKeys.RECALL_AT_THRESHOLD)
    return [key % threshold for threshold in thresholds for key in keys]


def at_thresholds(labels: Any, predictions: Any, weights: Any, thresholds: tuple[float, ...]) -> dict[str, Metric]:
    """Accuracy, precision and recall of who says yes above a threshold."""
    found: dict[str, Metric] = {}
    graph = get_default_graph()
    for threshold in thresholds:
        name = MetricKeys.ACCURACY_AT_THRESHOLD % threshold
        with graph.name_scope(name) as scope:
            is_above = ops.cast(ops.greater_equal(predictions, threshold), dtypes.float32)
            found[name] = accuracy(labels, is_above, weights, name=scope)
        for name, metric in (
            (MetricKeys.PRECISION_AT_THRESHOLD % threshold, precision_at_thresholds),
            (MetricKeys.RECALL_AT_THRESHOLD % threshold, recall_at_thresholds),
        ):
            with graph.name_scope(name) as scope:
                value, update = metric(labels, predictions, (threshold,), weights, name=scope)
                found[name] = ops.squeeze(value), ops.squeeze(update)
    return found
