"""The metrics of tf.contrib.metrics that look at the k highest predictions."""

from __future__ import annotations

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ...metrics import means, top_k
from ...metrics.state import Collections


@export("contrib.metrics.streaming_recall_at_k", "contrib.slim.metrics.streaming_recall_at_k")
@documented_by(means.mean)
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
      k: how many of the highest predictions count.
      weights: a number or [batch]; None for 1.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far, and after adding one.
    """
    is_in = ops.cast(ops.in_top_k(predictions, labels, k), dtypes.float32)
    return means.mean(is_in, weights, metrics_collections, updates_collections, name or top_k.at_k_name("recall", k))


@export("contrib.metrics.streaming_sparse_recall_at_k", "contrib.slim.metrics.streaming_sparse_recall_at_k")
@documented_by(top_k.recall_at_k)
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
    """`tf.metrics.recall_at_k` with predictions before labels: the share of labels among the k highest predictions."""
    return top_k.recall_at_k(labels, predictions, k, class_id, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_sparse_precision_at_k", "contrib.slim.metrics.streaming_sparse_precision_at_k")
@documented_by(top_k.precision_at_k)
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
    """`tf.metrics.precision_at_k` with predictions before labels: the share of the k highest predictions that are labels."""
    return top_k.precision_at_k(labels, predictions, k, class_id, weights, metrics_collections, updates_collections, name)


@export(
    "contrib.metrics.streaming_sparse_average_precision_at_k", "contrib.slim.metrics.streaming_sparse_average_precision_at_k"
)
@documented_by(top_k.average_precision_at_k)
def streaming_sparse_average_precision_at_k(
    predictions: TensorLike,
    labels: TensorLike,
    k: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.average_precision_at_k` with predictions before labels."""
    return top_k.average_precision_at_k(labels, predictions, k, weights, metrics_collections, updates_collections, name)


@export(
    "contrib.metrics.streaming_sparse_average_precision_at_top_k",
    "contrib.slim.metrics.streaming_sparse_average_precision_at_top_k",
)
@documented_by(top_k.average_precision_at_k)
def streaming_sparse_average_precision_at_top_k(
    top_k_predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`streaming_sparse_average_precision_at_k` of classes that are predicted already.

    Args:
      top_k_predictions: int64 [..., k], the classes predicted, the best first.

    Raises:
      ValueError: labels are of another rank, or the weights do not go with them.
    """
    return top_k.average_precision_at_top_k(labels, top_k_predictions, weights, metrics_collections, updates_collections, name)


@export("contrib.metrics.streaming_sparse_precision_at_top_k", "contrib.slim.metrics.streaming_sparse_precision_at_top_k")
@documented_by(top_k.precision_at_top_k)
def streaming_sparse_precision_at_top_k(
    top_k_predictions: TensorLike,
    labels: TensorLike,
    class_id: int | None = None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.precision_at_top_k` with predictions before labels.

    Args:
      top_k_predictions: int64 [..., k], the classes predicted.
    """
    given = [top_k_predictions, labels, weights]
    with name_scope(name, top_k.at_k_name("precision", class_id=class_id), given) as scope:
        collections = metrics_collections, updates_collections
        return top_k.precision_at_top_k(labels, top_k_predictions, None, class_id, weights, *collections, scope)


@export("contrib.metrics.sparse_recall_at_top_k", "contrib.slim.metrics.sparse_recall_at_top_k")
@documented_by(top_k.recall_at_top_k)
def sparse_recall_at_top_k(
    labels: TensorLike,
    top_k_predictions: TensorLike,
    class_id: int | None = None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """`tf.metrics.recall_at_top_k`.

    Args:
      top_k_predictions: int64 [..., k], the classes predicted.
    """
    given = [top_k_predictions, labels, weights]
    with name_scope(name, top_k.at_k_name("recall", class_id=class_id), given) as scope:
        collections = metrics_collections, updates_collections
        return top_k.recall_at_top_k(labels, top_k_predictions, None, class_id, weights, *collections, scope)
