"""Losses weighted and reduced to one number, and the collections that they are in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ..weights_broadcast import assert_broadcastable, broadcast_weights


@export("losses.Reduction")
class Reduction:
    """What becomes of the weighted losses of the elements.

    NONE leaves them as they are, SUM adds them up, SUM_OVER_BATCH_SIZE divides the sum by the number of elements, MEAN
    by the sum of the weights, SUM_BY_NONZERO_WEIGHTS by the number of weights that are not 0.
    """

    NONE = "none"
    SUM = "weighted_sum"
    SUM_OVER_BATCH_SIZE = "weighted_sum_over_batch_size"
    MEAN = "weighted_mean"
    SUM_BY_NONZERO_WEIGHTS = "weighted_sum_by_nonzero_weights"
    SUM_OVER_NONZERO_WEIGHTS = SUM_BY_NONZERO_WEIGHTS

    @classmethod
    def all(cls) -> Sequence[str]:
        """Every reduction there is."""
        return (
            cls.NONE,
            cls.SUM,
            cls.MEAN,
            cls.SUM_OVER_BATCH_SIZE,
            cls.SUM_OVER_NONZERO_WEIGHTS,
            cls.SUM_BY_NONZERO_WEIGHTS,
        )

    @classmethod
    def validate(cls, key: Any) -> None:
        """Raise ValueError for what is no reduction."""
        if key not in cls.all():
            raise ValueError(f"Invalid Reduction Key {key}.")


def num_present(losses: Tensor, weights: Any, per_batch: bool = False) -> Tensor:
    """How many elements have a weight that is not 0, float32; with `per_batch`, in each row, [batch, 1, ...]."""
    with name_scope(None, "num_present", [losses, weights]) as scope:
        weights = ops.cast(weights, dtypes.float32)
        present = ops.where(ops.equal(weights, 0.0), ops.zeros_like(weights), ops.ones_like(weights))
        present = broadcast_weights(present, losses)
        if per_batch:
            return ops.reduce_sum(present, ops.range(1, ops.rank(present)), keepdims=True, name=scope)
        return ops.reduce_sum(present, name=scope)


def _num_elements(losses: Tensor) -> Tensor:
    with name_scope(None, "num_elements", [losses]) as scope:
        return ops.cast(ops.size(losses, name=scope), losses.dtype)


def _mean(total: Tensor, count: Tensor) -> Tensor:
    return ops.div_no_nan(ops.reduce_sum(total), count, name="value")


@export("losses.compute_weighted_loss")
def compute_weighted_loss(
    losses: Any,
    weights: TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = GraphKeys.LOSSES,
    reduction: str = Reduction.SUM_BY_NONZERO_WEIGHTS,
) -> Tensor:
    """The losses of elements, weighted and reduced.

    Args:
      losses: numbers, of any shape.
      weights: a number, or a tensor of the rank of `losses` with its sizes or 1 in each dimension.
      scope: of the operations, "weighted_loss" by default.
      loss_collection: the one that the result goes into; None for none.
      reduction: one of `Reduction`.

    Returns:
      a scalar in the type of `losses`; with `Reduction.NONE` the weighted losses.

    Raises:
      ValueError: the weights do not go with the losses, or there is no such reduction.
    """
    Reduction.validate(reduction)
    graph = get_default_graph()
    with name_scope(scope, "weighted_loss", [losses, weights]):
        fits = assert_broadcastable(weights, losses)
        with graph.control_dependencies([fits]):
            losses = convert_to_tensor(losses)
            given = losses.dtype
            losses = ops.cast(losses, dtypes.float32)
            weights = ops.cast(weights, dtypes.float32)
            loss = ops.multiply(losses, weights)
            if reduction != Reduction.NONE:
                loss = ops.reduce_sum(loss)
                if reduction == Reduction.MEAN:
                    loss = _mean(loss, ops.reduce_sum(ops.ones_like(losses) * weights))
                elif reduction == Reduction.SUM_BY_NONZERO_WEIGHTS:
                    loss = _mean(loss, num_present(losses, weights))
                elif reduction == Reduction.SUM_OVER_BATCH_SIZE:
                    loss = _mean(loss, _num_elements(losses))
            loss = ops.cast(loss, given)
            add_loss(loss, loss_collection)
            return loss


# -- collections -------------------------------------------------------------------------------------------------------


@export("losses.add_loss", "contrib.losses.add_loss", "contrib.slim.losses.add_loss")
def add_loss(loss: Tensor, loss_collection: str | None = GraphKeys.LOSSES) -> None:
    """List a loss in a collection of the default graph; None for nowhere."""
    if loss_collection:
        get_default_graph().add_to_collection(loss_collection, loss)


@export("losses.get_losses", "contrib.losses.get_losses", "contrib.slim.losses.get_losses")
def get_losses(scope: str | None = None, loss_collection: str = GraphKeys.LOSSES) -> list:
    """The losses in a collection, those whose name matches `scope` from its start."""
    return get_default_graph().get_collection(loss_collection, scope)


@export(
    "losses.get_regularization_losses",
    "contrib.losses.get_regularization_losses",
    "contrib.slim.losses.get_regularization_losses",
)
def get_regularization_losses(scope: str | None = None) -> list:
    """The losses of regularizers, those whose name matches `scope` from its start."""
    return get_default_graph().get_collection(GraphKeys.REGULARIZATION_LOSSES, scope)


@export("losses.get_regularization_loss")
def get_regularization_loss(scope: str | None = None, name: str = "total_regularization_loss") -> Tensor:
    """The sum of the losses of regularizers, a scalar; 0 where there are none."""
    losses = get_regularization_losses(scope)
    return ops.add_n(losses, name=name) if losses else constant(0.0)


@export("losses.get_total_loss", "contrib.losses.get_total_loss", "contrib.slim.losses.get_total_loss")
def get_total_loss(add_regularization_losses: bool = True, name: str = "total_loss", scope: str | None = None) -> Tensor:
    """The sum of all losses in the collections, a scalar.

    Args:
      add_regularization_losses: whether those of regularizers count too.
      scope: only losses whose name matches it from its start.

    Raises:
      ValueError: there are no losses, or they have different shapes or types.
    """
    losses = get_losses(scope)
    if add_regularization_losses:
        losses += get_regularization_losses(scope)
    return ops.add_n(losses, name=name)
