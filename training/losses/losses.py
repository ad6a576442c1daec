"""The losses of tf.losses: each compares predictions with labels and adds the result to a collection.

What all of them take and raise is documented by `compute_weighted_loss`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from headrace.formats.doors.documents import documented_by
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
@documented_by(compute_weighted_loss)
def absolute_difference(
    labels: TensorLike | None,
    predictions: TensorLike | None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The mean of |predictions - labels|, weighted.

    Args:
      labels, predictions: numbers of one shape, computed with as float32.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
    """
    with _pair(scope, "absolute_difference", labels, predictions, weights) as (inner, labels, predictions):
        losses = ops.abs(ops.subtract(predictions, labels))
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.cosine_distance")
@documented_by(compute_weighted_loss)
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
    """The mean of 1 - the sum of labels * predictions along `axis`, both of unit length there, weighted.

    Args:
      labels, predictions: numbers of one shape, computed with as float32.
      axis: along which the distance is computed; the losses keep it with size 1.
      dim: the name of `axis` before TensorFlow 1.5.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses.

    Raises:
      ValueError: no axis is given, labels or predictions are None or of different shapes, or the weights do not go with them.
    """
    axis = renamed("axis", axis, "dim", dim, "1.5")
    if axis is None:
        raise ValueError("You must specify 'axis'.")
    with _pair(scope, "cosine_distance_loss", labels, predictions, weights) as (inner, labels, predictions):
        losses = 1 - ops.reduce_sum(ops.multiply(predictions, labels), (axis,), keepdims=True)
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.hinge_loss")
@documented_by(compute_weighted_loss)
def hinge_loss(
    labels: TensorLike | None,
    logits: TensorLike | None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The mean of max(0, 1 - (2 * labels - 1) * logits), weighted.

    Args:
      labels: 0 and 1, in the shape of `logits`.
      logits: numbers; above 0 they say 1. Both are computed with as float32.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
    """
    with _pair(scope, "hinge_loss", labels, logits, weights, "logits") as (inner, labels, logits):
        one = ops.ones_like(labels)
        signs = ops.subtract(2 * labels, one)
        losses = ops.relu(ops.subtract(one, ops.multiply(signs, logits)))
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.huber_loss")
@documented_by(compute_weighted_loss)
def huber_loss(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike = 1.0,
    delta: float = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The mean of error ** 2 / 2 up to an error of `delta`, linear beyond, weighted.

    Source: Huber, Robust Estimation of a Location Parameter, 1964.

    Args:
      labels, predictions: numbers of one shape, computed with as float32.
      delta: the error at which the square ends; the line goes on with its slope.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
    """
    with _pair(scope, "huber_loss", labels, predictions, weights) as (inner, labels, predictions):
        error = ops.abs(ops.subtract(predictions, labels))
        quadratic = ops.minimum(error, delta)
        # What is beyond delta goes on with the gradient that the square has there.
        linear = ops.subtract(error, quadratic)
        half = convert_to_tensor(0.5, quadratic.dtype)
        losses = ops.add(ops.multiply(half, ops.multiply(quadratic, quadratic)), ops.multiply(delta, linear))
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.log_loss")
@documented_by(compute_weighted_loss)
def log_loss(
    labels: TensorLike | None,
    predictions: TensorLike | None,
    weights: TensorLike = 1.0,
    epsilon: float = 1e-7,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The mean of -labels * log(p + epsilon) - (1 - labels) * log(1 - p + epsilon) of predictions p, weighted.

    Args:
      labels: in [0, 1], in the shape of `predictions`.
      predictions: chances in [0, 1]. Both are computed with as float32.
      epsilon: keeps the logarithm from 0.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
    """
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
      labels, predictions: numbers [batch, ...] of one shape, computed with as float32.
      weights: a number, or a tensor with one weight a row, [batch, 1, ...].
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.

    Returns:
      a float32 scalar; 0 where no weight is above 0.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
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
@documented_by(compute_weighted_loss)
def mean_squared_error(
    labels: TensorLike | None,
    predictions: TensorLike | None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The mean of (predictions - labels) ** 2, weighted.

    >>> loss = tf.losses.mean_squared_error(labels=[1.0, 2.0], predictions=[1.0, 4.0])
    >>> with tf.Session() as sess:
    ...     print(sess.run(loss))
    2.0

    Args:
      labels, predictions: numbers of one shape, computed with as float32.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
    """
    with _pair(scope, "mean_squared_error", labels, predictions, weights) as (inner, labels, predictions):
        losses = ops.squared_difference(predictions, labels)
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)


@export("losses.sigmoid_cross_entropy")
@documented_by(compute_weighted_loss)
def sigmoid_cross_entropy(
    multi_class_labels: TensorLike,
    logits: TensorLike,
    weights: TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The mean of `tf.nn.sigmoid_cross_entropy_with_logits`, weighted: classes that do not exclude each other.

    Args:
      multi_class_labels: [batch, classes], in [0, 1]; cast to the type of `logits`.
      logits: floating [batch, classes].
      label_smoothing: above 0, labels move towards 1/2 by this share.

    Returns:
      a scalar in the type of `logits`; with `Reduction.NONE` the weighted losses, [batch, classes].

    Raises:
      ValueError: labels or logits are None or of different shapes, or the weights do not go with them.
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
@documented_by(compute_weighted_loss)
def softmax_cross_entropy(
    onehot_labels: TensorLike,
    logits: TensorLike,
    weights: TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The mean of `tf.nn.softmax_cross_entropy_with_logits_v2`, weighted; no gradient goes to the labels.

    >>> loss = tf.losses.softmax_cross_entropy(onehot_labels=[[1.0, 0.0]], logits=[[2.0, 0.0]])
    >>> with tf.Session() as sess:
    ...     print(round(float(sess.run(loss)), 4))
    0.1269

    Args:
      onehot_labels: [batch, classes], each row a distribution; cast to the type of `logits`.
      logits: floating [batch, classes].
      weights: a number or [batch].
      label_smoothing: above 0, labels move towards 1 / classes by this share.

    Returns:
      a scalar in the type of `logits`; with `Reduction.NONE` the weighted losses, [batch].

    Raises:
      ValueError: labels or logits are None or of different shapes, or the weights do not go with them.
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
@documented_by(compute_weighted_loss)
def sparse_softmax_cross_entropy(
    labels: TensorLike,
    logits: TensorLike,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = _LOSSES,
    reduction: str = _BY_WEIGHTS,
) -> Tensor:
    """The mean of `tf.nn.sparse_softmax_cross_entropy_with_logits`, weighted: labels are numbers of classes.

    >>> loss = tf.losses.sparse_softmax_cross_entropy(labels=[0], logits=[[2.0, 0.0]])
    >>> with tf.Session() as sess:
    ...     print(round(float(sess.run(loss)), 4))
    0.1269

    Args:
      labels: int32 or int64 in [0, classes), of the shape of `logits` without its last dimension; a last dimension of 1
        more is dropped, as it is of `weights`.
      logits: floating [..., classes].
      weights: a number, or in the shape of `labels`.

    Returns:
      a scalar in the type of `logits`; with `Reduction.NONE` the weighted losses in the shape of `labels`.

    Raises:
      ValueError: labels or logits are None, or shapes do not go together.
      InvalidArgumentError: (when run) shapes do not go together.
    """
    _need(labels=labels, logits=logits)
    with name_scope(scope, "sparse_softmax_cross_entropy_loss", [logits, labels, weights]) as inner:
        labels, logits = remove_squeezable_dimensions(labels, logits, expected_rank_diff=1)
        weights = weights_like_labels(weights, labels)
        losses = ops.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, inner, loss_collection, reduction)
