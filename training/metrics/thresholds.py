"""Counts of right and wrong predictions at several thresholds, and what is computed from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import variable_scope
from headrace.graph.variables.variable import assign_add

from .means import mean
from .state import Collections, add_to_collections, as_float_weights, metric_variable, squeeze_alike

EPSILON = 1e-7
NAMES = {"tp": "true_positives", "fn": "false_negatives", "tn": "true_negatives", "fp": "false_positives"}


def evenly_spread(count: int) -> list[float]:
    """`count` thresholds from just below 0 to just above 1."""
    inner = [(i + 1) * 1.0 / (count - 1) for i in range(count - 2)]
    return [0.0 - EPSILON, *inner, 1.0 + EPSILON]


def counts_at(
    labels: Any,
    predictions: Any,
    thresholds: Sequence[float],
    weights: Any = None,
    includes: Sequence[str] = tuple(NAMES),
) -> tuple[dict[str, Any], dict[str, Any]]:
    """How many predictions above (and not above) each threshold are right and wrong.

    Args:
      labels: what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], of the shape of `labels`.
      includes: which counts, of "tp", "fn", "tn" and "fp".

    Returns:
      two dicts by these names: variables [number of thresholds], and tensors of them after a batch was added.

    Raises:
      InvalidArgumentError: a prediction is not in [0, 1]: at once where predictions are constant, when run otherwise.
    """
    predictions = convert_to_tensor(predictions)
    message = "predictions must be in [0, 1]"
    in_range = [
        ops.assert_greater_equal(predictions, ops.cast(0.0, predictions.dtype), message=message),
        ops.assert_less_equal(predictions, ops.cast(1.0, predictions.dtype), message=message),
    ]
    with get_default_graph().control_dependencies(in_range):
        predictions, labels, weights = squeeze_alike(
            ops.cast(predictions, dtypes.float32), ops.cast(labels, dtypes.bool_), weights
        )
    return counts_of(labels, predictions, thresholds, weights, includes)


def counts_of(
    labels: Any,
    predictions: Any,
    thresholds: Sequence[float],
    weights: Any = None,
    includes: Sequence[str] = tuple(NAMES),
) -> tuple[dict[str, Any], dict[str, Any]]:
    """`counts_at` of predictions that may lie anywhere, and of tensors that `squeeze_alike` gave."""
    number = len(thresholds)
    column = ops.reshape(predictions, [-1, 1])
    row = ops.reshape(ops.cast(labels, dtypes.bool_), [1, -1])
    size = column.static_shape[0] if column.static_shape is not None else None
    tiled = ops.tile(
        ops.expand_dims(constant(list(thresholds)), [1]),
        ops.stack([1, ops.shape(column)[0] if size is None else size]),
    )
    said = {"p": ops.greater(ops.tile(ops.transpose(column), [number, 1]), tiled)}
    if "fn" in includes or "tn" in includes:
        said["n"] = ops.logical_not(said["p"])
    is_so = {True: ops.tile(row, [number, 1])}
    if "fp" in includes or "tn" in includes:
        is_so[False] = ops.logical_not(is_so[True])
    tiled_weights = None
    if weights is not None:
        tiled_weights = ops.tile(ops.reshape(as_float_weights(weights, predictions), [1, -1]), [number, 1])
        tiled.shape.assert_is_compatible_with(tiled_weights.shape)
    variables, updates = {}, {}
    for key in (key for key in NAMES if key in includes):
        variables[key] = metric_variable([number], dtypes.float32, name=NAMES[key])
        is_right = key[0] == "t"
        chosen: Any = ops.cast(ops.logical_and(is_so[is_right == (key[1] == "p")], said[key[1]]), dtypes.float32)
        if tiled_weights is not None:
            chosen *= tiled_weights
        updates[key] = assign_add(variables[key], ops.reduce_sum(chosen, 1))
    return variables, updates


def _number_at(
    name: str | None,
    key: str,
    labels: Any,
    predictions: Any,
    thresholds: Sequence[float],
    weights: Any,
    metrics_collections: Collections,
    updates_collections: Collections,
) -> tuple[Tensor, Tensor]:
    with variable_scope(name, NAMES[key], [predictions, labels, weights]):
        variables, updates = counts_at(labels, predictions, thresholds, weights, [key])
        value = add_to_collections(ops.identity(variables[key].value()), metrics_collections)
        return value, add_to_collections(updates[key], updates_collections)


@export("metrics.true_positives_at_thresholds")
@documented_by(mean)
def true_positives_at_thresholds(
    labels: TensorLike,
    predictions: TensorLike,
    thresholds: Sequence[float],
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The weighted numbers of true positives at each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      thresholds: a list of floats.

    Returns:
      value and update_op, float32 [number of thresholds] each: over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """
    return _number_at(name, "tp", labels, predictions, thresholds, weights, metrics_collections, updates_collections)


@export("metrics.false_positives_at_thresholds")
@documented_by(true_positives_at_thresholds)
def false_positives_at_thresholds(
    labels: TensorLike,
    predictions: TensorLike,
    thresholds: Sequence[float],
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The weighted numbers of false positives at each threshold, over all batches."""
    return _number_at(name, "fp", labels, predictions, thresholds, weights, metrics_collections, updates_collections)


@export("metrics.true_negatives_at_thresholds")
@documented_by(true_positives_at_thresholds)
def true_negatives_at_thresholds(
    labels: TensorLike,
    predictions: TensorLike,
    thresholds: Sequence[float],
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The weighted numbers of true negatives at each threshold, over all batches."""
    return _number_at(name, "tn", labels, predictions, thresholds, weights, metrics_collections, updates_collections)


@export("metrics.false_negatives_at_thresholds")
@documented_by(true_positives_at_thresholds)
def false_negatives_at_thresholds(
    labels: TensorLike,
    predictions: TensorLike,
    thresholds: Sequence[float],
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The weighted numbers of false negatives at each threshold, over all batches."""
    return _number_at(name, "fn", labels, predictions, thresholds, weights, metrics_collections, updates_collections)


def _share_at(
    name: str | None,
    prefix: str,
    other: str,
    labels: Any,
    predictions: Any,
    thresholds: Sequence[float],
    weights: Any,
    metrics_collections: Collections,
    updates_collections: Collections,
) -> tuple[Tensor, Tensor]:
    def share(counts: dict[str, Any], name: str) -> Tensor:
        return ops.div(counts["tp"], EPSILON + counts["tp"] + counts[other], name=f"{prefix}_{name}")

    with variable_scope(name, f"{prefix}_at_thresholds", [predictions, labels, weights]):
        variables, updates = counts_at(labels, predictions, thresholds, weights, ["tp", other])
        value = add_to_collections(share(variables, "value"), metrics_collections)
        return value, add_to_collections(share(updates, "update_op"), updates_collections)


@export("metrics.precision_at_thresholds")
@documented_by(true_positives_at_thresholds)
def precision_at_thresholds(
    labels: TensorLike,
    predictions: TensorLike,
    thresholds: Sequence[float],
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of what was predicted true that is true, at each threshold, over all batches."""
    return _share_at(
        name, "precision", "fp", labels, predictions, thresholds, weights, metrics_collections, updates_collections
    )


@export("metrics.recall_at_thresholds")
@documented_by(true_positives_at_thresholds)
def recall_at_thresholds(
    labels: TensorLike,
    predictions: TensorLike,
    thresholds: Sequence[float],
    weights: TensorLike | None = None,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of what is true that was predicted true, at each threshold, over all batches."""
    return _share_at(name, "recall", "fn", labels, predictions, thresholds, weights, metrics_collections, updates_collections)


@export("metrics.sensitivity_at_specificity")
@documented_by(mean)
def sensitivity_at_specificity(
    labels: TensorLike,
    predictions: TensorLike,
    specificity: float,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of true examples found at the threshold whose specificity is nearest to `specificity`.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      specificity: the share of false examples that are to be found so, in [0, 1].
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far, and after adding one.

    Raises:
      ValueError: `specificity` is not in [0, 1], the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """
    if specificity < 0 or specificity > 1:
        raise ValueError("`specificity` must be in the range [0, 1].")

    def found(counts: dict[str, Any], name: str) -> Tensor:
        specificities = ops.div(counts["tn"], counts["tn"] + counts["fp"] + EPSILON)
        at: Any = ops.argmin(ops.abs(specificities - specificity), 0)
        at = ops.cast(at, dtypes.int32)
        return ops.div(counts["tp"][at], counts["tp"][at] + counts["fn"][at] + EPSILON, name)

    with variable_scope(name, "sensitivity_at_specificity", [predictions, labels, weights]):
        variables, updates = counts_at(labels, predictions, evenly_spread(num_thresholds), weights)
        value = add_to_collections(found(variables, "value"), metrics_collections)
        return value, add_to_collections(found(updates, "update_op"), updates_collections)


@export("metrics.specificity_at_sensitivity")
@documented_by(mean)
def specificity_at_sensitivity(
    labels: TensorLike,
    predictions: TensorLike,
    sensitivity: float,
    weights: TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: Collections = None,
    updates_collections: Collections = None,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The share of false examples found at the threshold whose sensitivity is nearest to `sensitivity`.

    Of several such thresholds the highest counts.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      sensitivity: the share of true examples that are to be found, in [0, 1].
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far, and after adding one.

    Raises:
      ValueError: `sensitivity` is not in [0, 1], the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """
    if sensitivity < 0 or sensitivity > 1:
        raise ValueError("`sensitivity` must be in the range [0, 1].")

    def found(counts: dict[str, Any], name: str) -> Tensor:
        sensitivities: Any = ops.div(counts["tp"], counts["tp"] + counts["fn"] + EPSILON)
        least = ops.reduce_min(ops.abs(sensitivities - sensitivity))
        nearest = ops.cast(ops.equal(ops.abs(sensitivities - sensitivity), least), dtypes.int64)
        at = ops.cast(ops.argmax(ops.cumsum(nearest), 0), dtypes.int32)
        return ops.div(counts["tn"][at], counts["tn"][at] + counts["fp"][at] + EPSILON, name)

    with variable_scope(name, "specificity_at_sensitivity", [predictions, labels, weights]):
        variables, updates = counts_at(labels, predictions, evenly_spread(num_thresholds), weights)
        value = add_to_collections(found(variables, "value"), metrics_collections)
        return value, add_to_collections(found(updates, "update_op"), updates_collections)
