"""The loss of counts: log_poisson_loss."""

from __future__ import annotations

import math
from typing import Any

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.likes import TensorLike


@export("nn.log_poisson_loss")
def log_poisson_loss(targets: TensorLike, log_input: Any, compute_full_loss: bool = False, name: str | None = None) -> Tensor:
    """-log of the chance of the counts `targets` by a Poisson distribution of the rate exp(log_input).

    Args:
      targets, log_input: one shape and floating type.
      compute_full_loss: add the term that depends on the targets alone, by Stirling's formula, where they are above 1.

    Returns:
      the losses, in the shape and dtype of `log_input`.

    Raises:
      ValueError: static shapes that differ.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that differ.
    """
    with name_scope(name, "log_poisson_loss", [log_input, targets]):
        log_input = convert_to_tensor(log_input, name="log_input")
        targets = convert_to_tensor(targets, name="targets")
        try:
            targets.shape.merge_with(log_input.shape)
        except ValueError:
            raise ValueError(f"log_input and targets must have the same shape ({log_input.shape} vs {targets.shape})") from None
        result = ops.exp(log_input) - log_input * targets
        if not compute_full_loss:
            return result
        zeros, ones = ops.zeros_like(targets), ops.ones_like(targets)
        half, turn = (convert_to_tensor(number, targets.dtype) for number in (0.5, 2 * math.pi))
        stirling = targets * ops.log(targets) - targets + half * ops.log(turn * targets)
        is_small = ops.logical_and(ops.greater_equal(targets, zeros), ops.less_equal(targets, ones))
        return result + ops.where(is_small, zeros, stirling)
