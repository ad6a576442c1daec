"""The further metrics that an evaluation is asked for: MetricSpecs, or functions as before there were any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.graph.platform import logging

from ..experiments.metric_spec import MetricSpec


def made(metrics: Mapping[Any, Any] | None, features: Any, labels: Any, predictions: Any) -> dict[str, Any]:
    """What each gives, by name; functions may be under a name or under (name, name of a prediction).

    Raises:
      ValueError: a function is under a name where predictions have names, or under two where they have none.
    """
    label = next(iter(labels.values())) if isinstance(labels, dict) and len(labels) == 1 else labels
    found: dict[str, Any] = {}
    for name, metric in sorted((metrics or {}).items()):
        if isinstance(metric, MetricSpec):
            found[name] = metric.create_metric_ops(features, labels, predictions)
            continue
        logging.warning("A function as metric is what there was before MetricSpec.")
        if not isinstance(name, tuple):
            if isinstance(predictions, dict):
                raise ValueError(
                    "Metrics passed provide only name, no prediction, but predictions are dict. "
                    f"Metrics: {metrics}, Labels: {label}."
                )
            found[name] = metric(predictions, label)
            continue
        if len(name) != 2:
            raise ValueError(f"Invalid metric for {name}. It returned a tuple with len {len(name)}, expected 2.")
        if not isinstance(predictions, dict):
            raise ValueError(
                "Metrics passed provide (name, prediction), but predictions are not dict. "
                f"Metrics: {metrics}, Predictions: {predictions}."
            )
        own, prediction = name
        of_this = labels[prediction] if isinstance(labels, dict) and prediction in labels else label
        found[own] = metric(predictions[prediction], of_this)
    return found


def split(metrics: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The updates of metrics, and their values by name."""
    updates, values = [], {}
    for name, metric in metrics.items():
        if isinstance(metric, (list, tuple)) and len(metric) == 2:
            values[name], update = metric
            updates.append(update)
            continue
        if isinstance(metric, (list, tuple)):
            logging.warning("Ignoring metric %s. It returned a list|tuple with len %s, expected 2", name, len(metric))
        values[name] = metric
    return updates, values
