"""Means over all batches, of values and of what predictions and labels differ by."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.assign import assign_add
from headrace.graph.variables.scatter import scatter_add
from headrace.graph.variables.scope import variable_scope

from .state import Collections, add_to_collections, as_float_weights, flat, metric_variable, ratio, squeeze_alike

Metric = tuple[Tensor, Tensor]


@export("metrics.mean")
def mean(
    values: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The weighted mean of the elements of all batches; its sums are local variables, `total` and `count`.

    Args:
      values: numbers of any shape, computed with as float32.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the mean of the batches so far (0 before the first), and a tensor that
      adds a batch and gives the mean after that.

    Raises:
      ValueError: the weights do not go with the values.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """
    with variable_scope(name, "mean", [values, weights]):
        values = ops.cast(values, dtypes.float32)
        total = metric_variable([], dtypes.float32, name="total")
        count = metric_variable([], dtypes.float32, name="count")
        if weights is None:
            number = ops.cast(ops.size(values), dtypes.float32)
        else:
            values, _, weights = squeeze_alike(values, None, weights)
            weights = as_float_weights(weights, values)
            values = ops.multiply(values, weights)
            number = ops.reduce_sum(weights)
        added = assign_add(total, ops.reduce_sum(values))
        with get_default_graph().control_dependencies([values]):
            counted = assign_add(count, number)
        value = add_to_collections(ratio(total, count, "value"), metrics_collections)
        return value, add_to_collections(ratio(added, counted, "update_op"), updates_collections)


@export("metrics.mean_tensor")
@documented_by(mean)
def mean_tensor(
    values: Any,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The weighted mean of each element over all batches; its sums are local variables, `total_tensor` and `count_tensor`.

    Args:
      values: numbers, in the same known shape in all batches, computed with as float32.

    Returns:
      value and update_op, float32 in the shape of `values`: the means of the batches so far, and after adding one.

    Raises:
      ValueError: the shape is not known, or the weights do not go with the values.
    """
    with variable_scope(name, "mean", [values, weights]):
        values = ops.cast(values, dtypes.float32)
        total = metric_variable(values.shape, dtypes.float32, name="total_tensor")
        count = metric_variable(values.shape, dtypes.float32, name="count_tensor")
        number = ops.ones_like(values)
        if weights is not None:
            values, _, weights = squeeze_alike(values, None, weights)
            weights = as_float_weights(weights, values)
            values = ops.multiply(values, weights)
            number = ops.multiply(number, weights)
        added = assign_add(total, values)
        with get_default_graph().control_dependencies([values]):
            counted = assign_add(count, number)
        value = add_to_collections(ratio(total, count, "value"), metrics_collections)
        return value, add_to_collections(ratio(added, counted, "update_op"), updates_collections)


@export("metrics.accuracy")
@documented_by(mean)
def accuracy(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The share of predictions that equal their labels; its sums are local variables, `total` and `count`.

    >>> value, update = tf.metrics.accuracy(labels=[1, 0, 3, 4], predictions=[1, 2, 3, 4])
    >>> with tf.Session() as sess:
    ...     sess.run(tf.local_variables_initializer())
    ...     print(sess.run(update), sess.run(value))
    0.75 0.75

    Args:
      labels: of any type and shape.
      predictions: in the shape of the labels, and cast to their type; a last dimension of 1 that only one has is dropped.

    Returns:
      value and update_op, two float32 scalars: the accuracy over the batches so far (0 before the first), and a tensor
      that adds a batch and gives the accuracy after that.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    predicted, right, weights = squeeze_alike(predictions, labels, weights)
    if right.dtype.base_dtype is not predicted.dtype.base_dtype:
        predicted = ops.cast(predicted, right.dtype)
    is_correct = ops.cast(ops.equal(predicted, right), dtypes.float32)
    return mean(is_correct, weights, metrics_collections, updates_collections, name or "accuracy")


@export("metrics.mean_absolute_error")
@documented_by(mean)
def mean_absolute_error(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The mean of |predictions - labels| over all batches; its sums are local variables, `total` and `count`.

    Args:
      labels, predictions: numbers of one type and shape; a last dimension of 1 that only one has is dropped.

    Returns:
      value and update_op, two float32 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    predictions, labels, weights = squeeze_alike(predictions, labels, weights)
    errors = ops.abs(predictions - labels)
    return mean(errors, weights, metrics_collections, updates_collections, name or "mean_absolute_error")


@export("metrics.mean_squared_error")
@documented_by(mean)
def mean_squared_error(
    labels: TensorLike | None,
    predictions: TensorLike | None,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The mean of (predictions - labels) ** 2 over all batches; its sums are local variables, `total` and `count`.

    Args:
      labels, predictions: numbers of one type and shape; a last dimension of 1 that only one has is dropped.

    Returns:
      value and update_op, two float32 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    predictions, labels, weights = squeeze_alike(predictions, labels, weights)
    errors = ops.squared_difference(labels, predictions)
    return mean(errors, weights, metrics_collections, updates_collections, name or "mean_squared_error")


@export("metrics.root_mean_squared_error")
@documented_by(mean)
def root_mean_squared_error(
    labels: TensorLike,
    predictions: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The root of the mean of (predictions - labels) ** 2 over all batches.

    Args:
      labels, predictions: numbers of one type and shape; a last dimension of 1 that only one has is dropped.

    Returns:
      value and update_op, two float32 scalars: the root over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    predictions, labels, weights = squeeze_alike(predictions, labels, weights)
    value, update = mean_squared_error(labels, predictions, weights, None, None, name or "root_mean_squared_error")
    return add_to_collections(ops.sqrt(value), metrics_collections), add_to_collections(ops.sqrt(update), updates_collections)


@export("metrics.mean_relative_error")
@documented_by(mean)
def mean_relative_error(
    labels: TensorLike,
    predictions: TensorLike,
    normalizer: Any,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The mean of |labels - predictions| / normalizer over all batches; elements with a normalizer of 0 count as 0.

    Args:
      labels, predictions: numbers of one type and shape; a last dimension of 1 that only one has is dropped.
      normalizer: in the shape and type of the labels.

    Returns:
      value and update_op, two float32 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """
    predictions, labels, weights = squeeze_alike(predictions, labels, weights)
    predictions, normalizer, _ = squeeze_alike(predictions, normalizer, None)
    errors = ops.where(
        ops.equal(normalizer, 0.0),
        ops.zeros_like(labels),
        ops.div(ops.abs(labels - predictions), normalizer),
    )
    return mean(errors, weights, metrics_collections, updates_collections, name or "mean_relative_error")


@export("metrics.mean_cosine_distance")
@documented_by(mean)
def mean_cosine_distance(
    labels: TensorLike,
    predictions: TensorLike,
    dim: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """1 - the mean over all batches of the sums of labels * predictions along `dim`, both of unit length there.

    Args:
      labels, predictions: numbers of one type and shape.
      dim: along which the distance is computed.
      weights: a number, or a tensor of the rank of the labels, whose size along `dim` is 1; None for 1.

    Returns:
      value and update_op, two float32 scalars: the distance over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with them.
    """
    predictions, labels, weights = squeeze_alike(predictions, labels, weights)
    products = ops.reduce_sum(ops.multiply(predictions, labels), [dim], keepdims=True)
    value, update = mean(products, weights, None, None, name or "mean_cosine_distance")
    value, update = ops.subtract(1.0, value), ops.subtract(1.0, update)
    return add_to_collections(value, metrics_collections), add_to_collections(update, updates_collections)


@export("metrics.percentage_below")
@documented_by(mean)
def percentage_below(
    values: TensorLike,
    threshold: TensorLike,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The share of values below `threshold` (between 0 and 1) over all batches.

    Args:
      values: numbers of any shape.
      threshold: a number.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far, and after adding one.

    Raises:
      ValueError: the weights do not go with the values.
    """
    is_below = ops.cast(ops.less(values, threshold), dtypes.float32)
    return mean(is_below, weights, metrics_collections, updates_collections, name or "percentage_below_threshold")


@export("metrics.mean_per_class_accuracy")
@documented_by(mean)
def mean_per_class_accuracy(
    labels: TensorLike,
    predictions: TensorLike,
    num_classes: int,
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> Metric:
    """The mean over classes of the share of examples of the class that were recognised, over all batches.

    Args:
      labels: integers in [0, num_classes), of any shape.
      predictions: in the shape of the labels, and cast to int64.
      num_classes: how many classes there are, an int.
      weights: one for each label; None for 1.

    Returns:
      the mean, a float32 scalar, and update_op: the accuracy of each class after adding a batch, float32 [num_classes].

    Raises:
      ValueError: the shapes differ.
    """
    with variable_scope(name, "mean_accuracy", [predictions, labels, weights]):
        labels = ops.cast(labels, dtypes.int64)
        labels = flat(labels)
        predictions = flat(predictions)
        predictions.shape.assert_is_compatible_with(labels.shape)
        total = metric_variable([num_classes], dtypes.float32, name="total")
        count = metric_variable([num_classes], dtypes.float32, name="count")
        number = ops.ones([ops.size(labels)], dtypes.float32)
        if labels.dtype.base_dtype is not predictions.dtype.base_dtype:
            predictions = ops.cast(predictions, labels.dtype)
        is_correct = ops.cast(ops.equal(predictions, labels), dtypes.float32)
        if weights is not None:
            weights = ops.cast(flat(weights), dtypes.float32)
            is_correct = ops.multiply(is_correct, weights)
            number = ops.multiply(number, weights)
        added = scatter_add(total, labels, number)
        counted = scatter_add(count, labels, is_correct)
        value = ops.reduce_mean(ops.div_no_nan(count, ops.maximum(total, 0)), name="mean_accuracy")
        update = ratio(counted, added, "update_op")
        return add_to_collections(value, metrics_collections), add_to_collections(update, updates_collections)
