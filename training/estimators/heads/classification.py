"""Heads that classify: in two classes, in one of several, in any of several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.checks.comparisons import assert_less, assert_non_negative
from headrace.graph.ops.sparse.sparse import sparse_to_indicator
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes

from ...losses.losses import sigmoid_cross_entropy, sparse_softmax_cross_entropy
from ...losses.weighted import Reduction
from ...metrics.counts import precision, recall
from ...metrics.means import accuracy
from ..export.outputs import ExportOutput, PredictOutput, RegressionOutput
from . import measures
from .checks import NO_LABELS, called_loss, checked_n_classes, checked_thresholds, in_range, reshaped_labels
from .head import CLASSIFY, DEFAULT, PREDICT, REGRESS, Classes, Head, HeadSettings, LossSpec
from .keys import MetricKeys, PredictionKeys


class BinaryHead(Head):
    """Two classes, by one logit."""

    def __init__(self, settings: HeadSettings, thresholds: Any = None, label_vocabulary: Any = None) -> None:
        self._thresholds = checked_thresholds(thresholds, "thresholds not in (0, 1): {thresholds}.")
        super().__init__(settings, 1)
        self._classes = Classes(2, label_vocabulary)

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        with get_default_graph().name_scope("predictions"):
            logistic = ops.sigmoid(logits, name=PredictionKeys.LOGISTIC)
            both = ops.concat([ops.zeros_like(logits), logits], -1, name="two_class_logits")
            return {
                PredictionKeys.LOGITS: logits,
                PredictionKeys.LOGISTIC: logistic,
                PredictionKeys.PROBABILITIES: ops.softmax(both, name=PredictionKeys.PROBABILITIES),
                **self._classes.predicted(both),
            }

    def exported(self, predictions: Mapping[str, Any]) -> dict[str, ExportOutput]:
        classified = self._classes.exported(predictions[PredictionKeys.PROBABILITIES])
        return {
            DEFAULT: classified,
            CLASSIFY: classified,
            REGRESS: RegressionOutput(predictions[PredictionKeys.LOGISTIC]),
            PREDICT: PredictOutput(predictions),
        }

    def processed_labels(self, labels: Any, logits: Tensor) -> Any:
        labels = reshaped_labels(labels, logits, 1)
        if self._classes.vocabulary is not None:
            labels = self._classes.ids_of(labels)
        return in_range(ops.cast(labels, dtypes.float32), 2)

    def unreduced_loss(self, labels: Any, logits: Tensor, features: Any) -> Any:
        if self.settings.loss_fn:
            return called_loss(self.settings.loss_fn, labels, logits, features, 1)
        return ops.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)

    def metrics(self, loss: LossSpec, predictions: Mapping[str, Any]) -> dict[str, Any]:
        labels, weights = loss.processed_labels, loss.weights
        logistic, ids = predictions[PredictionKeys.LOGISTIC], predictions[PredictionKeys.CLASS_IDS]
        keys = MetricKeys
        labels_mean = measures.labels_mean(labels, weights)
        return {
            keys.ACCURACY: accuracy(labels, ids, weights, name=keys.ACCURACY),
            keys.PRECISION: precision(labels, ids, weights, name=keys.PRECISION),
            keys.RECALL: recall(labels, ids, weights, name=keys.RECALL),
            keys.PREDICTION_MEAN: measures.predictions_mean(logistic, weights),
            keys.LABEL_MEAN: labels_mean,
            keys.ACCURACY_BASELINE: measures.accuracy_baseline(labels_mean),
            keys.AUC: measures.area(labels, logistic, weights, "ROC", keys.AUC),
            keys.AUC_PR: measures.area(labels, logistic, weights, "PR", keys.AUC_PR, self.pr_summation),
            **measures.at_thresholds(labels, logistic, weights, self._thresholds),
        }

    @property
    def metric_names(self) -> list[str]:
        keys = MetricKeys
        plain = [keys.ACCURACY, keys.PRECISION, keys.RECALL, keys.PREDICTION_MEAN, keys.LABEL_MEAN]
        plain += [keys.ACCURACY_BASELINE, keys.AUC, keys.AUC_PR]
        return plain + measures.names_at_thresholds(self._thresholds)


class MultiClassHead(Head):
    """One of several classes, by a logit for each."""

    def __init__(self, settings: HeadSettings, n_classes: Any, label_vocabulary: Any = None) -> None:
        super().__init__(settings, checked_n_classes(n_classes))
        self._classes = Classes(n_classes, label_vocabulary)

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        with get_default_graph().name_scope("predictions"):
            classes = self._classes.predicted(logits)
            probabilities = ops.softmax(logits, name=PredictionKeys.PROBABILITIES)
            return {PredictionKeys.LOGITS: logits, PredictionKeys.PROBABILITIES: probabilities, **classes}

    def exported(self, predictions: Mapping[str, Any]) -> dict[str, ExportOutput]:
        classified = self._classes.exported(predictions[PredictionKeys.PROBABILITIES])
        return {DEFAULT: classified, CLASSIFY: classified, PREDICT: PredictOutput(predictions)}

    def processed_labels(self, labels: Any, logits: Tensor) -> Any:
        labels = reshaped_labels(labels, logits, 1)
        if self._classes.vocabulary is None:
            if not labels.dtype.is_integer:
                raise ValueError(f"Labels dtype should be integer. Instead got {labels.dtype}.")
        elif labels.dtype != dtypes.string:
            raise ValueError(f"Labels dtype should be string if there is a vocabulary. Instead got {labels.dtype}")
        else:
            labels = self._classes.ids_of(labels)
        return in_range(labels, self.logits_dimension)

    def unreduced_loss(self, labels: Any, logits: Tensor, features: Any) -> Any:
        if self.settings.loss_fn:
            return called_loss(self.settings.loss_fn, labels, logits, features, 1)
        return ops.expand_dims(sparse_softmax_cross_entropy(labels, logits, reduction=Reduction.NONE), -1)

    def metrics(self, loss: LossSpec, predictions: Mapping[str, Any]) -> dict[str, Any]:
        name, ids = MetricKeys.ACCURACY, predictions[PredictionKeys.CLASS_IDS]
        return {name: accuracy(loss.processed_labels, ids, loss.weights, name=name)}

    @property
    def metric_names(self) -> list[str]:
        return [MetricKeys.ACCURACY]


class MultiLabelHead(Head):
    """Any of several classes, by a logit for each."""

    def __init__(
        self,
        settings: HeadSettings,
        n_classes: Any,
        thresholds: Any = None,
        label_vocabulary: Any = None,
        classes_for_class_based_metrics: Any = None,
    ) -> None:
        if n_classes is None or n_classes < 2:
            raise ValueError(f"n_classes must be > 1 for multi-class classification. Given: {n_classes}")
        self._thresholds = checked_thresholds(thresholds, "thresholds must be in (0, 1) range. Given: {threshold}")
        if label_vocabulary is not None:
            if not isinstance(label_vocabulary, (list, tuple)):
                raise ValueError(f"label_vocabulary must be a list or tuple. Given type: {type(label_vocabulary)}")
            if len(label_vocabulary) != n_classes:
                raise ValueError(f"Length of label_vocabulary must be n_classes ({n_classes}). Given: {len(label_vocabulary)}")
        super().__init__(settings, n_classes)
        self._classes = Classes(n_classes, label_vocabulary)
        self._measured = _class_numbers(classes_for_class_based_metrics, n_classes, label_vocabulary)

    def predicted(self, logits: Tensor) -> dict[str, Any]:
        with get_default_graph().name_scope("predictions"):
            probabilities = ops.sigmoid(logits, name=PredictionKeys.PROBABILITIES)
        return {PredictionKeys.LOGITS: logits, PredictionKeys.PROBABILITIES: probabilities}

    def exported(self, predictions: Mapping[str, Any]) -> dict[str, ExportOutput]:
        classified = self._classes.exported(predictions[PredictionKeys.PROBABILITIES])
        return {DEFAULT: classified, CLASSIFY: classified, PREDICT: PredictOutput(predictions)}

    def processed_labels(self, labels: Any, logits: Tensor) -> Any:
        return reshaped_labels(self._indicators(labels), logits, self.logits_dimension)

    def _indicators(self, labels: Any) -> Any:
        """A 1 for each class that an example has."""
        if labels is None:
            raise ValueError(NO_LABELS)
        count = self.logits_dimension
        if not isinstance(labels, SparseTensor):
            return in_range(labels, 2, "labels must be an integer indicator Tensor with values in [0, 1]")
        if labels.dtype == dtypes.string:
            ids = self._classes.ids_of(labels.values)
            labels = SparseTensor(labels.indices, ids, labels.dense_shape)
            return ops.cast(sparse_to_indicator(labels, count), dtypes.int64)
        text = f"labels must be an integer SparseTensor with values in [0, {count})"
        if not labels.dtype.is_integer:
            raise TypeError(f'{text}  Expected "x" to be integer type.  Found: {labels.dtype}.')
        checks = [assert_less(labels.values, ops.cast(count, labels.dtype), message=text)]
        checks.append(assert_non_negative(labels.values, message=text))
        with get_default_graph().control_dependencies(checks):
            return ops.cast(sparse_to_indicator(labels, count), dtypes.int64)

    def unreduced_loss(self, labels: Any, logits: Tensor, features: Any) -> Any:
        if self.settings.loss_fn:
            return called_loss(self.settings.loss_fn, labels, logits, features, 1)
        losses = sigmoid_cross_entropy(labels, logits, reduction=Reduction.NONE)
        return ops.reduce_mean(losses, -1, keepdims=True)

    def metrics(self, loss: LossSpec, predictions: Mapping[str, Any]) -> dict[str, Any]:
        labels, weights = loss.processed_labels, loss.weights
        probabilities, keys = predictions[PredictionKeys.PROBABILITIES], MetricKeys
        found = {
            keys.AUC: measures.area(labels, probabilities, weights, "ROC", keys.AUC),
            keys.AUC_PR: measures.area(labels, probabilities, weights, "PR", keys.AUC_PR, self.pr_summation),
            **measures.at_thresholds(labels, probabilities, weights, self._thresholds),
        }
        for number in self._measured:
            own, wanted = probabilities[..., number : number + 1], labels[..., number : number + 1]
            mean_key, auc_key, pr_key = self._keys_of(number)
            found[mean_key] = measures.predictions_mean(own, weights, mean_key)
            found[auc_key] = measures.area(wanted, own, weights, "ROC", auc_key)
            found[pr_key] = measures.area(wanted, own, weights, "PR", pr_key, self.pr_summation)
        return found

    @property
    def metric_names(self) -> list[str]:
        own = [key for number in self._measured for key in self._keys_of(number)]
        return [MetricKeys.AUC, MetricKeys.AUC_PR, *measures.names_at_thresholds(self._thresholds), *own]

    def _keys_of(self, number: int) -> list[str]:
        keys = MetricKeys
        if self._classes.vocabulary is None:
            return [key % number for key in (keys.PROBABILITY_MEAN_AT_CLASS, keys.AUC_AT_CLASS, keys.AUC_PR_AT_CLASS)]
        name = self._classes.vocabulary[number]
        return [key % name for key in (keys.PROBABILITY_MEAN_AT_NAME, keys.AUC_AT_NAME, keys.AUC_PR_AT_NAME)]


def _class_numbers(classes: Any, n_classes: int, vocabulary: Sequence[str] | None) -> tuple[int, ...]:
    """The numbers of classes that are given by numbers or names."""
    given = tuple(() if classes is None else classes)
    if given and isinstance(given[0], str):
        if not vocabulary:
            raise ValueError("label_vocabulary must be provided when classes_for_class_based_metrics are sting.")
        return tuple(vocabulary.index(name) for name in given)
    for number in given:
        if not 0 <= number < n_classes:
            raise ValueError(f"All classes_for_class_based_metrics must be in range [0, {n_classes - 1}]. Given: {number}")
    return given


def binary_or_multi_class_head(n_classes: Any, weight_column: Any, label_vocabulary: Any, loss_reduction: str) -> Head:
    """The head of a classifier: for two classes, or for more."""
    if n_classes == 2:
        return binary_classification_head(weight_column, None, label_vocabulary, loss_reduction)
    return multi_class_head(n_classes, weight_column, label_vocabulary, loss_reduction)


@export("contrib.estimator.binary_classification_head")
def binary_classification_head(
    weight_column: Any = None,
    thresholds: Sequence[float] | None = None,
    label_vocabulary: Sequence[str] | None = None,
    loss_reduction: str = Reduction.SUM_OVER_BATCH_SIZE,
    loss_fn: Callable[..., Any] | None = None,
    name: str | None = None,
) -> Any:
    """A head for two classes, by one logit.

    Args:
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      thresholds: probabilities for which accuracy, precision and recall are measured; None for none.
      label_vocabulary: the names of the two classes, where labels are text; None: labels are 0 and 1.
      loss_reduction: how the losses of examples become one, of `tf.losses.Reduction`.
      loss_fn: a function of `labels`, `logits` and `features`, where it has these, that gives the loss of each example; by
        default sigmoid cross entropy.
      name: what the names of its metrics end in.

    Returns:
      a head.

    Raises:
      ValueError: a threshold or `loss_reduction` is out of range, or `loss_fn` has other arguments.
      TypeError: `label_vocabulary` is no list.
    """
    if label_vocabulary is not None and not isinstance(label_vocabulary, (list, tuple)):
        raise TypeError(f"label_vocabulary should be a list or tuple. Given type: {type(label_vocabulary)}")
    return BinaryHead(HeadSettings(weight_column, loss_reduction, loss_fn, name), thresholds, label_vocabulary)


@export("contrib.estimator.multi_class_head")
def multi_class_head(
    n_classes: int,
    weight_column: Any = None,
    label_vocabulary: Sequence[str] | None = None,
    loss_reduction: str = Reduction.SUM_OVER_BATCH_SIZE,
    loss_fn: Callable[..., Any] | None = None,
    name: str | None = None,
) -> Any:
    """A head for one of several classes, by a logit for each.

    Args:
      n_classes: how many there are, at least three.
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      label_vocabulary: the names of the classes, where labels are text; None: labels are their numbers.
      loss_reduction: how the losses of examples become one, of `tf.losses.Reduction`.
      loss_fn: a function of `labels`, `logits` and `features`, where it has these, that gives the loss of each example; by
        default softmax cross entropy.
      name: what the names of its metrics end in.

    Returns:
      a head.

    Raises:
      ValueError: fewer classes, `loss_reduction` is out of range, `label_vocabulary` is no list, or `loss_fn` has other
        arguments.
    """
    if label_vocabulary is not None and not isinstance(label_vocabulary, (list, tuple)):
        raise ValueError(f"label_vocabulary should be a list or a tuple. Given type: {type(label_vocabulary)}")
    return MultiClassHead(HeadSettings(weight_column, loss_reduction, loss_fn, name), n_classes, label_vocabulary)


@export("contrib.estimator.multi_label_head")
def multi_label_head(
    n_classes: int,
    weight_column: Any = None,
    thresholds: Sequence[float] | None = None,
    label_vocabulary: Sequence[str] | None = None,
    loss_reduction: str = Reduction.SUM_OVER_BATCH_SIZE,
    loss_fn: Callable[..., Any] | None = None,
    classes_for_class_based_metrics: Sequence[Any] | None = None,
    name: str | None = None,
) -> Any:
    """A head for any of several classes, by a logit for each.

    Args:
      n_classes: how many there are, at least two.
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      thresholds: probabilities for which accuracy, precision and recall are measured; None for none.
      label_vocabulary: the names of the classes, where labels are a SparseTensor of text; None: labels are a SparseTensor of
        numbers, or a 1 or 0 for each class.
      loss_reduction: how the losses of examples become one, of `tf.losses.Reduction`.
      loss_fn: a function of `labels`, `logits` and `features`, where it has these, that gives the loss of each example; by
        default the mean of sigmoid cross entropies.
      classes_for_class_based_metrics: numbers or names of classes that have metrics of their own; None for none.
      name: what the names of its metrics end in.

    Returns:
      a head.

    Raises:
      ValueError: a number, a threshold, a class or `loss_reduction` is out of range, or `loss_fn` has other arguments.
    """
    settings = HeadSettings(weight_column, loss_reduction, loss_fn, name)
    return MultiLabelHead(settings, n_classes, thresholds, label_vocabulary, classes_for_class_based_metrics)
