"""Labels beside predictions: ranks made equal, and the confusion matrix."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, TensorLike


def _may_be_one(tensor: Tensor) -> bool:
    """Whether the last dimension of a tensor can be 1, as far as is known."""
    return tensor.static_shape is None or (bool(tensor.static_shape) and tensor.static_shape[-1] in (None, 1))


@export("python.ops.confusion_matrix.remove_squeezable_dimensions")
def remove_squeezable_dimensions(
    labels: Any, predictions: Any, expected_rank_diff: int = 0, name: str | None = None
) -> tuple[Tensor, Tensor]:
    """Labels and predictions without a last dimension of 1 that only one of them has.

    Args:
      labels, predictions: tensors; where a rank is not known, what is to be done is found out when run.
      expected_rank_diff: by how much the rank of `predictions` is meant to exceed that of `labels`.

    Returns:
      labels and predictions.
    """
    with name_scope(name, "remove_squeezable_dimensions", [labels, predictions]):
        predictions = convert_to_tensor(predictions)
        labels = convert_to_tensor(labels)
        if predictions.static_shape is not None and labels.static_shape is not None:
            difference = len(predictions.static_shape) - len(labels.static_shape)
            if difference == expected_rank_diff + 1 and _may_be_one(predictions):
                predictions = ops.squeeze(predictions, [-1])
            elif difference == expected_rank_diff - 1 and _may_be_one(labels):
                labels = ops.squeeze(labels, [-1])
            return labels, predictions
        found = ops.subtract(ops.rank(predictions), ops.rank(labels), name="sub")
        if _may_be_one(predictions):
            whole = predictions
            predictions = cond(ops.equal(expected_rank_diff + 1, found), lambda: ops.squeeze(whole, [-1]), lambda: whole)
        if _may_be_one(labels):
            whole_labels = labels
            labels = cond(
                ops.equal(expected_rank_diff - 1, found), lambda: ops.squeeze(whole_labels, [-1]), lambda: whole_labels
            )
        return labels, predictions


def weights_like_labels(weights: Any, labels: Tensor) -> Tensor:
    """`weights` without a last dimension of 1 that the labels do not have."""
    weights = convert_to_tensor(weights)
    given = weights.static_shape
    if given is not None and labels.static_shape is not None:
        return ops.squeeze(weights, [-1]) if len(given) - len(labels.static_shape) == 1 else weights
    difference = ops.subtract(ops.rank(weights), ops.rank(labels), name="sub")
    if given is None or _may_be_one(weights):
        return cond(ops.equal(1, difference), lambda: ops.squeeze(weights, [-1]), lambda: weights)
    return weights


@export(
    "confusion_matrix", "math.confusion_matrix", "contrib.metrics.confusion_matrix", "contrib.slim.metrics.confusion_matrix"
)
def confusion_matrix(
    labels: TensorLike,
    predictions: Any,
    num_classes: Any = None,
    dtype: DTypeLike = dtypes.int32,
    name: str | None = None,
    weights: Any = None,
) -> Tensor:
    """How often each class (row) was predicted as each class (column).

    Args:
      labels, predictions: integers, vectors of one length, of classes from 0 on.
      num_classes: the number of classes; one more than the greatest class by default.
      dtype: of the result.
      weights: what each prediction counts, like `predictions`; 1 by default.

    Returns:
      [num_classes, num_classes].

    Raises:
      ValueError: shapes that do not fit.
      InvalidArgumentError: (when run) a class out of range.
    """
    graph = get_default_graph()
    with name_scope(name, "confusion_matrix", [predictions, labels, num_classes, weights]) as scope:
        labels, predictions = remove_squeezable_dimensions(
            convert_to_tensor(labels, name="labels"), convert_to_tensor(predictions, name="predictions")
        )
        predictions = ops.cast(predictions, dtypes.int64)
        labels = ops.cast(labels, dtypes.int64)
        labels = ops.with_dependencies([ops.assert_non_negative(labels, message="`labels` contains negative values")], labels)
        predictions = ops.with_dependencies(
            [ops.assert_non_negative(predictions, message="`predictions` contains negative values")], predictions
        )
        if num_classes is None:
            num_classes = ops.maximum(ops.reduce_max(predictions), ops.reduce_max(labels)) + 1
        else:
            limit = ops.cast(num_classes, dtypes.int64)
            labels = ops.with_dependencies([ops.assert_less(labels, limit, message="`labels` out of bound")], labels)
            predictions = ops.with_dependencies(
                [ops.assert_less(predictions, limit, message="`predictions` out of bound")], predictions
            )
        if weights is not None:
            weights = convert_to_tensor(weights, name="weights")
            predictions.shape.assert_is_compatible_with(weights.shape)
            weights = ops.cast(weights, dtype)
        sizes = ops.cast(ops.stack([num_classes, num_classes]), dtypes.int64)
        places = ops.stack([labels, predictions], axis=1)
        values = ops.ones_like(predictions, dtype) if weights is None else weights
        with graph.name_scope(scope):
            return ops.scatter_nd(places, values, sizes)
