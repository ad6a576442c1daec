"""Operations that train: gradients, what is done to them, and the step that gives the loss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.ops.summaries.scalar import histogram, scalar
from headrace.graph.platform import logging
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.collections import trainable_variables
from headrace.graph.variables.global_step import get_or_create_global_step

_OF_THE_GRAPH = 0
"""`global_step` of programs that name none: the graph's own."""


@export("contrib.training.create_train_op")
def create_train_op(
    total_loss: Tensor,
    optimizer: Any,
    global_step: TensorLike = _OF_THE_GRAPH,
    update_ops: Iterable[Any] | None = None,
    variables_to_train: Sequence[Any] | None = None,
    transform_grads_fn: Callable[[list], list] | None = None,
    summarize_gradients: bool = False,
    gate_gradients: int = 1,
    aggregation_method: Any = None,
    colocate_gradients_with_ops: bool = False,
    check_numerics: bool = True,
) -> Tensor:
    """A tensor that computes the gradients, applies them and gives the loss.

    Args:
      total_loss: a scalar, such as `tf.losses.get_total_loss()`.
      optimizer: an Optimizer.
      global_step: a variable, counted on with each step; by default the graph's, None for none.
      update_ops: what runs before the loss; UPDATE_OPS by default.
      variables_to_train: the trainable ones by default.
      transform_grads_fn: a function from the list of (gradient, variable) to the list that is applied; None for none.
      summarize_gradients: whether there are summaries of each gradient, as `add_gradients_summaries` makes them.
      gate_gradients, aggregation_method, colocate_gradients_with_ops: as of `Optimizer.compute_gradients`.
      check_numerics: whether a loss that is no number is an error.

    Returns:
      a scalar in the type of the loss; it is in the collection TRAIN_OP.

    Raises:
      AssertionError: there is nothing to train, or something that is not trainable.
      InvalidArgumentError: (when run) the loss is infinite or not a number.
    """
    graph = get_default_graph()
    step = get_or_create_global_step() if global_step is _OF_THE_GRAPH else global_step
    of_graph = graph.get_collection(GraphKeys.UPDATE_OPS)
    updates = of_graph if update_ops is None else list(update_ops)
    if not set(of_graph).issubset(updates):
        logging.warning("update_ops in create_train_op does not contain all the update_ops in GraphKeys.UPDATE_OPS")
    if updates:
        with control_dependencies(updates):
            barrier = ops.no_op(name="update_barrier")
        total_loss = ops.with_dependencies([barrier], total_loss)
    trainable = trainable_variables()
    variables = trainable if variables_to_train is None else list(variables_to_train)
    assert all(getattr(variable, "trainable", False) or variable in trainable for variable in variables)
    assert variables
    pairs = optimizer.compute_gradients(
        total_loss,
        variables,
        gate_gradients=gate_gradients,
        aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
    )
    if transform_grads_fn is not None:
        pairs = transform_grads_fn(pairs)
    if summarize_gradients:
        with name_scope("summarize_grads"):
            add_gradients_summaries(pairs)
    applied = optimizer.apply_gradients(pairs, global_step=step)
    with name_scope("train_op"):
        if check_numerics:
            total_loss = ops.check_numerics(total_loss, "LossTensor is inf or nan")
        train_op = ops.with_dependencies([applied], total_loss)
    if not any(train_op is other for other in graph.get_collection_ref(GraphKeys.TRAIN_OP)):
        graph.add_to_collection(GraphKeys.TRAIN_OP, train_op)
    return train_op


@export("contrib.slim.learning.create_train_op")
@documented_by(create_train_op)
def create_slim_train_op(
    total_loss: Tensor,
    optimizer: Any,
    global_step: TensorLike = _OF_THE_GRAPH,
    update_ops: Iterable[Any] | None = None,
    variables_to_train: Sequence[Any] | None = None,
    clip_gradient_norm: float = 0,
    summarize_gradients: bool = False,
    gate_gradients: int = 1,
    aggregation_method: Any = None,
    colocate_gradients_with_ops: bool = False,
    gradient_multipliers: Any = None,
    check_numerics: bool = True,
) -> Tensor:
    """A tensor that computes the gradients, applies them and gives the loss.

    Args:
      clip_gradient_norm: above 0: the greatest norm that a gradient keeps.
      gradient_multipliers: a dict of factors, by variable or its operation's name; None for none.
    """

    def transformed(pairs: list) -> list:
        if gradient_multipliers:
            with name_scope("multiply_grads"):
                pairs = multiply_gradients(pairs, gradient_multipliers)
        if clip_gradient_norm > 0:
            with name_scope("clip_grads"):
                pairs = clip_gradient_norms(pairs, clip_gradient_norm)
        return pairs

    return create_train_op(
        total_loss,
        optimizer,
        global_step,
        update_ops,
        variables_to_train,
        transformed,
        summarize_gradients,
        gate_gradients,
        aggregation_method,
        colocate_gradients_with_ops,
        check_numerics,
    )


@export("contrib.slim.learning.add_gradients_summaries")
def add_slim_gradients_summaries(grads_and_vars: Iterable[tuple[Any, Any]]) -> list[Tensor]:
    """Summaries of each gradient: how its elements are distributed, and its norm, as `variable/gradient` and so on.

    Args:
      grads_and_vars: pairs (gradient or None, variable), as `Optimizer.compute_gradients` gives them.

    Returns:
      a list of serialized Summaries.
    """
    return _gradients_summaries(grads_and_vars, "/")


@export("contrib.training.add_gradients_summaries")
@documented_by(add_slim_gradients_summaries)
def add_gradients_summaries(grads_and_vars: Iterable[tuple[Any, Any]]) -> list[Tensor]:
    """Summaries of each gradient: how its elements are distributed, and its norm, as `variable_gradient` and so on."""
    return _gradients_summaries(grads_and_vars, "_")


def _gradients_summaries(grads_and_vars: Iterable[tuple[Any, Any]], separator: str) -> list[Tensor]:
    found = []
    for gradient, variable in grads_and_vars:
        if gradient is None:
            logging.info("Var %s has no gradient", variable.op.name)
            continue
        values = gradient.values if isinstance(gradient, IndexedSlices) else gradient
        name = f"{variable.op.name}{separator}gradient"
        found += [histogram(name, values), scalar(f"{name}_norm", ops.global_norm([values]))]
    return found


@export("contrib.training.multiply_gradients", "contrib.slim.learning.multiply_gradients")
def multiply_gradients(grads_and_vars: list[tuple[Any, Any]], gradient_multipliers: Any) -> list:
    """The pairs with gradients multiplied by factors.

    Args:
      grads_and_vars: pairs (gradient or None, variable), as `Optimizer.compute_gradients` gives them.
      gradient_multipliers: a dict of factors, by variable or its operation's name.

    Returns:
      a list of pairs.

    Raises:
      ValueError: no list, no factors, or one for a variable without gradient.
    """
    if not isinstance(grads_and_vars, list):
        raise ValueError("`grads_and_vars` must be a list.")
    if not gradient_multipliers:
        raise ValueError("`gradient_multipliers` is empty.")
    if not isinstance(gradient_multipliers, dict):
        raise ValueError("`gradient_multipliers` must be a dict.")
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


@export("contrib.training.clip_gradient_norms", "contrib.slim.learning.clip_gradient_norms")
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


@export("contrib.training.clip_gradient_norms_fn")
def clip_gradient_norms_fn(max_norm: float) -> Callable[[Sequence[tuple[Any, Any]]], list]:
    """`clip_gradient_norms` as a `transform_grads_fn` of `create_train_op`.

    Args:
      max_norm: the greatest Euclidean norm of each gradient.

    Returns:
      a function from pairs (gradient or None, variable) to such pairs.
    """
    return partial(clip_gradient_norms, max_norm=max_norm)
