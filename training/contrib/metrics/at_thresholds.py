"""Counts and shares of predictions above thresholds, which may lie anywhere, and what is found among the thresholds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import variable_scope

from ...metrics import thresholds as of
from ...metrics.means import mean
from ...metrics.state import Collections, add_to_collections, squeeze_alike
from ...metrics.thresholds import EPSILON, counts_of, evenly_spread


def _counts(
    labels: Any, predictions: Any, thresholds: Sequence[float], weights: Any, includes: Sequence[str] = tuple(of.NAMES)
) -> tuple[dict[str, Any], dict[str, Any]]:
    predictions, labels, weights = squeeze_alike(predictions, labels, weights)
    return counts_of(labels, predictions, thresholds, weights, includes)


def _collected(value: Any, update: Any, metrics_collections: Collections, updates_collections: Collections) -> tuple[Any, Any]:
    return add_to_collections(value, metrics_collections), add_to_collections(update, updates_collections)


def _number(key: str, labels: Any, predictions: Any, thresholds: Sequence[float], weights: Any) -> tuple[Any, Tensor]:
    variables, updates = _counts(labels, predictions, thresholds, weights, [key])
    return variables[key], updates[key]


@export("contrib.metrics.streaming_true_positives_at_thresholds", "contrib.slim.metrics.streaming_true_positives_at_thresholds")
def streaming_true_positives_at_thresholds(
    predictions: TensorLike, labels: TensorLike, thresholds: Sequence[float], weights: TensorLike | None = None
) -> tuple[Any, Tensor]:
    """The weighted numbers of true examples predicted true at each threshold, over all batches.

    Args:
      predictions: floating; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      thresholds: a list of floats.
      weights: a number, or a tensor of the rank of the labels with their sizes or 1 in each dimension; None for 1.

    Returns:
      a local variable float32 [number of thresholds], and a tensor that adds a batch and gives it after that.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    return _number("tp", labels, predictions, thresholds, weights)


@export(
    "contrib.metrics.streaming_false_negatives_at_thresholds", "contrib.slim.metrics.streaming_false_negatives_at_thresholds"
)
@documented_by(streaming_true_positives_at_thresholds)
def streaming_false_negatives_at_thresholds(
    predictions: TensorLike, labels: TensorLike, thresholds: Sequence[float], weights: TensorLike | None = None
) -> tuple[Any, Tensor]:
    """The weighted numbers of true examples predicted false at each threshold, over all batches."""
    return _number("fn", labels, predictions, thresholds, weights)


@export(
    "contrib.metrics.streaming_false_positives_at_thresholds", "contrib.slim.metrics.streaming_false_positives_at_thresholds"
)
@documented_by(streaming_true_positives_at_thresholds)
def streaming_false_positives_at_thresholds(
    predictions: TensorLike, labels: TensorLike, thresholds: Sequence[float], weights: TensorLike | None = None
) -> tuple[Any, Tensor]:
    """The weighted numbers of false examples predicted true at each threshold, over all batches."""
    return _number("fp", labels, predictions, thresholds, weights)


@export("contrib.metrics.streaming_true_negatives_at_thresholds", "contrib.slim.metrics.streaming_true_negatives_at_thresholds")
@documented_by(streaming_true_positives_at_thresholds)
def streaming_true_negatives_at_thresholds(
    predictions: TensorLike, labels: TensorLike, thresholds: Sequence[float], weights: TensorLike | None = None
) -> tuple[Any, Tensor]:
    """The weighted numbers of false examples predicted false at each threshold, over all batches."""
    return _number("tn", labels, predictions, thresholds, weights)


def _rate(
    name: str | None,
    default: str,
    short: str,
    part: str,
    rest: str,
    labels: Any,
    predictions: Any,
    thresholds: Sequence[float],
    weights: Any,
    metrics_collections: Collections,
    updates_collections: Collections,
) -> tuple[Tensor, Tensor]:
    def rate(counts: dict[str, Any], name: str) -> Tensor:
        return ops.div(counts[part], EPSILON + counts[part] + counts[rest], name=f"{short}_{name}")

    with variable_scope(name, default, [predictions, labels, weights]):
        variables, updates = _counts(labels, predictions, thresholds, weights, [part, rest])
        value, update = rate(variables, "value"), rate(updates, "update_op")
        return _collected(value, update, metrics_collections, updates_collections)


@export(
    "contrib.metrics.streaming_false_positive_rate_at_thresholds",
    "contrib.slim.metrics.streaming_false_positive_rate_at_thresholds",
)
@documented_by(mean)
def streaming_false_positive_rate_at_thresholds(
    predictions: TensorLike,
    labels: TensorLike,
    thresholds: Sequence[float],
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of false examples predicted true at each threshold, over all batches.

    Args:
      predictions: floating; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      thresholds: a list of floats.

    Returns:
      value and update_op, float32 [number of thresholds] each: over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    default = "false_positive_rate_at_thresholds"
    collections = metrics_collections, updates_collections
    return _rate(name, default, "fpr", "fp", "tn", labels, predictions, thresholds, weights, *collections)


@export(
    "contrib.metrics.streaming_false_negative_rate_at_thresholds",
    "contrib.slim.metrics.streaming_false_negative_rate_at_thresholds",
)
@documented_by(streaming_false_positive_rate_at_thresholds)
def streaming_false_negative_rate_at_thresholds(
    predictions: TensorLike,
    labels: TensorLike,
    thresholds: Sequence[float],
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of true examples predicted false at each threshold, over all batches."""
    default = "false_negative_rate_at_thresholds"
    collections = metrics_collections, updates_collections
    return _rate(name, default, "fnr", "fn", "tp", labels, predictions, thresholds, weights, *collections)


def _found(
    name: str | None,
    default: str,
    of_counts: Callable[[dict[str, Any], str], Tensor],
    labels: Any,
    predictions: Any,
    weights: Any,
    num_thresholds: int,
    metrics_collections: Collections,
    updates_collections: Collections,
) -> tuple[Tensor, Tensor]:
    with variable_scope(name, default, [predictions, labels, weights]):
        variables, updates = _counts(labels, predictions, evenly_spread(num_thresholds), weights)
        value, update = of_counts(variables, "value"), of_counts(updates, "update_op")
        return _collected(value, update, metrics_collections, updates_collections)


@export("contrib.metrics.recall_at_precision", "contrib.slim.metrics.recall_at_precision")
@documented_by(streaming_false_positive_rate_at_thresholds)
def recall_at_precision(
    labels: TensorLike,
    predictions: TensorLike,
    precision: float,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
    strict_mode: bool = False,
) -> tuple[Tensor, Tensor]:
    """The recall at the threshold whose precision is nearest to `precision`.

    Args:
      precision: the share of what is predicted true that is to be true, in [0, 1].
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].
      strict_mode: whether the precision is to be reached: 0 where it never is.

    Returns:
      value and update_op, two float32 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: `precision` is not in [0, 1], the shapes differ, or the weights do not go with the labels.
    """
    if not 0 <= precision <= 1:
        raise ValueError("`precision` must be in the range [0, 1].")

    def found(counts: dict[str, Any], name: str) -> Tensor:
        tp, fp, fn = (counts[key] for key in ("tp", "fp", "fn"))
        precisions: Any = ops.div(tp, tp + fp + EPSILON)
        if not strict_mode:
            at: Any = ops.argmin(ops.abs(precisions - precision), 0, output_type=dtypes.int32)
            return ops.div(tp[at], tp[at] + fn[at] + EPSILON, name)
        at = ops.argmax(ops.div(1.0, precisions - precision + EPSILON), 0, output_type=dtypes.int32)
        return cond(
            precisions[at] >= precision,
            lambda: ops.div(tp[at], tp[at] + fn[at] + EPSILON, name),
            lambda: convert_to_tensor(0.0),
        )

    collections = metrics_collections, updates_collections
    return _found(name, "recall_at_precision", found, labels, predictions, weights, num_thresholds, *collections)


@export("contrib.metrics.precision_at_recall", "contrib.slim.metrics.precision_at_recall")
@documented_by(recall_at_precision)
def precision_at_recall(
    labels: TensorLike,
    predictions: TensorLike,
    target_recall: float,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The precision at the highest threshold whose recall is at least `target_recall`.

    Args:
      target_recall: the share of true examples that are to be predicted true, in [0, 1].

    Raises:
      ValueError: `target_recall` is not in [0, 1], the shapes differ, or the weights do not go with the labels.
    """
    if target_recall < 0 or target_recall > 1:
        raise ValueError("`target_recall` must be in the range [0, 1].")

    def found(counts: dict[str, Any], name: str) -> Tensor:
        tp, fp, fn = (counts[key] for key in ("tp", "fp", "fn"))
        recalls = ops.div(tp, tp + fn + EPSILON)
        reached = ops.cast(ops.greater_equal(recalls, target_recall), dtypes.int64)
        at: Any = ops.reduce_sum(reached) - 1
        return ops.div(tp[at] + EPSILON, tp[at] + fp[at] + EPSILON, name)

    collections = metrics_collections, updates_collections
    return _found(name, "precision_at_recall", found, labels, predictions, weights, num_thresholds, *collections)


@export("contrib.metrics.f1_score", "contrib.slim.metrics.f1_score")
@documented_by(mean)
def f1_score(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The greatest harmonic mean of precision and recall at any threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].

    Returns:
      value and update_op, two float32 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """

    def best(counts: dict[str, Any], name: str) -> Tensor:
        tp, fp, fn = (counts[key] for key in ("tp", "fp", "fn"))
        precision: Any = ops.div(tp, EPSILON + tp + fp, name=f"precision_{name}")
        recall: Any = ops.div(tp, EPSILON + tp + fn, name=f"recall_{name}")
        return ops.reduce_max(2.0 * precision * recall / (precision + recall + EPSILON))

    with variable_scope(name, "f1", [labels, predictions, weights]):
        predictions, labels, weights = squeeze_alike(predictions, labels, weights)
        variables, updates = of.counts_at(labels, predictions, evenly_spread(num_thresholds), weights, ["tp", "fp", "fn"])
        return _collected(best(variables, "value"), best(updates, "update"), metrics_collections, updates_collections)


@export("contrib.metrics.streaming_specificity_at_sensitivity", "contrib.slim.metrics.streaming_specificity_at_sensitivity")
@documented_by(of.specificity_at_sensitivity)
def streaming_specificity_at_sensitivity(
    predictions: TensorLike,
    labels: TensorLike,
    sensitivity: float,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.specificity_at_sensitivity` with predictions before labels."""
    collections = metrics_collections, updates_collections
    return of.specificity_at_sensitivity(labels, predictions, sensitivity, weights, num_thresholds, *collections, name)


@export("contrib.metrics.streaming_sensitivity_at_specificity", "contrib.slim.metrics.streaming_sensitivity_at_specificity")
@documented_by(of.sensitivity_at_specificity)
def streaming_sensitivity_at_specificity(
    predictions: TensorLike,
    labels: TensorLike,
    specificity: float,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.sensitivity_at_specificity` with predictions before labels."""
    collections = metrics_collections, updates_collections
    return of.sensitivity_at_specificity(labels, predictions, specificity, weights, num_thresholds, *collections, name)
