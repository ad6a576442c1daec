"""Losses of logits: softmax cross entropy.

Both losses are one op each that yields the loss and its gradient in one pass (output 1, `backprop`), as in
TensorFlow; the gradient rule multiplies that by what comes from above.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed, tell

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.rules.batch import leading
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes, errors
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, broadcast, compatible, is_full, merge, merge_dim, with_rank
from .softmax import check_axis

_FLOATS = dtypes.FLOATS


def _shifted(features: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logits less their greatest, the exponentials of that, and the sums of those, along the last axis."""
    shifted = np.subtract(features, np.maximum.reduce(features, axis=-1, keepdims=True), order="C")
    exponentials = np.exp(shifted)
    return shifted, exponentials, np.add.reduce(exponentials, axis=-1, keepdims=True)


SOFTMAX_XENT = Op(
    "SoftmaxCrossEntropyWithLogits",
    "features: T, labels: T -> loss: T, backprop: T",
    traits=PURE,
    T=_FLOATS,
    batch=leading(0, 1),
)


@SOFTMAX_XENT.shape
def _softmax_xent_shape(op):
    features, labels = (tensor.static_shape for tensor in op.inputs)
    if (features is None or len(features) == 2) and compatible(with_rank(features, 2), labels):
        alike = with_rank(merge(with_rank(features, 2), labels), 2)
        return [alike[:1], alike]
    shape = broadcast(features, labels)
    if shape is None:
        raise ValueError("Shape must be broadcasted with rank 2, but is rank is unknown.")
    if len(shape) != 2:
        raise ValueError(f"Shape must be broadcasted with rank 2, but is rank {len(shape)}")
    return [shape[:1], shape]


@SOFTMAX_XENT.kernel
def _softmax_xent(features, labels):
    if features.shape != labels.shape:
        features, labels = _broadcast_logits(features, labels)
    if not features.size:
        return np.zeros(features.shape[:-1], features.dtype), np.zeros_like(features)
    shifted, backprop, sums = _shifted(features)
    losses = np.log(sums)
    np.subtract(losses, shifted, out=shifted)
    shifted *= labels
    backprop /= sums
    backprop -= labels
    return shifted.sum(axis=-1), backprop


def _broadcast_logits(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    try:
        features, labels = np.broadcast_arrays(features, labels)
    except ValueError:
        raise errors.invalid(
            f"logits and labels must be broadcastable: logits_size={bracket(features.shape)} "
            f"labels_size={bracket(labels.shape)}",
        ) from None
    return features, labels


@SOFTMAX_XENT.gradient
def _softmax_xent_gradient(op, d_loss, d_backprop=None):
    logits = op.inputs[0]
    d_logits = ops.expand_dims(d_loss, -1) * op.outputs[1]
    minus_logarithm = -ops.log_softmax(logits)
    d_labels = ops.expand_dims(d_loss, -1) * minus_logarithm
    if _is_zero(d_backprop):
        return [d_logits, d_labels]
    return [ops.add(d_logits, _through_backprop(logits, d_backprop)), ops.subtract(d_labels, d_backprop)]


def _through_backprop(logits: Tensor, d_backprop: Tensor) -> Tensor:
    """The gradient of the logits through output 1, softmax(logits) less constants: for second derivatives."""
    probabilities = ops.softmax(logits)
    inner = ops.reduce_sum(ops.multiply(d_backprop, probabilities), -1, keepdims=True)
    return ops.multiply(ops.subtract(d_backprop, inner), probabilities)


def _is_zero(gradient: Tensor | None) -> bool:
    """Whether nothing depends on an output: its gradient is None or a tensor of zeros."""
    return gradient is None or gradient.op.type == "ZerosLike"


SPARSE_XENT = Op(
    "SparseSoftmaxCrossEntropyWithLogits",
    "features: T, labels: Tlabels -> loss: T, backprop: T",
    "Tlabels: {int32, int64} = int64",
    traits=PURE,
    T=_FLOATS,
    batch=leading(0, 1),
)


@SPARSE_XENT.shape
def _sparse_xent_shape(op):
    features = with_rank(op.inputs[0].static_shape, 2)
    (labels,) = with_rank(op.inputs[1].static_shape, 1)
    batch = merge_dim(features[0], labels)
    return [(batch,), (batch, features[1])]


@SPARSE_XENT.kernel
def _sparse_xent(features, labels):
    if features.shape[:-1] != labels.shape or features.ndim < 2:
        _refuse_shapes(features, labels)
    classes = features.shape[-1]
    if not classes:
        raise errors.invalid(f"Must have at least one class, but got logits shape {bracket(features.shape)}")
    if labels.size and labels.view(f"u{labels.itemsize}").max() >= classes:  # a negative one is a great unsigned one
        flat = labels.reshape(-1)
        bad = flat[(flat < 0) | (flat >= classes)][0]
        raise errors.invalid(
            f"Received a label value of {bad} which is outside the valid range of [0, {classes}).  "
            f"Label values: {' '.join(map(str, flat.tolist()))}",
        )
    if not features.size:
        return np.zeros(labels.shape, features.dtype), np.zeros_like(features)
    shifted, backprop, sums = _shifted(features)
    backprop /= sums
    at = np.arange(0, features.size, classes) + labels.reshape(-1)
    losses = np.log(sums).reshape(-1)
    losses -= shifted.reshape(-1)[at]
    backprop.reshape(-1)[at] -= features.dtype.type(1)
    return losses.reshape(labels.shape), backprop


def _refuse_shapes(features: np.ndarray, labels: np.ndarray) -> None:
    if features.ndim != 2:
        message = f"logits must be 2-D, but got shape {bracket(features.shape)}"
    elif labels.ndim != 1:
        message = f"labels must be 1-D, but got shape {bracket(labels.shape)}"
    else:
        message = (
            f"logits and labels must have the same first dimension, got logits shape {bracket(features.shape)} and "
            f"labels shape {bracket(labels.shape)}"
        )
    raise errors.invalid(message)


@SPARSE_XENT.gradient
def _sparse_xent_gradient(op, d_loss, d_backprop=None):
    # TensorFlow 1 has an op of this name there, which has no gradient.
    d_logits = ops.expand_dims(d_loss, -1) * ops.identity(op.outputs[1], name="PreventGradient")
    return [d_logits if _is_zero(d_backprop) else ops.add(d_logits, _through_backprop(op.inputs[0], d_backprop)), None]


@export("nn.softmax_cross_entropy_with_logits_v2")
def softmax_cross_entropy_with_logits_v2(
    labels: TensorLike, logits: TensorLike, axis: int | None = None, name: str | None = None, dim: int | None = None
) -> Tensor:
    """Cross entropy between the distributions `labels` and softmax(logits); gradients go to both.

    Args:
      labels, logits: one shape; `logits` float16, float32 or float64, to which labels are cast; each row of `labels` sums to 1.
      axis, dim: of the classes, the last by default; `dim` is its old name.

    Returns:
      the losses, in the shape of `logits` without `axis` and its dtype.

    Raises:
      TypeError: `logits` are not floating.
      ValueError: both names of the axis, or static shapes that do not fit.
      InvalidArgumentError: (when run) the shapes do not fit.
    """
    axis = renamed("axis", axis, "dim", dim, "1.5")
    return _dense_xent(labels, logits, -1 if axis is None else axis, name, "softmax_cross_entropy_with_logits")


@export("nn.softmax_cross_entropy_with_logits")
def softmax_cross_entropy_with_logits(
    _sentinel: Any = None,
    labels: TensorLike | None = None,
    logits: TensorLike | None = None,
    dim: int = -1,
    name: str | None = None,
    axis: int | None = None,
) -> Tensor:
    """Cross entropy between the distributions `labels` and softmax(logits); no gradient goes to `labels`.

    Labels and logits are given by name; without names they are in the order before TensorFlow 1.0, `(logits, labels)`.

    Args:
      _sentinel: what stands here without a name are logits.
      labels, logits: one shape; `logits` float16, float32 or float64, to which labels are cast; each row of `labels` sums to 1.
      dim, axis: of the classes, the last by default; `axis` is its later name.

    Returns:
      the losses, in the shape of `logits` without the axis and its dtype.

    Raises:
      ValueError: one is missing, or static shapes that do not fit.
      TypeError: `logits` are not floating.
      InvalidArgumentError: (when run) the shapes do not fit.
    """
    if _sentinel is not None:  # logits, labels, dim, name
        if isinstance(logits, int):
            dim, logits, name = logits, None, dim if isinstance(dim, str) else name
        labels, logits, name = in_old_order("softmax_cross_entropy_with_logits", _sentinel, labels, logits, name)
    need("softmax_cross_entropy_with_logits", labels, logits)
    dim = dim if axis is None else axis
    with name_scope(name, "softmax_cross_entropy_with_logits_sg", [logits, labels]) as scope:
        labels = ops.stop_gradient(labels, name="labels_stop_gradient")
    return _dense_xent(labels, logits, dim, scope, "softmax_cross_entropy_with_logits")


def in_old_order(function: str, sentinel: Any, labels: Any, logits: Any, name: Any) -> tuple[Any, Any, Any]:
    """Labels, logits and name of a call without names.

    TensorFlow has refused such calls since 1.0, which changed the order: whoever makes one means the order before it.

    Args:
      sentinel, labels, logits: what stands in the first three places, the logits, labels and name of old.

    Raises:
      ValueError: both are given by name, or what stands first cannot be logits: it is of integers.
    """
    if isinstance(logits, str):
        logits, name = None, logits
    is_of_integers = not isinstance(sentinel, str) and convert_to_tensor(sentinel).dtype.is_integer
    if logits is not None or (is_of_integers and not (labels is not None and convert_to_tensor(labels).dtype.is_integer)):
        raise ValueError(f"Only call `{function}` with named arguments (labels=..., logits=..., ...)")
    tell(f"{function}(logits, labels)", f"{function}(labels=labels, logits=logits)", "1.0")
    return labels, sentinel, name


def need(function: str, labels: Any, logits: Any) -> None:
    """Raises ValueError where labels or logits are missing."""
    if labels is None or logits is None:
        raise ValueError(f"Both `labels` and `logits` must be provided for {function}")


def _dense_xent(labels: Any, logits: Any, axis: int, name: str | None, default_name: str) -> Tensor:
    with name_scope(name, default_name, [logits, labels]) as scope:
        logits = convert_to_tensor(logits, name="logits")
        labels = convert_to_tensor(labels, name="labels")
        of_float16 = logits.dtype is dtypes.float16  # too coarse for the sums
        exact = ops.cast(logits, dtypes.float32) if of_float16 else logits
        labels = ops.cast(labels, exact.dtype)
        rank = ops.rank(exact)
        given = exact.static_shape
        if axis != -1 and not (given is not None and axis == len(given) - 1):
            if given is not None:
                check_axis(axis, len(given))
            exact, labels = _with_last(exact, axis, rank), _with_last(labels, axis, rank)
        outer = exact.static_shape
        sizes = ops.shape(exact)
        rows, _ = SOFTMAX_XENT(_as_rows(exact), _as_rows(labels), name=scope)
        losses = ops.reshape(rows, ops.slice(sizes, [0], [ops.subtract(rank, 1)]))
        if outer is not None:
            losses.set_shape(outer[:-1])
        return ops.cast(losses, dtypes.float16) if of_float16 else losses


def _with_last(tensor: Tensor, axis: int, rank: Tensor) -> Tensor:
    """The tensor, of that rank, with `axis` made the last one, the others in their order."""
    place = rank + axis if axis < 0 else axis
    return ops.transpose(tensor, ops.concat([ops.range(place), ops.range(place + 1, rank), [place]], 0))


def _as_rows(tensor: Tensor) -> Tensor:
    """All axes but the last made one."""
    rank = ops.rank(tensor)
    classes = ops.slice(ops.shape(tensor), [ops.subtract(rank, 1)], [1])
    return ops.reshape(tensor, ops.concat([[-1], classes], 0))


@export("nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax_cross_entropy_with_logits(
    _sentinel: Any = None, labels: TensorLike | None = None, logits: TensorLike | None = None, name: str | None = None
) -> Tensor:
    """Cross entropy between classes and softmax(logits).

    Labels and logits are given by name; without names they are in the order before TensorFlow 1.0, `(logits, labels)`.

    Args:
      _sentinel: what stands here without a name are logits.
      labels: int32 or int64 in [0, classes), of the shape of `logits` without its last dimension.
      logits: float16, float32 or float64, [..., classes].

    Returns:
      the losses, in the shape of `labels` and the type of `logits`.

    Raises:
      ValueError: an argument is missing, integers without a name stand first, or static shapes do not fit.
      InvalidArgumentError: (when run) a label out of range, or shapes that do not fit.
      TypeError: other dtypes.

    Example:
      >>> loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0], logits=[[100.0, 0.0]])
      >>> with tf.Session() as sess:
      ...     sess.run(loss).tolist()
      [0.0]
    """
    if _sentinel is not None:
        labels, logits, name = in_old_order("sparse_softmax_cross_entropy_with_logits", _sentinel, labels, logits, name)
    need("sparse_softmax_cross_entropy_with_logits", labels, logits)
    with name_scope(name, "SparseSoftmaxCrossEntropyWithLogits", [labels, logits]):
        labels = convert_to_tensor(labels)
        logits = convert_to_tensor(logits)
        labels_sizes = ops.shape(labels)
        _check_sparse_shapes(labels, logits)
        exact = ops.cast(logits, dtypes.float32) if logits.dtype is dtypes.float16 else logits
        if exact.static_shape is not None and len(exact.static_shape) == 2:
            losses, _ = SPARSE_XENT(exact, labels, name=name)
        else:
            outer = None if logits.static_shape is None else logits.static_shape[:-1]
            checks = []
            if not (is_full(labels.static_shape) and is_full(outer)):
                checks.append(ops.assert_equal(ops.shape(labels), ops.shape(logits)[:-1]))
            with get_default_graph().control_dependencies(checks):
                classes = ops.shape(logits)[ops.rank(logits) - 1]
                rows, _ = SPARSE_XENT(ops.reshape(exact, [-1, classes]), ops.reshape(labels, [-1]), name=name)
                losses = ops.reshape(rows, labels_sizes)
                losses.set_shape(labels.static_shape)
        return ops.cast(losses, dtypes.float16) if logits.dtype is dtypes.float16 else losses


def _check_sparse_shapes(labels: Tensor, logits: Tensor) -> None:
    of_labels, of_logits = labels.static_shape, logits.static_shape
    if of_logits is None:
        return
    if not of_logits:
        raise ValueError(f"`logits` cannot be a scalar. Received logits={logits}`")
    if of_labels is None:
        return
    if len(of_labels) != len(of_logits) - 1:
        raise ValueError(
            f"`labels.shape.rank` must equal `logits.shape.rank - 1`. Received: labels.shape={labels.shape} of rank "
            f"{len(of_labels)} and logits.shape={logits.shape} of rank {len(of_logits)}"
        )
    outer: StaticShape = of_logits[:-1]
    if is_full(of_labels) and is_full(outer) and of_labels != outer:
        raise ValueError(
            f"`labels.shape` must equal `logits.shape` except for the last dimension. Received: "
            f"labels.shape={labels.shape} and logits.shape={logits.shape}"
        )


@export("contrib.nn.deprecated_flipped_softmax_cross_entropy_with_logits")
def flipped_softmax_cross_entropy(logits: TensorLike, labels: TensorLike, dim: int = -1, name: str | None = None) -> Tensor:
    """`softmax_cross_entropy_with_logits` with the order of arguments that it had before TensorFlow 1.0.

    Args:
      logits, labels: one shape, float16, float32 or float64; each row of `labels` sums to 1.
      dim: of the classes.

    Returns:
      the losses, in the shape of `logits` without `dim` and its dtype.

    Raises:
      TypeError, InvalidArgumentError: as `tf.nn.softmax_cross_entropy_with_logits`.
    """
    return softmax_cross_entropy_with_logits(labels=labels, logits=logits, axis=dim, name=name)


@export("contrib.nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits")
def flipped_sparse_softmax_cross_entropy(logits: TensorLike, labels: TensorLike, name: str | None = None) -> Tensor:
    """`sparse_softmax_cross_entropy_with_logits` with the order of arguments that it had before TensorFlow 1.0.

    Args:
      logits: float16, float32 or float64, [..., classes].
      labels: int32 or int64 in [0, classes), of the shape of `logits` without its last dimension.

    Returns:
      the losses, in the shape of `labels` and the dtype of `logits`.

    Raises:
      ValueError, TypeError, InvalidArgumentError: as `tf.nn.sparse_softmax_cross_entropy_with_logits`.
    """
    return sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name=name)
