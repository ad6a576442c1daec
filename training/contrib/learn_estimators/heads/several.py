"""Several heads of one model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.types.likes import ScopeLike

from ...experiments.model_fn import ModelFnOps, no_op_train_fn
from ...learn.keys import ModeKeys
from .head import Head, check_mode


class MultiHead(Head):
    """Several heads, whose losses are added."""

    def __init__(self, heads: Sequence[Any], loss_weights: Sequence[float] | None) -> None:
        for head in heads:
            if not head.head_name:
                raise ValueError("Members of MultiHead must have names.")
        self._heads = heads
        self._loss_weights = loss_weights

    @property
    def logits_dimension(self) -> int:
        return sum(head.logits_dimension for head in self._heads)

    def create_model_fn_ops(
        self,
        features: Mapping[str, Any],
        mode: str,
        labels: Any = None,
        train_op_fn: Callable[[Any], Any] | None = None,
        logits: Any = None,
        logits_input: Any = None,
        scope: ScopeLike | None = None,
    ) -> ModelFnOps:
        check_mode(mode, "mode={} unrecognized.")
        found = []
        for head, given in zip(self._heads, self._inputs(logits, logits_input), strict=True):
            found.append(head.create_model_fn_ops(features, mode, labels, no_op_train_fn, scope=scope, **given))
        if mode == ModeKeys.INFER:
            predictions, alternatives = self._predictions(found), {}
            for head, one in zip(self._heads, found, strict=True):
                alternatives[head.head_name] = one.output_alternatives[head.head_name]
            return ModelFnOps(mode, predictions, output_alternatives=alternatives)
        metrics = {name: metric for one in found for name, metric in one.eval_metric_ops.items()}
        if mode == ModeKeys.EVAL:
            return ModelFnOps(mode, self._predictions(found), self._loss(found), eval_metric_ops=metrics)
        if train_op_fn is None:
            raise ValueError("train_op_fn can not be None in TRAIN mode.")
        loss = self._loss(found)
        step = ops.group(train_op_fn(loss), *(one.train_op for one in found))
        return ModelFnOps(mode, loss=loss, train_op=step, eval_metric_ops=metrics)

    def _inputs(self, logits: Any, logits_input: Any) -> list[dict[str, Any]]:
        """What each head gets."""
        if logits is None:
            return [{"logits_input": logits_input}] * len(self._heads)
        if isinstance(logits, dict):
            return [{"logits": logits[head.head_name]} for head in self._heads]
        parts, begin = [], 0
        for head in self._heads:
            parts.append({"logits": ops.slice(logits, [0, begin], [-1, head.logits_dimension])})
            begin += head.logits_dimension
        return parts

    def _predictions(self, found: Sequence[ModelFnOps]) -> dict[Any, Any]:
        pairs = zip(self._heads, found, strict=True)
        return {(head.head_name, name): value for head, one in pairs for name, value in one.predictions.items()}

    def _loss(self, found: Sequence[ModelFnOps]) -> Any:
        losses = [one.loss for one in found]
        if self._loss_weights:
            losses = [ops.multiply(loss, weight) for loss, weight in zip(losses, self._loss_weights, strict=True)]
        return ops.add_n(losses)


@export("contrib.learn.multi_head")
def multi_head(heads: Sequence[Head], loss_weights: Sequence[float] | None = None) -> Head:
    """A head of several, whose losses are added; predictions are called (name of the head, name).

    Args:
      heads: the heads, which have names.
      loss_weights: what the loss of each counts; None: 1.

    Returns:
      a Head.

    Raises:
      ValueError: a head has no name, or there are more or fewer weights than heads.
    """
    if loss_weights and len(loss_weights) != len(heads):
        raise ValueError("heads and loss_weights must have same size")
    return MultiHead(heads, loss_weights)
