"""Counts of right and wrong yes-or-no predictions, and precision and recall, which come of them."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import variable_scope
from headrace.graph.variables.variable import assign_add

from .means import mean
from .state import Collections, add_to_collections, metric_variable, squeeze_alike


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


def _counted(
    name: str | None,
    default: str,
    of_label: bool,
    of_prediction: bool,
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
        found = ops.logical_and(ops.equal(labels, of_label), ops.equal(predictions, of_prediction))
        return _count(found, weights, metrics_collections, updates_collections)


@export("metrics.true_positives")
@documented_by(mean)
def true_positives(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The weighted number of examples that are true and predicted so, over all batches; a local variable, `count`.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.

    Returns:
      value and update_op, two float32 scalars: the number in the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    return _counted(name, "true_positives", True, True, labels, predictions, weights, metrics_collections, updates_collections)


@export("metrics.false_positives")
@documented_by(true_positives)
def false_positives(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The weighted number of examples that are false and predicted true, over all batches; a local variable, `count`."""
    return _counted(
        name, "false_positives", False, True, labels, predictions, weights, metrics_collections, updates_collections
    )


@export("metrics.true_negatives")
@documented_by(true_positives)
def true_negatives(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The weighted number of examples that are false and predicted so, over all batches; a local variable, `count`."""
    return _counted(
        name, "true_negatives", False, False, labels, predictions, weights, metrics_collections, updates_collections
    )


@export("metrics.false_negatives")
@documented_by(true_positives)
def false_negatives(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The weighted number of examples that are true and predicted false, over all batches; a local variable, `count`."""
    return _counted(
        name, "false_negatives", True, False, labels, predictions, weights, metrics_collections, updates_collections
    )


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
@documented_by(mean)
def precision(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of what was predicted true that is true, over all batches.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far (0 where nothing was predicted true),
      and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    return _share_of_true_positives(
        name, "precision", false_positives, labels, predictions, weights, metrics_collections, updates_collections
    )


@export("metrics.recall")
@documented_by(mean)
def recall(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of what is true that was predicted true, over all batches.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far (0 where nothing is true), and after
      adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    return _share_of_true_positives(
        name, "recall", false_negatives, labels, predictions, weights, metrics_collections, updates_collections
    )
