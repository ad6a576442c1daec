"""Heads that predict numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor

from ...learn.keys import PredictionKey, ProblemType
from . import losses
from .head import Head, HeadSettings, SingleHead


class RegressionHead(SingleHead):
    """Numbers that a function makes of logits."""

    default_scope = "regression_head"
    problem_type = ProblemType.LINEAR_REGRESSION

    def __init__(
        self, settings: HeadSettings, label_dimension: int, loss: Callable[..., Any], link_fn: Callable[[Any], Any]
    ) -> None:
        super().__init__(settings, label_dimension)
        self._loss = loss
        self._link_fn = link_fn

    def loss(self, labels: Any, logits: Any, weights: Any) -> tuple[Tensor, Tensor]:
        return self._loss(labels, logits, weights)

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        with name_scope(None, "predictions"):
            if self.logits_dimension == 1:
                logits = ops.squeeze(logits, axis=[1], name=PredictionKey.SCORES)
            return {PredictionKey.SCORES: self._link_fn(logits)}

    def metrics(self, predictions: dict[str, Any], labels: Any, weights: Any) -> dict[str, Any]:
        return {}


@export("contrib.learn.regression_head")
def regression_head(
    label_name: str | None = None,
    weight_column_name: str | None = None,
    label_dimension: int = 1,
    enable_centered_bias: bool = False,
    head_name: str | None = None,
    link_fn: Callable[[Any], Any] | None = None,
) -> Head:
    """A head that predicts numbers; its loss is the mean of the squared differences.

    Args:
      label_name: the key of the labels, where labels are a dict.
      weight_column_name: the feature that has the weights of examples; None: all weigh 1.
      label_dimension: how many numbers an example has.
      enable_centered_bias: learn one more bias, from the labels alone.
      head_name: of the scope and of the metrics; None: they have none.
      link_fn: makes predictions of logits; None: they are the logits.

    Returns:
      a Head.

    Raises:
      ValueError: `label_dimension` is below 1.
    """
    settings = HeadSettings(label_name, weight_column_name, enable_centered_bias, head_name)
    return RegressionHead(settings, label_dimension, losses.squared, ops.identity if link_fn is None else link_fn)


@export("contrib.learn.poisson_regression_head")
@documented_by(regression_head)
def poisson_regression_head(
    label_name: str | None = None,
    weight_column_name: str | None = None,
    label_dimension: int = 1,
    enable_centered_bias: bool = False,
    head_name: str | None = None,
) -> Head:
    """A head that predicts counts, whose logarithms the logits are."""
    settings = HeadSettings(label_name, weight_column_name, enable_centered_bias, head_name)
    return RegressionHead(settings, label_dimension, losses.poisson, ops.exp)
