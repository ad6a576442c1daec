"""The metrics of tf.contrib.metrics: those of tf.metrics with predictions before labels."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import variable_scope

from ...metrics import counts, curves, means
from ...metrics import thresholds as at_thresholds
from ...metrics.state import Collections, add_to_collections, squeeze_alike


@export("contrib.metrics.streaming_accuracy", "contrib.slim.metrics.streaming_accuracy")
@documented_by(means.accuracy)
def streaming_accuracy(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.accuracy` with predictions before labels: the share of predictions that equal their labels."""
    return means.accuracy(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_absolute_error", "contrib.slim.metrics.streaming_mean_absolute_error")
@documented_by(means.mean_absolute_error)
def streaming_mean_absolute_error(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_absolute_error` with predictions before labels: the mean of |predictions - labels|."""
    return means.mean_absolute_error(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_squared_error", "contrib.slim.metrics.streaming_mean_squared_error")
@documented_by(means.mean_squared_error)
def streaming_mean_squared_error(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_squared_error` with predictions before labels: the mean of (predictions - labels) ** 2."""
    return means.mean_squared_error(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_root_mean_squared_error", "contrib.slim.metrics.streaming_root_mean_squared_error")
@documented_by(means.root_mean_squared_error)
def streaming_root_mean_squared_error(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.root_mean_squared_error` with predictions before labels: the root of the mean of squares."""
    return means.root_mean_squared_error(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_precision", "contrib.slim.metrics.streaming_precision")
@documented_by(counts.precision)
def streaming_precision(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.precision` with predictions before labels: the share of what was predicted true that is true."""
    return counts.precision(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_recall", "contrib.slim.metrics.streaming_recall")
@documented_by(counts.recall)
def streaming_recall(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.recall` with predictions before labels: the share of what is true that was predicted true."""
    return counts.recall(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_true_positives", "contrib.slim.metrics.streaming_true_positives")
@documented_by(counts.true_positives)
def streaming_true_positives(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.true_positives` with predictions before labels."""
    return counts.true_positives(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_false_positives", "contrib.slim.metrics.streaming_false_positives")
@documented_by(counts.false_positives)
def streaming_false_positives(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.false_positives` with predictions before labels."""
    return counts.false_positives(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_true_negatives", "contrib.slim.metrics.streaming_true_negatives")
@documented_by(counts.true_negatives)
def streaming_true_negatives(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.true_negatives` with predictions before labels."""
    return counts.true_negatives(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_false_negatives", "contrib.slim.metrics.streaming_false_negatives")
@documented_by(counts.false_negatives)
def streaming_false_negatives(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.false_negatives` with predictions before labels."""
    return counts.false_negatives(labels, predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean", "contrib.slim.metrics.streaming_mean")
@documented_by(means.mean)
def streaming_mean(
    values: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean`: the weighted mean of the elements of all batches."""
    return means.mean(values, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_tensor", "contrib.slim.metrics.streaming_mean_tensor")
@documented_by(means.mean_tensor)
def streaming_mean_tensor(
    values: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_tensor`: the weighted mean of each element over all batches."""
    return means.mean_tensor(values, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_percentage_less", "contrib.slim.metrics.streaming_percentage_less")
@documented_by(means.percentage_below)
def streaming_percentage_less(
    values: TensorLike,
    threshold: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.percentage_below`: the share of values below a threshold over all batches."""
    return means.percentage_below(values, threshold, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_iou", "contrib.slim.metrics.streaming_mean_iou")
@documented_by(curves.mean_iou)
def streaming_mean_iou(
    predictions: TensorLike,
    labels: TensorLike,
    num_classes: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_iou` with predictions before labels: the mean over classes of intersection over union."""
    return curves.mean_iou(labels, predictions, num_classes, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_relative_error", "contrib.slim.metrics.streaming_mean_relative_error")
@documented_by(means.mean_relative_error)
def streaming_mean_relative_error(
    predictions: TensorLike,
    labels: TensorLike,
    normalizer: Any,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_relative_error` with predictions before labels: the mean of |labels - predictions| / normalizer."""
    return means.mean_relative_error(labels, predictions, normalizer, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_cosine_distance", "contrib.slim.metrics.streaming_mean_cosine_distance")
@documented_by(means.mean_cosine_distance)
def streaming_mean_cosine_distance(
    predictions: TensorLike,
    labels: TensorLike,
    dim: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_cosine_distance` with predictions before labels: 1 - the mean of sums of products along `dim`."""
    return means.mean_cosine_distance(labels, predictions, dim, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_auc", "contrib.slim.metrics.streaming_auc")
@documented_by(curves.auc)
def streaming_auc(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    curve: str = "ROC",
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.auc` with predictions before labels: the area under the curve of ROC or PR."""
    return curves.auc(labels, predictions, weights, num_thresholds, metrics_collections, updates_collections, curve, name)


@export("contrib.metrics.streaming_precision_at_thresholds", "contrib.slim.metrics.streaming_precision_at_thresholds")
@documented_by(at_thresholds.precision_at_thresholds)
def streaming_precision_at_thresholds(
    predictions: TensorLike,
    labels: TensorLike,
    thresholds: Any,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.precision_at_thresholds` with predictions before labels."""
    return at_thresholds.precision_at_thresholds(
        labels, predictions, thresholds, weights, metrics_collections, updates_collections, name
    )


@export("contrib.metrics.streaming_recall_at_thresholds", "contrib.slim.metrics.streaming_recall_at_thresholds")
@documented_by(at_thresholds.recall_at_thresholds)
def streaming_recall_at_thresholds(
    predictions: TensorLike,
    labels: TensorLike,
    thresholds: Any,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.recall_at_thresholds` with predictions before labels."""
    return at_thresholds.recall_at_thresholds(
        labels, predictions, thresholds, weights, metrics_collections, updates_collections, name
    )


def _rate(
    name: str | None,
    default: str,
    part: Any,
    rest: Any,
    labels: Any,
    predictions: Any,
    weights: Any,
    metrics_collections: Collections,
    updates_collections: Collections,
) -> tuple[Tensor, Tensor]:
    def share(part: Any, rest: Any, name: str) -> Tensor:
        return ops.where(ops.greater(part + rest, 0), ops.div(part, part + rest), 0, name)

    with variable_scope(name, default, [predictions, labels, weights]):
        predictions, labels, weights = squeeze_alike(
            ops.cast(predictions, dtypes.bool_), ops.cast(labels, dtypes.bool_), weights
        )
        of_part, of_rest = part(labels, predictions, weights), rest(labels, predictions, weights)
        value = add_to_collections(share(of_part[0], of_rest[0], "value"), metrics_collections)
        return value, add_to_collections(share(of_part[1], of_rest[1], "update_op"), updates_collections)


@export("contrib.metrics.streaming_false_positive_rate", "contrib.slim.metrics.streaming_false_positive_rate")
@documented_by(counts.precision)
def streaming_false_positive_rate(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of false examples that were predicted true, over all batches.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far (0 where nothing is false), and after
      adding one.
    """
    given = labels, predictions, weights, metrics_collections, updates_collections
    return _rate(name, "false_positive_rate", counts.false_positives, counts.true_negatives, *given)


@export("contrib.metrics.streaming_false_negative_rate", "contrib.slim.metrics.streaming_false_negative_rate")
@documented_by(counts.recall)
def streaming_false_negative_rate(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of true examples that were predicted false, over all batches."""
    given = labels, predictions, weights, metrics_collections, updates_collections
    return _rate(name, "false_negative_rate", counts.false_negatives, counts.true_positives, *given)
