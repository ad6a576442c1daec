"""The losses of heads: what is made small, and the mean of the losses by their weights."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes

from ....losses import losses
from ....losses.weighted import Reduction
from ....weights_broadcast import broadcast_weights

Losses = tuple[Tensor, Tensor]


def _weighted(unweighted: Tensor, weights: Any) -> Losses:
    with name_scope("loss") as scope:
        if weights is None:
            loss = ops.reduce_mean(unweighted, name=scope)
            return loss, loss
        weights = broadcast_weights(weights, unweighted)
        with name_scope(None, "weighted_loss") as name:
            weighted = ops.multiply(unweighted, weights, name=name)
        mean = ops.reduce_mean(weighted, name=scope)
        total = ops.cast(ops.reduce_sum(weights), dtypes.float32)
        return mean, ops.div(ops.reduce_sum(weighted), total, name="weighted_average_loss")


def _columns(labels: Any, logits: Any) -> tuple[Any, Any]:
    """Both with an axis behind that of the examples. Raises ValueError where their shapes differ."""
    logits, labels = convert_to_tensor(logits), convert_to_tensor(labels)
    labels = ops.expand_dims(labels, axis=1) if len(labels.get_shape()) == 1 else labels
    logits = ops.expand_dims(logits, axis=1) if len(logits.get_shape()) == 1 else logits
    logits.get_shape().assert_is_compatible_with(labels.get_shape())
    return labels, logits


def squared(labels: Any, logits: Any, weights: Any) -> Losses:
    """The square of the difference."""
    with name_scope(None, "mean_squared_loss") as name:
        labels, logits = _columns(labels, logits)
        return _weighted(ops.squared_difference(logits, ops.cast(labels, dtypes.float32), name=name), weights)


def poisson(labels: Any, logits: Any, weights: Any) -> Losses:
    """The negative logarithm of how likely counts are."""
    with name_scope(None, "_poisson_loss") as name:
        labels, logits = _columns(labels, logits)
        return _weighted(ops.log_poisson_loss(labels, logits, compute_full_loss=True, name=name), weights)


def of_two_classes(labels: Any, logits: Any, weights: Any) -> Losses:
    """The cross entropy of one logit."""
    with name_scope(None, "log_loss_with_two_classes") as name:
        logits, labels = convert_to_tensor(logits), ops.cast(labels, dtypes.float32)
        labels = ops.expand_dims(labels, axis=1) if len(labels.get_shape()) == 1 else labels
        found = ops.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits, name=name)
        return _weighted(found, weights)


def of_classes(labels: Any, logits: Any, weights: Any) -> Losses:
    """The cross entropy of a logit for each class. Raises ValueError for labels that are no integers."""
    with name_scope(None, "softmax_cross_entropy_loss") as name:
        labels = convert_to_tensor(labels)
        if not labels.dtype.is_integer:
            raise ValueError(f"Labels dtype should be integer Instead got {labels.dtype}.")
        is_column = len(labels.get_shape()) == 2
        labels = ops.squeeze(labels, axis=[1]) if is_column else labels
        found = ops.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name=name)
        return _weighted(ops.expand_dims(found, axis=1) if is_column else found, weights)


def of_each_class(labels: Any, logits: Any, weights: Any) -> Losses:
    """The cross entropy of each class by itself."""
    with name_scope(None, "sigmoid_cross_entropy_loss") as name:
        labels = ops.cast(labels, dtypes.float32)
        return _weighted(ops.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits, name=name), weights)


def hinge(labels: Any, logits: Any, weights: Any) -> Losses:
    """How far logits are from the right side of a margin."""
    with name_scope(None, "hinge_loss") as name:
        text = "labels shape should be either [batch_size, 1] or [batch_size]"
        check = ops.Assert(ops.less_equal(ops.rank(labels), 2), (text,))
        with get_default_graph().control_dependencies([check]):
            labels = ops.reshape(labels, shape=[-1, 1])
        found = losses.hinge_loss(labels=labels, logits=logits, scope=name, reduction=Reduction.NONE)
        return _weighted(found, weights)
