"""The loss of sequences of logits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor

from ..own_loss import own_loss


@export("contrib.seq2seq.sequence_loss")
def sequence_loss(
    logits: Any,
    targets: Any,
    weights: Any,
    average_across_timesteps: bool = True,
    average_across_batch: bool = True,
    sum_over_timesteps: bool = False,
    sum_over_batch: bool = False,
    softmax_loss_function: Callable[..., Any] | None = None,
    name: str | None = None,
) -> Tensor:
    """The weighted cross entropy of sequences.

    Args:
      logits: floats [batch, time, symbols].
      targets: integers [batch, time].
      weights: floats [batch, time].
      average_across_timesteps, average_across_batch: add up along time, along the batch, and divide by the weights.
      sum_over_timesteps, sum_over_batch: add up, and divide by the number of weights that are not 0.
      softmax_loss_function: from `labels` and `logits` to losses, instead of the softmax cross entropy.

    Returns:
      a scalar, or [batch] or [time] where only one axis is added up, or [batch, time].

    Raises:
      ValueError: another rank, or an axis is both averaged and summed.
    """
    if len(logits.shape) != 3:
        raise ValueError("Logits must be a [batch_size x sequence_length x logits] tensor")
    for what, given in (("Targets", targets), ("Weights", weights)):
        if len(given.shape) != 2:
            raise ValueError(f"{what} must be a [batch_size x sequence_length] tensor")
    for axis, averaged, summed in (
        ("timesteps", average_across_timesteps, sum_over_timesteps),
        ("batch", average_across_batch, sum_over_batch),
    ):
        if averaged and summed:
            raise ValueError(f"average_across_{axis} and sum_over_{axis} cannot be set to True at same time.")
    with name_scope(name, "sequence_loss", [logits, targets, weights]):
        symbols = ops.shape(logits)[2]
        flat_logits = ops.reshape(logits, [-1, symbols])
        targets = ops.reshape(targets, [-1])
        if softmax_loss_function is None:
            losses = ops.sparse_softmax_cross_entropy_with_logits(labels=targets, logits=flat_logits)
        else:
            losses = own_loss(softmax_loss_function, targets, flat_logits)
        losses *= ops.reshape(weights, [-1])
        if average_across_batch and average_across_timesteps:
            total = ops.reduce_sum(losses)
            return ops.div_no_nan(total, ops.reduce_sum(weights))
        if sum_over_batch and sum_over_timesteps:
            total = ops.reduce_sum(losses)
            return ops.div_no_nan(total, ops.cast(ops.count_nonzero(weights), total.dtype))
        losses = ops.reshape(losses, ops.shape(logits)[0:2])
        if average_across_batch or average_across_timesteps:
            along = [0] if average_across_batch else [1]
            losses = ops.reduce_sum(losses, axis=along)
            return ops.div_no_nan(losses, ops.reduce_sum(weights, axis=along))
        if sum_over_batch or sum_over_timesteps:
            along = [0] if sum_over_batch else [1]
            losses = ops.reduce_sum(losses, axis=along)
            return ops.div_no_nan(losses, ops.cast(ops.count_nonzero(weights, axis=along), losses.dtype))
        return losses
