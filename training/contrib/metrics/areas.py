"""Areas under curves: of all predictions, sorted; with limits of confidence; of histograms; and the points of a curve."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any, NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable, variable_scope
from headrace.graph.variables.variable import assign_add

from ...metrics.confusion import remove_squeezable_dimensions
from ...metrics.means import mean
from ...metrics.state import Collections, add_to_collections, squeeze_alike
from ...metrics.thresholds import EPSILON, counts_of, evenly_spread
from .growing import streaming_concat

_SMALL = 1e-6


class _AucData(NamedTuple):
    auc: Tensor
    lower: Tensor
    upper: Tensor


_AucData.__name__ = _AucData.__qualname__ = "AucData"


def _zeros_and_ones(labels: Any) -> Sequence[Operation]:
    return [
        ops.assert_greater_equal(
            labels, ops.zeros_like(labels, dtypes.int64), message="labels must be 0 or 1, at least one is <0"
        ),
        ops.assert_less_equal(labels, ops.ones_like(labels, dtypes.int64), message="labels must be 0 or 1, at least one is >1"),
    ]


def _flat_as(value: Any, dtype: Any) -> Tensor:
    return ops.reshape(ops.cast(value, dtype), [-1])


@export("contrib.metrics.streaming_dynamic_auc", "contrib.slim.metrics.streaming_dynamic_auc")
@documented_by(mean)
def streaming_dynamic_auc(
    labels: Any,
    predictions: Any,
    curve: str = "ROC",
    metrics_collections: Collections = (),
    updates_collections: Collections = (),
    name: str | None = None,
    weights: TensorLike | None = None,
) -> tuple[Tensor, Operation]:
    """The area under a curve with a point for each prediction of all batches, which are all kept.

    Args:
      labels: 0 and 1, of any shape.
      predictions: numbers in the shape of the labels, which may lie anywhere.
      curve: "ROC" or "PR".
      weights: in the shape of the labels; None for 1.

    Returns:
      the area, a float64 scalar (0 where labels are all alike), and an operation that adds a batch.

    Raises:
      ValueError: there is no such curve, or the shapes differ.
      InvalidArgumentError: (when run) a label that is neither 0 nor 1.
    """
    if curve not in ["PR", "ROC"]:
        raise ValueError(f"curve must be either ROC or PR, {curve} unknown")
    with variable_scope(name, default_name="dynamic_auc"):
        labels, predictions = convert_to_tensor(labels), convert_to_tensor(predictions)
        labels.shape.assert_is_compatible_with(predictions.shape)
        predictions, labels = _flat_as(predictions, dtypes.float64), _flat_as(labels, dtypes.int64)
        with get_default_graph().control_dependencies(_zeros_and_ones(labels)):
            all_predictions, add_predictions = streaming_concat(predictions, name="concat_preds")
            all_labels, add_labels = streaming_concat(labels, name="concat_labels")
            updates, all_weights = [add_labels, add_predictions], None
            if weights is not None:
                all_weights, add_weights = streaming_concat(_flat_as(weights, dtypes.float64), name="concat_weights")
                updates.append(add_weights)
            update = ops.group(*updates)
            area = _area(all_labels, all_predictions, curve, all_weights)
            add_to_collections(update, updates_collections)
            return add_to_collections(area, metrics_collections), update


def _area(labels: Any, predictions: Any, curve: str, weights: Any) -> Tensor:
    kind = dtypes.float64
    size = ops.size(predictions)
    if weights is None:
        weights = ops.ones_like(labels, dtype=kind)
    labels, predictions, weights = squeeze_alike(labels, predictions, weights)
    total = ops.reduce_sum(weights)
    positive: Any = ops.reduce_sum(ops.where(ops.greater(labels, 0), weights, ops.zeros_like(labels, dtype=kind)))

    def sorted_area() -> Tensor:
        ordered, places = ops.top_k(predictions, k=size)
        is_true, weight = ops.gather(labels, places), ops.gather(weights, places)
        counts = ops.unique_with_counts(ordered)[2]
        splits: Any = ops.cast(ops.pad(ops.cumsum(counts), [[1, 0]]), dtypes.int32)

        def at_splits(amounts: Any) -> Any:
            return ops.gather(ops.pad(ops.cumsum(amounts), [[1, 0]]), splits)

        nothing = ops.zeros_like(is_true, dtype=kind)
        true = at_splits(ops.where(ops.greater(is_true, 0), weight, nothing))
        x: Any
        y: Any
        if curve == "ROC":
            false = at_splits(ops.where(ops.less(is_true, 1), weight, nothing))
            x, y = ops.truediv(false, total - positive), ops.truediv(true, positive)
        else:
            x = ops.truediv(true, positive)
            share = ops.truediv(true, at_splits(weight))
            y = ops.where(ops.greater(splits, 0), share, ops.ones_like(true, dtype=kind))
        heights = ops.add(y[1:], y[:-1]) / 2.0
        return ops.reduce_sum(ops.multiply(heights, ops.abs(ops.subtract(x[1:], x[:-1]))))

    is_plain = ops.logical_or(ops.equal(positive, 0), ops.equal(positive, total))
    return cond(is_plain, lambda: constant(0, kind), sorted_area)


@export("contrib.metrics.auc_with_confidence_intervals", "contrib.slim.metrics.auc_with_confidence_intervals")
@documented_by(streaming_dynamic_auc)
def auc_with_confidence_intervals(
    labels: Any,
    predictions: Any,
    weights: TensorLike | None = None,
    alpha: float = 0.95,
    logit_transformation: bool = True,
    metrics_collections: Collections = (),
    updates_collections: Collections = (),
    name: str | None = None,
) -> tuple[Any, Any]:
    """The area under the curve of ROC with limits of confidence, of all predictions, which are all kept.

    Source: the variances of placement values, DeLong et al. 1988.

    Args:
      predictions: in [0, 1], in the shape of the labels.
      alpha: how confident the limits are, in (0, 1).
      logit_transformation: whether the limits are computed of the logit of the area and so lie in [0, 1].

    Returns:
      a named tuple `AucData` of `auc`, `lower` and `upper`, float32 scalars (0 where labels are all alike), and an update.

    Raises:
      ValueError: `alpha` is not between 0 and 1, or the shapes differ.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must be between 0 and 1; currently {alpha:.02f}")
    if weights is None:
        weights = ops.ones_like(predictions)
    with variable_scope(name, "auc_with_confidence_intervals", [labels, predictions, weights]):
        predictions, labels, weights = squeeze_alike(predictions, labels, weights)
        total = ops.reduce_sum(weights)
        weights = ops.reshape(weights, [-1])
        predictions, labels = _flat_as(predictions, dtypes.float64), _flat_as(labels, dtypes.int64)
        with get_default_graph().control_dependencies(_zeros_and_ones(labels)):
            all_predictions, add_predictions = streaming_concat(predictions, name="concat_preds")
            all_labels, add_labels = streaming_concat(labels, name="concat_labels")
            all_weights, add_weights = streaming_concat(weights, name="concat_weights")
            added = ops.group(add_labels, add_predictions, add_weights)
            of_both = ops.logical_and(ops.equal(ops.reduce_min(labels), 0), ops.equal(ops.reduce_max(labels), 1))
            is_enough = ops.greater_equal(total, 1.0)
            is_valid = ops.logical_and(of_both, is_enough)
            update = cond(is_enough, lambda: added, ops.no_op)
            found = _placements(all_labels, all_predictions, all_weights, alpha, logit_transformation, is_valid)
            add_to_collections(update, updates_collections)
            if metrics_collections:
                get_default_graph().add_to_collections(metrics_collections, found)
            return found, update


def _placements(
    labels: Any, predictions: Any, weights: Any, alpha: float, logit_transformation: bool, is_valid: Tensor
) -> _AucData:
    """The area as the mean of placement values: of how many of the other kind lie below (or above) each prediction."""
    kind = weights.dtype
    size = ops.size(predictions)

    def weighted(of: Any, weight: Any) -> Any:
        return ops.cast(of, kind) * weight

    total_0: Any = ops.reduce_sum(weighted(1 - labels, weights))
    total_1: Any = ops.reduce_sum(weighted(labels, weights))
    _, places = ops.top_k(predictions, k=size)
    places = ops.reverse(places, [0])
    label: Any = ops.gather(labels, places)
    weight: Any = ops.gather(weights, places)
    _, segments = ops.unique(ops.gather(predictions, places))
    is_true: Any = ops.cast(label, dtypes.float32)
    is_false = 1.0 - is_true

    def placement(amounts: Any) -> Any:
        totals: Any = ops.segment_sum(amounts, segments)
        below: Any = ops.cumsum(totals, exclusive=True)
        return ops.gather((below + totals / 2.0) / (ops.reduce_sum(totals) + EPSILON), segments)

    values = placement(weight * is_false) * is_true + placement(weight * is_true) * is_false
    values_0, weights_0 = weighted(1 - label, values), weighted(1 - label, weight)
    values_1, weights_1 = weighted(label, values), weighted(label, weight)
    auc_0: Any = ops.reduce_sum(weights_0 * (1.0 - values_0)) / (total_0 + EPSILON)
    auc_1: Any = ops.reduce_sum(weights_1 * values_1) / (total_1 + EPSILON)
    auc: Any = ops.where(ops.less(total_0, total_1), auc_1, auc_0)
    var_0: Any = ops.reduce_sum(weights_0 * ops.square(1.0 - values_0 - auc_0)) / (total_0 - 1.0 + EPSILON)
    var_1: Any = ops.reduce_sum(weights_1 * ops.squared_difference(values_1, auc_1)) / (total_1 - 1.0 + EPSILON)
    deviation: Any = ops.sqrt(var_0 / (total_0 + EPSILON) + var_1 / (total_1 + EPSILON))
    z = statistics.NormalDist().inv_cdf((1.0 - alpha) / 2.0)
    lower: Any
    upper: Any
    if logit_transformation:
        logit: Any = ops.log(auc / (1.0 - auc + EPSILON))
        deviation = deviation / (auc * (1.0 - auc + EPSILON))
        lower, upper = (1.0 / (1.0 + ops.exp(-(logit + k * z * deviation)) + EPSILON) for k in (1, -1))
    else:
        lower, upper = auc + z * deviation, auc - z * deviation
    is_extreme = ops.logical_or(ops.equal(auc, ops.ones_like(auc)), ops.equal(auc, ops.zeros_like(auc)))
    found = [auc, ops.where(is_extreme, auc, lower), ops.where(is_extreme, auc, upper)]
    nothing = constant(0.0)
    return _AucData(*cond(is_valid, lambda: found, lambda: [nothing] * 3))


@export("contrib.metrics.auc_using_histogram", "contrib.slim.metrics.auc_using_histogram")
def auc_using_histogram(
    boolean_labels: Any,
    scores: Any,
    score_range: Any,
    nbins: int = 100,
    collections: Sequence[str] | None = None,
    check_shape: bool = True,
    name: str | None = None,
) -> tuple[Tensor, Operation]:
    """The area under the curve of ROC by histograms of the scores of either label, over all batches.

    Args:
      boolean_labels: bool [batch].
      scores: numbers [batch].
      score_range: the lowest and the highest score, [2] in the type of the scores; what lies beyond counts in the last bins.
      nbins: the number of bins, an int.
      collections: those that the histograms' variables go into, [LOCAL_VARIABLES] by default.
      check_shape: whether labels and scores are checked to be vectors when run.

    Returns:
      the area, a float32 scalar, and an operation that adds a batch.

    Raises:
      ValueError: labels of another type.
      InvalidArgumentError: (when run) labels or scores that are no vectors.
    """
    if collections is None:
        collections = [GraphKeys.LOCAL_VARIABLES]
    with variable_scope(name, "auc_using_histogram", [boolean_labels, scores, score_range]):
        boolean_labels, scores = remove_squeezable_dimensions(boolean_labels, scores)
        score_range = convert_to_tensor(score_range, name="score_range")
        if boolean_labels.dtype.base_dtype is not dtypes.bool_:
            raise ValueError("Argument boolean_labels should have dtype bool.  Found: %s", boolean_labels.dtype)
        checks = [
            ops.Assert(
                ops.equal(1, ops.rank(tensor)),
                [f"Argument {called} should have rank 1.  Found: ", tensor.name, ops.shape(tensor)],
            )
            for called, tensor in (("boolean_labels", boolean_labels), ("scores", scores))
            if check_shape
        ]
        with get_default_graph().control_dependencies(checks):
            boolean_labels, scores = ops.identity(boolean_labels), ops.identity(scores)
        with variable_scope(None, "make_auc_histograms", [boolean_labels, scores, nbins]):
            true = _histogram(ops.boolean_mask(scores, boolean_labels), score_range, nbins, "hist_true")
            false = _histogram(ops.boolean_mask(scores, ops.logical_not(boolean_labels)), score_range, nbins, "hist_false")
        with variable_scope(None, "hist_accumulate", [true, false]):
            start: dict[str, Any] = {"dtype": dtypes.int64, "initializer": Zeros(), "trainable": False}
            all_true = get_variable("hist_true_acc", shape=[nbins], collections=list(collections), **start)
            all_false = get_variable("hist_false_acc", shape=[nbins], collections=list(collections), **start)
            update = ops.group(assign_add(all_true, true), assign_add(all_false, false), name="update_op")
        return _area_of_histograms(all_true, all_false), update


def _histogram(values: Any, value_range: Any, nbins: int, name: str) -> Tensor:
    """How many values lie in each of `nbins` bins of one width, int64 [nbins]."""
    with name_scope(name):
        scaled: Any = (values - value_range[0]) / (value_range[1] - value_range[0])
        bins = ops.clip_by_value(ops.cast(ops.floor(ops.cast(nbins, values.dtype) * scaled), dtypes.int32), 0, nbins - 1)
        return ops.unsorted_segment_sum(ops.ones_like(bins, dtype=dtypes.int64), bins, nbins)


def _area_of_histograms(true: Any, false: Any) -> Tensor:
    """The area of trapezoids, from the highest bin on."""

    def shares(counts: Any) -> Any:
        return ops.cast(ops.reverse(ops.truediv(counts, ops.reduce_sum(counts)), [0]), dtypes.float32)

    widths, heights = shares(false), ops.cumsum(shares(true))
    first = widths[0] * heights[0] / 2.0
    others = widths[1:] * (heights[1:] + heights[:-1]) / 2.0
    return ops.add(first, ops.reduce_sum(others), name="auc")


@export("contrib.metrics.streaming_curve_points", "contrib.slim.metrics.streaming_curve_points")
@documented_by(mean)
def streaming_curve_points(
    labels: Any = None,
    predictions: Any = None,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    curve: str = "ROC",
    name: str | None = None,
) -> tuple[Tensor, Operation]:
    """The points of a curve, one for each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in the shape of the labels.
      num_thresholds: the number of points.
      curve: "ROC" (false against true positive rate) or "PR" (recall against precision).

    Returns:
      the points of the batches so far, float32 [num_thresholds, 2], and an operation that adds a batch.

    Raises:
      ValueError: there is no such curve, the shapes differ, or the weights do not go with the labels.
    """
    with variable_scope(name, "curve_points", [labels, predictions, weights]):
        if curve not in ("ROC", "PR"):
            raise ValueError(f"curve must be either ROC or PR, {curve} unknown")
        predictions, labels, weights = squeeze_alike(predictions, labels, weights)
        variables, updates = counts_of(labels, predictions, evenly_spread(num_thresholds), weights)

        def points(counts: dict[str, Any]) -> Tensor:
            tp, fn, tn, fp = (counts[key] for key in ("tp", "fn", "tn", "fp"))
            recall = ops.div(tp + _SMALL, tp + fn + _SMALL)
            if curve == "ROC":
                return ops.stack([ops.div(fp, fp + tn + _SMALL), recall], axis=1)
            return ops.stack([recall, ops.div(tp + _SMALL, tp + fp + _SMALL)], axis=1)

        value = add_to_collections(points(variables), metrics_collections)
        return value, add_to_collections(ops.group(*updates.values()), updates_collections)
