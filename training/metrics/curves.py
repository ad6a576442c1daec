"""auc: the area under a curve of thresholds, and mean_iou."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import variable_scope
from headrace.graph.variables.variable import assign_add

from .confusion import confusion_matrix
from .means import mean
from .state import Collections, add_to_collections, flat, metric_variable
from .thresholds import EPSILON, counts_at, evenly_spread

_SMALL = 1.0e-6
_HEIGHTS = {
    "trapezoidal": lambda left, right: (left + right) / 2.0,
    "careful_interpolation": lambda left, right: (left + right) / 2.0,
    "minoring": ops.minimum,
    "majoring": ops.maximum,
}


@export("metrics.auc")
@documented_by(mean)
def auc(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    curve: str = "ROC",
    name: str | None = None,
    summation_method: str = "trapezoidal",
    thresholds: Sequence[float] | None = None,
) -> tuple[Tensor, Tensor]:
    """The area under the curve of true against false positives (ROC), or of precision against recall (PR), over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels.
      num_thresholds: the number of points of the curve.
      curve: "ROC" or "PR".
      summation_method: "trapezoidal", "careful_interpolation" (right for PR), "minoring" or "majoring".
      thresholds: in [0, 1], instead of `num_thresholds` evenly spread ones; those at both ends are added.

    Returns:
      value and update_op, two float32 scalars: the area over the batches so far, and after adding one.

    Raises:
      ValueError: there is no such curve or method, thresholds are not in [0, 1], or the shapes do not go together.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """
    with variable_scope(name, "auc", [labels, predictions, weights]):
        if curve not in ("ROC", "PR"):
            raise ValueError(f"curve must be either ROC or PR, {curve} unknown")
        if thresholds is not None:
            given = sorted(thresholds)
            if given and (given[0] < 0 or given[-1] > 1):
                raise ValueError(f"thresholds must be in [0, 1]. Received: {thresholds}")
            points = [0.0 - EPSILON, *given, 1.0 + EPSILON]
        else:
            points = evenly_spread(num_thresholds)
        if curve == "PR" and summation_method == "trapezoidal":
            warnings.warn(
                'Trapezoidal rule is known to produce incorrect PR-AUCs; please switch to "careful_interpolation" instead.',
                stacklevel=3,
            )
        variables, updates = counts_at(labels, predictions, points, weights)
        value = add_to_collections(_area(variables, len(points), curve, summation_method, "value"), metrics_collections)
        update = _area(updates, len(points), curve, summation_method, "update_op")
        return value, add_to_collections(update, updates_collections)


def _area(counts: dict[str, Any], number: int, curve: str, method: str, name: str) -> Tensor:
    if curve == "PR" and method == "careful_interpolation":
        return _interpolated(counts, number)
    tp, fn, tn, fp = (counts[key] for key in ("tp", "fn", "tn", "fp"))
    recall = ops.div(tp + _SMALL, tp + fn + _SMALL)
    x: Any
    y: Any
    if curve == "ROC":
        x, y = ops.div(fp, fp + tn + _SMALL), recall
    else:
        x, y = recall, ops.div(tp + _SMALL, tp + fp + _SMALL)
    if method not in _HEIGHTS:
        raise ValueError(f"Invalid summation_method: {method}")
    widths = x[: number - 1] - x[1:]
    return ops.reduce_sum(ops.multiply(widths, _HEIGHTS[method](y[: number - 1], y[1:])), name=name)


def _interpolated(counts: dict[str, Any], number: int) -> Tensor:
    """The area under precision and recall where true positives grow linearly between two thresholds.

    Source: Davis, Goadrich: The Relationship Between Precision-Recall and ROC Curves, 2006.
    """
    tp, fp, fn = (counts[key] for key in ("tp", "fp", "fn"))
    more_true = tp[: number - 1] - tp[1:]
    positives = tp + fp
    more = positives[: number - 1] - positives[1:]
    gradient: Any = ops.div_no_nan(more_true, ops.maximum(more, 0), name="prec_gradient")
    intercept: Any = tp[1:] - ops.multiply(gradient, positives[1:])
    growth = ops.where(
        ops.logical_and(positives[: number - 1] > 0, positives[1:] > 0),
        ops.div_no_nan(positives[: number - 1], ops.maximum(positives[1:], 0), name="recall_relative_ratio"),
        ops.ones_like(positives[1:]),
    )
    areas = ops.div_no_nan(
        gradient * (more_true + intercept * ops.log(growth)), ops.maximum(tp[1:] + fn[1:], 0), name="pr_auc_increment"
    )
    return ops.reduce_sum(areas, name="interpolate_pr_auc")


@export("metrics.mean_iou")
@documented_by(mean)
def mean_iou(
    labels: Any,
    predictions: Any,
    num_classes: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The mean over classes of intersection over union: true positives / (true + false positives + false negatives).

    Args:
      labels, predictions: tensors of integers in [0, num_classes), one shape.
      num_classes: how many classes there are, an int.
      weights: one for each label; None for 1.

    Returns:
      the mean over the batches so far, a float32 scalar, and update_op: the confusion matrix after adding a batch, float64
      [num_classes, num_classes]. It is a local variable, `total_confusion_matrix`.

    Raises:
      ValueError: the shapes differ.
      InvalidArgumentError: (when run) a class out of range.
    """
    with variable_scope(name, "mean_iou", [predictions, labels, weights]):
        predictions.get_shape().assert_is_compatible_with(labels.get_shape())
        total = metric_variable([num_classes, num_classes], dtypes.float64, name="total_confusion_matrix")
        predictions = ops.cast(predictions, dtypes.int64)
        labels = ops.cast(labels, dtypes.int64)
        number = ops.cast(num_classes, dtypes.int64)
        weights = None if weights is None else flat(weights)
        now = confusion_matrix(flat(labels), flat(predictions), number, dtypes.float64, weights=weights)
        update = assign_add(total, now)
        return add_to_collections(_mean_iou(total), metrics_collections), add_to_collections(update, updates_collections)


def _mean_iou(matrix: Any) -> Tensor:
    predicted: Any = ops.cast(ops.reduce_sum(matrix, 0), dtypes.float32)
    labelled: Any = ops.cast(ops.reduce_sum(matrix, 1), dtypes.float32)
    both: Any = ops.cast(ops.diag_part(matrix), dtypes.float32)
    union = predicted + labelled - both
    classes = ops.reduce_sum(ops.cast(ops.not_equal(union, 0), dtypes.float32))
    union = ops.where(ops.greater(union, 0), union, ops.ones_like(union))
    shares: Any = ops.reduce_sum(ops.div(both, union), name="mean_iou")
    return ops.where(ops.greater(classes, 0), shares / classes, 0)
