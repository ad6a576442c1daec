"""State of metrics, and what else they share: local variables, collections, labels and weights squeezed alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.variables.variable import Variable

from ..weights_broadcast import broadcast_weights
from .confusion import remove_squeezable_dimensions

Collections = str | Sequence[str] | None


def metric_variable(shape: Any, dtype: Any, validate_shape: bool = True, name: str | None = None) -> Variable:
    """A variable that begins with zeros, in LOCAL_VARIABLES and METRIC_VARIABLES."""
    return Variable(
        lambda: ops.zeros(shape, dtype),
        trainable=False,
        collections=[GraphKeys.LOCAL_VARIABLES, GraphKeys.METRIC_VARIABLES],
        validate_shape=validate_shape,
        name=name,
    )


def add_to_collections(tensor: Any, collections: Collections) -> Any:
    """The tensor, once it is added to each of the collections."""
    if collections:
        get_default_graph().add_to_collections(collections, tensor)
    return tensor


def ratio(total: Any, count: Any, name: str) -> Tensor:
    """total / count, 0 where nothing was counted."""
    return ops.div_no_nan(total, ops.maximum(count, 0), name=name)


def squeeze_alike(predictions: Any, labels: Any, weights: Any) -> tuple[Tensor, Any, Any]:
    """Predictions, labels (or None) and weights (or None) as tensors; a last dimension of 1 too many is dropped.

    Raises:
      ValueError: predictions and labels have different shapes.
    """
    predictions = convert_to_tensor(predictions)
    if labels is not None:
        labels, predictions = remove_squeezable_dimensions(labels, predictions)
        predictions.shape.assert_is_compatible_with(labels.shape)
    return predictions, labels, None if weights is None else _ranked_alike(convert_to_tensor(weights), predictions)


def _ranked_alike(weights: Tensor, predictions: Tensor) -> Tensor:
    given, wanted = weights.static_shape, predictions.static_shape
    if given == ():
        return weights
    if given is not None and wanted is not None:
        if len(given) - len(wanted) == 1:
            return ops.squeeze(weights, [-1])
        return ops.expand_dims(weights, [-1]) if len(wanted) - len(given) == 1 else weights
    weights_rank = ops.rank(weights)
    difference = weights_rank - ops.rank(predictions)

    may_lose_one = given is None or given[-1] in (1, None)

    def adjusted() -> Any:
        return cond(
            ops.equal(1, difference),
            lambda: ops.squeeze(weights, [-1]) if may_lose_one else weights,
            lambda: cond(ops.equal(-1, difference), lambda: ops.expand_dims(weights, [-1]), lambda: weights),
        )

    return cond(ops.equal(weights_rank, 0), lambda: weights, adjusted)


def as_float_weights(weights: Any, values: Tensor) -> Tensor:
    """`weights` as float32 in the shape of `values`."""
    return broadcast_weights(ops.cast(weights, dtypes.float32), values)


def flat(tensor: Any) -> Tensor:
    """The elements in one axis, where there is known to be more than one."""
    tensor = convert_to_tensor(tensor)
    return ops.reshape(tensor, [-1]) if tensor.static_shape is not None and len(tensor.static_shape) > 1 else tensor
