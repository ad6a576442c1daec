"""Weights beside values: which shapes go together, and weights spread to the shape of the values.

Weights are a scalar, or have the rank of the values and in each dimension the size of the values or 1.
"""

from __future__ import annotations

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.set_operations import set_difference
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.static_shapes import StaticShape, is_full

_REFUSED = "weights can not be broadcast to values."


@export("python.ops.weights_broadcast_ops.assert_broadcastable")
def assert_broadcastable(weights: TensorLike, values: TensorLike) -> Operation:
    """An operation that fails unless weights go with values; what is known now is checked now.

    Args:
      weights: a scalar, or of the rank of the values, with their sizes or 1 in each dimension.
      values: of any shape.

    Returns:
      an Operation.

    Raises:
      ValueError: the static shapes do not go together.
      InvalidArgumentError: (when run) the shapes do not.
    """
    with name_scope(None, "assert_broadcastable", [weights, values]) as scope:
        with name_scope(None, "weights", [weights]) as inner:
            weights = convert_to_tensor(weights, name=inner)
            weights_shape, weights_rank = ops.shape(weights, name="shape"), ops.rank(weights, name="rank")
        with name_scope(None, "values", [values]) as inner:
            values = convert_to_tensor(values, name=inner)
            values_shape, values_rank = ops.shape(values, name="shape"), ops.rank(values, name="rank")
        known = _checked_statically(weights, values)
        if known is not None:
            return ops.no_op(name=known)
        is_scalar = ops.equal(0, weights_rank, name="is_scalar")
        fits = cond(
            is_scalar,
            lambda: is_scalar,
            lambda: _is_alike(weights_rank, weights_shape, values_rank, values_shape),
            name="is_valid_shape",
        )
        shown = [
            _REFUSED,
            "weights.shape=",
            weights.name,
            weights_shape,
            "values.shape=",
            values.name,
            values_shape,
            "is_scalar=",
            is_scalar,
        ]
        return ops.Assert(fits, shown, name=scope)


def _is_alike(weights_rank: Tensor, weights_shape: Tensor, values_rank: Tensor, values_shape: Tensor) -> Tensor:
    with get_default_graph().name_scope("has_valid_nonscalar_shape") as scope:
        is_same_rank = ops.equal(values_rank, weights_rank, name="is_same_rank")
        return cond(is_same_rank, lambda: _same_or_one(weights_shape, values_shape), lambda: is_same_rank, name=scope)


def _same_or_one(weights_shape: Tensor, values_shape: Tensor) -> Tensor:
    with get_default_graph().name_scope("has_invalid_dims") as scope:
        column = ops.expand_dims(values_shape, -1)
        allowed = ops.concat([column, ops.ones_like(column)], 1)
        invalid = set_difference(ops.expand_dims(weights_shape, -1), allowed)
        return ops.equal(0, ops.size(invalid.values, name="num_invalid_dims"), name=scope)


def _checked_statically(weights: Tensor, values: Tensor) -> str | None:
    """The name of the check that the static shapes pass; None where they do not say enough."""
    given, wanted = weights.static_shape, values.static_shape
    if given is None or wanted is None:
        return None
    if not given:
        return "static_scalar_check_success"
    if len(given) != len(wanted):
        raise ValueError(
            f"{_REFUSED} values.rank={len(wanted)}. weights.rank={len(given)}. values.shape={values.shape}. "
            f"weights.shape={weights.shape}."
        )
    if not is_full(given) or not is_full(wanted):
        return None
    for position, (own, other) in enumerate(zip(given, wanted, strict=True)):
        if own not in (1, other):
            raise ValueError(
                f"{_REFUSED} Mismatch at dim {position}. values.shape={_sizes(wanted)} weights.shape={_sizes(given)}."
            )
    return "static_dims_check_success"


def _sizes(shape: StaticShape) -> str:
    """A shape as this message of TensorFlow spells it: `[2 3]`."""
    return f"[{' '.join(map(str, shape or ()))}]"


@export("python.ops.weights_broadcast_ops.broadcast_weights")
@documented_by(assert_broadcastable)
def broadcast_weights(weights: TensorLike, values: TensorLike) -> Tensor:
    """Weights spread to the shape of the values.

    Returns:
      a tensor in the shape of `values`.
    """
    with name_scope(None, "broadcast_weights", [weights, values]) as scope:
        values = convert_to_tensor(values, name="values")
        weights = convert_to_tensor(weights, values.dtype.base_dtype, name="weights")
        if is_full(weights.static_shape) and weights.static_shape == values.static_shape:
            return weights
        with get_default_graph().control_dependencies([assert_broadcastable(weights, values)]):
            return ops.multiply(weights, ops.ones_like(values), name=scope)
