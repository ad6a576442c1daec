"""Targets of models before tf.estimator's heads: what labels are, their loss, predictions and metrics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes

from ..losses.losses import hinge_loss
from ..metrics.streaming import (
    streaming_accuracy,
    streaming_auc,
    streaming_mean,
    streaming_precision_at_thresholds,
    streaming_recall_at_thresholds,
)

Metric = Callable[..., Any]


@export("contrib.layers.python.layers.target_column.ProblemType", "contrib.slim.ProblemType")
class ProblemType:
    """What kind of problem a target is."""

    UNSPECIFIED = 0
    CLASSIFICATION = 1
    LINEAR_REGRESSION = 2
    LOGISTIC_REGRESSION = 3


class _TargetColumn:
    """What labels are: the loss of logits, and how many logits there are for an example."""

    name: str

    def __init__(
        self,
        loss_fn: Callable[[Any, Any], Tensor],
        num_label_columns: int,
        label_name: str | None,
        weight_column_name: str | None,
        problem_type: int,
    ) -> None:
        self._loss_fn = loss_fn
        self._num_label_columns = num_label_columns
        self._label_name = label_name
        self._weight_column_name = weight_column_name
        self._problem_type = problem_type

    @property
    def label_name(self) -> str | None:
        """The key of the labels; None where there are no others."""
        return self._label_name

    @property
    def weight_column_name(self) -> str | None:
        """The key of the feature that says how much an example counts."""
        return self._weight_column_name

    @property
    def num_label_columns(self) -> int:
        """How many logits there are for an example."""
        return self._num_label_columns

    @property
    def problem_type(self) -> int:
        """One of `ProblemType`."""
        return self._problem_type

    def logits_to_predictions(self, logits: Any, proba: bool = False) -> Tensor:
        """What logits [batch, num_label_columns] predict; `proba`: probabilities."""
        raise NotImplementedError

    def get_weight_tensor(self, features: Mapping[str, Any]) -> Tensor | None:
        """How much each example counts, float32 [batch]; None where all count alike."""
        if not self._weight_column_name:
            return None
        return ops.reshape(ops.cast(features[self._weight_column_name], dtypes.float32), [-1])

    def _losses(self, logits: Any, target: Any, features: Any) -> tuple[Any, Any]:
        target = target[self.name] if isinstance(target, dict) else target
        losses, weights = self._loss_fn(convert_to_tensor(logits), convert_to_tensor(target)), self.get_weight_tensor(features)
        return losses if weights is None else ops.multiply(ops.reshape(losses, [-1]), weights), weights

    def training_loss(self, logits: Any, target: Any, features: Any, name: str = "training_loss") -> Tensor:
        """The mean of the weighted losses over all examples, a scalar."""
        return ops.reduce_mean(self._losses(logits, target, features)[0], name=name)

    def loss(self, logits: Any, target: Any, features: Any) -> Tensor:
        """The sum of the weighted losses divided by that of the weights, a scalar."""
        losses, weights = self._losses(logits, target, features)
        if weights is None:
            return ops.reduce_mean(losses, name="loss")
        return ops.div(ops.reduce_sum(losses), ops.cast(ops.reduce_sum(weights), dtypes.float32), name="loss")

    def _measured(self, predictions: Any, labels: Any, metrics: Mapping[str, Metric] | None, features: Any) -> dict[str, Any]:
        weights = self.get_weight_tensor(features)
        labels = ops.cast(labels, predictions.dtype)
        more = {} if weights is None else {"weights": weights}
        return {name: metric(predictions, labels, **more) for name, metric in (metrics or {}).items()}


class _RegressionTargetColumn(_TargetColumn):
    """Numbers."""

    def logits_to_predictions(self, logits: Any, proba: bool = False) -> Tensor:
        """The logits; one for an example as a vector [batch]."""
        return ops.squeeze(logits, [1]) if self.num_label_columns == 1 else convert_to_tensor(logits)

    def get_eval_ops(self, features: Any, logits: Any, labels: Any, metrics: Any = None) -> dict[str, Any]:
        """Pairs of value and update by name: the mean of the loss, and the `metrics`, a dict of functions by name."""
        result = {"loss": streaming_mean(self.loss(logits, labels, features))}
        if metrics:
            result.update(self._measured(self.logits_to_predictions(logits), labels, metrics, features))
        return result


class _MultiClassTargetColumn(_TargetColumn):
    """Classes."""

    def __init__(
        self, loss_fn: Any, n_classes: int, label_name: str | None = None, weight_column_name: str | None = None
    ) -> None:
        if n_classes < 2:
            raise ValueError("n_classes must be >= 2")
        columns = 1 if n_classes == 2 else n_classes
        super().__init__(loss_fn, columns, label_name, weight_column_name, ProblemType.CLASSIFICATION)

    def logits_to_predictions(self, logits: Any, proba: bool = False) -> Tensor:
        """The likeliest class, int64 [batch]; `proba`: the probabilities of all, [batch, classes]."""
        if self.num_label_columns == 1:
            logits = ops.concat([ops.zeros_like(logits), logits], 1)
        return ops.softmax(logits) if proba else ops.argmax(logits, 1)

    def get_eval_ops(self, features: Any, logits: Any, labels: Any, metrics: Any = None) -> dict[str, Any]:
        """Pairs of value and update by name: the mean of the loss, for two classes the usual metrics, and `metrics`.

        Those are functions by a name, or by a name and "classes" or "probabilities", which says what they take; the
        accuracy of classes by default. Raises ValueError for another key.
        """
        result = {"loss": streaming_mean(self.loss(logits, labels, features))}
        if metrics is None:
            metrics = {("accuracy", "classes"): streaming_accuracy}
        predictions, as_floats = ops.sigmoid(logits), ops.cast(labels, dtypes.float32)
        if self.num_label_columns == 1:
            for name, metric in get_default_binary_metrics_for_eval([0.5]).items():
                result[name] = metric(predictions, as_floats)
        of: dict[str, dict[str, Metric]] = {"classes": {}, "probabilities": {}}
        for key, metric in metrics.items():
            name, kind = _of_key(key)
            of[kind][name] = metric
        for kind, chosen in of.items():
            if chosen:
                predicted = self.logits_to_predictions(logits, proba=kind == "probabilities")
                result.update(self._measured(predicted, labels, chosen, features))
        return result


def _of_key(key: Any) -> tuple[str, str]:
    """The name of a metric and what it takes."""
    if isinstance(key, str):
        return key, "classes"
    if not isinstance(key, tuple):
        raise ValueError(f"Ignoring metric {key}. Its name is not in the correct form.")
    if len(key) != 2:
        raise ValueError(f"Ignoring metric {key}. It returned a tuple with len {len(key)}, expected 2.")
    if key[1] not in ("classes", "probabilities"):
        raise ValueError(f"Ignoring metric {key}. The 2nd element of its name should be either 'classes' or 'probabilities'.")
    return key


class _BinarySvmTargetColumn(_MultiClassTargetColumn):
    """Two classes, far from each other."""

    def __init__(self, label_name: str | None, weight_column_name: str | None) -> None:
        def loss_fn(logits: Any, target: Any) -> Tensor:
            wrong = ["target's shape should be either [batch_size, 1] or [batch_size]"]
            check = ops.Assert(ops.less_equal(ops.rank(target), 2), wrong)
            with get_default_graph().control_dependencies([check]):
                target = ops.reshape(target, [ops.shape(target)[0], 1])
            return hinge_loss(logits, target)

        super().__init__(loss_fn, 2, label_name, weight_column_name)

    def logits_to_predictions(self, logits: Any, proba: bool = False) -> Tensor:
        """The likelier class, int64 [batch]. Raises ValueError for `proba`."""
        if proba:
            raise ValueError("logits to probabilities is not supported for _BinarySvmTargetColumn")
        return super().logits_to_predictions(logits)


def _as_column(target: Any) -> Any:
    return ops.expand_dims(target, 1) if len(target.static_shape) == 1 else target


def _squared(logits: Any, target: Any) -> Tensor:
    target = _as_column(target)
    logits.shape.assert_is_compatible_with(target.shape)
    return ops.squared_difference(logits, ops.cast(target, dtypes.float32))


def _of_two_classes(logits: Any, target: Any) -> Tensor:
    return ops.sigmoid_cross_entropy_with_logits(labels=ops.cast(_as_column(target), dtypes.float32), logits=logits)


def _of_classes(logits: Any, target: Any) -> Tensor:
    if not target.dtype.is_integer:
        raise ValueError(f"Target's dtype should be integer Instead got {target.dtype}.")
    if len(target.static_shape) == 2:
        target = ops.squeeze(target, [1])
    return ops.sparse_softmax_cross_entropy_with_logits(labels=target, logits=logits)


@export("contrib.layers.regression_target", "contrib.slim.regression_target")
def regression_target(
    label_name: str | None = None, weight_column_name: str | None = None, label_dimension: int = 1
) -> _TargetColumn:
    """Labels that are numbers, and the loss of logits: the square of the difference.

    Args:
      label_name: the key of the labels; None where there are no others.
      weight_column_name: the key of the feature that says how much an example counts; None: all count alike.
      label_dimension: how many numbers an example has.

    Returns:
      an object with `loss`, `training_loss`, `logits_to_predictions` and `get_eval_ops`.
    """
    return _RegressionTargetColumn(_squared, label_dimension, label_name, weight_column_name, ProblemType.LINEAR_REGRESSION)


@export("contrib.layers.multi_class_target", "contrib.slim.multi_class_target")
@documented_by(regression_target)
def multi_class_target(n_classes: int, label_name: str | None = None, weight_column_name: str | None = None) -> _TargetColumn:
    """Labels that are classes, and the loss of logits: the cross entropy.

    Args:
      n_classes: how many there are; for two there is one logit.

    Raises:
      ValueError: less than two classes.
    """
    if n_classes < 2:
        raise ValueError("n_classes must be > 1 for classification.")
    loss_fn = _of_two_classes if n_classes == 2 else _of_classes
    return _MultiClassTargetColumn(loss_fn, n_classes, label_name, weight_column_name)


@export("contrib.layers.python.layers.target_column.binary_svm_target", "contrib.slim.binary_svm_target")
@documented_by(regression_target)
def binary_svm_target(label_name: str | None = None, weight_column_name: str | None = None) -> _TargetColumn:
    """Labels that are 0 and 1, and the hinge loss of one logit."""
    return _BinarySvmTargetColumn(label_name, weight_column_name)


@export(
    "contrib.layers.python.layers.target_column.get_default_binary_metrics_for_eval",
    "contrib.slim.get_default_binary_metrics_for_eval",
)
def get_default_binary_metrics_for_eval(thresholds: Sequence[float]) -> dict[str, Metric]:
    """The usual metrics of probabilities and labels of two classes.

    Args:
      thresholds: those at which accuracy, precision and recall are measured.

    Returns:
      functions of predictions, labels and `weights` by name.
    """

    def as_floats(weights: Any) -> Any:
        return None if weights is None else ops.cast(weights, dtypes.float32)

    def mean_of_labels(predictions: Any, labels: Any, weights: Any = None) -> Any:
        return streaming_mean(labels, weights=weights)

    def mean_of_predictions(predictions: Any, labels: Any, weights: Any = None) -> Any:
        return streaming_mean(predictions, weights=weights)

    def area(predictions: Any, labels: Any, weights: Any = None) -> Any:
        return streaming_auc(predictions, labels, weights=as_floats(weights))

    def accuracy(threshold: float) -> Metric:
        def measure(predictions: Any, labels: Any, weights: Any = None) -> Any:
            said = ops.cast(ops.greater_equal(predictions, threshold), dtypes.float32)
            return streaming_accuracy(said, labels, weights)

        return measure

    def at(metric: Metric, threshold: float) -> Metric:
        def measure(predictions: Any, labels: Any, weights: Any = None) -> Any:
            value, update = metric(predictions, labels, [threshold], as_floats(weights))
            return ops.squeeze(value), update

        return measure

    found: dict[str, Metric] = {
        "labels/prediction_mean": mean_of_predictions,
        "labels/actual_target_mean": mean_of_labels,
        "accuracy/baseline_target_mean": mean_of_labels,
        "auc": area,
    }
    for threshold in thresholds:
        found[f"accuracy/threshold_{threshold:f}_mean"] = accuracy(threshold)
        found[f"precision/positive_threshold_{threshold:f}_mean"] = at(streaming_precision_at_thresholds, threshold)
        found[f"recall/positive_threshold_{threshold:f}_mean"] = at(streaming_recall_at_thresholds, threshold)
    return found
