"""Convolutions of float32 without patches, on threads that are there only meanwhile; and their gradients.

The gradient by the images is a convolution, too, of the gradients with the filter turned round: with strides, one for each
place that windows can have between two steps. Algorithm: A. Heinecke et al., "Understanding the Performance of Small
Convolution Operations for CNN on Intel Architecture", 2017 (direct convolution on tiles of registers).
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..products import on_threads, spare
from ..products._products_cy import is_fast, panel_width
from ._convolutions_cy import add_to_filter, compiled, convolve_rows, filter_tiles, room
from .grids import Axis, Grid, geometry_of


class _Own(NamedTuple):
    """The windows of a phase."""

    size: int
    length: int
    stride: int
    dilation: int
    before: int
    windows: int


def suits(*arrays: np.ndarray) -> bool:
    """Whether convolutions of such arrays are computed here."""
    return compiled and is_fast and all(array.dtype == np.float32 and array.size for array in arrays)


def convolved(
    images: np.ndarray, filter: np.ndarray, grid: Grid, bias: np.ndarray | None = None, rectified: bool = False
) -> np.ndarray:
    """Images [n, height, width, channels] convolved with a filter [window height, window width, channels, filters].

    Args:
      bias: [filters], added to what comes of them.
      rectified: whether what is negative then becomes 0.
    """
    out = spare.empty((len(images), *(axis.windows for axis in grid), filter.shape[3]), np.float32)
    _convolve(images, filter, grid, out, bias, rectified)
    return out


def _convolve(
    images: np.ndarray, filter: np.ndarray, grid: Grid, out: np.ndarray, bias: np.ndarray | None = None, rectified: bool = False
) -> None:
    images = np.ascontiguousarray(images)
    geometry = geometry_of(grid)
    panels = on_threads.packed(filter.reshape(-1, filter.shape[3]))
    assert panels is not None
    biases = None if bias is None else np.concatenate([bias, np.zeros(-len(bias) % panel_width, np.float32)])
    _in_parts(
        functools.partial(convolve_rows, images, geometry, panels, biases, rectified, out),
        len(images) * grid[0].windows,
        out.size * panels.shape[1],
        room(images, geometry),
    )


def _in_parts(call: Callable[..., None], count: int, multiplications: int, numbers: int) -> None:
    """Call `call(begin, end, room)` for parts of `count`, with room for so many numbers."""
    parts = on_threads.parts(count, multiplications)
    on_threads.at_once([functools.partial(call, *part, spare.empty(numbers, np.float32)) for part in parts])


def filter_gradient(images: np.ndarray, gradients: np.ndarray, grid: Grid) -> np.ndarray:
    """What a filter [window height, window width, channels, filters] gets of gradients [n, rows, columns, filters]."""
    images, filters = np.ascontiguousarray(images), gradients.shape[3]
    geometry = geometry_of(grid)
    shape = (grid[0].length, grid[1].length, images.shape[3], filters)
    total = np.zeros((math.prod(shape[:3]), filters), np.float32)
    _in_parts(
        functools.partial(add_to_filter, images, geometry, _whole_panels(gradients), total),
        filter_tiles(images, geometry),
        total.shape[0] * gradients.size,
        room(images, geometry),
    )
    return total.reshape(shape)


def _whole_panels(gradients: np.ndarray) -> np.ndarray:
    missing = -gradients.shape[3] % panel_width
    if not missing:
        return np.ascontiguousarray(gradients)
    wide = spare.empty((*gradients.shape[:3], gradients.shape[3] + missing), np.float32)
    wide[..., : gradients.shape[3]] = gradients
    wide[..., gradients.shape[3] :] = 0
    return wide


def has_input_gradient(grid: Grid) -> bool:
    """Whether `input_gradient` is there for such windows: not for those with strides and holes at once."""
    return all(axis.stride == 1 or axis.dilation == 1 for axis in grid)


def input_gradient(gradients: np.ndarray, filter: np.ndarray, grid: Grid) -> np.ndarray:
    """What images [n, height, width, channels] get of gradients [n, rows, columns, filters]."""
    turned = filter[::-1, ::-1].transpose(0, 1, 3, 2)
    phases = list(itertools.product(*map(_phases, grid)))
    out = spare.empty((len(gradients), *(axis.size for axis in grid), filter.shape[2]), np.float32)
    if None in itertools.chain.from_iterable(phases):
        out[...] = 0
    for down, right in phases:
        if down and right:
            part = np.ascontiguousarray(turned[down.filter, right.filter])
            _convolve(gradients, part, (down.axis, right.axis), out[:, down.images, right.images])
    return out


class _Phase(NamedTuple):
    """Elements of an axis that have the same place between two steps: which they are, what of the (turned) filter meets them,
    and how it lies over the gradients."""

    images: slice
    filter: slice
    axis: Axis


def _phases(axis: Axis) -> list[_Phase | None]:
    """The phases of an axis; None for one whose elements no window meets."""
    found: list[_Phase | None] = []
    for first in range(min(axis.stride, axis.size)):
        place, step = (first + axis.before) % axis.stride, (first + axis.before) // axis.stride
        length = len(range(place, axis.length, axis.stride))
        if not length:
            found.append(None)
            continue
        # In the turned filter the elements place, place + stride, ... stand in the reverse order.
        last = axis.length - 1 - place
        begin = last - (length - 1) * axis.stride
        count = len(range(first, axis.size, axis.stride))
        own = _Own(axis.windows, length, 1, axis.dilation, (length - 1) * axis.dilation - step, count)
        found.append(_Phase(slice(first, None, axis.stride), slice(begin, last + 1, axis.stride), own))
    return found
