"""The losses of tf.contrib.losses and slim: those of tf.losses with predictions before labels.

`weight` is the name that `weights` had before TensorFlow 0.12.
"""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.arguments import one_of
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor

from ..losses import losses as of
from ..losses.weighted import compute_weighted_loss as weighted_loss


def _weights(weights: Any, weight: Any, predictions: Any, lost: int | None = None, kept: bool = False) -> Any:
    """Weights as tf.losses takes them: in tf.contrib.losses those of the first axes are spread over the rest.

    Args:
      weight: the weights under their old name, or None.
      predictions: what has the shape of the losses, but for `lost`, an axis that losses have no more; tf.losses may have
        it still, of size 1 (`kept`).

    Raises:
      ValueError: the weights are None, or a rank is not known.
    """
    if weight is not None:
        weights = weight
    if isinstance(weights, (int, float)):
        return weights
    spread = convert_to_tensor(weights)
    rank, dims = convert_to_tensor(predictions).shape.ndims, spread.static_shape
    if rank is None:
        raise ValueError("losses.get_shape().ndims cannot be None")
    if dims is None:
        raise ValueError("weight.get_shape().ndims cannot be None")
    if not dims:
        return spread
    if len(dims) > 1 and dims[-1] in (1, None):
        spread = ops.squeeze(spread, [-1])
        dims = dims[:-1]
    for _ in range(rank - len(dims) - (lost is not None)):
        spread = ops.expand_dims(spread, -1)
    return spread if lost is None or not kept else ops.expand_dims(spread, lost % rank)


@export("contrib.losses.compute_weighted_loss", "contrib.slim.losses.compute_weighted_loss")
def compute_weighted_loss(losses: Any, weights: Any = 1.0, scope: str | None = None, weight: Any = None) -> Tensor:
    """`tf.losses.compute_weighted_loss`: the mean over the elements whose weight is not 0."""
    return weighted_loss(losses, _weights(weights, weight, losses), scope)


@export("contrib.losses.absolute_difference", "contrib.slim.losses.absolute_difference")
def absolute_difference(
    predictions: Any, labels: Any = None, weights: Any = 1.0, scope: str | None = None, weight: Any = None
) -> Tensor:
    """`tf.losses.absolute_difference`."""
    return of.absolute_difference(labels, predictions, _weights(weights, weight, predictions), scope)


@export("contrib.losses.mean_squared_error", "contrib.slim.losses.mean_squared_error")
def mean_squared_error(
    predictions: Any, labels: Any = None, weights: Any = 1.0, scope: str | None = None, weight: Any = None
) -> Tensor:
    """`tf.losses.mean_squared_error`."""
    return of.mean_squared_error(labels, predictions, _weights(weights, weight, predictions), scope)


@export("contrib.losses.mean_pairwise_squared_error", "contrib.slim.losses.mean_pairwise_squared_error")
def mean_pairwise_squared_error(
    predictions: Any, labels: Any = None, weights: Any = 1.0, scope: str | None = None, weight: Any = None
) -> Tensor:
    """`tf.losses.mean_pairwise_squared_error`."""
    return of.mean_pairwise_squared_error(labels, predictions, _weights(weights, weight, predictions), scope)


@export("contrib.losses.log_loss", "contrib.slim.losses.log_loss")
def log_loss(
    predictions: Any,
    labels: Any = None,
    weights: Any = 1.0,
    epsilon: float = 1e-7,
    scope: str | None = None,
    weight: Any = None,
) -> Tensor:
    """`tf.losses.log_loss`."""
    return of.log_loss(labels, predictions, _weights(weights, weight, predictions), epsilon, scope)


@export("contrib.losses.cosine_distance", "contrib.slim.losses.cosine_distance")
def cosine_distance(
    predictions: Any,
    labels: Any = None,
    axis: int | None = None,
    weights: Any = 1.0,
    scope: str | None = None,
    dim: int | None = None,
    weight: Any = None,
) -> Tensor:
    """`tf.losses.cosine_distance`."""
    along = one_of("axis", axis, "dim", dim)
    return of.cosine_distance(labels, predictions, along, _weights(weights, weight, predictions, along, kept=True), scope)


@export("contrib.losses.hinge_loss", "contrib.slim.losses.hinge_loss")
def hinge_loss(logits: Any, labels: Any = None, scope: str | None = None) -> Tensor:
    """max(0, 1 - (2 * labels - 1) * logits) of each element; it goes into no collection, as in tf.contrib.losses."""
    return of.hinge_loss(labels, logits, 1.0, scope, None, of.Reduction.NONE)


@export("contrib.losses.sigmoid_cross_entropy", "contrib.slim.losses.sigmoid_cross_entropy")
def sigmoid_cross_entropy(
    logits: Any,
    multi_class_labels: Any,
    weights: Any = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    weight: Any = None,
) -> Tensor:
    """`tf.losses.sigmoid_cross_entropy`."""
    return of.sigmoid_cross_entropy(multi_class_labels, logits, _weights(weights, weight, logits), label_smoothing, scope)


@export("contrib.losses.softmax_cross_entropy", "contrib.slim.losses.softmax_cross_entropy")
def softmax_cross_entropy(
    logits: Any,
    onehot_labels: Any,
    weights: Any = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    weight: Any = None,
) -> Tensor:
    """`tf.losses.softmax_cross_entropy`."""
    spread = _weights(weights, weight, logits, lost=-1)
    return of.softmax_cross_entropy(onehot_labels, logits, spread, label_smoothing, scope)


@export("contrib.losses.sparse_softmax_cross_entropy", "contrib.slim.losses.sparse_softmax_cross_entropy")
def sparse_softmax_cross_entropy(
    logits: Any, labels: Any, weights: Any = 1.0, scope: str | None = None, weight: Any = None
) -> Tensor:
    """`tf.losses.sparse_softmax_cross_entropy`."""
    return of.sparse_softmax_cross_entropy(labels, logits, _weights(weights, weight, logits, lost=-1), scope)
