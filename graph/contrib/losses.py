"""The losses of tf.contrib.losses and slim: those of tf.losses with predictions before labels.

`weight` is the name that `weights` had before TensorFlow 0.12.

Source of names and signatures: tf.contrib.losses, TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any

from .. import losses as of
from ..losses_weighted import compute_weighted_loss as weighted_loss
from ..ops.shaping import one_of
from ..tensor import Tensor


def _weights(weights: Any, weight: Any) -> Any:
    found = one_of("weights", weights, "weight", weight)
    return 1.0 if found is None else found


def compute_weighted_loss(losses: Any, weights: Any = None, scope: str | None = None, weight: Any = None) -> Tensor:
    """`tf.losses.compute_weighted_loss`: the mean over the elements whose weight is not 0."""
    return weighted_loss(losses, _weights(weights, weight), scope)


def absolute_difference(
    predictions: Any, labels: Any = None, weights: Any = None, scope: str | None = None, weight: Any = None
) -> Tensor:
    """`tf.losses.absolute_difference`."""
    return of.absolute_difference(labels, predictions, _weights(weights, weight), scope)


def mean_squared_error(
    predictions: Any, labels: Any = None, weights: Any = None, scope: str | None = None, weight: Any = None
) -> Tensor:
    """`tf.losses.mean_squared_error`."""
    return of.mean_squared_error(labels, predictions, _weights(weights, weight), scope)


def mean_pairwise_squared_error(
    predictions: Any, labels: Any = None, weights: Any = None, scope: str | None = None, weight: Any = None
) -> Tensor:
    """`tf.losses.mean_pairwise_squared_error`."""
    return of.mean_pairwise_squared_error(labels, predictions, _weights(weights, weight), scope)


def log_loss(
    predictions: Any, labels: Any = None, weights: Any = None, epsilon: float = 1e-7, scope: str | None = None,
    weight: Any = None,
) -> Tensor:  # fmt: skip
    """`tf.losses.log_loss`."""
    return of.log_loss(labels, predictions, _weights(weights, weight), epsilon, scope)


def cosine_distance(
    predictions: Any, labels: Any = None, axis: int | None = None, weights: Any = None, scope: str | None = None,
    dim: int | None = None, weight: Any = None,
) -> Tensor:  # fmt: skip
    """`tf.losses.cosine_distance`."""
    return of.cosine_distance(labels, predictions, one_of("axis", axis, "dim", dim), _weights(weights, weight), scope)


def hinge_loss(logits: Any, labels: Any = None, scope: str | None = None) -> Tensor:
    """max(0, 1 - (2 * labels - 1) * logits) of each element; nothing is listed, as in tf.contrib.losses."""
    return of.hinge_loss(labels, logits, 1.0, scope, None, of.Reduction.NONE)


def sigmoid_cross_entropy(
    logits: Any, multi_class_labels: Any, weights: Any = None, label_smoothing: float = 0, scope: str | None = None,
    weight: Any = None,
) -> Tensor:  # fmt: skip
    """`tf.losses.sigmoid_cross_entropy`."""
    return of.sigmoid_cross_entropy(multi_class_labels, logits, _weights(weights, weight), label_smoothing, scope)


def softmax_cross_entropy(
    logits: Any, onehot_labels: Any, weights: Any = None, label_smoothing: float = 0, scope: str | None = None,
    weight: Any = None,
) -> Tensor:  # fmt: skip
    """`tf.losses.softmax_cross_entropy`."""
    return of.softmax_cross_entropy(onehot_labels, logits, _weights(weights, weight), label_smoothing, scope)


def sparse_softmax_cross_entropy(
    logits: Any, labels: Any, weights: Any = None, scope: str | None = None, weight: Any = None
) -> Tensor:
    """`tf.losses.sparse_softmax_cross_entropy`."""
    return of.sparse_softmax_cross_entropy(labels, logits, _weights(weights, weight), scope)
