"""Regularizers: losses on the size of weights.

A regularizer takes a variable and gives a scalar tensor, or None for no loss. `get_variable` puts it into
REGULARIZATION_LOSSES.
"""

from __future__ import annotations

import numbers
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import NumberLike, TensorLike

Regularizer = Callable[[Any], "Tensor | None"]


@export("contrib.layers.l1_regularizer", "contrib.slim.l1_regularizer")
def l1_regularizer(scale: TensorLike, scope: str | None = None) -> Regularizer:
    """A function from weights to `scale` times the sum of their absolute values.

    Args:
      scale: a float from 0.0 on, or a scalar tensor; 0.0: no loss.
      scope: the name scope of the operations, "l1_regularizer" by default.

    Returns:
      a function from a variable to a scalar in its type, or to None for no loss.

    Raises:
      ValueError: an int, or a number below 0.
    """
    return _scaled(scale, scope, "l1_regularizer", lambda weights: ops.reduce_sum(ops.abs(weights)), "")


@export("contrib.layers.l2_regularizer", "contrib.slim.l2_regularizer")
def l2_regularizer(scale: TensorLike, scope: str | None = None) -> Regularizer:
    """A function from weights to `scale` times half the sum of their squares.

    Args:
      scale: a float from 0.0 on, or a scalar tensor; 0.0: no loss.
      scope: the name scope of the operations, "l2_regularizer" by default.

    Returns:
      a function from a variable to a scalar in its type, or to None for no loss.

    Raises:
      ValueError: an int, or a number below 0.
    """
    return _scaled(scale, scope, "l2_regularizer", ops.l2_loss, ".")


def _scaled(scale: Any, scope: str | None, default_name: str, measure: Callable[[Any], Tensor], stop: str) -> Regularizer:
    if isinstance(scale, numbers.Integral):
        raise ValueError(f"scale cannot be an integer: {scale}")
    if isinstance(scale, numbers.Real):
        if scale < 0.0:
            raise ValueError(f"Setting a scale less than 0 on a regularizer: {scale:g}{stop}")
        if scale == 0.0:
            return lambda _: None

    def regularizer(weights: Any, name: str | None = None) -> Tensor:
        with name_scope(scope, default_name, [weights]) as entered:
            factor = convert_to_tensor(scale, weights.dtype.base_dtype, name="scale")
            return ops.multiply(factor, measure(weights), name=entered)

    return regularizer


@export("contrib.layers.l1_l2_regularizer", "contrib.slim.l1_l2_regularizer")
def l1_l2_regularizer(scale_l1: NumberLike = 1.0, scale_l2: NumberLike = 1.0, scope: str | None = None) -> Regularizer | None:
    """A function from weights to the sum of `l1_regularizer` and `l2_regularizer`.

    Args:
      scale_l1, scale_l2: of each, floats from 0.0 on or scalar tensors; 0.0 leaves one out.
      scope: the name scope of the operations, "l1_l2_regularizer" by default.

    Returns:
      a function from a variable to a scalar in its type, or to None for no loss.

    Raises:
      ValueError: an int, or a number below 0.
    """
    for name, scale in (("scale_l1", scale_l1), ("scale_l2", scale_l2)):
        if isinstance(scale, numbers.Integral):
            raise ValueError(f"{name} cannot be an integer: {scale}")
    scope = scope or "l1_l2_regularizer"
    if scale_l1 == 0.0:
        return l2_regularizer(scale_l2, scope)
    if scale_l2 == 0.0:
        return l1_regularizer(scale_l1, scope)
    return sum_regularizer([l1_regularizer(scale_l1), l2_regularizer(scale_l2)], scope)


@export("contrib.layers.sum_regularizer", "contrib.slim.sum_regularizer")
def sum_regularizer(regularizer_list: Sequence[Regularizer | None], scope: str | None = None) -> Regularizer | None:
    """A function from weights to the sum of several regularizers' losses.

    Args:
      regularizer_list: regularizers; those that are None are left out.
      scope: the name scope of the operations, "sum_regularizer" by default.

    Returns:
      a function from a variable to a scalar, or to None for no loss; None where nothing is left of the list.
    """
    regularizers = [regularizer for regularizer in regularizer_list if regularizer is not None]
    if not regularizers:
        return None

    def total(weights: Any) -> Tensor | None:
        with name_scope(scope, "sum_regularizer", [weights]) as entered:
            losses = [loss for regularizer in regularizers if (loss := regularizer(weights)) is not None]
            return ops.add_n(losses, name=entered) if losses else None

    return total


@export("contrib.layers.apply_regularization", "contrib.slim.apply_regularization")
def apply_regularization(regularizer: Regularizer, weights_list: Sequence[Any] | None = None) -> Tensor:
    """The sum of the losses of several weights; it goes into REGULARIZATION_LOSSES.

    Args:
      regularizer: a function from a variable to a scalar, or to None for no loss.
      weights_list: variables; by default those in the collection WEIGHTS.

    Returns:
      a scalar.

    Raises:
      ValueError: no weights, or a loss that is not a scalar.
    """
    graph = get_default_graph()
    weights = weights_list or graph.get_collection(GraphKeys.WEIGHTS)
    if not weights:
        raise ValueError("No weights to regularize.")
    with name_scope("get_regularization_penalty", values=weights) as scope:
        losses = [regularizer(weight) for weight in weights]
        losses = [constant(0.0) if loss is None else loss for loss in losses]
        for loss in losses:
            rank = loss.shape.ndims  # type: ignore[union-attr]
            if rank != 0:
                raise ValueError(f"regularizer must return a scalar Tensor instead of a Tensor with rank {rank}.")
        total = ops.add_n(losses, name=scope)
        graph.add_to_collection(GraphKeys.REGULARIZATION_LOSSES, total)
        return total
