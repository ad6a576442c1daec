"""What all heads have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.lookup.vocabularies import index_table_from_tensor, index_to_string_table_from_tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.variables.global_step import get_global_step

from ...losses.weighted import Reduction, compute_weighted_loss
from ...metrics.means import mean
from ...saved_model import constants
from ..export.outputs import ClassificationOutput, ExportOutput
from ..modes import ModeKeys
from ..spec import EstimatorSpec
from .checks import check_loss_fn, check_reduction, checked_logits, weights_of
from .keys import MetricKeys, PredictionKeys

DEFAULT = constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY
CLASSIFY, REGRESS, PREDICT = "classification", "regression", "predict"


class LossSpec(NamedTuple):
    """A loss and what it was computed of."""

    training_loss: Any
    unreduced_loss: Any
    weights: Any
    processed_labels: Any


class HeadSettings(NamedTuple):
    """What all heads are given.

    Attributes:
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      loss_reduction: how the losses of examples become one.
      loss_fn: a program's own loss; None for the head's.
      name: what the names of its metrics end in; None: they have no ending.
    """

    weight_column: Any
    loss_reduction: str
    loss_fn: Callable[..., Any] | None
    name: str | None


class Head(ABC):
    """What a model makes of its logits. Subclasses say what is predicted, which loss, and which metrics.

    Raises:
      ValueError: `loss_reduction` is none, or `loss_fn` has other arguments.
    """

    per_logit_weights = False
    """Whether an example may have a weight for each logit."""
    """Whether an example may have a weight for each logit."""

    pr_summation = "trapezoidal"
    """How the area under a precision-recall curve is summed up; as of `tf.metrics.auc`."""

    def __init__(self, settings: HeadSettings, logits_dimension: int) -> None:
        check_reduction(settings.loss_reduction)
        check_loss_fn(settings.loss_fn)
        self.settings = settings
        self._logits_dimension = logits_dimension

    @property
    def name(self) -> str | None:
        """What the names of its metrics end in."""
        return self.settings.name

    @property
    def logits_dimension(self) -> int:
        """How many logits an example has."""
        return self._logits_dimension

    @abstractmethod
    def predicted(self, logits: Tensor) -> dict[str, Any]:
        """Predictions by their names."""

    @abstractmethod
    def exported(self, predictions: Mapping[str, Any]) -> dict[str, ExportOutput]:
        """What is exported."""

    @abstractmethod
    def processed_labels(self, labels: Any, logits: Tensor) -> Any:
        """Labels as numbers of the right shape."""

    @abstractmethod
    def unreduced_loss(self, labels: Any, logits: Tensor, features: Any) -> Any:
        """The loss of each example."""

    @abstractmethod
    def metrics(self, loss: LossSpec, predictions: Mapping[str, Any]) -> dict[str, Any]:
        """Metrics by their names, without that of the head."""

    @property
    @abstractmethod
    def metric_names(self) -> list[str]:
        """The names of `metrics`."""

    def create_loss(self, features: Any, mode: str, logits: Any, labels: Any) -> LossSpec:
        """The loss of a model.

        Args:
          features: dict from names to tensors.
          mode: of `tf.estimator.ModeKeys`.
          logits: [..., logits_dimension].
          labels: as the head has them.

        Returns:
          the loss, the losses of the examples, their weights, their labels.

        Raises:
          ValueError: labels or weights are of another shape or type.
        """
        logits = convert_to_tensor(logits)
        labels = self.processed_labels(labels, logits)
        unreduced = self.unreduced_loss(labels, logits, features)
        weights = weights_of(features, self.settings.weight_column, logits, self.per_logit_weights)
        training_loss = compute_weighted_loss(unreduced, weights, reduction=self.settings.loss_reduction)
        return LossSpec(training_loss, unreduced, weights, labels)

    def create_estimator_spec(
        self,
        features: Any,
        mode: str,
        logits: Any,
        labels: Any = None,
        optimizer: Any = None,
        train_op_fn: Callable[[Any], Any] | None = None,
        regularization_losses: Sequence[Any] | None = None,
    ) -> EstimatorSpec:
        """What a model_fn returns.

        Args:
          features: dict from names to tensors.
          mode: of `tf.estimator.ModeKeys`.
          logits: [..., logits_dimension].
          labels: as the head has them; needed in training and evaluation.
          optimizer: an Optimizer; or
          train_op_fn: gives, for a loss, what makes a step; one of them is needed in training.
          regularization_losses: further scalars that are added to the loss; None for none.

        Returns:
          an EstimatorSpec.

        Raises:
          ValueError: both or none of optimizer and train_op_fn; logits, labels or weights are of another shape or type.
        """
        graph = get_default_graph()
        with graph.name_scope(self.name or "head"):
            logits = checked_logits(logits, self.logits_dimension)
            predictions = self.predicted(logits)
            if mode == ModeKeys.PREDICT:
                return EstimatorSpec(mode, predictions, export_outputs=self.exported(predictions))
            loss = self.create_loss(features, mode, logits, labels)
            regularization = ops.add_n(list(regularization_losses)) if regularization_losses else None
            total = loss.training_loss if regularization is None else ops.add_n([loss.training_loss, regularization])
            if mode == ModeKeys.EVAL:
                return EstimatorSpec(
                    mode, predictions, total, eval_metric_ops=self.all_metrics(loss, predictions, regularization)
                )
            train_op = _train_op(total, optimizer, train_op_fn)
            mean_loss = None
            if self.settings.loss_reduction == Reduction.SUM:
                mean_loss = loss.training_loss / ops.reduce_sum(loss.weights * ops.ones_like(loss.unreduced_loss))
        with graph.name_scope(None):
            scalar(self.key(MetricKeys.LOSS), total)
            if mean_loss is not None:
                scalar(self.key(MetricKeys.LOSS_MEAN), mean_loss)
            if regularization is not None:
                scalar(self.key(MetricKeys.LOSS_REGULARIZATION), regularization)
        return EstimatorSpec(mode, predictions, total, train_op)

    def key(self, metric: str) -> str:
        """The name of a metric, and that of the head."""
        return f"{metric}/{self.name}" if self.name else metric

    def all_metrics(self, loss: LossSpec, predictions: Mapping[str, Any], regularization: Any) -> dict[str, Any]:
        """Metrics by their names, with that of the head."""
        with get_default_graph().name_scope("metrics"):
            found = {MetricKeys.LOSS_MEAN: mean(loss.unreduced_loss, loss.weights, name=MetricKeys.LOSS_MEAN)}
            found.update(self.metrics(loss, predictions))
            if regularization is not None:
                name = MetricKeys.LOSS_REGULARIZATION
                found[name] = mean(regularization, name=name)
        return {self.key(name): pair for name, pair in found.items()}


def _train_op(loss: Any, optimizer: Any, train_op_fn: Callable[[Any], Any] | None) -> Any:
    """What makes a step, with the updates of layers such as batch normalization."""
    train_op = step_of(loss, optimizer, train_op_fn)
    updates = get_default_graph().get_collection(GraphKeys.UPDATE_OPS)
    return ops.group(train_op, *updates) if updates else train_op


def step_of(loss: Any, optimizer: Any, train_op_fn: Callable[[Any], Any] | None) -> Any:
    """What makes a step. Raises ValueError for both or none of optimizer and train_op_fn."""
    if optimizer is not None and train_op_fn is not None:
        raise ValueError("train_op_fn and optimizer cannot both be set.")
    if optimizer is not None:
        return optimizer.minimize(loss, global_step=get_global_step())
    if train_op_fn is None:
        raise ValueError("train_op_fn and optimizer cannot both be None.")
    return train_op_fn(loss)


class Classes:
    """The classes of a head: their numbers and their names.

    Args:
      vocabulary: the names, in the order of the numbers; None: the numbers as text.
    """

    def __init__(self, count: Any, vocabulary: Sequence[str] | None) -> None:
        self.count = count
        self.vocabulary = vocabulary

    def ids_of(self, labels: Any) -> Any:
        """The numbers of names."""
        return index_table_from_tensor(tuple(self.vocabulary or ()), name="class_id_lookup").lookup(labels)

    def predicted(self, scores: Tensor) -> dict[str, Any]:
        """The class of the best score, as a number and as a name, and all classes."""
        ids = ops.expand_dims(ops.argmax(scores, axis=-1, name=PredictionKeys.CLASS_IDS), -1)
        if self.vocabulary:
            names = index_to_string_table_from_tensor(list(self.vocabulary), name="class_string_lookup").lookup(ids)
        else:
            names = ops.as_string(ids, name="str_classes")
        return {
            PredictionKeys.CLASS_IDS: ids,
            PredictionKeys.CLASSES: names,
            PredictionKeys.ALL_CLASS_IDS: _for_each(scores, ops.range(self.count)),
            PredictionKeys.ALL_CLASSES: self._names(scores),
        }

    def _names(self, scores: Tensor) -> Tensor:
        names = list(self.vocabulary) if self.vocabulary else ops.as_string(ops.range(self.count))
        return _for_each(scores, names)

    def exported(self, scores: Tensor) -> ClassificationOutput:
        """The scores and the names of all classes."""
        return ClassificationOutput(scores=scores, classes=self._names(scores))


def _for_each(examples: Tensor, row: Any) -> Tensor:
    """A row once for each example."""
    return ops.tile(ops.expand_dims(row, 0), ops.stack([ops.shape(examples)[0], 1]))
