"""Counts of right and wrong yes-or-no predictions, and precision and recall, which come of them."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import variable_scope
from headrace.graph.variables.variable import assign_add

from .state import Collections, Metric, add_to_collections, metric_variable, squeeze_alike


def _count(values: Tensor, weights: Any, metrics_collections: Collections, updates_collections: Collections) -> tuple:
    """The weighted number of true elements. Variable `count`."""
    with get_default_graph().name_scope("assert_type"):
        ops.no_op(name="statically_determined_correct_type")
    count = metric_variable([], dtypes.float32, name="count")
    values = ops.cast(values, dtypes.float32)
    if weights is not None:
        weights = ops.cast(weights, dtypes.float32)
        given, wanted = weights.static_shape, values.static_shape
        if given is not None and wanted is not None and len(given) not in (0, len(wanted)):
            raise ValueError(
                f"Tensor {weights.name} must have rank in (0, {len(wanted)}).  Received rank {len(given)}, "
                f"shape {weights.shape}"
            )
        values = ops.multiply(values, weights)
    value = add_to_collections(ops.identity(count.value()), metrics_collections)
    return value, add_to_collections(assign_add(count, ops.reduce_sum(values)), updates_collections)


def _counted(name: str, of_label: bool, of_prediction: bool, doc: str) -> Metric:
    def metric(
        labels: Any,
        predictions: Any,
        weights: Any = None,
        metrics_collections: Collections = None,
        updates_collections: Collections = None,
        name: str | None = None,
    ) -> tuple[Tensor, Tensor]:
        with variable_scope(name, metric.__name__, [predictions, labels, weights]):
            predictions, labels, weights = squeeze_alike(
                ops.cast(predictions, dtypes.bool_), ops.cast(labels, dtypes.bool_), weights
            )
            found = ops.logical_and(ops.equal(labels, of_label), ops.equal(predictions, of_prediction))
            return _count(found, weights, metrics_collections, updates_collections)

    metric.__name__ = metric.__qualname__ = name
    metric.__doc__ = f"""The weighted number of {doc}. Variable `count`. See the package.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.
    """
    return metric


true_positives = _counted("true_positives", True, True, "examples that are true and predicted so")
false_positives = _counted("false_positives", False, True, "examples that are false and predicted true")
true_negatives = _counted("true_negatives", False, False, "examples that are false and predicted so")
false_negatives = _counted("false_negatives", True, False, "examples that are true and predicted false")
export_value(false_negatives, "metrics.false_negatives")
export_value(false_positives, "metrics.false_positives")
export_value(true_negatives, "metrics.true_negatives")
export_value(true_positives, "metrics.true_positives")


def _share(part: Tensor, rest: Tensor, name: str) -> Tensor:
    """part / (part + rest), 0 where there are none."""
    return ops.where(ops.greater(part + rest, 0), ops.div(part, part + rest), 0, name)


def _share_of_true_positives(
    name: str | None,
    default: str,
    other: Any,
    labels: Any,
    predictions: Any,
    weights: Any,
    metrics_collections: Collections,
    updates_collections: Collections,
) -> tuple[Tensor, Tensor]:
    with variable_scope(name, default, [predictions, labels, weights]):
        predictions, labels, weights = squeeze_alike(
            ops.cast(predictions, dtypes.bool_), ops.cast(labels, dtypes.bool_), weights
        )
        right, right_update = true_positives(labels, predictions, weights)
        wrong, wrong_update = other(labels, predictions, weights)
        value = add_to_collections(_share(right, wrong, "value"), metrics_collections)
        return value, add_to_collections(_share(right_update, wrong_update, "update_op"), updates_collections)


@export("metrics.precision")
def precision(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of what was predicted true that is true. See the package."""
    return _share_of_true_positives(
        name, "precision", false_positives, labels, predictions, weights, metrics_collections, updates_collections
    )


@export("metrics.recall")
def recall(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of what is true that was predicted so. See the package."""
    return _share_of_true_positives(
        name, "recall", false_negatives, labels, predictions, weights, metrics_collections, updates_collections
    )
