"""Recall and precision of the k highest predictions: one is right where it is among the labels."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.set_operations import set_difference, set_intersection, set_size
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.variable import assign_add

from ..weights_broadcast import assert_broadcastable, broadcast_weights
from .means import mean
from .state import Collections, add_to_collections, metric_variable


def at_k_name(name: str, k: int | None = None, class_id: int | None = None) -> str:
    """The default scope of a metric at k."""
    name = f"{name}_at_{k}" if k is not None else f"{name}_at_k"
    return f"{name}_class{class_id}" if class_id is not None else name


def _with_label_axis(labels: Any, predictions: Tensor) -> Any:
    """Labels as a tensor or SparseTensor with a last dimension for the labels of an example."""
    labels = ops.convert_to_tensor_or_sparse_tensor(labels)
    if isinstance(labels, SparseTensor):
        return labels
    given, wanted = labels.static_shape, predictions.static_shape
    if given is not None and wanted is not None:
        if len(given) == len(wanted) - 1:
            return ops.expand_dims(labels, -1, name="expand_labels")
        if len(given) != len(wanted):
            raise ValueError(f"Unexpected labels shape {labels.shape} for predictions_idx shape {predictions.shape}")
    return labels


def _only(ids: Any, class_id: int | None) -> Any:
    """`ids` with nothing but `class_id` in each set."""
    if class_id is None:
        return ids
    if isinstance(ids, SparseTensor):
        is_class = ops.equal(ids.values, np.int64(class_id))
        return SparseTensor(ops.boolean_mask(ids.indices, is_class), ops.boolean_mask(ids.values, is_class), ids.dense_shape)
    outer = ops.shape(ids)[:-1]
    chosen = ops.fill(ops.concat([outer, [1]], 0), np.int64(class_id))
    return set_intersection(chosen, ids)


def _sets_at_k(
    kind: str, labels: Any, predictions: Tensor, k: int | None, class_id: int | None, weights: Any
) -> tuple[Any, Tensor]:
    """The weighted number of `kind` over all batches: the variable, and its value after a batch was added."""
    with name_scope(None, at_k_name(kind, k, class_id)) as scope:
        with name_scope(None, f"{kind}s"):
            labels, predictions = _only(labels, class_id), _only(predictions, class_id)
            if kind == "true_positive":
                found = set_intersection(predictions, labels)
            else:
                found = set_difference(predictions, labels, aminusb=kind == "false_positive")
            counts = ops.cast(set_size(found), dtypes.float64)
            if weights is not None:
                with get_default_graph().control_dependencies([assert_broadcastable(weights, counts)]):
                    counts = ops.multiply(counts, ops.cast(weights, dtypes.float64))
        total = ops.cast(ops.reduce_sum(counts), dtypes.float64)
        variable = metric_variable([], dtypes.float64, name=scope)
        return variable, assign_add(variable, total, name="update")


def _share_at_top_k(
    name: str | None,
    function: str,
    other: str,
    labels: Any,
    predictions_idx: Any,
    k: int | None,
    class_id: int | None,
    weights: Any,
    metrics_collections: Collections,
    updates_collections: Collections,
) -> tuple[Tensor, Tensor]:
    with name_scope(name, at_k_name(function, k, class_id), [predictions_idx, weights]) as scope:
        predictions = ops.cast(predictions_idx, dtypes.int64)
        labels = _with_label_axis(labels, predictions)
        right, right_update = _sets_at_k("true_positive", labels, predictions, k, class_id, weights)
        wrong, wrong_update = _sets_at_k(other, labels, predictions, k, class_id, weights)
        value = add_to_collections(ops.div(right, ops.add(right, wrong), name=scope), metrics_collections)
        update = ops.div(right_update, ops.add(right_update, wrong_update), name="update")
        return value, add_to_collections(update, updates_collections)


@export("metrics.recall_at_top_k")
@documented_by(mean)
def recall_at_top_k(
    labels: TensorLike,
    predictions_idx: Any,
    k: int | None = None,
    class_id: int | None = None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of labels that are among the predicted classes, over all batches.

    Args:
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      predictions_idx: int64 [..., k], the classes predicted.
      k: for the default name only.
      class_id: count this class only; None for all.
      weights: a number or [...]; None for 1.

    Returns:
      value and update_op, two float64 scalars: the share over the batches so far (NaN before the first), and after adding
      one.

    Raises:
      ValueError: labels of another rank, or weights that do not go with them.
    """
    return _share_at_top_k(
        name,
        "recall",
        "false_negative",
        labels,
        predictions_idx,
        k,
        class_id,
        weights,
        metrics_collections,
        updates_collections,
    )


@export("metrics.precision_at_top_k")
@documented_by(recall_at_top_k)
def precision_at_top_k(
    labels: TensorLike,
    predictions_idx: Any,
    k: int | None = None,
    class_id: int | None = None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of predicted classes that are among the labels, over all batches."""
    return _share_at_top_k(
        name,
        "precision",
        "false_positive",
        labels,
        predictions_idx,
        k,
        class_id,
        weights,
        metrics_collections,
        updates_collections,
    )


@export("metrics.recall_at_k")
@documented_by(recall_at_top_k)
def recall_at_k(
    labels: TensorLike,
    predictions: TensorLike,
    k: int,
    class_id: int | None = None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of labels that are among the classes with the k highest predictions, over all batches.

    Args:
      predictions: floating [..., classes].
      k: how many of the highest predictions count, an int.
    """
    with name_scope(name, at_k_name("recall", k, class_id), [predictions, weights]) as scope:
        _, places = ops.top_k(convert_to_tensor(predictions), k)
        return recall_at_top_k(labels, places, k, class_id, weights, metrics_collections, updates_collections, scope)


@export("metrics.precision_at_k", "metrics.sparse_precision_at_k")
@documented_by(recall_at_k)
def precision_at_k(
    labels: TensorLike,
    predictions: TensorLike,
    k: int,
    class_id: int | None = None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of the classes with the k highest predictions that are labels, over all batches."""
    with name_scope(name, at_k_name("precision", k, class_id), [predictions, weights]) as scope:
        _, places = ops.top_k(convert_to_tensor(predictions), k)
        return precision_at_top_k(labels, places, k, class_id, weights, metrics_collections, updates_collections, scope)


@export("metrics.average_precision_at_k", "metrics.sparse_average_precision_at_k")
@documented_by(recall_at_k)
def average_precision_at_k(
    labels: TensorLike,
    predictions: TensorLike,
    k: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The mean over examples of the precision at each of the k highest predictions that is a label.

    The sum for an example is divided by the number of its labels, at most k: NaN where it has none. Variables `max_1` and
    `total`.

    Returns:
      value and update_op, two float64 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: `k` is less than 1, labels are of another rank, or the weights do not go with them.
    """
    if k < 1:
        raise ValueError(f"Invalid k={k}.")
    with name_scope(name, at_k_name("average_precision", k), [predictions, weights]) as scope:
        predictions = convert_to_tensor(predictions)
        _, places = ops.top_k(predictions, k)
        labels = _in_range(labels, ops.cast(ops.shape(predictions)[-1], dtypes.int64))
        return average_precision_at_top_k(labels, places, weights, metrics_collections, updates_collections, scope)


def average_precision_at_top_k(
    labels: Any,
    places: Any,
    weights: Any,
    metrics_collections: Collections,
    updates_collections: Collections,
    name: str | None,
) -> tuple[Tensor, Tensor]:
    """`average_precision_at_k` of the classes with the highest predictions, the best first."""
    with name_scope(name, "average_precision_at_top_k", [places, weights]) as scope:
        precisions = _average_precisions(labels, places)
        if weights is not None:
            weights = broadcast_weights(ops.cast(weights, dtypes.float64), precisions)
            precisions = ops.multiply(precisions, weights)
        with name_scope(None, "max", [precisions]) as of_most:
            most = metric_variable([], dtypes.float64, name=of_most)
            number = (
                ops.cast(ops.size(precisions, name="batch_max"), dtypes.float64)
                if weights is None
                else ops.reduce_sum(weights, name="batch_max")
            )
            most_update = assign_add(most, number, name="update")
        with name_scope(None, "total", [precisions]) as of_total:
            total = metric_variable([], dtypes.float64, name=of_total)
            total_update = assign_add(total, ops.reduce_sum(precisions, name="batch_total"), name="update")
        value = add_to_collections(ops.div_no_nan(total, ops.maximum(most, 0), name="mean"), metrics_collections)
        update = ops.div_no_nan(total_update, ops.maximum(most_update, 0), name=scope)
        return value, add_to_collections(update, updates_collections)


def _in_range(labels: Any, classes: Tensor) -> Any:
    """`labels`, with -1 (which is none) for what is no class."""
    labels = ops.convert_to_tensor_or_sparse_tensor(labels)
    is_sparse = isinstance(labels, SparseTensor)
    values: Any = labels.values if is_sparse else labels

    def cleaned() -> Tensor:
        return ops.where(ops.greater_equal(values, classes), -1 * ops.ones_like(values), values)

    kept = cond(ops.greater_equal(ops.reduce_max(values), classes), cleaned, lambda: values)
    return SparseTensor(labels.indices, kept, labels.dense_shape) if is_sparse else kept


def _average_precisions(labels: Any, places: Tensor) -> Tensor:
    """The average precision of each example, float64 [...], of its predicted classes in the order of their rank."""
    with name_scope(None, "average_precision", [places]) as scope:
        places = ops.cast(places, dtypes.int64)
        labels = _with_label_axis(labels, places)
        k = ops.shape(places)[-1]
        is_label = _is_among(labels, places)
        right: Any = ops.cumsum(is_label, axis=-1, name="tp_per_k")
        retrieved = ops.cumsum(ops.ones_like(is_label), axis=-1, name="retrieved_per_k")
        total = ops.reduce_sum(
            ops.multiply(ops.div(right, retrieved, name="precision_per_k"), is_label), [-1], name="precision_sum"
        )
        if isinstance(labels, SparseTensor):
            number = ops.minimum(set_size(labels), k, name="num_relevant")
        else:
            is_there = ops.greater_equal(labels, np.int64(0))
            number = ops.minimum(ops.reduce_sum(ops.cast(is_there, dtypes.int32), [-1]), k, name="num_relevant")
        return ops.div(total, ops.cast(number, dtypes.float64), name=scope)


def _is_among(labels: Any, places: Tensor) -> Tensor:
    """1.0 for each predicted class that is among the labels of its example, else 0.0; float64 in the shape of `places`."""
    one_by_one = ops.expand_dims(places, -1, name="predictions_idx_per_k")
    if isinstance(labels, SparseTensor):
        labels = ops.sparse_tensor_to_dense(labels, default_value=np.int64(-1))
    beside = ops.expand_dims(labels, -2)
    return ops.cast(ops.reduce_any(ops.equal(one_by_one, beside), [-1]), dtypes.float64)
