"""tf.estimator.MultiHead: a head of several heads, each with labels and logits of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph

from ...metrics.means import mean
from ..modes import ModeKeys
from ..spec import EstimatorSpec
from .keys import MetricKeys
from .public_base import Head, HeadMetric, summaries
from .several import SeveralHeads


@export("estimator.MultiHead")
class MultiHead(Head):
    """A head of several heads; labels are a dict from their names to those of each.

    Args:
      heads: heads with names.
      head_weights: how much the loss of each counts; None: all as much.

    Raises:
      ValueError: there are none, one has no name, or there are not as many weights.
    """

    def __init__(self, heads: Sequence[Head], head_weights: Sequence[float] | None = None) -> None:
        self._merged = SeveralHeads(heads, head_weights)
        self._heads: tuple[Any, ...] = tuple(heads)

    @property
    def name(self) -> str:
        return self._merged.name

    @property
    def logits_dimension(self) -> int:
        return self._merged.logits_dimension

    @property
    def loss_reduction(self) -> str:
        found = [head.loss_reduction for head in self._heads]
        if len(set(found)) > 1:
            raise ValueError(f"The loss_reduction must be the same for different heads. Given: {found}")
        return found[0]

    def loss(self, labels: Any, logits: Any, features: Any = None, mode: Any = None, regularization_losses: Any = None) -> Any:
        split = self._checked(logits, labels)
        losses = [head.loss(labels[head.name], split[head.name], features, mode) for head in self._heads]
        total = self._merged.merged(losses)
        return total if regularization_losses is None else total + ops.add_n(list(regularization_losses))

    def predictions(self, logits: Any, keys: Sequence[str] | None = None) -> dict[Any, Any]:
        split = self._checked(logits)
        with get_default_graph().name_scope("merge_pred"):
            found = {head.name: head.predictions(split[head.name]) for head in self._heads}
        return {(name, key): value for name, made in found.items() for key, value in made.items()}

    def metrics(self, regularization_losses: Any = None) -> dict[str, Any]:
        names = [] if regularization_losses is None else [f"{MetricKeys.LOSS_REGULARIZATION}/{self.name}"]
        names += [f"{MetricKeys.LOSS}/{head.name}" for head in self._heads]
        return {name: HeadMetric(name) for name in names}

    def update_metrics(
        self,
        eval_metrics: dict[str, Any],
        features: Any,
        logits: Any,
        labels: Any,
        mode: Any = None,
        regularization_losses: Any = None,
    ) -> dict[str, Any]:
        split = self._checked(logits, labels)
        if regularization_losses is not None:
            total = mean(ops.add_n(list(regularization_losses)))
            eval_metrics[f"{MetricKeys.LOSS_REGULARIZATION}/{self.name}"].measure(total)
        for head in self._heads:
            own, wanted = split[head.name], labels[head.name]
            eval_metrics[f"{MetricKeys.LOSS}/{head.name}"].measure(mean(head.loss(wanted, own, features)))
            eval_metrics.update(head.update_metrics(head.metrics(), features, own, wanted))
        return eval_metrics

    def create_estimator_spec(
        self,
        features: Any,
        mode: str,
        logits: Any,
        labels: Any = None,
        optimizer: Any = None,
        trainable_variables: Any = None,
        train_op_fn: Callable[[Any], Any] | None = None,
        update_ops: Sequence[Any] | None = None,
        regularization_losses: Sequence[Any] | None = None,
    ) -> EstimatorSpec:
        split = self._checked(logits, labels)
        specs = {
            head.name: head.create_estimator_spec(
                features,
                mode,
                split[head.name],
                labels[head.name] if labels else None,
                train_op_fn=lambda loss: ops.no_op(),
            )
            for head in self._heads
        }
        predictions = self.predictions(split)
        if mode == ModeKeys.PREDICT:
            return EstimatorSpec(mode, predictions, export_outputs=self._merged.exported(specs))
        loss = self.loss(labels, split, features, mode, regularization_losses)
        if mode == ModeKeys.EVAL:
            metrics = self.metrics(regularization_losses)
            metrics = self.update_metrics(metrics, features, split, labels, mode, regularization_losses)
            return EstimatorSpec(mode, predictions, loss, eval_metric_ops=metrics)
        train_op = self._train_op(loss, optimizer, train_op_fn, update_ops)
        summaries(loss, regularization_losses, str)
        return EstimatorSpec(mode, predictions, loss, train_op)

    def _checked(self, logits: Any, labels: Any = None) -> dict[str, Any]:
        """The logits of each head. Raises ValueError where a head has none, or no labels."""
        names = {head.name for head in self._heads}
        if isinstance(logits, dict) and names - set(logits):
            raise ValueError(f"logits has missing values for head(s): {list(names - set(logits))}")
        if labels is not None:
            if not isinstance(labels, dict):
                raise ValueError(f"labels must be a dict. Given: {labels}")
            if names - set(labels):
                raise ValueError(f"labels has missing values for head(s): {list(names - set(labels))}")
        return self._merged.split(logits)
