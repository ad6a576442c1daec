"""Means and variances: plain and weighted ones, and those put together from sums."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import IntegersLike, TensorLike


@export("nn.weighted_moments")
def weighted_moments(
    x: Any,
    axes: Any,
    frequency_weights: Any,
    name: str | None = None,
    keep_dims: bool | None = None,
    keepdims: bool | None = None,
) -> tuple[Tensor, Tensor]:
    """Mean and variance of `x` along `axes`, each element counted as often as its weight says.

    Args:
      x: floating; float16 is computed in float32.
      axes: ints.
      frequency_weights: what broadcasts against `x`.
      keepdims, keep_dims: whether the reduced axes stay, of size 1; `keep_dims` is its old name.

    Returns:
      mean and variance, in the shape of `x` without `axes` and its dtype.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    keep = renamed("keepdims", keepdims, "keep_dims", keep_dims, "1.5")
    with name_scope(name, "weighted_moments", [x, frequency_weights, axes]):
        x = convert_to_tensor(x, name="x")
        weights = convert_to_tensor(frequency_weights, name="frequency_weights")
        is_half = x.dtype is dtypes.float16
        if is_half:
            x = ops.cast(x, dtypes.float32)
        if weights.dtype is not x.dtype:
            weights = ops.cast(weights, x.dtype)
        total = ops.reduce_sum(weights * x, axes, name="weighted_input_sum", keepdims=True)
        of_each = weights + ops.zeros_like(x)
        share = ops.reciprocal(ops.reduce_sum(of_each, axes, name="sum_of_weights", keepdims=True), name="inv_weight_sum")
        mean = ops.multiply(total, share)
        distances = weights * ops.squared_difference(x, mean)
        variance = ops.multiply(ops.reduce_sum(distances, axes, name="weighted_distsq", keepdims=True), share)
        if not keep:
            mean, variance = ops.squeeze(mean, axis=axes), ops.squeeze(variance, axis=axes)
        if is_half:
            mean, variance = ops.cast(mean, dtypes.float16), ops.cast(variance, dtypes.float16)
        return mean, variance


@export("nn.sufficient_statistics")
def sufficient_statistics(
    x: TensorLike,
    axes: Sequence[int],
    shift: IntegersLike | None = None,
    keep_dims: bool | None = None,
    name: str | None = None,
    keepdims: bool | None = None,
) -> tuple[Tensor, Tensor, Tensor, Tensor | None]:
    """What mean and variance of `x` along `axes` are made of (`normalize_moments`).

    Args:
      x: floating.
      axes: ints.
      shift: what broadcasts against `x`, subtracted from it first; near the mean it saves digits.
      keepdims, keep_dims: whether the reduced axes stay, of size 1; `keep_dims` is its old name.

    Returns:
      the number of elements, a scalar; their sum and the sum of their squares, in the shape of `x` without `axes`; the shift
      (None where none was given). All of the dtype of `x`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    axes = list(set(axes))
    keep = bool(renamed("keepdims", keepdims, "keep_dims", keep_dims, "1.5"))
    with name_scope(name, "sufficient_statistics", [x, shift]):
        x = convert_to_tensor(x, name="x")
        known = x.static_shape
        if known is not None and all(known[axis] is not None for axis in axes):
            count = constant(math.prod(known[axis] or 0 for axis in axes), x.dtype)
        else:
            count = ops.reduce_prod(ops.gather(ops.cast(ops.shape(x), x.dtype), axes), name="count")
        if shift is None:
            shifted, squares = x, ops.square(x)
        else:
            shift = convert_to_tensor(shift, name="shift")
            shifted, squares = ops.subtract(x, shift), ops.squared_difference(x, shift)
        total = ops.reduce_sum(shifted, axes, keepdims=keep, name="mean_ss")
        of_squares = ops.reduce_sum(squares, axes, keepdims=keep, name="var_ss")
        return count, total, of_squares, shift


@export("nn.normalize_moments")
def normalize_moments(
    counts: Any, mean_ss: Any, variance_ss: Any, shift: IntegersLike, name: str | None = None
) -> tuple[Tensor, Tensor]:
    """Mean and variance from what `sufficient_statistics` returned.

    Args:
      counts: the number of elements, a floating scalar.
      mean_ss: their sum, any shape, same dtype.
      variance_ss: the sum of their squares, the same shape.
      shift: what was subtracted first, or None.

    Returns:
      mean and variance, shape and dtype of `mean_ss`.

    Raises:
      TypeError: the dtypes differ.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "normalize", [counts, mean_ss, variance_ss, shift]):
        share = ops.reciprocal(counts, name="divisor")
        if shift is None:
            mean = shifted = ops.multiply(mean_ss, share, name="mean")
        else:
            shifted = ops.multiply(mean_ss, share, name="shifted_mean")
            mean = ops.add(shifted, shift, name="mean")
        return mean, ops.subtract(ops.multiply(variance_ss, share), ops.square(shifted), name="variance")


@export("nn.moments")
def moments(
    x: Any,
    axes: Any,
    shift: Any = None,
    name: str | None = None,
    keep_dims: bool | None = None,
    keepdims: bool | None = None,
) -> tuple[Tensor, Tensor]:
    """Mean and variance of `x` along `axes`.

    Args:
      x: floating; float16 is computed in float32.
      axes: ints.
      shift: accepted, has no effect, as in TensorFlow.
      keepdims, keep_dims: whether the reduced axes stay, of size 1; `keep_dims` is its old name.

    Returns:
      mean and variance, in the shape of `x` without `axes` and its dtype.

    Raises:
      ValueError: there is no such axis, or both names of `keepdims` are used.
      InvalidArgumentError: (when run) there is no such axis.
    """
    keep = bool(renamed("keepdims", keepdims, "keep_dims", keep_dims, "1.5"))
    with name_scope(name, "moments", [x, axes]):
        x = convert_to_tensor(x, name="x")
        exact = ops.cast(x, dtypes.float32) if x.dtype is dtypes.float16 else x
        mean = ops.reduce_mean(exact, axes, keepdims=True, name="mean")
        variance = ops.reduce_mean(ops.squared_difference(exact, ops.stop_gradient(mean)), axes, keepdims=True, name="variance")
        if not keep:
            mean, variance = ops.squeeze(mean, axes), ops.squeeze(variance, axes)
        if x.dtype is dtypes.float16:
            return ops.cast(mean, dtypes.float16), ops.cast(variance, dtypes.float16)
        return mean, variance
