"""Elements counted, by their values or by ranges of them."""

from __future__ import annotations

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT, UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, with_rank, with_value

_COUNTED = (dtypes.int32, dtypes.int64, dtypes.float32, dtypes.float64)
BINCOUNT = Op(
    "Bincount",
    "arr: int32, size: int32, weights: T -> bins: T",
    traits=PURE,
    T=_COUNTED,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)
HISTOGRAM_FIXED_WIDTH = Op(
    "HistogramFixedWidth",
    "values: T, value_range: T, nbins: int32 -> out: dtype",
    "dtype: {int32, int64} = int32",
    traits=PURE,
    T=_COUNTED,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@BINCOUNT.shape
def _bincount_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[1].static_shape, 0)
    size = constant_value(op.inputs[1])
    if size is not None and size < 0:
        raise ValueError(f"size ({int(size)}) must be non-negative")
    return (None if size is None else int(size),)


@BINCOUNT.kernel
def _bincount(arr: np.ndarray, size: np.ndarray, weights: np.ndarray) -> np.ndarray:
    most = int(np.reshape(size, -1)[0])
    if most < 0:
        raise invalid(f"size ({most}) must be non-negative")
    if (arr < 0).any():
        raise invalid("Input arr must be non-negative!")
    numbers = arr.reshape(-1)
    counted = numbers < most
    if weights.size and weights.size != arr.size:
        raise invalid("Input indices and weights must have the same size.")
    found = np.zeros(most, weights.dtype)
    np.add.at(found, numbers[counted], weights.reshape(-1)[counted] if weights.size else weights.dtype.type(1))
    return found


@export("bincount", "math.bincount")
def bincount(
    arr: TensorLike,
    weights: TensorLike | None = None,
    minlength: TensorLike | None = None,
    maxlength: TensorLike | None = None,
    dtype: DTypeLike = dtypes.int32,
) -> Tensor:
    """How often each integer occurs.

    Args:
      arr: int32, any shape, none below 0.
      weights: of that shape: what each element counts, 1 by default.
      minlength, maxlength: int32: how long the result is at least, at most; integers beyond it are not counted.
      dtype: of the result where there are no weights: int32, int64, float32 or float64.

    Returns:
      [n], dtype of `weights` or `dtype`; n is one more than the greatest integer.

    Raises:
      InvalidArgumentError: (when run) an integer below 0.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.math.bincount([1, 1, 3])).tolist()
      [0, 2, 0, 1]
    """
    with name_scope(None, "bincount"):
        numbers = convert_to_tensor(arr, name="arr", dtype=dtypes.int32)
        any_there = ops.cast(ops.greater(ops.reduce_prod(ops.shape(numbers)), 0), dtypes.int32)
        size = any_there * (ops.reduce_max(numbers) + 1)
        if minlength is not None:
            size = ops.maximum(convert_to_tensor(minlength, name="minlength", dtype=dtypes.int32), size)
        if maxlength is not None:
            size = ops.minimum(convert_to_tensor(maxlength, name="maxlength", dtype=dtypes.int32), size)
        if weights is None:
            weights = convert_to_tensor(np.zeros(0, dtypes.as_dtype(dtype).as_numpy_dtype), name="weights")
        return BINCOUNT(numbers, size, weights)


@HISTOGRAM_FIXED_WIDTH.shape
def _histogram_shape(op: Operation) -> StaticShape:
    (length,) = with_rank(op.inputs[1].static_shape, 1)
    with_value(length, 2)
    with_rank(op.inputs[2].static_shape, 0)
    bins = constant_value(op.inputs[2])
    if bins is not None and bins <= 0:
        raise ValueError(f"Requires nbins > 0: {int(bins)}")
    return (None if bins is None else int(bins),)


@HISTOGRAM_FIXED_WIDTH.kernel
def _histogram(values: np.ndarray, value_range: np.ndarray, nbins: np.ndarray, dtype: dtypes.DType) -> np.ndarray:
    if value_range.shape != (2,):
        raise invalid("value_range should be a vector of 2 elements.")
    if np.ndim(nbins):
        raise invalid("nbins should be a scalar.")
    low, high = value_range
    if not low < high:
        raise invalid(f"value_range should satisfy value_range[0] < value_range[1], but got '[{low:g}, {high:g}]'")
    if nbins <= 0:
        raise invalid(f"nbins should be a positive number, but got '{nbins}'")
    if np.isnan(values).any():
        raise invalid("Histogram values must not contain NaN")
    bins, first = int(nbins), np.float64(low)
    with np.errstate(all="ignore"):
        step = (np.float64(high) - first) / bins
        shares = (np.clip(values.reshape(-1), low, high).astype(np.float64) - first) / step
        places = np.minimum(np.where(np.isnan(shares), 0, shares), bins - 1).astype(np.int64)
    return np.bincount(places, minlength=bins).astype(dtype.as_numpy_dtype)


@export("histogram_fixed_width")
def histogram_fixed_width(
    values: TensorLike,
    value_range: TensorLike,
    nbins: TensorLike = 100,
    dtype: DTypeLike = dtypes.int32,
    name: str | None = None,
) -> Tensor:
    """How many values lie in each of some ranges of one width.

    Args:
      values: int32, int64, float32 or float64, any shape; what lies beyond the ranges counts in the first or the last one.
      value_range: [2] of that dtype: where the first range begins, the last one ends.
      nbins: int32 scalar: how many ranges.
      dtype: of the result, int32 or int64.

    Returns:
      [nbins] of type `dtype`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit, ranges that are empty, no ranges.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.histogram_fixed_width([-1.0, 0.0, 1.5, 2.0, 5.0, 15.0], [0.0, 5.0], nbins=5)).tolist()
      [2, 1, 1, 0, 2]
    """
    with name_scope(name, "histogram_fixed_width", [values, value_range, nbins]) as scope:
        return HISTOGRAM_FIXED_WIDTH(values, value_range, nbins, dtype=dtypes.as_dtype(dtype), name=scope)


@export("histogram_fixed_width_bins")
def histogram_fixed_width_bins(
    values: TensorLike,
    value_range: TensorLike,
    nbins: TensorLike = 100,
    dtype: DTypeLike = dtypes.int32,
    name: str | None = None,
) -> Tensor:
    """In which of some ranges of one width each value lies.

    Args:
      values: int32, int64, float32 or float64, any shape; what lies beyond the ranges is in the first or the last one.
      value_range: [2] of that dtype: where the first range begins, the last one ends.
      nbins: int32 scalar: how many ranges.
      dtype: of the result, int32 or int64.

    Returns:
      `dtype`, the shape of `values`.

    Raises:
      TypeError, ValueError: the types or shapes do not fit.
    """
    with name_scope(name, "histogram_fixed_width_bins", [values, value_range, nbins]):
        values = convert_to_tensor(values, name="values")
        sizes = ops.shape(values)
        flat = ops.reshape(values, [-1])
        ends = convert_to_tensor(value_range, name="value_range")
        count = convert_to_tensor(nbins, dtype=dtypes.int32, name="nbins")
        as_float = ops.cast(count, dtypes.float64)
        shares = ops.truediv(flat - ends[0], ends[1] - ends[0])
        places = ops.floor(as_float * ops.cast(shares, dtypes.float64))
        kind = dtypes.as_dtype(dtype)
        found = ops.cast(ops.clip_by_value(places, 0, as_float - 1), kind)
        return ops.reshape(found, sizes)
