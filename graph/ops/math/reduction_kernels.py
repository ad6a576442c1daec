"""Kernels of reductions, and what plans call in their place where the axes are known."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...core.rules.direct import Direct
from ...types.errors import invalid
from ...types.static_shapes import is_full
from .division import quotient


def axes_of(axis: Any, rank: int) -> tuple[int, ...]:
    """Axes counted from the first one. Raises InvalidArgumentError for those that are not there."""
    if isinstance(axis, np.ndarray):
        return _axes_in(axis.tobytes(), axis.dtype, rank)
    axes = (int(axis),) if isinstance(axis, (int, np.integer)) else axis
    for item in axes:
        if not -rank <= item < rank:
            raise invalid(f"Invalid reduction dimension ({item} for input with {rank} dimension(s)")
    return tuple([item % rank for item in axes])


@functools.lru_cache
def _axes_in(axes: bytes, kind: np.dtype, rank: int) -> tuple[int, ...]:
    """The same for an array's bytes: programs reduce along few axes, again and again."""
    return axes_of(np.frombuffer(axes, kind).tolist(), rank)


def reduced_by(ufunc: np.ufunc, array: np.ndarray, axis: Any, keepdims: bool, *start: Any) -> Any:
    """`ufunc.reduce` in the array's own type; np.sum and its like take microseconds more."""
    return ufunc.reduce(array, axis, array.dtype, None, keepdims, *start)  # type: ignore[call-arg]


def type_of_input(op: Operation) -> np.dtype:
    return np.dtype(op.inputs[0].dtype.base_dtype.as_numpy_dtype)


def directly_by(ufunc: np.ufunc, op: Operation, axis: Any, keepdims: bool, *start: Any) -> Direct:
    """The same for the first input of `op`."""
    kind = type_of_input(op)
    if not start and not keepdims and kind.kind in "fc":
        return Direct(ufunc.reduce, 1, (axis,))
    return Direct(ufunc.reduce, 1, (axis, kind, None, keepdims, *start))


sum_of = functools.partial(reduced_by, np.add)


def mean_of(array: np.ndarray, axis: tuple[int, ...], keepdims: bool) -> Any:
    """The mean along axes in the array's own type."""
    count = math.prod([array.shape[k] for k in axis])
    if array.dtype.kind in "iu":
        wide = np.int64 if array.dtype.kind == "i" else np.uint64  # the sum of small integers may be none
        total = np.sum(array, axis=axis, keepdims=keepdims, dtype=wide)
        return quotient(total, wide(max(count, 1))).astype(array.dtype)
    if array.dtype.kind == "f" and (array.dtype.itemsize >= 4 or not count):
        return sum_of(array, axis, keepdims) / array.dtype.type(count)
    if not count:
        return sum_of(array, axis, keepdims)  # the mean of nothing: real ones are NaN
    return np.mean(array, axis=axis, keepdims=keepdims, dtype=array.dtype)


def mean_directly(op: Operation, axis: Any, keepdims: bool) -> Direct | None:
    """The same for the first input of `op`; None where there is more to it."""
    kind, shape = type_of_input(op), op.inputs[0].static_shape or ()
    if kind.kind != "f" or kind.itemsize < 4:
        return None
    if keepdims or not is_full(shape):
        return Direct(_mean_along, 1, (axis, keepdims))
    axes = axis if isinstance(axis, tuple) else (axis,)
    count = math.prod([shape[k] for k in axes])
    return Direct(_mean_of_known, 1, (axis, shape, kind.type(count)))


_SUM = np.add.reduce


def _mean_of_known(array: np.ndarray, axis: Any, shape: tuple[int, ...], count: np.floating) -> Any:
    """The mean of an array that most likely has that shape, and so many elements for each mean."""
    return _SUM(array, axis) / count if array.shape == shape else _mean_along(array, axis, False)


def _mean_along(array: np.ndarray, axis: Any, keepdims: bool) -> Any:
    total = np.add.reduce(array, axis, None, None, keepdims)  # type: ignore[call-overload]
    return total / array.dtype.type(array.size // (total.size or 1))


@functools.cache
def limit(kind: np.dtype, largest: bool) -> Any:
    """The largest or the least number of a type."""
    if kind.kind == "f":
        return kind.type(np.inf if largest else -np.inf)
    info = np.iinfo(kind)
    return kind.type(info.max if largest else info.min)
