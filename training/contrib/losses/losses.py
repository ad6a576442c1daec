"""The losses of tf.contrib.losses and slim: those of tf.losses with predictions before labels, and weights of their own kind.

`weight` is the name that `weights` had before TensorFlow 0.12.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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

from ...losses import losses as of
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


def _reduced(scope: str | None, default: str, elements: Callable[..., Tensor], weights: Any, weight: Any) -> Tensor:
    """A loss of tf.losses, reduced as tf.contrib.losses does it. `elements` takes its last arguments, from `scope` on."""
    with name_scope(scope, default) as inner:
        return compute_weighted_loss(elements(inner, None, of.Reduction.NONE), weights, inner, weight)


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
    return _reduced(scope, "absolute_difference", partial(of.absolute_difference, labels, predictions, 1.0), weights, weight)


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
    return _reduced(scope, "mean_squared_error", partial(of.mean_squared_error, labels, predictions, 1.0), weights, weight)


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
        axes = list(range(1, _rank("losses", differences)))
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
    return _reduced(scope, "log_loss", partial(of.log_loss, labels, predictions, 1.0, epsilon), weights, weight)


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
    kept = partial(of.cosine_distance, labels, predictions, along, 1.0)
    return _reduced(scope, "cosine_distance_loss", lambda *last: ops.squeeze(kept(*last), [along]), weights, weight)


@export("contrib.losses.hinge_loss", "contrib.slim.losses.hinge_loss")
def hinge_loss(logits: TensorLike | None, labels: TensorLike | None = None, scope: str | None = None) -> Tensor:
    """max(0, 1 - (2 * labels - 1) * logits) of each element; it goes into no collection, as in tf.contrib.losses.

    Args:
      logits: numbers; above 0 they say 1.
      labels: 0 and 1, in the shape of `logits`. Both are computed with as float32.
      scope: the name scope of the operations, "hinge_loss" by default.

    Returns:
      float32, in the shape of `logits`.

    Raises:
      ValueError: one is None, or their shapes differ.
    """
    return of.hinge_loss(labels, logits, 1.0, scope, None, of.Reduction.NONE)


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
    elements = partial(of.sigmoid_cross_entropy, multi_class_labels, logits, 1.0, label_smoothing)
    return _reduced(scope, "sigmoid_cross_entropy_loss", elements, weights, weight)


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
    elements = partial(of.softmax_cross_entropy, onehot_labels, logits, 1.0, label_smoothing)
    return _reduced(scope, "softmax_cross_entropy_loss", elements, weights, weight)


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
      logits: floating [..., classes].
      labels: int32 or int64 in [0, classes), of the shape of `logits` without its last dimension.
      weights: a number, or in the shape of `labels`.

    Returns:
      a scalar in the type of `logits`.
    """
    elements = partial(of.sparse_softmax_cross_entropy, labels, logits, 1.0)
    return _reduced(scope, "sparse_softmax_cross_entropy_loss", elements, weights, weight)
