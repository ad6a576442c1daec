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
        """Every reduction there is, a tuple of str."""
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
        """Raise for what is no reduction.

        Args:
          key: one of `all()`.

        Raises:
          ValueError: it is none.
        """
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
    """The losses of elements, weighted and reduced to one number.

    Args:
      losses: numbers, of any shape.
      weights: a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension; 0 leaves a loss out.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a scalar in the type of the losses; with `Reduction.NONE` the weighted losses in their shape.

    Raises:
      ValueError: the weights do not go with the losses, or there is no such reduction.
      InvalidArgumentError: (when run) the weights do not go with the losses.
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
    """List a loss in a collection of the default graph.

    Args:
      loss: a tensor.
      loss_collection: LOSSES by default; None for nowhere.
    """
    if loss_collection:
        get_default_graph().add_to_collection(loss_collection, loss)


@export("losses.get_losses", "contrib.losses.get_losses", "contrib.slim.losses.get_losses")
def get_losses(scope: str | None = None, loss_collection: str = GraphKeys.LOSSES) -> list:
    """The losses in a collection, in the order in which they came.

    Args:
      scope: only those whose name matches it from its start, a regular expression; None for all.
      loss_collection: LOSSES by default.

    Returns:
      a list of tensors.
    """
    return get_default_graph().get_collection(loss_collection, scope)


@export(
    "losses.get_regularization_losses",
    "contrib.losses.get_regularization_losses",
    "contrib.slim.losses.get_regularization_losses",
)
def get_regularization_losses(scope: str | None = None) -> list:
    """The losses of regularizers, those in the collection REGULARIZATION_LOSSES.

    Args:
      scope: only those whose name matches it from its start, a regular expression; None for all.

    Returns:
      a list of scalars.
    """
    return get_default_graph().get_collection(GraphKeys.REGULARIZATION_LOSSES, scope)


@export("losses.get_regularization_loss")
def get_regularization_loss(scope: str | None = None, name: str = "total_regularization_loss") -> Tensor:
    """The sum of the losses of regularizers.

    Args:
      scope: only those whose name matches it from its start, a regular expression; None for all.

    Returns:
      a scalar; 0.0 where there are none.
    """
    losses = get_regularization_losses(scope)
    return ops.add_n(losses, name=name) if losses else constant(0.0)


@export("losses.get_total_loss", "contrib.losses.get_total_loss", "contrib.slim.losses.get_total_loss")
def get_total_loss(add_regularization_losses: bool = True, name: str = "total_loss", scope: str | None = None) -> Tensor:
    """The sum of all losses in the collections LOSSES and REGULARIZATION_LOSSES.

    Args:
      add_regularization_losses: whether those of regularizers count too.
      scope: only losses whose name matches it from its start, a regular expression; None for all.

    Returns:
      a scalar.

    Raises:
      ValueError: there are no losses, or they have different shapes or types.
    """
    losses = get_losses(scope)
    if add_regularization_losses:
        losses += get_regularization_losses(scope)
    return ops.add_n(losses, name=name)
