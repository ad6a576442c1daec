"""The greatest elements: top_k, in_top_k."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.rules.batch import leading, native
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_scalar
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes, errors
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import bracket, merge_dim, with_rank, with_rank_at_least

_FEW = 16
"""So many greatest elements are found one after the other."""

TOP_K = Op(
    "TopKV2",
    "input: T, k: int32 -> values: T, indices: int32",
    "sorted: bool = true",
    traits=PURE,
    T=dtypes.REALS,
    batch=native,
)


@TOP_K.shape
def _top_k_shape(op):
    shape = with_rank_at_least(op.inputs[0].static_shape, 1)
    k = constant_scalar(op.inputs[1])
    if k is not None and k < 0:
        raise ValueError(f"Dimension size, given by scalar input 1, must be non-negative but is {k}")
    if shape is None:
        return [None, None]
    if k is not None and shape[-1] is not None and shape[-1] < k:
        raise ValueError(f"input must have last dimension >= k = {k} but is {shape[-1]}")
    return [(*shape[:-1], None if k is None else int(k))] * 2


@TOP_K.kernel
def _top_k(values, k):
    if k < 0:
        raise errors.invalid(f"Need k >= 0, got {k}")
    if values.ndim < 1:
        raise errors.invalid(f"input must be >= 1-D, got shape {bracket(values.shape)}")
    size = values.shape[-1]
    if size < k:
        raise errors.invalid(f"input must have at least k columns. Had {size}, needed {k}")
    rows = values.reshape(math.prod(values.shape[:-1]), size)
    places = _greatest(rows, int(k)).reshape(*values.shape[:-1], int(k))
    return np.take_along_axis(values, places, axis=-1), places.astype(np.int32)


def _greatest(rows: np.ndarray, k: int) -> np.ndarray:
    """Where the k greatest of each row are, in descending order; of equal elements the first comes first."""
    size = rows.shape[1]
    if 0 < k <= min(_FEW, size // 8):
        return _one_by_one(rows, k)
    if 0 < k <= size // 8:
        # Only what is not less than the k-th greatest need be sorted, in rows where that is k elements: not so with ties
        # or NaN. For 5 of 5,000 an eighth of the time.
        chosen = rows >= np.partition(rows, size - k, axis=1)[:, size - k, None]
        if np.all(np.count_nonzero(chosen, axis=1) == k):
            found = np.nonzero(chosen)[1].reshape(-1, k)
            return np.take_along_axis(found, _sorted(np.take_along_axis(rows, found, axis=1), k), axis=1)
    return _sorted(rows, k)


def _one_by_one(rows: np.ndarray, k: int) -> np.ndarray:
    """The same for small k. For 5 of 5,000 a tenth of the time."""
    least = -np.inf if rows.dtype.kind == "f" else np.iinfo(rows.dtype).min
    left, every = rows.copy(), np.arange(len(rows))
    places = np.empty((len(rows), k), np.intp)
    for position in range(k):
        places[:, position] = found = left.argmax(axis=1)  # of equal elements the first; NaN counts as the greatest
        greatest = left[every, found]
        left[every, found] = least
    unsure = greatest == least  # what is as small as that can't be told from what has been found already
    if unsure.any():
        places[unsure] = _sorted(rows[unsure], k)
    return places


def _sorted(rows: np.ndarray, k: int) -> np.ndarray:
    size = rows.shape[1]
    order = np.argsort(rows[:, ::-1], axis=1, kind="stable")  # of the mirrored values, mirrored back
    return (size - 1 - order[:, size - k :])[:, ::-1]


@TOP_K.gradient
def _top_k_gradient(op, d_values, d_indices=None):
    places = ops.one_hot(op.outputs[1], ops.shape(op.inputs[0])[-1], dtype=d_values.dtype)
    return [ops.reduce_sum(ops.multiply(ops.expand_dims(d_values, -1), places), -2), None]


class TopKV2(NamedTuple):
    """What `top_k` returns."""

    values: Tensor
    indices: Tensor


@export("nn.top_k", "math.top_k")
def top_k(input: TensorLike, k: IntegersLike = 1, sorted: bool = True, name: str | None = None) -> TopKV2:
    """The k greatest elements along the last axis and where they are.

    Args:
      input: real numbers [..., n].
      k: int32 scalar in [0, n]; 1 by default.
      sorted: accepted; the elements are in descending order anyhow, equal ones in the order of their places.

    Returns:
      values, of the dtype of `input`, and int32 indices, both [..., k].

    Raises:
      ValueError, InvalidArgumentError: (building, when run) n is less than k, or `input` is a scalar.
      TypeError: `input` is not of real numbers.

    Example:
      >>> with tf.Session() as sess:
      ...     [part.tolist() for part in sess.run(tf.nn.top_k([1, 5, 3], k=2))]
      [[5, 3], [1, 2]]
    """
    return TopKV2(*TOP_K(input, k, sorted=sorted, name=name))


IN_TOP_K = Op(
    "InTopKV2",
    "predictions: float32, targets: T, k: T -> precision: bool",
    "T: {int32, int64} = int32",
    traits=PURE,
    batch=leading(0, 1),
    gradient=NO_GRADIENT,
)


@IN_TOP_K.shape
def _in_top_k_shape(op):
    predictions = with_rank(op.inputs[0].static_shape, 2)
    (targets,) = with_rank(op.inputs[1].static_shape, 1)
    return (merge_dim(predictions[0], targets),)


@IN_TOP_K.kernel
def _in_top_k(predictions, targets, k):
    if predictions.ndim < 2:
        raise errors.invalid("predictions must be 2-dimensional")
    if predictions.shape[:-1] != targets.shape:
        raise errors.invalid(
            f"First dimension of predictions {predictions.shape[-2]} must match length of targets {targets.shape[-1]}",
        )
    classes = predictions.shape[-1]
    is_class = (targets >= 0) & (targets < classes)
    if not classes:
        return is_class
    at = np.where(is_class, targets, 0)
    of_target = np.take_along_axis(predictions, at[..., None], axis=-1)
    greater = np.count_nonzero(predictions > of_target, axis=-1)
    return is_class & (greater < k) & np.isfinite(predictions).all(axis=-1)


@export("nn.in_top_k", "math.in_top_k")
def in_top_k(predictions: TensorLike, targets: TensorLike, k: IntegersLike, name: str | None = None) -> Tensor:
    """Whether each target class is among the k with the highest prediction.

    Classes that share the k-th place all count as in. A row with a NaN or an infinity, and a target that is no class, give
    False.

    Args:
      predictions: float32 [batch, classes].
      targets: int32 or int64 [batch].
      k: scalar of the type of `targets`.

    Returns:
      bool [batch].

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "in_top_k", [predictions, targets]):
        return IN_TOP_K(predictions, targets, k)
