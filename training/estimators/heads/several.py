"""A head of several heads, each with labels and logits of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.ops.summaries.scalar import scalar

from ...metrics.means import mean
from ..export.outputs import ExportOutput, PredictOutput
from ..modes import ModeKeys
from ..spec import EstimatorSpec
from .head import DEFAULT, PREDICT, LossSpec, step_of
from .keys import MetricKeys


@export("contrib.estimator.multi_head")
def multi_head(heads: Sequence[Any], head_weights: Sequence[float] | None = None) -> Any:
    """A head of several heads; labels are a dict from their names to those of each.

    Args:
      heads: heads with names.
      head_weights: how much the loss of each counts; None: all as much.

    Returns:
      a head.

    Raises:
      ValueError: there are none, one has no name, or there are not as many weights.
    """
    return SeveralHeads(heads, head_weights)


class SeveralHeads:
    """Heads side by side; see `multi_head`."""

    def __init__(self, heads: Sequence[Any], head_weights: Sequence[float] | None) -> None:
        if head_weights and len(head_weights) != len(heads):
            raise ValueError(
                f"heads and head_weights must have the same size. Given len(heads): {len(heads)}. Given len(head_weights): "
                f"{len(head_weights)}."
            )
        if not heads:
            raise ValueError(f"Must specify heads. Given: {heads}")
        for head in heads:
            if not head.name:
                raise ValueError(f"All given heads must have name specified. Given: {head}")
        self._heads = tuple(heads)
        self._weights = tuple(head_weights or ())

    @property
    def name(self) -> str:
        """The names of the heads."""
        return "_".join(head.name for head in self._heads)

    @property
    def logits_dimension(self) -> int:
        """How many logits an example has, for all heads."""
        return sum(head.logits_dimension for head in self._heads)

    def create_loss(self, features: Any, mode: str, logits: Any, labels: Any) -> LossSpec:
        """The loss of all heads; the other parts are dicts by their names.

        Args:
          features: dict from names to tensors.
          mode: of `tf.estimator.ModeKeys`.
          logits: those of all heads, side by side, or a dict by their names.
          labels: a dict from the names of the heads to their labels.

        Returns:
          the loss, the losses of the examples, their weights, their labels.
        """
        split = self.split(logits)
        specs = {head.name: head.create_loss(features, mode, split[head.name], labels[head.name]) for head in self._heads}
        counts = dict(zip(specs, self._weights or (None,) * len(specs), strict=True))

        def weighted(part: str) -> dict[str, Any]:
            found = {name: getattr(spec, part) for name, spec in specs.items()}
            return {name: value if counts[name] is None else ops.multiply(value, counts[name]) for name, value in found.items()}

        return LossSpec(
            self.merged([spec.training_loss for spec in specs.values()]),
            weighted("unreduced_loss"),
            weighted("weights"),
            {name: spec.processed_labels for name, spec in specs.items()},
        )

    def create_estimator_spec(
        self,
        features: Any,
        mode: str,
        logits: Any,
        labels: Any = None,
        optimizer: Any = None,
        train_op_fn: Callable[[Any], Any] | None = None,
    ) -> EstimatorSpec:
        """What a model_fn returns.

        Args:
          features: dict from names to tensors.
          mode: of `tf.estimator.ModeKeys`.
          logits: those of all heads, side by side, or a dict by their names.
          labels: a dict from the names of the heads to their labels; needed in training and evaluation.
          optimizer: an Optimizer; or
          train_op_fn: gives, for a loss, what makes a step; one of them is needed in training.

        Returns:
          an EstimatorSpec.

        Raises:
          ValueError: both or none of optimizer and train_op_fn; labels are no dict; there are other numbers of logits.
        """
        split = self.split(logits)
        if labels and not isinstance(labels, dict):
            raise ValueError(f"labels must be a dict. Given: {labels}")
        specs = {
            head.name: head.create_estimator_spec(
                features=features,
                mode=mode,
                logits=split[head.name],
                labels=labels[head.name] if labels else None,
                train_op_fn=lambda loss: ops.no_op(),
            )
            for head in self._heads
        }
        predictions = {(name, key): value for name, spec in specs.items() for key, value in spec.predictions.items()}
        if mode == ModeKeys.PREDICT:
            return EstimatorSpec(mode, predictions, export_outputs=self.exported(specs))
        if mode == ModeKeys.EVAL:
            return self._evaluated(specs, predictions)
        loss = self.merged([spec.loss for spec in specs.values()])
        train_op = step_of(loss, optimizer, train_op_fn)
        with get_default_graph().name_scope(None):
            scalar(MetricKeys.LOSS, loss)
        return EstimatorSpec(mode, predictions, loss, train_op)

    def _evaluated(self, specs: dict[str, EstimatorSpec], predictions: dict[Any, Any]) -> EstimatorSpec:
        metrics: dict[str, Any] = {}
        with get_default_graph().name_scope("merge_eval"):
            for name, spec in specs.items():
                key = f"{MetricKeys.LOSS}/{name}"
                metrics[key] = mean(spec.loss, name=key)
                metrics.update(spec.eval_metric_ops)
            loss = self.merged([spec.loss for spec in specs.values()])
        return EstimatorSpec(ModeKeys.EVAL, predictions, loss, eval_metric_ops=metrics)

    def exported(self, specs: dict[str, EstimatorSpec]) -> dict[str, ExportOutput]:
        """What all heads export, the first as the default."""
        first, *_ = specs.values()
        found: dict[str, ExportOutput] = {DEFAULT: first.export_outputs[DEFAULT]}
        merged: dict[str, Any] = {}
        for name, spec in specs.items():
            for key, output in spec.export_outputs.items():
                found[name if key == DEFAULT else f"{name}/{key}"] = output
                if key == PREDICT and isinstance(output, PredictOutput):
                    merged.update({f"{name}/{inner}": value for inner, value in output.outputs.items()})
        found[PREDICT] = PredictOutput(merged)
        return found

    def merged(self, losses: Sequence[Any]) -> Any:
        """The losses of the heads as one."""
        with get_default_graph().name_scope("merge_losses"):
            if self._weights:
                losses = [ops.multiply(loss, weight) for loss, weight in zip(losses, self._weights, strict=True)]
            return ops.add_n(list(losses))

    def split(self, logits: Any) -> dict[str, Any]:
        """The logits of each head."""
        if isinstance(logits, dict):
            return logits
        logits = convert_to_tensor(logits)
        sizes = [head.logits_dimension for head in self._heads]
        known = logits.shape.as_list()
        if known[-1] is not None and known[-1] != sum(sizes):
            raise ValueError(
                f"Could not split logits of shape {known!r} among the heads with individual logits dimensions: {sizes!r}. The "
                f"last dimension of the logits tensor should equal {known[-1]} but is {sum(sizes)}."
            )
        with get_default_graph().name_scope("split_logits"):
            ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
            return {head.name: logits[..., end - size : end] for head, size, end in zip(self._heads, sizes, ends, strict=True)}
