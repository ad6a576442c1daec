"""Estimators made of others: with further metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export

from .calls import arguments_of, call_with
from .estimator import Estimator
from .modes import ModeKeys

_METRIC_ARGUMENTS = {"features", "labels", "predictions", "config"}


@export("estimator.add_metrics", "contrib.estimator.add_metrics")
def add_metrics(estimator: Any, metric_fn: Callable[..., Any]) -> Estimator:
    """An Estimator of the same model and directory with further metrics.

    Args:
      estimator: the Estimator.
      metric_fn: a function of those of `features`, `labels`, `predictions` and `config` that it needs; gives a dict from names
        to the pairs of value and update of metrics.

    Returns:
      the new Estimator.

    Raises:
      ValueError: `metric_fn` has other arguments.
    """
    if unknown := set(arguments_of(metric_fn)) - _METRIC_ARGUMENTS:
        raise ValueError(f"metric_fn ({metric_fn}) has following not expected args: {list(unknown)}")

    def new_model_fn(features: Any, labels: Any, mode: str, config: Any) -> Any:
        spec = estimator.model_fn(features, labels, mode, config)
        if mode != ModeKeys.EVAL:
            return spec
        metrics = call_with(metric_fn, features=features, labels=labels, predictions=spec.predictions, config=config)
        return spec._replace(eval_metric_ops={**spec.eval_metric_ops, **metrics})

    return Estimator(new_model_fn, estimator.model_dir, estimator.config, warm_start_from=estimator._warm_start_settings)
