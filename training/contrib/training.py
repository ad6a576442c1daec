"""Operations that train: slim.learning.create_train_op."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.collections import trainable_variables
from headrace.graph.variables.global_step import get_or_create_global_step

_OF_THE_GRAPH = 0
"""`global_step` of programs that name none: the graph's own."""


@export("contrib.slim.learning.create_train_op")
def create_train_op(
    total_loss: Tensor,
    optimizer: Any,
    global_step: TensorLike = _OF_THE_GRAPH,
    update_ops: Sequence[Any] | None = None,
    variables_to_train: Sequence[Any] | None = None,
    clip_gradient_norm: float = 0,
    summarize_gradients: bool = False,
    gate_gradients: int = 1,
    aggregation_method: Any = None,
    colocate_gradients_with_ops: bool = False,
    gradient_multipliers: Any = None,
    check_numerics: bool = True,
    transform_grads_fn: Callable[[list], list] | None = None,
) -> Tensor:
    """A tensor that computes the gradients, applies them and gives the loss.

    Args:
      total_loss: a scalar, such as `tf.losses.get_total_loss()`.
      optimizer: an Optimizer.
      global_step: a variable, counted on with each step; by default the graph's, None for none.
      update_ops: what runs before the loss; UPDATE_OPS by default.
      variables_to_train: the trainable ones by default.
      clip_gradient_norm: above 0: the greatest norm that a gradient keeps.
      summarize_gradients: accepted; no summaries of gradients are made.
      gate_gradients, aggregation_method, colocate_gradients_with_ops: as of `Optimizer.compute_gradients`.
      gradient_multipliers: a dict of factors, by variable or its operation's name; None for none.
      check_numerics: whether a loss that is no number is an error.
      transform_grads_fn: a function from the list of (gradient, variable) to another, instead of clipping.

    Returns:
      a scalar in the type of the loss; it is in the collection TRAIN_OP.

    Raises:
      ValueError: there is nothing to train.
      InvalidArgumentError: (when run) the loss is infinite or not a number.
    """
    graph = get_default_graph()
    step = get_or_create_global_step() if global_step is _OF_THE_GRAPH else global_step
    updates = graph.get_collection(GraphKeys.UPDATE_OPS) if update_ops is None else list(update_ops)
    if updates:
        total_loss = ops.with_dependencies([ops.group(*updates)], total_loss)
    variables = trainable_variables() if variables_to_train is None else list(variables_to_train)
    pairs = optimizer.compute_gradients(
        total_loss,
        variables,
        gate_gradients=gate_gradients,
        aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
    )
    if gradient_multipliers:
        pairs = multiply_gradients(pairs, gradient_multipliers)
    if transform_grads_fn is not None:
        pairs = transform_grads_fn(pairs)
    elif clip_gradient_norm > 0:
        with name_scope("clip_grads"):
            pairs = clip_gradient_norms(pairs, clip_gradient_norm)
    applied = optimizer.apply_gradients(pairs, global_step=step)
    with name_scope("train_op"):
        if check_numerics:
            total_loss = ops.check_numerics(total_loss, "LossTensor is inf or nan")
        train_op = ops.with_dependencies([applied], total_loss)
    if not any(train_op is other for other in graph.get_collection_ref(GraphKeys.TRAIN_OP)):
        graph.add_to_collection(GraphKeys.TRAIN_OP, train_op)
    return train_op


@export("contrib.slim.learning.multiply_gradients")
def multiply_gradients(grads_and_vars: Sequence[tuple[Any, Any]], gradient_multipliers: Any) -> list:
    """The pairs with gradients multiplied by factors.

    Args:
      grads_and_vars: pairs (gradient or None, variable), as `Optimizer.compute_gradients` gives them.
      gradient_multipliers: a dict of factors, by variable or its operation's name.

    Returns:
      a list of pairs.

    Raises:
      ValueError: no factors, or one for a variable without gradient.
    """

    if not isinstance(gradient_multipliers, dict) or not gradient_multipliers:
        raise ValueError("`gradient_multipliers` must be a dict that is not empty.")
    found = []
    for gradient, variable in grads_and_vars:
        key = variable if variable in gradient_multipliers else variable.op.name
        if key in gradient_multipliers:
            if gradient is None:
                raise ValueError("Requested multiple of `None` gradient.")
            factor = ops.cast(gradient_multipliers[key], gradient.dtype)
            if isinstance(gradient, IndexedSlices):
                scaled = ops.multiply(gradient.values, factor)
                gradient = IndexedSlices(scaled, gradient.indices, gradient.dense_shape)
            else:
                gradient = ops.multiply(gradient, factor)
        found.append((gradient, variable))
    return found


@export("contrib.slim.learning.clip_gradient_norms")
def clip_gradient_norms(gradients_to_variables: Sequence[tuple[Any, Any]], max_norm: float) -> list:
    """The pairs with gradients whose norm is above `max_norm` scaled down to it.

    Args:
      gradients_to_variables: pairs (gradient or None, variable), as `Optimizer.compute_gradients` gives them.
      max_norm: the greatest Euclidean norm of each gradient.

    Returns:
      a list of pairs.
    """

    found = []
    for gradient, variable in gradients_to_variables:
        if isinstance(gradient, IndexedSlices):
            clipped = ops.clip_by_norm(gradient.values, max_norm)
            gradient = IndexedSlices(clipped, gradient.indices, gradient.dense_shape)
        elif gradient is not None:
            gradient = ops.clip_by_norm(gradient, max_norm)
        found.append((gradient, variable))
    return found
