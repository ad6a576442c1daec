"""tf.estimator.Head: a head whose parts can be called one by one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.ops.summaries.scalar import scalar

from ..modes import ModeKeys
from ..spec import EstimatorSpec
from .checks import checked_logits
from .head import Head as InnerHead
from .head import step_of
from .keys import MetricKeys


class HeadMetric:
    """A metric of a head: it has a value once it was given what it measures.

    Args:
      name: what it is called.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.updates: list[Any] = []
        self._value: Any = None

    def measure(self, pair: tuple[Any, Any]) -> None:
        """Measure by the value and the update of a metric."""
        self._value, update = pair
        self.updates = [update]

    def result(self) -> Any:
        """The value, a tensor."""
        return self._value


@export("estimator.Head")
class Head(ABC):
    """What a model makes of its logits: predictions, a loss, metrics. A base class."""

    @property
    @abstractmethod
    def name(self) -> str | None:
        """What the names of its metrics end in."""

    @property
    @abstractmethod
    def logits_dimension(self) -> int:
        """How many logits an example has."""

    @property
    @abstractmethod
    def loss_reduction(self) -> str:
        """How the losses of examples become one: "sum" or "sum_over_batch_size"."""

    @abstractmethod
    def loss(self, labels: Any, logits: Any, features: Any = None, mode: Any = None, regularization_losses: Any = None) -> Any:
        """The loss of a model.

        Args:
          labels: as the head has them.
          logits: [..., logits_dimension].
          features: dict from names to tensors; None for none.
          mode: of `tf.estimator.ModeKeys`.
          regularization_losses: further scalars that are added; None for none.

        Returns:
          a scalar.
        """

    @abstractmethod
    def predictions(self, logits: Any, keys: Sequence[str] | None = None) -> dict[Any, Any]:
        """The predictions of a model.

        Args:
          logits: [..., logits_dimension].
          keys: the names of those to make; None: all.

        Returns:
          dict from names to tensors.

        Raises:
          ValueError: there is no such prediction.
        """

    @abstractmethod
    def metrics(self, regularization_losses: Any = None) -> dict[str, Any]:
        """The metrics of a model, which measure nothing yet.

        Args:
          regularization_losses: as for `update_metrics`.

        Returns:
          dict from names to metrics.
        """

    @abstractmethod
    def update_metrics(
        self,
        eval_metrics: dict[str, Any],
        features: Any,
        logits: Any,
        labels: Any,
        mode: Any = None,
        regularization_losses: Any = None,
    ) -> dict[str, Any]:
        """Let metrics measure a model.

        Args:
          eval_metrics: what `metrics` gave.
          features: dict from names to tensors.
          logits: [..., logits_dimension].
          labels: as the head has them.
          mode: of `tf.estimator.ModeKeys`.
          regularization_losses: further scalars; None for none.

        Returns:
          `eval_metrics`.
        """

    @abstractmethod
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
        """What a model_fn returns.

        Args:
          features: dict from names to tensors.
          mode: of `tf.estimator.ModeKeys`.
          logits: [..., logits_dimension].
          labels: as the head has them; needed in training and evaluation.
          optimizer: a tf.keras optimizer in TensorFlow; None here.
          trainable_variables: what such an optimizer changes; of no effect.
          train_op_fn: gives, for a loss, what makes a step; needed in training.
          update_ops: operations that belong to a step; None for none.
          regularization_losses: further scalars that are added to the loss; None for none.

        Returns:
          an EstimatorSpec.

        Raises:
          ValueError: there is an optimizer, or no `train_op_fn` in training; logits, labels or weights are of another shape.
        """

    def _train_op(self, loss: Any, optimizer: Any, train_op_fn: Any, update_ops: Any) -> Any:
        if update_ops is not None and not isinstance(update_ops, (list, tuple)):
            raise ValueError(f"update_ops should be a list or a tuple. Given type: {type(update_ops)}.")
        if optimizer is not None and train_op_fn is None:
            raise ValueError(f"The given optimizer is not a tf.keras.optimizers.Optimizer instance. Given: {optimizer}")
        with get_default_graph().name_scope(None), get_default_graph().name_scope("training"):
            step = step_of(loss, optimizer, train_op_fn)
            return step if update_ops is None else ops.group(step, *update_ops)


class WrappedHead(Head):
    """One whose parts are those of a head of `contrib.estimator`."""

    def __init__(self, inner: InnerHead, loss_reduction: str) -> None:
        self._inner = inner
        self._inner.pr_summation = "careful_interpolation"
        self._loss_reduction = loss_reduction

    @property
    def name(self) -> str | None:
        return self._inner.name

    @property
    def logits_dimension(self) -> int:
        return self._inner.logits_dimension

    @property
    def loss_reduction(self) -> str:
        return self._loss_reduction

    def loss(self, labels: Any, logits: Any, features: Any = None, mode: Any = None, regularization_losses: Any = None) -> Any:
        with get_default_graph().name_scope("losses"):
            logits = checked_logits(logits, self.logits_dimension)
            loss = self._inner.create_loss(features, mode, logits, labels).training_loss
            return loss if regularization_losses is None else loss + ops.add_n(list(regularization_losses))

    def predictions(self, logits: Any, keys: Sequence[str] | None = None) -> dict[Any, Any]:
        found = self._inner.predicted(checked_logits(logits, self.logits_dimension))
        for key in keys or ():
            if key not in found:
                raise ValueError(
                    f"Prediction key must be in PredictionKeys, given: {key}.Valid prediction keys include {list(found)}."
                )
        return {key: value for key, value in found.items() if not keys or key in keys}

    def metrics(self, regularization_losses: Any = None) -> dict[str, Any]:
        names = [MetricKeys.LOSS_MEAN, *self._inner.metric_names]
        names += [] if regularization_losses is None else [MetricKeys.LOSS_REGULARIZATION]
        return {key: HeadMetric(key) for key in map(self._inner.key, names)}

    def update_metrics(
        self,
        eval_metrics: dict[str, Any],
        features: Any,
        logits: Any,
        labels: Any,
        mode: Any = None,
        regularization_losses: Any = None,
    ) -> dict[str, Any]:
        logits = checked_logits(logits, self.logits_dimension)
        loss = self._inner.create_loss(features, mode, logits, labels)
        more = None if regularization_losses is None else ops.add_n(list(regularization_losses))
        for key, pair in self._inner.all_metrics(loss, self._inner.predicted(logits), more).items():
            eval_metrics.setdefault(key, HeadMetric(key)).measure(pair)
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
        with get_default_graph().name_scope(self.name or "head"):
            predictions = self.predictions(logits)
            if mode == ModeKeys.PREDICT:
                return EstimatorSpec(mode, predictions, export_outputs=self._inner.exported(predictions))
            loss = self.loss(labels, logits, features, mode, regularization_losses)
            if mode == ModeKeys.EVAL:
                metrics = self.metrics(regularization_losses)
                metrics = self.update_metrics(metrics, features, logits, labels, mode, regularization_losses)
                return EstimatorSpec(mode, predictions, loss, eval_metric_ops=metrics)
            train_op = self._train_op(loss, optimizer, train_op_fn, update_ops)
        summaries(loss, regularization_losses, self._inner.key)
        return EstimatorSpec(mode, predictions, loss, train_op)


def summaries(loss: Any, regularization_losses: Any, key: Callable[[str], str]) -> None:
    """Summaries of the loss, and of what was added to it."""
    with get_default_graph().name_scope(None):
        scalar(key(MetricKeys.LOSS), loss)
        if regularization_losses is not None:
            scalar(key(MetricKeys.LOSS_REGULARIZATION), ops.add_n(list(regularization_losses)))
