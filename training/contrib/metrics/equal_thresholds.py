"""Precision and recall at evenly spread thresholds, by a histogram of the predictions."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scatter import scatter_add
from headrace.graph.variables.scope import variable_scope

from ...metrics.state import metric_variable, squeeze_alike
from ...metrics.thresholds import EPSILON


class _PrecisionRecallData(NamedTuple):
    tp: Tensor
    fp: Tensor
    tn: Tensor
    fn: Tensor
    precision: Tensor
    recall: Tensor
    thresholds: Tensor


_PrecisionRecallData.__name__ = _PrecisionRecallData.__qualname__ = "PrecisionRecallData"


@export("contrib.metrics.precision_recall_at_equal_thresholds", "contrib.slim.metrics.precision_recall_at_equal_thresholds")
def precision_recall_at_equal_thresholds(
    labels: Any,
    predictions: Any,
    weights: TensorLike | None = None,
    num_thresholds: int | None = None,
    use_locking: bool | None = None,
    name: str | None = None,
) -> tuple[Any, Operation]:
    """Counts, precision and recall at evenly spread thresholds, over all batches, in time that does not depend on these.

    Args:
      labels: bool, of any shape.
      predictions: floating, in [0, 1], in the shape of the labels; at a threshold or above they count as true.
      weights: a number, or in the shape of the labels; None for 1.
      num_thresholds: how many thresholds there are over [0, 1], 201 by default.
      use_locking: accepted; updates are never mixed.

    Returns:
      a named tuple `PrecisionRecallData` of `tp`, `fp`, `tn`, `fn`, `precision`, `recall` and `thresholds`, vectors in
      the type of the predictions, and an operation that adds a batch.

    Raises:
      TypeError: labels that are not bool.
      ValueError: the shapes differ.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """
    number = 201 if num_thresholds is None else num_thresholds
    weights = 1.0 if weights is None else weights
    labels, predictions = convert_to_tensor(labels), convert_to_tensor(predictions)
    if labels.dtype.base_dtype is not dtypes.bool_:
        raise TypeError(f"  {labels.name} must be of type {dtypes.bool_}")
    with variable_scope(name, "precision_recall_at_equal_thresholds", [labels, predictions, weights]):
        message = "predictions must be in [0, 1]"
        in_range = [
            ops.assert_greater_equal(predictions, ops.cast(0.0, predictions.dtype), message=message),
            ops.assert_less_equal(predictions, ops.cast(1.0, predictions.dtype), message=message),
        ]
        with get_default_graph().control_dependencies(in_range):
            predictions, labels, weights = squeeze_alike(predictions, labels, weights)
        kind = dtypes.float64
        is_true: Any = ops.cast(labels, kind)
        weights = ops.cast(weights, kind)
        predictions = ops.reshape(predictions, [-1])
        true, false = ops.reshape(is_true * weights, [-1]), ops.reshape((1.0 - is_true) * weights, [-1])
        bucket = ops.cast(ops.floor(ops.multiply(predictions, number - 1)), dtypes.int32)
        with name_scope("variables"):
            tp_buckets = metric_variable([number], kind, name="tp_buckets")
            fp_buckets = metric_variable([number], kind, name="fp_buckets")
        with name_scope("update_op"):
            updates = [scatter_add(tp_buckets, bucket, true), scatter_add(fp_buckets, bucket, false)]
        tp: Any = ops.cumsum(tp_buckets, reverse=True, name="tp")
        fp: Any = ops.cumsum(fp_buckets, reverse=True, name="fp")
        tn, fn = fp[0] - fp, tp[0] - tp
        least = convert_to_tensor(EPSILON, kind)
        precision, recall = tp / ops.maximum(least, tp + fp), tp / ops.maximum(least, tp + fn)
        found = (tp, fp, tn, fn, precision, recall, ops.lin_space(0.0, 1.0, number))
        result = _PrecisionRecallData(*(ops.cast(one, predictions.dtype) for one in found))
        return result, ops.group(*updates)
