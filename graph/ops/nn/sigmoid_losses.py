"""Losses of logits of independent yes-or-no questions: sigmoid cross entropy."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from .cross_entropy import need_names


@export("nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy_with_logits(
    _sentinel: Any = None, labels: Any = None, logits: Any = None, name: str | None = None
) -> Tensor:
    """Cross entropy of independent yes-or-no questions.

    That is -labels * log(s) - (1 - labels) * log(1 - s) with s = sigmoid(logits).

    Labels and logits must be given by name.

    Args:
      labels, logits: one shape and type, float16, float32 or float64.

    Raises:
      ValueError: an argument without a name or missing, or static shapes that differ.
    """
    need_names("sigmoid_cross_entropy_with_logits", _sentinel, labels, logits)
    with name_scope(name, "logistic_loss", [logits, labels]) as scope:
        logits = convert_to_tensor(logits, name="logits")
        labels = convert_to_tensor(labels, logits.dtype, name="labels")
        _check_same_shape(labels, logits)
        zeros = ops.zeros_like(logits, dtype=logits.dtype)
        is_positive = ops.greater_equal(logits, zeros)
        relu_logits = ops.where(is_positive, logits, zeros)
        minus_abs = ops.where(is_positive, ops.negative(logits, name="Neg"), logits)
        linear = ops.subtract(relu_logits, ops.multiply(logits, labels, name="mul"), name="sub")
        return ops.add(linear, ops.log1p(ops.exp(minus_abs)), name=scope)


@export("nn.weighted_cross_entropy_with_logits")
def weighted_cross_entropy_with_logits(
    labels: Any = None, logits: Any = None, pos_weight: Any = None, name: str | None = None, targets: Any = None
) -> Tensor:
    """`sigmoid_cross_entropy_with_logits` with the errors on positive labels counted `pos_weight` times.

    Args:
      labels, logits: one shape and type; `targets` is the old name of `labels`.
      pos_weight: a scalar or what broadcasts against them.
    """
    if targets is not None:
        if labels is not None:
            raise ValueError("Cannot specify both 'labels' and 'targets'")
        labels = targets
    with name_scope(name, "logistic_loss", [logits, labels]) as scope:
        logits = convert_to_tensor(logits, name="logits")
        labels = convert_to_tensor(labels, logits.dtype, name="labels")
        _check_same_shape(labels, logits)
        one = convert_to_tensor(1.0, logits.dtype)
        weight = ops.add(one, ops.multiply(ops.subtract(convert_to_tensor(pos_weight, logits.dtype), one), labels))
        tail = ops.add(ops.log1p(ops.exp(ops.negative(ops.abs(logits)))), ops.relu(ops.negative(logits)))
        return ops.add(ops.multiply(ops.subtract(one, labels), logits), ops.multiply(weight, tail), name=scope)


def _check_same_shape(labels: Tensor, logits: Tensor) -> None:
    if not labels.shape.is_compatible_with(logits.shape):
        raise ValueError(f"`logits` and `labels` must have the same shape, received ({logits.shape} vs {labels.shape}).")
