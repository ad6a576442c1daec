"""Means over all batches, of values and of what predictions and labels differ by.

Source of formulas, names and messages: tf.metrics, TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any

from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.arrays.fill import ones, ones_like, zeros_like
from headrace.graph.ops.arrays.shape_queries import size
from headrace.graph.ops.arrays.where import where
from headrace.graph.ops.math.arithmetic import div, maximum, multiply, squared_difference, subtract
from headrace.graph.ops.math.cast import cast
from headrace.graph.ops.math.compare import equal, less
from headrace.graph.ops.math.elementary import abs as abs_
from headrace.graph.ops.math.elementary import sqrt
from headrace.graph.ops.math.reduce import reduce_mean, reduce_sum
from headrace.graph.ops.math.safe_division import div_no_nan
from headrace.graph.types import dtypes
from headrace.graph.variables.variable import assign_add, scatter_add

from .state import Collections, alike, as_float_weights, flat, listed, metric_scope, metric_variable, ratio

Metric = tuple[Tensor, Tensor]


def mean(
    values: Any,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The weighted mean of all elements. Variables `total` and `count`. See the package."""
    with metric_scope(name, "mean", [values, weights]):
        values = cast(values, dtypes.float32)
        total = metric_variable([], dtypes.float32, name="total")
        count = metric_variable([], dtypes.float32, name="count")
        if weights is None:
            number = cast(size(values), dtypes.float32)
        else:
            values, _, weights = alike(values, None, weights)
            weights = as_float_weights(weights, values)
            values = multiply(values, weights)
            number = reduce_sum(weights)
        added = assign_add(total, reduce_sum(values))
        with get_default_graph().control_dependencies([values]):
            counted = assign_add(count, number)
        value = listed(ratio(total, count, "value"), metrics_collections)
        return value, listed(ratio(added, counted, "update_op"), updates_collections)


def mean_tensor(
    values: Any,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The weighted mean of each element over all batches, in the shape of `values`, which must be known.

    Variables `total_tensor` and `count_tensor`. See the package.
    """
    with metric_scope(name, "mean", [values, weights]):
        values = cast(values, dtypes.float32)
        total = metric_variable(values.shape, dtypes.float32, name="total_tensor")
        count = metric_variable(values.shape, dtypes.float32, name="count_tensor")
        number = ones_like(values)
        if weights is not None:
            values, _, weights = alike(values, None, weights)
            weights = as_float_weights(weights, values)
            values = multiply(values, weights)
            number = multiply(number, weights)
        added = assign_add(total, values)
        with get_default_graph().control_dependencies([values]):
            counted = assign_add(count, number)
        value = listed(ratio(total, count, "value"), metrics_collections)
        return value, listed(ratio(added, counted, "update_op"), updates_collections)


def accuracy(
    labels: Any,
    predictions: Any,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """How often predictions equal labels. Variables `total` and `count`. See the package."""
    predictions, labels, weights = alike(predictions, labels, weights)
    if labels.dtype.base_dtype is not predictions.dtype.base_dtype:
        predictions = cast(predictions, labels.dtype)
    is_correct = cast(equal(predictions, labels), dtypes.float32)
    return mean(is_correct, weights, metrics_collections, updates_collections, name or "accuracy")


def mean_absolute_error(
    labels: Any,
    predictions: Any,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The mean of |predictions - labels|. See the package."""
    predictions, labels, weights = alike(predictions, labels, weights)
    errors = abs_(predictions - labels)
    return mean(errors, weights, metrics_collections, updates_collections, name or "mean_absolute_error")


def mean_squared_error(
    labels: Any,
    predictions: Any,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The mean of (predictions - labels) ** 2. See the package."""
    predictions, labels, weights = alike(predictions, labels, weights)
    errors = squared_difference(labels, predictions)
    return mean(errors, weights, metrics_collections, updates_collections, name or "mean_squared_error")


def root_mean_squared_error(
    labels: Any,
    predictions: Any,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The root of the mean squared error. See the package."""
    predictions, labels, weights = alike(predictions, labels, weights)
    value, update = mean_squared_error(labels, predictions, weights, None, None, name or "root_mean_squared_error")
    return listed(sqrt(value), metrics_collections), listed(sqrt(update), updates_collections)


def mean_relative_error(
    labels: Any,
    predictions: Any,
    normalizer: Any,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The mean of |labels - predictions| / normalizer, elements with a normalizer of 0 counted as 0. See the package."""
    predictions, labels, weights = alike(predictions, labels, weights)
    predictions, normalizer, _ = alike(predictions, normalizer, None)
    errors = where(
        equal(normalizer, 0.0),
        zeros_like(labels),
        div(abs_(labels - predictions), normalizer),
    )
    return mean(errors, weights, metrics_collections, updates_collections, name or "mean_relative_error")


def mean_cosine_distance(
    labels: Any,
    predictions: Any,
    dim: int,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """1 - the mean of the sums of labels * predictions along `dim`, both of unit length there. See the package."""
    predictions, labels, weights = alike(predictions, labels, weights)
    products = reduce_sum(multiply(predictions, labels), [dim], keepdims=True)
    value, update = mean(products, weights, None, None, name or "mean_cosine_distance")
    value, update = subtract(1.0, value), subtract(1.0, update)
    return listed(value, metrics_collections), listed(update, updates_collections)


def percentage_below(
    values: Any,
    threshold: Any,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The share of values below `threshold`. See the package."""
    is_below = cast(less(values, threshold), dtypes.float32)
    return mean(is_below, weights, metrics_collections, updates_collections, name or "percentage_below_threshold")


def mean_per_class_accuracy(
    labels: Any,
    predictions: Any,
    num_classes: int,
    weights: Any = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The mean over classes of how often examples of the class were recognised.

    Args:
      labels: integers in [0, num_classes).

    Returns:
      as all metrics, except that `update_op` has the accuracy of each class, [num_classes].

    See the package.
    """
    with metric_scope(name, "mean_accuracy", [predictions, labels, weights]):
        labels = cast(labels, dtypes.int64)
        labels = flat(labels)
        predictions = flat(predictions)
        predictions.shape.assert_is_compatible_with(labels.shape)
        total = metric_variable([num_classes], dtypes.float32, name="total")
        count = metric_variable([num_classes], dtypes.float32, name="count")
        number = ones([size(labels)], dtypes.float32)
        if labels.dtype.base_dtype is not predictions.dtype.base_dtype:
            predictions = cast(predictions, labels.dtype)
        is_correct = cast(equal(predictions, labels), dtypes.float32)
        if weights is not None:
            weights = cast(flat(weights), dtypes.float32)
            is_correct = multiply(is_correct, weights)
            number = multiply(number, weights)
        added = scatter_add(total, labels, number)
        counted = scatter_add(count, labels, is_correct)
        value = reduce_mean(div_no_nan(count, maximum(total, 0)), name="mean_accuracy")
        update = ratio(counted, added, "update_op")
        return listed(value, metrics_collections), listed(update, updates_collections)
