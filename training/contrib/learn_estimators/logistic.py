"""LogisticRegressor: a model of probabilities, with the metrics of such."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.types import dtypes

from ..experiments.model_fn import ModelFnOps
from ..experiments.run_config import RunConfig
from ..learn.keys import MetricKey, ModeKeys, ProblemType
from ..metrics.streaming import (
    streaming_accuracy,
    streaming_auc,
    streaming_mean,
    streaming_precision,
    streaming_recall,
)
from .estimator import Estimator


def _metrics(labels: Any, predictions: Any, thresholds: Sequence[float]) -> dict[str, Any]:
    if isinstance(labels, dict) and len(labels) == 1:
        (labels,) = labels.values()
    found = {
        MetricKey.PREDICTION_MEAN: streaming_mean(predictions),
        MetricKey.LABEL_MEAN: streaming_mean(labels),
        MetricKey.ACCURACY_BASELINE: streaming_mean(labels),
        MetricKey.AUC: streaming_auc(labels=labels, predictions=predictions),
    }
    for threshold in thresholds:
        name = f"predictions_at_threshold_{threshold:f}"
        above = ops.cast(ops.greater_equal(predictions, threshold), dtypes.float32, name=name)
        given = {"labels": labels, "predictions": above}
        found[MetricKey.ACCURACY_MEAN % threshold] = streaming_accuracy(**given)
        found[MetricKey.PRECISION_MEAN % threshold] = streaming_precision(**given)
        found[MetricKey.RECALL_MEAN % threshold] = streaming_recall(**given)
    return found


@export("contrib.learn.LogisticRegressor")
def LogisticRegressor(
    model_fn: Callable[..., Any],
    thresholds: Sequence[float] | None = None,
    model_dir: Any = None,
    config: RunConfig | None = None,
    feature_engineering_fn: Callable[..., Any] | None = None,
) -> Estimator:
    """An Estimator of a model that gives probabilities, with metrics for them.

    Args:
      model_fn: a function of features, labels and mode that gives probabilities, a loss and what makes a step.
      thresholds: above which a probability means yes, for metrics; None: 0.5.
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      config: a RunConfig; the default by default.
      feature_engineering_fn: makes other features and labels of features and labels; None: they are taken as they are.

    Returns:
      an Estimator.

    Raises:
      ValueError: the directories contradict each other.
    """

    def measured_model_fn(features: Any, labels: Any, mode: str, params: Any) -> ModelFnOps:
        predictions, loss, train_op = model_fn(features, labels, mode)
        metrics = _metrics(labels, predictions, params["thresholds"] or [0.5]) if mode == ModeKeys.EVAL else None
        alternatives = {"head": (ProblemType.LOGISTIC_REGRESSION, {"predictions": predictions})}
        return ModelFnOps(mode, predictions, loss, train_op, metrics, alternatives)

    return Estimator(measured_model_fn, model_dir, config, {"thresholds": thresholds}, feature_engineering_fn)
