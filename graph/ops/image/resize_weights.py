"""Which elements along an axis make the elements of an axis of another size, and their weights.

Positions are computed in single precision, as TensorFlow 1.15 does: near the middle between two elements the last
digit decides. Cubic convolution: R. Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981.
"""

from __future__ import annotations

import numpy as np

from ...windows.resizing import Taps

_STEPS = 1024
"""Cubic weights are taken from a table of so many positions between two elements."""


def _scale(size: int, result: int, align_corners: bool) -> np.float32:
    """The distance between neighbours of the result, in elements of the axis."""
    if align_corners and result > 1:
        return np.float32((size - 1) / np.float32(result - 1))
    return np.float32(size / np.float32(result))


def _positions(size: int, result: int, align_corners: bool, half_pixel_centers: bool) -> np.ndarray:
    scale = _scale(size, result, align_corners)
    numbers = np.arange(result, dtype=np.float32)
    half = np.float32(0.5)
    return (numbers + half) * scale - half if half_pixel_centers else numbers * scale


def nearest(size: int, result: int, align_corners: bool, half_pixel_centers: bool) -> np.ndarray:
    """For each element of the result the nearest element of the axis."""
    scale = _scale(size, result, align_corners)
    numbers = np.arange(result, dtype=np.float32)
    if half_pixel_centers:
        found = np.floor((numbers + np.float32(0.5)) * scale)
    else:
        found = numbers * scale
        found = np.floor(found + np.float32(0.5)) if align_corners else np.floor(found)
    return np.clip(found, 0, size - 1).astype(np.int64)


def bilinear(size: int, result: int, align_corners: bool, half_pixel_centers: bool) -> Taps:
    """The two neighbours, weighted by how near they are."""
    at = _positions(size, result, align_corners, half_pixel_centers)
    below = np.floor(at)
    share = at - below
    lower = np.maximum(below, 0).astype(np.int64)
    upper = np.minimum(np.ceil(at), size - 1).astype(np.int64)
    return np.stack([lower, upper], 1), np.stack([1 - share, share], 1)


def _cubic_table(a: float) -> np.ndarray:
    """The weights of the near neighbour, then of the far one, at each step of the way: [steps + 1, 2]."""
    x = np.arange(_STEPS + 1, dtype=np.float64) / _STEPS
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    x = x + 1
    far = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
    return np.stack([near, far], 1).astype(np.float32)


def bicubic(size: int, result: int, align_corners: bool, half_pixel_centers: bool) -> Taps:
    """Four neighbours, weighted by cubic convolution; beyond the ends the last element stands for all.

    With half_pixel_centers the weights are those of Keys (a = -0.5), and what is beyond the ends does not count.
    """
    table = _cubic_table(-0.5 if half_pixel_centers else -0.75)
    at = _positions(size, result, align_corners, half_pixel_centers)
    below = np.floor(at).astype(np.int64)
    step = np.rint((at - below.astype(np.float32)) * np.float32(_STEPS)).astype(np.int64)
    weights = np.stack([table[step, 1], table[step, 0], table[_STEPS - step, 0], table[_STEPS - step, 1]], 1)
    places = below[:, None] + np.arange(-1, 3)
    inside = np.clip(places, 0, size - 1)
    if half_pixel_centers:
        weights = np.where(inside == places, weights, np.float32(0))
        total = weights.sum(1, keepdims=True)
        weights = np.where(np.abs(total) >= 1000 * np.finfo(np.float32).tiny, weights * (np.float32(1) / total), weights)
    return inside, weights


def area(size: int, result: int, align_corners: bool) -> Taps:
    """The elements under the stretch that an element of the result covers, weighted by how much of them it covers."""
    scale = _scale(size, result, align_corners)
    numbers = np.arange(result, dtype=np.float32)
    begin, end = (numbers * scale)[:, None], ((numbers + 1) * scale)[:, None]
    first, last = np.floor(begin).astype(np.int64), np.ceil(end).astype(np.int64)
    places = first + np.arange(int((last - first).max()))
    at = places.astype(np.float32)
    from_before, to_behind = at < begin, at + 1 > end
    alone = np.where(to_behind, scale, at + 1 - begin)
    weights = np.where(from_before, alone, np.where(to_behind, end - at, np.float32(1)))
    return np.clip(places, 0, size - 1), np.where(places < last, weights, np.float32(0)).astype(np.float32, copy=False)


def share_of_area(sizes: tuple[int, int], results: tuple[int, int], align_corners: bool) -> np.float32:
    """By which sums over stretches of height and width become means."""
    tall, wide = (_scale(size, result, align_corners) for size, result in zip(sizes, results, strict=True))
    return np.float32(1) / (tall * wide)
