"""Labels, logits, weights and loss functions of heads, checked and brought into form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.checks.comparisons import assert_equal, assert_less_equal, assert_non_negative
from headrace.graph.ops.checks.ranks import assert_rank_at_least
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor, convert_to_tensor_or_sparse_tensor
from headrace.graph.ops.state.control import Assert
from headrace.graph.types import dtypes

from ...feature_columns.numeric import NumericColumn, numeric_column
from ...feature_columns.transformations import FeatureTransformationCache
from ...losses.weighted import Reduction
from ..calls import arguments_of

NO_LABELS = (
    "You must provide a labels Tensor. Given: None. Suggested troubleshooting steps: Check that your data contain your label "
    "feature. Check that your input_fn properly parses and returns labels."
)
_LOGITS_SHAPE = "logits shape must be [D0, D1, ... DN, logits_dimension]"


def check_reduction(loss_reduction: str) -> None:
    """Raises ValueError for what is none, or leaves the losses as they are."""
    if loss_reduction not in Reduction.all() or loss_reduction == Reduction.NONE:
        raise ValueError(f"Invalid loss_reduction: {loss_reduction}")


def check_loss_fn(loss_fn: Callable[..., Any] | None, more: tuple[str, ...] = ()) -> None:
    """Raises ValueError for a function without labels and logits, or with arguments that nobody gives."""
    if not loss_fn:
        return
    given = arguments_of(loss_fn)
    for required in ("labels", "logits"):
        if required not in given:
            raise ValueError(f"loss_fn must contain argument: {required}. Given arguments: {given}")
    if unknown := list(set(given) - {"labels", "logits", "features", *more}):
        raise ValueError(f"loss_fn has unexpected args: {unknown}")


def checked_thresholds(thresholds: Any, text: str) -> tuple[float, ...]:
    """Thresholds inside of (0, 1). Raises ValueError, with the text that comes before them."""
    found = tuple(thresholds or ())
    for threshold in found:
        if not 0 < threshold < 1:
            raise ValueError(text.format(threshold=threshold, thresholds=(found,)))
    return found


def reshaped_labels(labels: Any, logits: Tensor, dimension: int) -> Tensor:
    """Labels of the shape of the logits but for the last dimension, which is `dimension`; one of 1 may be missing.

    Raises:
      ValueError: there are none, they are sparse, or their last dimension is another.
    """
    if labels is None:
        raise ValueError(NO_LABELS)
    with get_default_graph().name_scope("labels") as scope:
        labels = convert_to_tensor_or_sparse_tensor(labels)
        if isinstance(labels, SparseTensor):
            raise ValueError(
                f"SparseTensor labels are not supported. labels must be a Tensor of shape [D0, D1, ..., DN, {dimension}], "
                f"e.g. [batch_size, {dimension}]. Suggested Fix (1): Check the label feature in your data. Each example must "
                f"contain {dimension} value(s). If not, your choice of label was probably incorrect. Suggested Fix (2): In "
                "your input_fn, use tf.sparse_tensor_to_dense() to turn labels into a Tensor."
            )
        given, wanted = labels.static_shape, logits.static_shape
        if given is not None and wanted is not None and len(given) == len(wanted) - 1:
            labels = ops.expand_dims(labels, -1)
        text = (
            f"labels shape must be [D0, D1, ... DN, {dimension}]. Suggested Fix: check your n_classes argument to the "
            "estimator and/or the shape of your label."
        )
        with _after(assert_rank_at_least(labels, 2, message=text)):
            last = labels.static_shape[-1] if labels.static_shape else None
            if last is not None and last != dimension:
                raise ValueError(
                    f"Mismatched label shape. Expected labels dimension={dimension}.  Received {last}. Suggested Fix:If your "
                    "classifier expects one-hot encoding label,check your n_classes argument to the estimator and/or the "
                    "shape of your label. Otherwise, check the shape of your label."
                )
            expected, found = ops.concat([ops.shape(logits)[:-1], [dimension]], 0), ops.shape(labels)
            data = ["expected_labels_shape: ", expected, "labels_shape: ", found]
            with _after(assert_equal(expected, found, data, message=text)):
                return ops.identity(labels, name=scope)


def _after(check: Any) -> Any:
    return get_default_graph().control_dependencies([check])


def weights_of(features: Mapping[str, Any], column: Any, logits: Tensor, per_logit: bool = False) -> Any:
    """The weights of the examples, float32 of the rank of the logits; 1.0 where there is no column.

    Raises:
      TypeError: the column is neither text nor a NumericColumn.
      ValueError: the weights are no numbers.
    """
    more = ", [D0, D1, ... DN, 1] or [D0, D1, ... DN, logits_dimension]" if per_logit else " or [D0, D1, ... DN, 1]"
    text = f"weights shape must be [D0, D1, ... DN]{more}"
    with get_default_graph().name_scope("weights") as scope:
        if column is None:
            return 1.0
        if isinstance(column, str):
            column = numeric_column(column, shape=(1,))
        if not isinstance(column, NumericColumn):
            raise TypeError(f"Weight column must be either a string or _NumericColumn. Given type: {type(column)}.")
        weights = column.get_dense_tensor(FeatureTransformationCache(dict(features)), None)
        if not (weights.dtype.is_floating or weights.dtype.is_integer):
            raise ValueError(f"Weight column should be castable to float. Given dtype: {weights.dtype}")
        weights = ops.cast(weights, dtypes.float32, name="weights")
        shape, logits_shape = ops.shape(weights, name="weights_shape"), ops.shape(logits, name="logits_shape")
        data = ["logits_shape: ", logits_shape, "weights_shape: ", shape]
        given, wanted = weights.static_shape, logits.static_shape
        if given is not None and wanted is not None and len(given) == len(wanted) - 1:
            with _after(assert_equal(logits_shape[:-1], shape, data, message=text)):
                return ops.expand_dims(weights, -1, name=scope)
        one_each = ops.concat([logits_shape[:-1], [1]], 0)
        if per_logit:
            fits = [ops.reduce_all(ops.equal(logits_shape, shape)), ops.reduce_all(ops.equal(one_each, shape))]
            check = Assert(ops.reduce_any(fits), [text, *data])
        else:
            check = assert_equal(one_each, shape, data, message=text)
        with _after(check):
            return ops.identity(weights, name=scope)


def checked_logits(logits: Any, dimension: int) -> Tensor:
    """float32 logits whose last dimension is `dimension`. Raises ValueError where it is another."""
    with get_default_graph().name_scope("logits") as scope:
        logits = ops.cast(convert_to_tensor(logits), dtypes.float32)
        shape = ops.shape(logits)
        with _after(assert_rank_at_least(logits, 2, [shape], message=_LOGITS_SHAPE)):
            known = logits.static_shape
            if known is not None and known[-1] is not None:
                if known[-1] != dimension:
                    raise ValueError(f"{_LOGITS_SHAPE}, got {logits.shape}.")
                return logits
            with _after(assert_equal(dimension, shape[-1], [shape], message=_LOGITS_SHAPE)):
                return ops.identity(logits, name=scope)


def checked_n_classes(n_classes: Any) -> Any:
    """Raises ValueError for none, or less than three classes."""
    if n_classes is None:
        raise ValueError("n_classes cannot be None")
    if isinstance(n_classes, int) and n_classes <= 2:
        raise ValueError(f"n_classes must be > 2: {n_classes}.")
    return n_classes


def in_range(labels: Tensor, n_classes: int, text: str | None = None) -> Tensor:
    """Labels that fail where they are no classes."""
    with get_default_graph().name_scope("assert_range"):
        most = convert_to_tensor(n_classes - 1, dtype=labels.dtype)
        checks = [
            assert_less_equal(labels, most, message=text or "Labels must <= n_classes - 1"),
            assert_non_negative(labels, message=text or "Labels must >= 0"),
        ]
        with get_default_graph().control_dependencies(checks):
            return ops.identity(labels)


def called_loss(loss_fn: Callable[..., Any], labels: Any, logits: Tensor, features: Any, dimension: int) -> Tensor:
    """What a program's loss function gives: a loss for each example, of the shape of the logits but for the last dimension."""
    more = {"features": features} if "features" in arguments_of(loss_fn) else {}
    with get_default_graph().name_scope("call_loss_fn"):
        loss = loss_fn(labels=labels, logits=logits, **more)
        logits_shape = ops.shape(logits, name="logits_shape")
        expected = ops.concat([logits_shape[:-1], [dimension]], 0, name="expected_loss_shape")
        shape = ops.shape(loss, name="loss_shape")
        text = f"loss_fn must return Tensor of shape [D0, D1, ... DN, {dimension}]. "
        data = [text, "logits_shape: ", logits_shape, "loss_shape: ", shape]
        with _after(Assert(ops.reduce_all(ops.equal(shape, expected)), data, name="check_loss_shape")):
            return ops.identity(loss)
