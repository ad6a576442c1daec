"""Heads that predict numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.nn.elementwise_losses import log_poisson_loss
from headrace.graph.types import dtypes

from ...losses.losses import mean_squared_error
from ...losses.weighted import Reduction
from ...metrics.means import mean
from ..export.outputs import ExportOutput, PredictOutput, RegressionOutput
from . import measures
from .checks import called_loss, in_range, reshaped_labels
from .head import DEFAULT, PREDICT, REGRESS, Head, HeadSettings, LossSpec
from .keys import MetricKeys, PredictionKeys


class RegressionHead(Head):
    """Numbers, a logit for each; the squared error, or a program's own loss."""

    per_logit_weights = True

    def __init__(
        self, settings: HeadSettings, label_dimension: int, inverse_link_fn: Callable[[Any], Any] | None = None
    ) -> None:
        if label_dimension < 1:
            raise ValueError(f"Invalid label_dimension {label_dimension}.")
        super().__init__(settings, label_dimension)
        self._inverse_link_fn = inverse_link_fn

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        if self._inverse_link_fn is None:
            return {PredictionKeys.PREDICTIONS: logits}
        return {PredictionKeys.PREDICTIONS: self._inverse_link_fn(logits), PredictionKeys.LOGITS: logits}

    def exported(self, predictions: Mapping[str, Any]) -> dict[str, ExportOutput]:
        value = RegressionOutput(predictions[PredictionKeys.PREDICTIONS])
        return {DEFAULT: value, REGRESS: value, PREDICT: PredictOutput(predictions)}

    def processed_labels(self, labels: Any, logits: Tensor) -> Any:
        return ops.cast(reshaped_labels(labels, logits, self.logits_dimension), dtypes.float32)

    def unreduced_loss(self, labels: Any, logits: Tensor, features: Any) -> Any:
        if self.settings.loss_fn:
            return called_loss(self.settings.loss_fn, labels, logits, features, self.logits_dimension)
        return mean_squared_error(labels, logits, reduction=Reduction.NONE)

    def metrics(self, loss: LossSpec, predictions: Mapping[str, Any]) -> dict[str, Any]:
        predicted = predictions[PredictionKeys.PREDICTIONS]
        return {
            MetricKeys.PREDICTION_MEAN: measures.predictions_mean(predicted, loss.weights),
            MetricKeys.LABEL_MEAN: mean(loss.processed_labels, loss.weights),
        }

    @property
    def metric_names(self) -> list[str]:
        return [MetricKeys.PREDICTION_MEAN, MetricKeys.LABEL_MEAN]


def poisson_loss(compute_full_loss: bool) -> Callable[..., Any]:
    """The loss of counts, as a function of labels and logits."""

    def loss_fn(labels: Any, logits: Any) -> Any:
        return log_poisson_loss(labels, logits, compute_full_loss)

    return loss_fn


def logistic_loss(labels: Any, logits: Any) -> Any:
    """The loss of probabilities."""
    labels = in_range(labels, 2, "Labels must be in range [0, 1]")
    return ops.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)


@export("contrib.estimator.regression_head")
def regression_head(
    weight_column: Any = None,
    label_dimension: int = 1,
    loss_reduction: str = Reduction.SUM_OVER_BATCH_SIZE,
    loss_fn: Callable[..., Any] | None = None,
    inverse_link_fn: Callable[[Any], Any] | None = None,
    name: str | None = None,
) -> Any:
    """A head for numbers.

    Args:
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      label_dimension: how many numbers an example has.
      loss_reduction: how the losses of examples become one, of `tf.losses.Reduction`.
      loss_fn: a function of `labels`, `logits` and `features`, where it has these, that gives a loss for each number; by
        default the squared error.
      inverse_link_fn: makes the predictions of the logits; None: they are the same.
      name: what the names of its metrics end in.

    Returns:
      a head.

    Raises:
      ValueError: `label_dimension` or `loss_reduction` is out of range, or `loss_fn` has other arguments.
    """
    return RegressionHead(HeadSettings(weight_column, loss_reduction, loss_fn, name), label_dimension, inverse_link_fn)


@export("contrib.estimator.poisson_regression_head")
def poisson_regression_head(
    weight_column: Any = None,
    label_dimension: int = 1,
    loss_reduction: str = Reduction.SUM_OVER_BATCH_SIZE,
    compute_full_loss: bool = True,
    name: str | None = None,
) -> Any:
    """A head for counts; the logits are the logarithms of the means of Poisson distributions.

    Args:
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      label_dimension: how many counts an example has.
      loss_reduction: how the losses of examples become one, of `tf.losses.Reduction`.
      compute_full_loss: add the logarithms of the factorials of the counts, approximately.
      name: what the names of its metrics end in.

    Returns:
      a head.

    Raises:
      ValueError: `label_dimension` or `loss_reduction` is out of range.
    """
    return regression_head(weight_column, label_dimension, loss_reduction, poisson_loss(compute_full_loss), ops.exp, name)


@export("contrib.estimator.logistic_regression_head")
def logistic_regression_head(
    weight_column: Any = None, loss_reduction: str = Reduction.SUM_OVER_BATCH_SIZE, name: str | None = None
) -> Any:
    """A head for probabilities.

    Args:
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      loss_reduction: how the losses of examples become one, of `tf.losses.Reduction`.
      name: what the names of its metrics end in.

    Returns:
      a head.

    Raises:
      ValueError: `loss_reduction` is out of range.
    """
    return regression_head(weight_column, 1, loss_reduction, logistic_loss, ops.sigmoid, name)
