"""Losses of lists of logits, one for each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor

from ..own_loss import own_loss


@export("contrib.legacy_seq2seq.sequence_loss_by_example")
def sequence_loss_by_example(
    logits: list,
    targets: list,
    weights: list,
    average_across_timesteps: bool = True,
    softmax_loss_function: Callable[..., Any] | None = None,
    name: str | None = None,
) -> Tensor:
    """The weighted cross entropy of each sequence.

    Args:
      logits: a list of tensors [batch, symbols], one for each step.
      targets: a list of int32 [batch].
      weights: a list of floats [batch].
      average_across_timesteps: divide by the sum of the weights.
      softmax_loss_function: from `labels` and `logits` to losses [batch], instead of the softmax cross entropy.

    Returns:
      floats [batch].

    Raises:
      ValueError: lists of different lengths.
    """
    if len(targets) != len(logits) or len(weights) != len(logits):
        raise ValueError(
            f"Lengths of logits, weights, and targets must be the same {len(logits)}, {len(weights)}, {len(targets)}."
        )
    with name_scope(name, "sequence_loss_by_example", logits + targets + weights):
        losses = []
        for logit, target, weight in zip(logits, targets, weights, strict=True):
            if softmax_loss_function is None:
                target = ops.reshape(target, [-1])
                loss = ops.sparse_softmax_cross_entropy_with_logits(labels=target, logits=logit)
            else:
                loss = own_loss(softmax_loss_function, target, logit)
            losses.append(loss * weight)
        total = ops.add_n(losses)
        if average_across_timesteps:
            total /= ops.add_n(weights) + 1e-12
    return total


@export("contrib.legacy_seq2seq.sequence_loss")
@documented_by(sequence_loss_by_example)
def sequence_loss(
    logits: list,
    targets: list,
    weights: list,
    average_across_timesteps: bool = True,
    average_across_batch: bool = True,
    softmax_loss_function: Callable[..., Any] | None = None,
    name: str | None = None,
) -> Tensor:
    """The sum over a batch of the weighted cross entropies of its sequences.

    Args:
      average_across_batch: divide by the size of the batch.

    Returns:
      a scalar.
    """
    with name_scope(name, "sequence_loss", logits + targets + weights):
        cost = ops.reduce_sum(
            sequence_loss_by_example(logits, targets, weights, average_across_timesteps, softmax_loss_function)
        )
        return cost / ops.cast(ops.shape(targets[0])[0], cost.dtype) if average_across_batch else cost
