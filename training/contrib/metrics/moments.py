"""Covariance and correlation, how often something was seen, and how far two judges agree."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.assign import assign_add
from headrace.graph.variables.scope import variable_scope

from ...metrics.confusion import confusion_matrix
from ...metrics.means import mean
from ...metrics.state import Collections, add_to_collections, as_float_weights, metric_variable, squeeze_alike
from ...weights_broadcast import broadcast_weights


@export("contrib.metrics.streaming_covariance", "contrib.slim.metrics.streaming_covariance")
@documented_by(mean)
def streaming_covariance(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The unbiased covariance of predictions and labels over all batches.

    Its state are local variables, `count`, `mean_prediction`, `mean_label` and `comoment`. Source: Chan, Golub, LeVeque:
    Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979.

    Args:
      predictions, labels: float32, of one shape.
      weights: a frequency for each label, or one for all; None for 1.

    Returns:
      value and update_op, two float32 scalars: over the batches so far (NaN below 2 elements), and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    with variable_scope(name, "covariance", [predictions, labels, weights]):
        p: Any
        right: Any
        p, right, weights = squeeze_alike(predictions, labels, weights)
        count: Any = metric_variable([], dtypes.float32, name="count")
        mean_p: Any = metric_variable([], dtypes.float32, name="mean_prediction")
        mean_l: Any = metric_variable([], dtypes.float32, name="mean_label")
        comoment: Any = metric_variable([], dtypes.float32, name="comoment")
        if weights is None:
            number: Any = ops.cast(ops.size(right), dtypes.float32)
        else:
            weights = broadcast_weights(weights, right)
            number = ops.reduce_sum(weights)
        counted: Any = assign_add(count, number)

        def moved(values: Any, average: Any) -> tuple[Any, Any]:
            """The mean of the batch, and the mean of those before it."""
            weighted = values if weights is None else ops.multiply(values, weights)
            of_batch: Any = ops.div_no_nan(ops.reduce_sum(weighted), number)
            step = ops.div_no_nan((of_batch - average) * number, counted)
            return of_batch, assign_add(average, step) - step

        batch_p, before_p = moved(p, mean_p)
        batch_l, before_l = moved(right, mean_l)
        residuals = (p - batch_p) * (right - batch_l)
        of_batch: Any = ops.reduce_sum(residuals if weights is None else residuals * weights)
        between = (before_p - batch_p) * (before_l - batch_l) * ((counted - number) * number / counted)
        added = assign_add(comoment, of_batch + between)

        def covariance(name: str) -> Tensor:
            return ops.where(ops.less_equal(count, 1.0), float("nan"), ops.truediv(comoment, count - 1), name=name)

        value = covariance("covariance")
        with get_default_graph().control_dependencies([added]):
            update = covariance("update_op")
    return add_to_collections(value, metrics_collections), add_to_collections(update, updates_collections)


@export("contrib.metrics.streaming_pearson_correlation", "contrib.slim.metrics.streaming_pearson_correlation")
@documented_by(streaming_covariance)
def streaming_pearson_correlation(
    predictions: TensorLike,
    labels: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """Pearson's coefficient of correlation of predictions and labels over all batches.

    Its state are three covariances: `covariance`, `variance_predictions` and `variance_labels`.
    """
    with variable_scope(name, "pearson_r", [predictions, labels, weights]):
        predictions, labels, weights = squeeze_alike(predictions, labels, weights)
        if weights is not None:
            weights = broadcast_weights(weights, labels)
        both = streaming_covariance(predictions, labels, weights, name="covariance")
        of_predictions = streaming_covariance(predictions, predictions, weights, name="variance_predictions")
        of_labels = streaming_covariance(labels, labels, weights, name="variance_labels")

        def coefficient(k: int, name: str) -> Tensor:
            return ops.truediv(both[k], ops.multiply(ops.sqrt(of_predictions[k]), ops.sqrt(of_labels[k])), name=name)

        value, update = coefficient(0, "pearson_r"), coefficient(1, "update_op")
    return add_to_collections(value, metrics_collections), add_to_collections(update, updates_collections)


@export("contrib.metrics.count", "contrib.slim.metrics.count")
@documented_by(mean)
def count(
    values: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """How many elements all batches had, or the sum of their weights; a local variable, `count`.

    Args:
      values: of any type and shape; numbers where there are weights.

    Returns:
      value and update_op, two float32 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: the weights do not go with the values.
    """
    with variable_scope(name, "count", [values, weights]):
        total = metric_variable([], dtypes.float32, name="count")
        if weights is None:
            values = convert_to_tensor(values)
            number = ops.cast(ops.size(values), dtypes.float32)
        else:
            values, _, weights = squeeze_alike(ops.cast(values, dtypes.float32), None, weights)
            number = ops.reduce_sum(as_float_weights(weights, values))
        with get_default_graph().control_dependencies([values]):
            update = assign_add(total, number)
        value = add_to_collections(ops.identity(total.value()), metrics_collections)
        return value, add_to_collections(update, updates_collections)


@export("contrib.metrics.cohen_kappa", "contrib.slim.metrics.cohen_kappa")
@documented_by(mean)
def cohen_kappa(
    labels: Any,
    predictions_idx: Any,
    num_classes: int,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """Cohen's kappa: how far predictions agree with labels beyond chance, over all batches.

    Its state are local variables, `po`, `pe_row` and `pe_col`.

    Args:
      labels: integers in [0, num_classes), [batch] or [batch, 1].
      predictions_idx: the same.
      num_classes: how many classes there are, at least 2.
      weights: one for each label; None for 1.

    Returns:
      value and update_op, two float64 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: less than 2 classes, or labels of another rank.
    """
    if num_classes < 2:
        raise ValueError(f"`num_classes` must be >= 2.Found: {num_classes}")
    with variable_scope(name, "cohen_kappa", [labels, predictions_idx, weights]):
        labels = convert_to_tensor(labels)
        labels.shape.with_rank_at_most(2)
        if labels.shape.ndims == 2:
            labels = ops.squeeze(labels, [-1])
        predictions_idx, labels, weights = squeeze_alike(predictions_idx, labels, weights)
        kind = dtypes.int64 if weights is None or weights.dtype.is_integer else dtypes.float32
        agreed = metric_variable([num_classes], kind, name="po")
        rows = metric_variable([num_classes], kind, name="pe_row")
        columns = metric_variable([num_classes], kind, name="pe_col")
        table = confusion_matrix(labels, predictions_idx, num_classes, kind, name="counts_in_table", weights=weights)
        added = (
            assign_add(agreed, ops.diag_part(table)),
            assign_add(rows, ops.reduce_sum(table, 0)),
            assign_add(columns, ops.reduce_sum(table, 1)),
        )

        def kappa(agreed: Any, rows: Any, columns: Any, name: str) -> Tensor:
            number = ops.cast(ops.reduce_sum(rows), dtypes.float64)
            by_chance = ops.reduce_sum(ops.div_no_nan(ops.cast(rows * columns, dtypes.float64), number))
            beyond: Any = ops.cast(ops.reduce_sum(agreed), dtypes.float64) - by_chance
            return ops.div_no_nan(beyond, ops.maximum(number - by_chance, 0), name=name)

        value = add_to_collections(kappa(agreed, rows, columns, "value"), metrics_collections)
        return value, add_to_collections(kappa(*added, "update_op"), updates_collections)
