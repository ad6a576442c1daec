"""Losses of numbers that each predict something of its own: sigmoid cross entropy of yes-or-no questions, and of counts."""

from __future__ import annotations

import math
from typing import Any

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.likes import TensorLike
from .cross_entropy import in_old_order, need


@export("nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy_with_logits(
    _sentinel: Any = None, labels: TensorLike | None = None, logits: TensorLike | None = None, name: str | None = None
) -> Tensor:
    """Cross entropy of independent yes-or-no questions.

    That is -labels * log(s) - (1 - labels) * log(1 - s) with s = sigmoid(logits).

    Labels and logits are given by name; without names they are in the order before TensorFlow 1.0, `(logits, labels)`.

    Args:
      _sentinel: what stands here without a name are logits.
      labels, logits: one shape and type, float16, float32 or float64.

    Returns:
      the losses, in the shape and dtype of `logits`.

    Raises:
      ValueError: an argument is missing, or static shapes differ.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not broadcast.
    """
    if _sentinel is not None:
        labels, logits, name = in_old_order("sigmoid_cross_entropy_with_logits", _sentinel, labels, logits, name)
    need("sigmoid_cross_entropy_with_logits", labels, logits)
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


@export("contrib.nn.deprecated_flipped_sigmoid_cross_entropy_with_logits")
def flipped_sigmoid_cross_entropy(logits: TensorLike, targets: TensorLike, name: str | None = None) -> Tensor:
    """`sigmoid_cross_entropy_with_logits` with the order of arguments that it had before TensorFlow 1.0.

    Args:
      logits, targets: one shape and dtype, float16, float32 or float64.

    Returns:
      the losses, in their shape and dtype.

    Raises:
      ValueError, TypeError, InvalidArgumentError: as `tf.nn.sigmoid_cross_entropy_with_logits`.
    """
    return sigmoid_cross_entropy_with_logits(labels=targets, logits=logits, name=name)


@export("nn.weighted_cross_entropy_with_logits")
def weighted_cross_entropy_with_logits(
    labels: TensorLike | None = None,
    logits: TensorLike | None = None,
    pos_weight: Any = None,
    name: str | None = None,
    targets: TensorLike | None = None,
) -> Tensor:
    """`sigmoid_cross_entropy_with_logits` with the errors on positive labels counted `pos_weight` times.

    Args:
      labels, targets: float16, float32 or float64; `targets` is the old name.
      logits: shape and dtype of `labels`.
      pos_weight: a scalar or what broadcasts against them.

    Returns:
      the losses, in the shape and dtype of `logits`.

    Raises:
      ValueError: static shapes that differ, or both names of `labels`.
      TypeError: the dtypes differ or are not floating.
    """
    labels = renamed("labels", labels, "targets", targets, "1.13")
    with name_scope(name, "logistic_loss", [logits, labels]) as scope:
        logits = convert_to_tensor(logits, name="logits")
        labels = convert_to_tensor(labels, logits.dtype, name="labels")
        _check_same_shape(labels, logits)
        weight = 1 + (pos_weight - 1) * labels
        on_negatives = (1 - labels) * logits
        tail = ops.log1p(ops.exp(-ops.abs(logits))) + ops.relu(-logits)
        return ops.add(on_negatives, weight * tail, name=scope)


def _check_same_shape(labels: Tensor, logits: Tensor) -> None:
    if not labels.shape.is_compatible_with(logits.shape):
        raise ValueError(f"`logits` and `labels` must have the same shape, received ({logits.shape} vs {labels.shape}).")


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
