"""The metrics of tf.contrib.metrics: those of tf.metrics with predictions before labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ..metrics import counts, curves, means, top_k
from ..metrics import thresholds as at_thresholds
from ..metrics.confusion import remove_squeezable_dimensions
from ..metrics.state import Collections, Metric


class _Streaming(Protocol):
    def __call__(
        self,
        predictions: Any,
        labels: Any,
        weights: Any = None,
        metrics_collections: Collections = None,
        updates_collections: Collections = None,
        name: str | None = None,
    ) -> tuple[Tensor, Tensor]: ...


def _streaming(name: str, metric: Metric) -> _Streaming:
    def streaming(
        predictions: Any,
        labels: Any,
        weights: Any = None,
        metrics_collections: Collections = None,
        updates_collections: Collections = None,
        name: str | None = None,
    ) -> tuple[Tensor, Tensor]:
        return metric(labels, predictions, weights, metrics_collections, updates_collections, name)

    streaming.__name__ = streaming.__qualname__ = name
    streaming.__doc__ = f"`tf.metrics.{metric.__name__}` with predictions before labels."
    return streaming


streaming_accuracy = _streaming("streaming_accuracy", means.accuracy)
streaming_mean_absolute_error = _streaming("streaming_mean_absolute_error", means.mean_absolute_error)
streaming_mean_squared_error = _streaming("streaming_mean_squared_error", means.mean_squared_error)
streaming_root_mean_squared_error = _streaming("streaming_root_mean_squared_error", means.root_mean_squared_error)
streaming_precision = _streaming("streaming_precision", counts.precision)
streaming_recall = _streaming("streaming_recall", counts.recall)
streaming_true_positives = _streaming("streaming_true_positives", counts.true_positives)
streaming_false_positives = _streaming("streaming_false_positives", counts.false_positives)
streaming_true_negatives = _streaming("streaming_true_negatives", counts.true_negatives)
streaming_false_negatives = _streaming("streaming_false_negatives", counts.false_negatives)
export_value(streaming_accuracy, "contrib.metrics.streaming_accuracy", "contrib.slim.metrics.streaming_accuracy")
export_value(
    streaming_false_negatives, "contrib.metrics.streaming_false_negatives", "contrib.slim.metrics.streaming_false_negatives"
)
export_value(
    streaming_false_positives, "contrib.metrics.streaming_false_positives", "contrib.slim.metrics.streaming_false_positives"
)
export_value(
    streaming_mean_absolute_error,
    "contrib.metrics.streaming_mean_absolute_error",
    "contrib.slim.metrics.streaming_mean_absolute_error",
)
export_value(
    streaming_mean_squared_error,
    "contrib.metrics.streaming_mean_squared_error",
    "contrib.slim.metrics.streaming_mean_squared_error",
)
export_value(streaming_precision, "contrib.metrics.streaming_precision", "contrib.slim.metrics.streaming_precision")
export_value(streaming_recall, "contrib.metrics.streaming_recall", "contrib.slim.metrics.streaming_recall")
export_value(
    streaming_root_mean_squared_error,
    "contrib.metrics.streaming_root_mean_squared_error",
    "contrib.slim.metrics.streaming_root_mean_squared_error",
)
export_value(
    streaming_true_negatives, "contrib.metrics.streaming_true_negatives", "contrib.slim.metrics.streaming_true_negatives"
)
export_value(
    streaming_true_positives, "contrib.metrics.streaming_true_positives", "contrib.slim.metrics.streaming_true_positives"
)


@export("contrib.metrics.streaming_mean", "contrib.slim.metrics.streaming_mean")
def streaming_mean(
    values: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean`."""
    return means.mean(values, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_tensor", "contrib.slim.metrics.streaming_mean_tensor")
def streaming_mean_tensor(
    values: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_tensor`."""
    return means.mean_tensor(values, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_percentage_less", "contrib.slim.metrics.streaming_percentage_less")
def streaming_percentage_less(
    values: TensorLike,
    threshold: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.percentage_below`."""
    return means.percentage_below(values, threshold, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_iou", "contrib.slim.metrics.streaming_mean_iou")
def streaming_mean_iou(
    predictions: TensorLike,
    labels: TensorLike,
    num_classes: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_iou` with predictions before labels."""
    return curves.mean_iou(labels, predictions, num_classes, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_relative_error", "contrib.slim.metrics.streaming_mean_relative_error")
def streaming_mean_relative_error(
    predictions: TensorLike,
    labels: TensorLike,
    normalizer: Any,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_relative_error` with predictions before labels."""
    return means.mean_relative_error(labels, predictions, normalizer, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_mean_cosine_distance", "contrib.slim.metrics.streaming_mean_cosine_distance")
def streaming_mean_cosine_distance(
    predictions: TensorLike,
    labels: TensorLike,
    dim: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.mean_cosine_distance` with predictions before labels."""
    return means.mean_cosine_distance(labels, predictions, dim, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_auc", "contrib.slim.metrics.streaming_auc")
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
    """`tf.metrics.auc` with predictions before labels."""
    return curves.auc(labels, predictions, weights, num_thresholds, metrics_collections, updates_collections, curve, name)


@export("contrib.metrics.streaming_precision_at_thresholds", "contrib.slim.metrics.streaming_precision_at_thresholds")
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


@export("contrib.metrics.streaming_recall_at_k", "contrib.slim.metrics.streaming_recall_at_k")
def streaming_recall_at_k(
    predictions: TensorLike,
    labels: TensorLike,
    k: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """How often the label is among the classes with the k highest predictions: the mean of `tf.nn.in_top_k`.

    Args:
      predictions: float32 [batch, classes].
      labels: int32 or int64 [batch].
    """
    is_in = ops.cast(ops.in_top_k(predictions, labels, k), dtypes.float32)
    return means.mean(is_in, weights, metrics_collections, updates_collections, name or top_k.at_k_name("recall", k))


@export("contrib.metrics.streaming_sparse_recall_at_k", "contrib.slim.metrics.streaming_sparse_recall_at_k")
def streaming_sparse_recall_at_k(
    predictions: TensorLike,
    labels: TensorLike,
    k: int,
    class_id: int | None = None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.recall_at_k` with predictions before labels."""
    return top_k.recall_at_k(labels, predictions, k, class_id, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_sparse_precision_at_k", "contrib.slim.metrics.streaming_sparse_precision_at_k")
def streaming_sparse_precision_at_k(
    predictions: TensorLike,
    labels: TensorLike,
    k: int,
    class_id: int | None = None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.precision_at_k` with predictions before labels."""
    return top_k.precision_at_k(labels, predictions, k, class_id, weights, metrics_collections, updates_collections, name)


# -- without state -----------------------------------------------------------------------------------------------------


@export("contrib.metrics.accuracy", "contrib.slim.metrics.accuracy")
def accuracy(predictions: TensorLike, labels: TensorLike, weights: TensorLike | None = None, name: str | None = None) -> Tensor:
    """The share of predictions of one batch that equal the labels, float32.

    Args:
      predictions, labels: bool, integers or strings, one type.

    Raises:
      ValueError: the types differ or are of another kind, or the shapes differ.
    """
    predictions, labels = convert_to_tensor(predictions), convert_to_tensor(labels)
    kind = predictions.dtype.base_dtype
    if not (kind.is_integer or kind in (dtypes.bool_, dtypes.string)):
        raise ValueError(f"Labels should have bool, integer, or string dtype, not {kind}")
    if labels.dtype.base_dtype is not kind:
        raise ValueError(
            f"Dtypes of predictions and labels should match. Given: predictions ({predictions.dtype!r}) and labels "
            f"({labels.dtype!r})"
        )
    with name_scope(name, "accuracy", [predictions, labels]):
        labels, predictions = remove_squeezable_dimensions(labels, predictions)
        is_correct = ops.cast(ops.equal(predictions, labels), dtypes.float32)
        if weights is not None:
            is_correct = ops.multiply(is_correct, weights)
            return ops.div(ops.reduce_sum(is_correct), ops.reduce_sum(weights))
        return ops.reduce_mean(is_correct)


@export("contrib.metrics.aggregate_metrics", "contrib.slim.metrics.aggregate_metrics")
def aggregate_metrics(*value_update_tuples: tuple[Any, Any]) -> tuple[list, list]:
    """The values and the updates of several metrics, each a list.

    Raises:
      ValueError: there are no metrics.
    """
    if not value_update_tuples:
        raise ValueError("Expected at least one value_tensor/update_op pair")
    values, updates = zip(*value_update_tuples, strict=True)
    return list(values), list(updates)


@export("contrib.metrics.aggregate_metric_map", "contrib.slim.metrics.aggregate_metric_map")
def aggregate_metric_map(names_to_tuples: Mapping[str, tuple[Any, Any]]) -> tuple[dict, dict]:
    """The values and the updates of several metrics, each a dict by the given names."""
    values, updates = zip(*names_to_tuples.values(), strict=True)
    return dict(zip(names_to_tuples, values, strict=True)), dict(zip(names_to_tuples, updates, strict=True))
