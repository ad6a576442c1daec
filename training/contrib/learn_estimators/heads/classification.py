"""Heads that classify: in two classes, in one of several, in any of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.lookup.vocabularies import index_table_from_tensor, index_to_string_table_from_tensor
from headrace.graph.ops.sparse.sparse import sparse_to_indicator
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes

from ....estimators.calls import arguments_of
from ....metrics.means import accuracy
from ...learn.keys import MetricKey, PredictionKey, ProblemType
from . import losses, measures
from .head import Head, HeadSettings, SingleHead, custom_loss

_THRESHOLDS = (0.5,)


class _ClassHead(SingleHead):
    """What heads that classify share.

    Args:
      loss: as `SingleHead.loss`.
      thresholds: above which a probability means yes, for metrics; empty or None for 0.5 alone.
      measured: the classes that have metrics of their own.
    """

    label_keys: Sequence[str] | None = None

    def __init__(
        self,
        settings: HeadSettings,
        n_classes: int,
        loss: Callable[..., Any],
        thresholds: Sequence[float] | None = None,
        measured: Sequence[int] | None = None,
    ) -> None:
        super().__init__(settings, n_classes)
        self._loss = loss
        self._thresholds = tuple(thresholds or _THRESHOLDS)
        self._measured = tuple(measured or ())
        for class_id in self._measured:
            if not 0 <= class_id < n_classes:
                raise ValueError(f"Class ID {class_id} not in [0, {n_classes}).")

    def loss(self, labels: Any, logits: Any, weights: Any) -> tuple[Tensor, Tensor]:
        return self._loss(labels, logits, weights)

    def alternatives(self, predictions: dict[str, Any]) -> dict[Any, Any]:
        """Probabilities, and the names of the classes for each example."""
        probabilities = predictions[PredictionKey.PROBABILITIES]
        with name_scope(None, "_classification_output_alternatives"):
            batch_size = ops.shape(probabilities)[0]
            if self.label_keys:
                row = ops.expand_dims(self.label_keys, axis=0)
                classes = ops.tile(row, [batch_size, 1], name="classes_tensor")
            else:
                row = ops.expand_dims(ops.range(ops.shape(probabilities)[1]), axis=0)
                classes = ops.as_string(ops.tile(row, [batch_size, 1]), name="classes_tensor")
        found = {PredictionKey.PROBABILITIES: probabilities, PredictionKey.CLASSES: classes}
        return {self.head_name: (self.problem_type, found)}


def _both(logits: Any) -> Tensor:
    """The logits of two classes, of which one is 0."""
    return ops.concat([ops.zeros_like(logits), logits], 1)


class BinaryHead(_ClassHead):
    """Two classes, by one logit."""

    default_scope = "binary_logistic_head"
    problem_type = ProblemType.LOGISTIC_REGRESSION

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        with name_scope(None, "predictions"):
            both = _both(logits)
            return {
                PredictionKey.LOGITS: logits,
                PredictionKey.LOGISTIC: ops.sigmoid(logits, name=PredictionKey.LOGISTIC),
                PredictionKey.PROBABILITIES: ops.softmax(both, name=PredictionKey.PROBABILITIES),
                PredictionKey.CLASSES: ops.argmax(both, 1, name=PredictionKey.CLASSES),
            }

    def metrics(self, predictions: dict[str, Any], labels: Any, weights: Any) -> dict[str, Any]:
        logistic = predictions[PredictionKey.LOGISTIC]
        found = {
            MetricKey.ACCURACY: accuracy(labels, predictions[PredictionKey.CLASSES], weights),
            MetricKey.PREDICTION_MEAN: measures.mean_of(logistic, weights),
            MetricKey.LABEL_MEAN: measures.mean_of(labels, weights),
            MetricKey.ACCURACY_BASELINE: measures.mean_of(labels, weights),
            MetricKey.AUC: measures.area(logistic, labels, weights),
            MetricKey.AUC_PR: measures.area(logistic, labels, weights, curve="PR"),
        }
        for threshold in self._thresholds:
            found.update(measures.at_threshold(logistic, labels, weights, threshold))
        return found


class SvmHead(_ClassHead):
    """Two classes, apart by a margin."""

    default_scope = "binary_svm_head"
    problem_type = ProblemType.LOGISTIC_REGRESSION
    alternatives = SingleHead.alternatives

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        with name_scope(None, "predictions"):
            classes = ops.argmax(_both(logits), 1, name=PredictionKey.CLASSES)
            return {PredictionKey.LOGITS: logits, PredictionKey.CLASSES: classes}

    def metrics(self, predictions: dict[str, Any], labels: Any, weights: Any) -> dict[str, Any]:
        return {MetricKey.ACCURACY: accuracy(labels, predictions[PredictionKey.CLASSES], weights)}


class _Labels(NamedTuple):
    """Labels as they were given, and the numbers of their classes."""

    given: Any
    ids: Any


class MultiClassHead(_ClassHead):
    """One of several classes, by a logit for each."""

    default_scope = "multi_class_head"
    problem_type = ProblemType.CLASSIFICATION

    def __init__(
        self,
        settings: HeadSettings,
        n_classes: int,
        loss: Callable[..., Any],
        measured: Sequence[int] | None,
        label_keys: Sequence[str] | None,
    ) -> None:
        super().__init__(settings, n_classes, loss, measured=measured)
        if label_keys and len(label_keys) != n_classes:
            raise ValueError("Length of label_keys must equal n_classes.")
        self.label_keys = label_keys

    def transformed_labels(self, labels: Any) -> _Labels:
        labels = super().transformed_labels(labels)
        if not self.label_keys:
            return _Labels(labels, labels)
        return _Labels(labels, index_table_from_tensor(self.label_keys, name="label_id_lookup").lookup(labels))

    def loss(self, labels: _Labels, logits: Any, weights: Any) -> tuple[Tensor, Tensor]:
        return self._loss(labels.ids, logits, weights)

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        with name_scope(None, "predictions"):
            classes = ops.argmax(logits, 1, name=PredictionKey.CLASSES)
            if self.label_keys:
                classes = index_to_string_table_from_tensor(self.label_keys, name="class_string_lookup").lookup(classes)
            probabilities = ops.softmax(logits, name=PredictionKey.PROBABILITIES)
            return {
                PredictionKey.LOGITS: logits,
                PredictionKey.PROBABILITIES: probabilities,
                PredictionKey.CLASSES: classes,
            }

    def metrics(self, predictions: dict[str, Any], labels: _Labels, weights: Any) -> dict[str, Any]:
        classes = predictions[PredictionKey.CLASSES]
        found = {MetricKey.ACCURACY: accuracy(labels.given, classes, weights)}
        for number in () if self.label_keys else self._measured:
            found[MetricKey.CLASS_PREDICTION_MEAN % number] = measures.share_of(number, classes, weights)
            found[MetricKey.CLASS_LABEL_MEAN % number] = measures.share_of(number, labels.ids, weights)
            probabilities, logits = predictions[PredictionKey.PROBABILITIES], predictions[PredictionKey.LOGITS]
            found[MetricKey.CLASS_PROBABILITY_MEAN % number] = measures.mean_of(probabilities, weights, number)
            found[MetricKey.CLASS_LOGITS_MEAN % number] = measures.mean_of(logits, weights, number)
        return found


class MultiLabelHead(_ClassHead):
    """Any of several classes, by a logit for each."""

    default_scope = "multi_label_head"
    problem_type = ProblemType.CLASSIFICATION

    def transformed_labels(self, labels: Any) -> Any:
        if isinstance(labels, SparseTensor):
            return ops.cast(sparse_to_indicator(labels, self.logits_dimension), dtypes.int64)
        return labels

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        with name_scope(None, "predictions"):
            return {
                PredictionKey.LOGITS: logits,
                PredictionKey.PROBABILITIES: ops.sigmoid(logits, name=PredictionKey.PROBABILITIES),
                PredictionKey.CLASSES: ops.cast(ops.greater(logits, 0), dtypes.int64, name=PredictionKey.CLASSES),
            }

    def metrics(self, predictions: dict[str, Any], labels: Any, weights: Any) -> dict[str, Any]:
        classes, logits = predictions[PredictionKey.CLASSES], predictions[PredictionKey.LOGITS]
        probabilities = predictions[PredictionKey.PROBABILITIES]
        found = {
            MetricKey.ACCURACY: accuracy(labels, classes, weights),
            MetricKey.AUC: measures.area(probabilities, labels, weights),
            MetricKey.AUC_PR: measures.area(probabilities, labels, weights, curve="PR"),
        }
        for number in self._measured:
            found[MetricKey.CLASS_PREDICTION_MEAN % number] = measures.mean_of(classes, weights, number)
            found[MetricKey.CLASS_LABEL_MEAN % number] = measures.mean_of(labels, weights, number)
            found[MetricKey.CLASS_PROBABILITY_MEAN % number] = measures.mean_of(probabilities, weights, number)
            found[MetricKey.CLASS_LOGITS_MEAN % number] = measures.mean_of(logits, weights, number)
            found[MetricKey.CLASS_AUC % number] = measures.area(probabilities, labels, weights, number)
            found[MetricKey.CLASS_AUC_PR % number] = measures.area(probabilities, labels, weights, number, "PR")
        return found


def _loss_of(loss_fn: Callable[..., Any] | None, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    return custom_loss(loss_fn, arguments_of(loss_fn)) if loss_fn else otherwise


@export("contrib.learn.multi_class_head")
def multi_class_head(
    n_classes: int,
    label_name: str | None = None,
    weight_column_name: str | None = None,
    enable_centered_bias: bool = False,
    head_name: str | None = None,
    thresholds: Sequence[float] | None = None,
    metric_class_ids: Sequence[int] | None = None,
    loss_fn: Callable[..., Any] | None = None,
    label_keys: Sequence[str] | None = None,
) -> Head:
    """A head that says one of several classes; one logit for two classes, else one for each.

    Args:
      n_classes: how many classes there are.
      label_name: the key of the labels, where labels are a dict.
      weight_column_name: the feature that has the weights of examples; None: all weigh 1.
      enable_centered_bias: learn one more bias for each logit, from the labels alone.
      head_name: of the scope and of the metrics; None: they have none.
      thresholds: above which a probability means yes, for metrics; None: 0.5.
      metric_class_ids: the numbers of the classes that have metrics of their own; None for none.
      loss_fn: a loss of labels, logits and weights; None: the cross entropy.
      label_keys: the names of the classes, where labels are text; None: labels are their numbers.

    Returns:
      a Head.

    Raises:
      ValueError: a number is out of range, `loss_fn` has other arguments, or two classes have names or metrics of their own.
    """
    if n_classes is None or n_classes < 2:
        raise ValueError(f"n_classes must be > 1 for classification: {n_classes}.")
    settings = HeadSettings(label_name, weight_column_name, enable_centered_bias, head_name)
    if n_classes > 2:
        return MultiClassHead(settings, n_classes, _loss_of(loss_fn, losses.of_classes), metric_class_ids, label_keys)
    loss = _loss_of(loss_fn, losses.of_two_classes)
    if metric_class_ids:
        raise ValueError("metric_class_ids invalid for n_classes==2.")
    if label_keys:
        raise ValueError("label_keys is not supported for n_classes=2.")
    return BinaryHead(settings, 1, loss, thresholds)


@export("contrib.learn.binary_svm_head")
@documented_by(multi_class_head)
def binary_svm_head(
    label_name: str | None = None,
    weight_column_name: str | None = None,
    enable_centered_bias: bool = False,
    head_name: str | None = None,
    thresholds: Sequence[float] | None = None,
) -> Head:
    """A head that says one of two classes; its loss is how far logits are from the right side of a margin.

    Args:
      thresholds: accepted, of no effect.
    """
    settings = HeadSettings(label_name, weight_column_name, enable_centered_bias, head_name)
    return SvmHead(settings, 1, losses.hinge, thresholds)


@export("contrib.learn.multi_label_head")
@documented_by(multi_class_head)
def multi_label_head(
    n_classes: int,
    label_name: str | None = None,
    weight_column_name: str | None = None,
    enable_centered_bias: bool = False,
    head_name: str | None = None,
    thresholds: Sequence[float] | None = None,
    metric_class_ids: Sequence[int] | None = None,
    loss_fn: Callable[..., Any] | None = None,
) -> Head:
    """A head that says for each of several classes whether an example is of it.

    Labels are a 0 or a 1 for each class, or a SparseTensor of the numbers of classes.

    Args:
      thresholds: accepted, of no effect.
      loss_fn: a loss of labels, logits and weights; None: the cross entropy of each class.
    """
    if n_classes < 2:
        raise ValueError("n_classes must be > 1 for classification.")
    settings = HeadSettings(label_name, weight_column_name, enable_centered_bias, head_name)
    return MultiLabelHead(settings, n_classes, _loss_of(loss_fn, losses.of_each_class), thresholds, metric_class_ids)
