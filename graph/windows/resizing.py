"""Images in other sizes: rows and columns of the result made of some of the image's, as TensorFlow 1.15 does to the last bit.

What is computed first and what is added to what differs from method to method.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from ..products import on_threads, spare
from . import _resizing_cy

Taps = tuple[np.ndarray, np.ndarray]
"""For each element of the result, places [result, taps] in the axis and their float32 weights [result, taps]."""

_BILINEAR, _BICUBIC, _AREA = 0, 2, 3
_KINDS = np.intp, np.float32
_AN_ELEMENT = 16
"""Multiplications that take as long as an element of the result."""


def suits(images: np.ndarray) -> bool:
    """Whether such images are for the compiled functions."""
    return _resizing_cy.compiled and images.size > 0 and images.dtype in (np.uint8, np.float32)


def _compiled(method: int, images: np.ndarray, rows: Taps, columns: Taps, factor: float = 1.0) -> np.ndarray:
    images = np.ascontiguousarray(images)
    (n, _, width, channels), tall, wide = images.shape, len(rows[0]), len(columns[0])
    out = spare.empty((n * tall, wide, channels), np.float32)
    tables = [np.ascontiguousarray(table, kind) for taps in (rows, columns) for table, kind in zip(taps, _KINDS, strict=True)]
    arguments: list[Any] = [method, images.reshape(-1).view(np.uint8), images.dtype == np.float32, images.shape]
    arguments += [*tables, factor, out]
    write: Any = functools.partial(_resizing_cy.write_rows, *arguments)
    parts = on_threads.parts(n * tall, out.size * _AN_ELEMENT)
    rooms = [np.empty((width + 2 * wide) * channels, np.float32) for _ in parts]
    on_threads.at_once([functools.partial(write, room, *part) for room, part in zip(rooms, parts, strict=True)])
    return out.reshape(n, tall, wide, channels)


def _along(axis: int, images: np.ndarray, places: np.ndarray) -> np.ndarray:
    return images[:, places] if axis == 1 else images[:, :, places]


def _column(axis: int, weights: np.ndarray) -> np.ndarray:
    return weights.reshape((1, -1, 1, 1) if axis == 1 else (1, 1, -1, 1))


def _between(axis: int, images: np.ndarray, taps: Taps) -> np.ndarray:
    places, weights = taps
    low = _along(axis, images, places[:, 0])
    return low + (_along(axis, images, places[:, 1]) - low) * _column(axis, weights[:, 1])


def _sums(axis: int, images: np.ndarray, taps: Taps) -> np.ndarray:
    """Weighted sums."""
    places, weights = taps
    total = _along(axis, images, places[:, 0]) * _column(axis, weights[:, 0])
    for k in range(1, places.shape[1]):
        total += _along(axis, images, places[:, k]) * _column(axis, weights[:, k])
    return total


def _covered(axis: int, images: np.ndarray, taps: Taps) -> np.ndarray:
    """Weighted sums; from the second on, what has the weight 0 counts for nothing, were it infinite."""
    places, weights = taps
    total = _along(axis, images, places[:, 0]) * _column(axis, weights[:, 0])
    for k in range(1, places.shape[1]):
        weight = _column(axis, weights[:, k])
        np.add(total, _along(axis, images, places[:, k]) * weight, out=total, where=weight != 0)
    return total


def bilinear(images: np.ndarray, rows: Taps, columns: Taps) -> np.ndarray:
    """Each element between two neighbours: columns first. Of two weights the second is the share of the way.

    Args:
      images: [n, height, width, channels], any real type.
      rows, columns: see `Taps`; two of each.

    Returns:
      float32 [n, rows, columns, channels].
    """
    if suits(images):
        return _compiled(_BILINEAR, images, rows, columns)
    return _between(1, _between(2, images.astype(np.float32, copy=False), columns), rows)


def bicubic(images: np.ndarray, rows: Taps, columns: Taps) -> np.ndarray:
    """Each element a sum of four by four: rows first. Arguments and result as of `bilinear`."""
    if suits(images):
        return _compiled(_BICUBIC, images, rows, columns)
    return _sums(2, _sums(1, images.astype(np.float32, copy=False), rows), columns)


def area(images: np.ndarray, rows: Taps, columns: Taps, factor: np.float32) -> np.ndarray:
    """Each element the sum of what it covers, times `factor`: columns first. What has no weight does not count.

    Arguments and result as of `bilinear`.
    """
    if suits(images):
        return _compiled(_AREA, images, rows, columns, float(factor))
    return _covered(1, _covered(2, images.astype(np.float32, copy=False), columns), rows) * factor
