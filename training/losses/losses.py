"""The losses of tf.losses: each compares predictions with labels and adds the result to a collection.

All of them take `weights` (a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension),
`scope` (of the operations), `loss_collection` (which the result goes into, None for none) and `reduction`
(`Reduction`), and return a scalar, or the weighted losses with `Reduction.NONE`. They raise ValueError where labels or
predictions are missing, their shapes differ, or the weights do not go with them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ..metrics.confusion import remove_squeezable_dimensions, weights_like_labels
from ..weights_broadcast import assert_broadcastable
from .weighted import Reduction, add_loss, compute_weighted_loss, num_present

_LOSSES = GraphKeys.LOSSES
_BY_WEIGHTS = Reduction.SUM_BY_NONZERO_WEIGHTS


def _need(**given: Any) -> None:
    for name, value in given.items():
        if value is None:
            raise ValueError(f"{name} must not be None.")


@contextlib.contextmanager
def _pair(
    scope: str | None, default: str, labels: Any, predictions: Any, weights: Any, called: str = "predictions"
) -> Iterator[tuple[str, Tensor, Tensor]]:
    """The scope of a loss, and labels and predictions of one shape as float32."""
    _need(labels=labels, **{called: predictions})
    with name_scope(scope, default, [predictions, labels, weights]) as inner:
        predictions = ops.cast(predictions, dtypes.float32)
        labels = ops.cast(labels, dtypes.float32)
        predictions.shape.assert_is_compatible_with(labels.shape)
        yield inner, labels, predictions


@export("losses.absolute_difference")
def absolute_difference(
    labels: TensorLike | None,
    predictions: TensorLike | None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """|predictions - labels|, weighted and reduced; see the module."""
    with _pair(scope, "absolute_difference", labels, predictions, weights) as (inner, labels, predictions):
        losses = ops.abs(ops.subtract(predictions, labels))
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.cosine_distance")
def cosine_distance(
    labels: TensorLike | None,
    predictions: TensorLike | None,
    axis: int | None = None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
    dim: int | None = None,
) -> Tensor:
    """1 - the sum of labels * predictions along `axis` (both of unit length there), weighted and reduced.

    Args:
      axis: along which the distance is computed; `dim` is its old name. The losses keep it with size 1.

    Raises:
      ValueError: no axis is given, and as the module says.
    """
    axis = renamed("axis", axis, "dim", dim, "1.5")
    if axis is None:
        raise ValueError("You must specify 'axis'.")
    with _pair(scope, "cosine_distance_loss", labels, predictions, weights) as (inner, labels, predictions):
        losses = 1 - ops.reduce_sum(ops.multiply(predictions, labels), (axis,), keepdims=True)
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.hinge_loss")
def hinge_loss(
    labels: TensorLike | None,
    logits: TensorLike | None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """max(0, 1 - (2 * labels - 1) * logits) with labels 0 and 1, weighted and reduced; see the module."""
    with _pair(scope, "hinge_loss", labels, logits, weights, "logits") as (inner, labels, logits):
        one = ops.ones_like(labels)
        signs = ops.subtract(2 * labels, one)
        losses = ops.relu(ops.subtract(one, ops.multiply(signs, logits)))
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.huber_loss")
def huber_loss(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike = 1.0,
    delta: float = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The square of the error / 2 up to an error of `delta`, linear beyond, weighted and reduced; see the module."""
    with _pair(scope, "huber_loss", labels, predictions, weights) as (inner, labels, predictions):
        error = ops.abs(ops.subtract(predictions, labels))
        quadratic = ops.minimum(error, delta)
        # What is beyond delta goes on with the gradient that the square has there.
        linear = ops.subtract(error, quadratic)
        half = convert_to_tensor(0.5, quadratic.dtype)
        losses = ops.add(ops.multiply(half, ops.multiply(quadratic, quadratic)), ops.multiply(delta, linear))
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.log_loss")
def log_loss(
    labels: TensorLike | None,
    predictions: TensorLike | None,
    weights: TensorLike = 1.0,
    epsilon: float = 1e-7,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """-labels * log(p + epsilon) - (1 - labels) * log(1 - p + epsilon) of predictions p, weighted and reduced."""
    with _pair(scope, "log_loss", labels, predictions, weights) as (inner, labels, predictions):
        of_true = ops.multiply(labels, ops.log(predictions + epsilon))
        losses = -of_true - ops.multiply(1 - labels, ops.log(1 - predictions + epsilon))
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.mean_pairwise_squared_error")
def mean_pairwise_squared_error(
    labels: Any, predictions: Any, weights: TensorLike = 1.0, scope: str | None = None, loss_collection: str | None = _LOSSES
) -> Tensor:
    """The mean over pairs of elements of a row of ((p_i - p_j) - (l_i - l_j)) ** 2, weighted and summed over rows.

    Args:
      weights: a number, or a tensor with one weight a row, [batch, 1, ...].
    """
    _need(labels=labels, predictions=predictions)
    with name_scope(scope, "mean_pairwise_squared_error", [predictions, labels, weights]):
        weights = ops.cast(weights, dtypes.float32)
        labels = ops.cast(labels, dtypes.float32)
        with get_default_graph().control_dependencies([assert_broadcastable(weights, labels)]):
            predictions = ops.cast(predictions, dtypes.float32)
            predictions.shape.assert_is_compatible_with(labels.shape)
            differences = ops.subtract(predictions, labels)
            axes = ops.range(1, ops.rank(differences))
            sum_of_squares = ops.reduce_sum(ops.square(differences), axes, keepdims=True)
            count: Any = num_present(differences, weights, per_batch=True)
            squares = 2.0 * ops.div_no_nan(sum_of_squares, ops.maximum(count - 1, 0), name="value")
            total = ops.reduce_sum(differences, axes, keepdims=True)
            products = 2.0 * ops.div_no_nan(ops.square(total), ops.maximum(ops.multiply(count, count - 1), 0), name="value")
            loss = ops.reduce_sum(ops.multiply(squares - products, weights))
            mean = ops.where(ops.reduce_sum(count) > 0, loss, ops.zeros_like(loss), name="value")
            add_loss(mean, loss_collection)
            return mean


@export("losses.mean_squared_error")
def mean_squared_error(
    labels: TensorLike | None,
    predictions: TensorLike | None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """(predictions - labels) ** 2, weighted and reduced; see the module."""
    with _pair(scope, "mean_squared_error", labels, predictions, weights) as (inner, labels, predictions):
        losses = ops.squared_difference(predictions, labels)
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.sigmoid_cross_entropy")
def sigmoid_cross_entropy(
    multi_class_labels: TensorLike,
    logits: TensorLike,
    weights: TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """`tf.nn.sigmoid_cross_entropy_with_logits`, weighted and reduced; see the module.

    Args:
      multi_class_labels, logits: [batch, classes], labels in [0, 1].
      label_smoothing: above 0, labels move towards 1/2 by this share.
    """
    _need(multi_class_labels=multi_class_labels, logits=logits)
    with name_scope(scope, "sigmoid_cross_entropy_loss", [logits, multi_class_labels, weights]) as inner:
        logits = convert_to_tensor(logits)
        labels = ops.cast(multi_class_labels, logits.dtype)
        logits.shape.assert_is_compatible_with(labels.shape)
        if label_smoothing > 0:
            labels = labels * (1 - label_smoothing) + 0.5 * label_smoothing
        losses = ops.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.softmax_cross_entropy")
def softmax_cross_entropy(
    onehot_labels: TensorLike,
    logits: TensorLike,
    weights: TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """`tf.nn.softmax_cross_entropy_with_logits_v2`, weighted and reduced; no gradient goes to the labels.

    Args:
      onehot_labels, logits: [batch, classes].
      weights: a number or [batch].
      label_smoothing: above 0, labels move towards 1 / classes by this share.
    """
    _need(onehot_labels=onehot_labels, logits=logits)
    with name_scope(scope, "softmax_cross_entropy_loss", [logits, onehot_labels, weights]) as inner:
        logits = convert_to_tensor(logits)
        labels = ops.cast(onehot_labels, logits.dtype)
        logits.shape.assert_is_compatible_with(labels.shape)
        if label_smoothing > 0:
            classes = ops.cast(ops.shape(labels)[1], logits.dtype)
            rest = label_smoothing / classes
            labels = labels * (1.0 - label_smoothing) + rest
        labels = ops.stop_gradient(labels, name="labels_stop_gradient")
        losses = ops.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.sparse_softmax_cross_entropy")
def sparse_softmax_cross_entropy(
    labels: TensorLike,
    logits: TensorLike,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """`tf.nn.sparse_softmax_cross_entropy_with_logits`, weighted and reduced; see the module.

    Args:
      labels: int32 or int64 classes, of the shape of `logits` without its last dimension; a last dimension of 1 more
        is dropped, as it is of `weights`.
      logits: [..., classes].
    """
    _need(labels=labels, logits=logits)
    with name_scope(scope, "sparse_softmax_cross_entropy_loss", [logits, labels, weights]) as inner:
        labels, logits = remove_squeezable_dimensions(labels, logits, expected_rank_diff=1)
        weights = weights_like_labels(weights, labels)
        losses = ops.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)
