"""The order of elements in memory.

Steps on blocks leave arrays in the order that is cheapest for them: the axes of an image that was read plane by plane
and transposed are merely named otherwise. Whoever needs the elements in order (a queue's storage, a reshape, a caller)
says so with `contiguous`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import _copies_cy as copies

_FEW = 8


def contiguous(array: np.ndarray, dtype: Any = None) -> np.ndarray:
    """The array with its elements in C order, cast to `dtype`: itself where nothing is to be done, otherwise a copy.

    NumPy copies a view such as an image whose channels were moved to the end in runs of the last axis, three elements
    at a time; one pass for each channel is seven times as fast.
    """
    kind = array.dtype if dtype is None else np.dtype(dtype)
    if array.flags.c_contiguous:
        return array.astype(kind, copy=False)
    if array.ndim < 3 or not 1 < array.shape[-1] <= _FEW or kind.hasobject:
        return array.astype(kind, order="C")
    if kind != array.dtype and kind.itemsize > array.itemsize:
        return contiguous(array).astype(kind)
    result = np.empty(array.shape, kind)
    if kind == array.dtype and interleaved(array, result, np.arange(len(array))):
        return result
    for channel in range(array.shape[-1]):
        result[..., channel] = array[..., channel]
    return result


def forwards(array: Any) -> Any:
    """The array; a copy where an axis runs backwards in memory, on which NumPy's functions may differ in the last bit."""
    if isinstance(array, np.ndarray) and array.ndim and min(array.strides) < 0:
        return array.copy(order="K")
    return array


def interleaved(array: np.ndarray, result: np.ndarray, rows: np.ndarray) -> bool:
    """Write images [n, ..., 3] that lie in memory plane by plane to `result[rows]`, pixel by pixel.

    Returns:
      False where they are something else, and nothing was written.
    """
    if not copies.compiled or array.ndim < 3 or array.shape[-1] != 3 or not array.size:
        return False
    if array.shape[1:] != result.shape[1:] or array.dtype != result.dtype or array.dtype.hasobject:
        return False
    planes = np.moveaxis(array, -1, 1)
    if not planes[0].flags.c_contiguous:
        return False
    pixels, (step, torn) = planes[0, 0].size, divmod(array.strides[0], array.itemsize)
    if step < 0 or torn or not array.flags.aligned or not copies.can_interleave(array.dtype):
        return False
    copies.interleave(memory_of(planes), step, pixels, result.reshape(len(result), 3 * pixels), rows)
    return True


def memory_of(array: np.ndarray) -> np.ndarray:
    """All elements from an array's first to its last, those between its steps too; no step is negative."""
    last = sum((size - 1) * step for size, step in zip(array.shape, array.strides, strict=True))
    count = last // array.itemsize + 1
    flat: np.ndarray = np.lib.stride_tricks.as_strided(array, (count,), (array.itemsize,), writeable=False)
    return flat


def reshaped(array: Any, shape: Any) -> np.ndarray:
    """`np.reshape(array, shape)`, quickly where it has to copy images.

    Raises:
      ValueError: as NumPy does.
    """
    if not isinstance(array, np.ndarray):
        return np.reshape(array, shape)
    if array.ndim > 3 and not array[:1].flags.c_contiguous:
        array = contiguous(array)
    return array.reshape(shape)


def axes_as_stored(array: np.ndarray, leading: int = 1) -> tuple[int, ...]:
    """The axes in the order in which they lie in memory, after the `leading` ones (the records')."""
    return (*range(leading), *sorted(range(leading, array.ndim), key=lambda axis: -abs(array.strides[axis])))


def windows(array: np.ndarray, begin: np.ndarray, counts: list[int]) -> np.ndarray:
    """A window of each record: `array[i, begin[i, 0] : begin[i, 0] + counts[0], ...]`, stored as the records are.

    Args:
      begin: int [n, rank of a record], within bounds.
    """
    axes = axes_as_stored(array)
    stored, sizes = array.transpose(axes), [counts[axis - 1] for axis in axes[1:]]
    begin = begin[:, [axis - 1 for axis in axes[1:]]]
    result = np.empty((len(array), *sizes), array.dtype)
    if not copies.compiled or not _cut(stored, begin, result):
        every = np.lib.stride_tricks.sliding_window_view(stored, sizes, axis=tuple(range(1, array.ndim)))
        result[...] = every[(np.arange(len(array)), *begin.T)]
    return result.transpose(np.argsort(axes))


def _cut(stored: np.ndarray, begin: np.ndarray, result: np.ndarray) -> bool:
    """Cut windows of images, whose last axis is contiguous; False where they are something else."""
    steps = stored.strides
    if stored.ndim != 4 or min(steps) < 0 or steps[-1] != stored.itemsize or not stored.size or stored.dtype.hasobject:
        return False
    starts = np.arange(len(stored)) * steps[0] + begin @ np.array(steps[1:])
    copies.cut_windows(memory_of(stored).view(np.uint8), starts, (steps[1], steps[2]), result.view(np.uint8))
    return True
