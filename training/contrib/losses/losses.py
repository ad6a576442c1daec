"""The losses of tf.contrib.losses and slim: predictions stand before labels, and weights are of their own kind.

`weight` is the name that `weights` had before TensorFlow 0.12.
"""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import renamed
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ...losses.weighted import add_loss


def _rank(name: str, tensor: Tensor) -> int:
    if tensor.static_shape is None:
        raise ValueError(f"{name}.get_shape().ndims cannot be None")
    return len(tensor.static_shape)


def _total(losses: Tensor, weights: Tensor) -> Tensor:
    """The sum of the weighted losses; a weight stands for all that lies behind the axes that weights have."""
    axes = list(range(_rank("weights", weights), _rank("losses", losses)))
    return ops.reduce_sum(ops.multiply(ops.reduce_sum(losses, axes), weights))


def _present(losses: Tensor, weights: Tensor, per_batch: bool = False) -> Tensor:
    """How many losses have a weight that is not 0, all in all or in each row.

    As in TensorFlow, weights of size 1 along an axis (but the last one, which `compute_weighted_loss` takes away) count
    once there.
    """
    sizes, rank = ops.cast(ops.shape(losses), dtypes.float32), _rank("weights", weights)
    of_each = ops.cast(ops.not_equal(weights, 0.0), dtypes.float32)
    if rank == 0:
        rows = ops.multiply(ops.ones([ops.shape(losses)[0]]), ops.multiply(of_each, ops.reduce_prod(sizes[1:])))
    else:
        rows = ops.multiply(ops.reduce_sum(of_each, list(range(1, rank))), ops.reduce_prod(sizes[rank:]))
    return rows if per_batch else ops.reduce_sum(rows)


@export("contrib.losses.compute_weighted_loss", "contrib.slim.losses.compute_weighted_loss")
def compute_weighted_loss(
    losses: Any, weights: Any = 1.0, scope: str | None = None, weight: TensorLike | None = None
) -> Tensor:
    """The mean of the weighted losses over those whose weight is not 0; it goes into LOSSES.

    Args:
      losses: numbers, of any shape of known rank.
      weights: a number, or a tensor whose axes are the first ones of the losses: each weight serves for all that lies behind
        it. A last axis of size 1 is taken away.
      scope: the name scope of the operations; by default one of the function's name.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a scalar in the type of the losses.

    Raises:
      ValueError: the weights are None, a rank is not known, or the shapes do not go together.
    """
    with name_scope(scope, "weighted_loss", [losses, weights]):
        losses = convert_to_tensor(losses)
        given = losses.dtype.base_dtype
        losses = ops.cast(losses, dtypes.float32)
        weights = ops.cast(convert_to_tensor(weights if weight is None else weight), dtypes.float32)
        if _rank("weights", weights) > 1 and weights.static_shape[-1] in (1, None):
            weights = ops.squeeze(weights, [-1])
        _rank("losses", losses)
        loss = ops.cast(ops.div_no_nan(_total(losses, weights), _present(losses, weights), name="value"), given)
        add_loss(loss)
        return loss


def _compared(predictions: Any, labels: Any) -> tuple[Any, Any]:
    """Predictions and labels as float32. Raises ValueError where their shapes differ."""
    predictions, labels = convert_to_tensor(predictions), convert_to_tensor(labels)
    predictions.shape.assert_is_compatible_with(labels.shape)
    return ops.cast(predictions, dtypes.float32), ops.cast(labels, dtypes.float32)


@export("contrib.losses.absolute_difference", "contrib.slim.losses.absolute_difference")
@documented_by(compute_weighted_loss)
def absolute_difference(
    predictions: TensorLike | None,
    labels: TensorLike | None = None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    weight: TensorLike | None = None,
) -> Tensor:
    """`tf.losses.absolute_difference` with predictions before labels.

    Args:
      predictions, labels: numbers of one shape, computed with as float32.

    Returns:
      a float32 scalar.
    """
    with name_scope(scope, "absolute_difference", [predictions, labels, weights]) as inner:
        said, given = _compared(predictions, labels)
        return compute_weighted_loss(ops.abs(ops.subtract(said, given)), weights, inner, weight)


@export("contrib.losses.mean_squared_error", "contrib.slim.losses.mean_squared_error")
@documented_by(compute_weighted_loss)
def mean_squared_error(
    predictions: TensorLike | None,
    labels: TensorLike | None = None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    weight: TensorLike | None = None,
) -> Tensor:
    """`tf.losses.mean_squared_error` with predictions before labels.

    Args:
      predictions, labels: numbers of one shape, computed with as float32.

    Returns:
      a float32 scalar.
    """
    with name_scope(scope, "mean_squared_error", [predictions, labels, weights]) as inner:
        return compute_weighted_loss(ops.squared_difference(*_compared(predictions, labels)), weights, inner, weight)


@export("contrib.losses.mean_pairwise_squared_error", "contrib.slim.losses.mean_pairwise_squared_error")
@documented_by(compute_weighted_loss)
def mean_pairwise_squared_error(
    predictions: Any, labels: Any = None, weights: Any = 1.0, scope: str | None = None, weight: TensorLike | None = None
) -> Tensor:
    """How far the differences between the elements of each row are from those of the labels.

    Pairs are counted otherwise than by `tf.losses.mean_pairwise_squared_error`: n * n / 2 for n elements.

    Args:
      predictions, labels: numbers [batch, ...] of one shape and known rank, computed with as float32.
      weights: a number, or [batch].

    Returns:
      a float32 scalar; 0 where no weight is above 0.
    """
    with name_scope(scope, "mean_pairwise_squared_error", [predictions, labels]):
        predictions, labels = ops.cast(predictions, dtypes.float32), ops.cast(labels, dtypes.float32)
        predictions.shape.assert_is_compatible_with(labels.shape)
        weights = ops.cast(convert_to_tensor(weights if weight is None else weight), dtypes.float32)
        differences = ops.subtract(predictions, labels)
        axes = list(range(1, _rank("diffs", differences)))
        present = _present(differences, weights, per_batch=True)
        squares = ops.div_no_nan(ops.reduce_sum(ops.square(differences), axes), present, name="value")
        square = ops.div_no_nan(ops.square(ops.reduce_sum(differences, axes)), ops.square(present), name="value")
        loss = _total(2.0 * squares - 2.0 * square, weights)
        loss = ops.where(ops.reduce_sum(present) > 0, loss, ops.zeros_like(loss), name="value")
        add_loss(loss)
        return loss


@export("contrib.losses.log_loss", "contrib.slim.losses.log_loss")
@documented_by(compute_weighted_loss)
def log_loss(
    predictions: TensorLike | None,
    labels: TensorLike | None = None,
    weights: TensorLike = 1.0,
    epsilon: float = 1e-7,
    scope: str | None = None,
    weight: TensorLike | None = None,
) -> Tensor:
    """`tf.losses.log_loss` with predictions before labels.

    Args:
      predictions, labels: in [0, 1], of one shape, computed with as float32.
      epsilon: keeps the logarithm from 0.

    Returns:
      a float32 scalar.
    """
    with name_scope(scope, "log_loss", [predictions, labels, weights]) as inner:
        said, given = _compared(predictions, labels)
        losses = -ops.multiply(given, ops.log(said + epsilon)) - ops.multiply(1 - given, ops.log(1 - said + epsilon))
        return compute_weighted_loss(losses, weights, inner, weight)


@export("contrib.losses.cosine_distance", "contrib.slim.losses.cosine_distance")
@documented_by(compute_weighted_loss)
def cosine_distance(
    predictions: TensorLike | None,
    labels: TensorLike | None = None,
    axis: int | None = None,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    dim: int | None = None,
    weight: TensorLike | None = None,
) -> Tensor:
    """`tf.losses.cosine_distance` with predictions before labels.

    Args:
      predictions, labels: numbers of one shape, of unit length along `axis`, computed with as float32.
      axis: along which the distance is computed.
      dim: the name of `axis` before TensorFlow 1.5.

    Returns:
      a float32 scalar.

    Raises:
      ValueError: no axis is given, or the shapes do not go together.
    """
    along = renamed("axis", axis, "dim", dim, "1.5")
    if along is None:
        raise ValueError("You must specify 'axis'.")
    with name_scope(scope, "cosine_distance_loss", [predictions, labels, weights]) as inner:
        losses = 1 - ops.reduce_sum(ops.multiply(*_compared(predictions, labels)), [along])
        return compute_weighted_loss(losses, weights, inner, weight)


@export("contrib.losses.hinge_loss", "contrib.slim.losses.hinge_loss")
def hinge_loss(logits: TensorLike | None, labels: TensorLike | None = None, scope: str | None = None) -> Tensor:
    """max(0, 1 - (2 * labels - 1) * logits) of each element; it goes into no collection, as in tf.contrib.losses.

    Args:
      logits: float32; above 0 they say 1.
      labels: 0 and 1, in the shape of `logits`, computed with as float32.
      scope: the name scope of the operations, "hinge_loss" by default.

    Returns:
      float32, in the shape of `logits`.

    Raises:
      ValueError: one is None, or their shapes differ.
    """
    with name_scope(scope, "hinge_loss", [logits, labels]):
        logits, given = convert_to_tensor(logits), convert_to_tensor(labels)
        logits.shape.assert_is_compatible_with(given.shape)
        given = ops.cast(given, dtypes.float32)
        ones = ops.ones_like(given)
        return ops.relu(ops.subtract(ones, ops.multiply(ops.subtract(2 * given, ones), logits)))


@export("contrib.losses.sigmoid_cross_entropy", "contrib.slim.losses.sigmoid_cross_entropy")
@documented_by(compute_weighted_loss)
def sigmoid_cross_entropy(
    logits: TensorLike,
    multi_class_labels: TensorLike,
    weights: TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    weight: TensorLike | None = None,
) -> Tensor:
    """`tf.losses.sigmoid_cross_entropy` with logits before labels.

    Args:
      logits: floating [batch, classes].
      multi_class_labels: [batch, classes], in [0, 1]; cast to the type of `logits`.
      weights: a number, [batch] or [batch, classes].
      label_smoothing: above 0, labels move towards 1/2 by this share.

    Returns:
      a scalar in the type of `logits`.
    """
    with name_scope(scope, "sigmoid_cross_entropy_loss", [logits, multi_class_labels, weights]) as inner:
        logits, given = convert_to_tensor(logits), convert_to_tensor(multi_class_labels)
        logits.shape.assert_is_compatible_with(given.shape)
        given = ops.cast(given, logits.dtype)
        if label_smoothing > 0:
            given = given * (1 - label_smoothing) + 0.5 * label_smoothing
        losses = ops.sigmoid_cross_entropy_with_logits(labels=given, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, inner, weight)


@export("contrib.losses.softmax_cross_entropy", "contrib.slim.losses.softmax_cross_entropy")
@documented_by(compute_weighted_loss)
def softmax_cross_entropy(
    logits: TensorLike,
    onehot_labels: TensorLike,
    weights: TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    weight: TensorLike | None = None,
) -> Tensor:
    """`tf.losses.softmax_cross_entropy` with logits before labels.

    Args:
      logits: floating [batch, classes].
      onehot_labels: [batch, classes], each row a distribution; cast to the type of `logits`.
      weights: a number or [batch].
      label_smoothing: above 0, labels move towards 1 / classes by this share.

    Returns:
      a scalar in the type of `logits`.
    """
    with name_scope(scope, "softmax_cross_entropy_loss", [logits, onehot_labels, weights]) as inner:
        logits, given = convert_to_tensor(logits), convert_to_tensor(onehot_labels)
        logits.shape.assert_is_compatible_with(given.shape)
        given = ops.cast(given, logits.dtype)
        if label_smoothing > 0:
            classes: Any = ops.cast(ops.shape(given)[1], logits.dtype)
            given = given * (1.0 - label_smoothing) + label_smoothing / classes
        losses = ops.softmax_cross_entropy_with_logits(labels=given, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, inner, weight)


@export("contrib.losses.sparse_softmax_cross_entropy", "contrib.slim.losses.sparse_softmax_cross_entropy")
@documented_by(compute_weighted_loss)
def sparse_softmax_cross_entropy(
    logits: TensorLike,
    labels: TensorLike,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    weight: TensorLike | None = None,
) -> Tensor:
    """`tf.losses.sparse_softmax_cross_entropy` with logits before labels.

    Args:
      logits: floating [batch, classes].
      labels: int32 or int64 in [0, classes), [batch] or [batch, 1].
      weights: a number or [batch].

    Returns:
      a scalar in the type of `logits`.
    """
    with name_scope(scope, "sparse_softmax_cross_entropy_loss", [logits, labels, weights]) as inner:
        given = ops.reshape(labels, [ops.shape(labels)[0]])
        losses = ops.sparse_softmax_cross_entropy_with_logits(labels=given, logits=logits, name="xentropy")
        return compute_weighted_loss(losses, weights, inner, weight)
