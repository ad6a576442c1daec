"""Pools and depthwise convolutions of float32, on threads that are there only meanwhile.

What is said of NaN and of equal elements is TensorFlow 1.15's.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from ..products import on_threads, spare
from . import _images_cy
from .grids import Grid, geometry_of

_AN_ELEMENT = 8
"""Multiplications that take as long as an element of an image."""


def suits(*arrays: np.ndarray) -> bool:
    """Whether pools of such images are computed here."""
    return _images_cy.compiled and all(array.dtype == np.float32 and array.size for array in arrays)


def pooled(images: np.ndarray, grid: Grid, call: Any) -> np.ndarray:
    """Images [n, height, width, channels] in pools, by `_images_cy.greatest` or `_images_cy.mean`."""
    images = np.ascontiguousarray(images)
    out = spare.empty((len(images), *(axis.windows for axis in grid), images.shape[3]), np.float32)
    if not out.size:
        return out
    geometry = geometry_of(grid)
    parts = on_threads.parts(len(images), images.size * _AN_ELEMENT)
    on_threads.at_once([functools.partial(call, images, geometry, out, *part) for part in parts])
    return out


def greatest(images: np.ndarray, grid: Grid) -> np.ndarray:
    """The greatest element of each window; NaN is never greater."""
    return pooled(images, grid, _images_cy.greatest)


def mean(images: np.ndarray, grid: Grid) -> np.ndarray:
    """The mean of the elements of each window that are inside the image."""
    return pooled(images, grid, _images_cy.mean)


def greatest_gradient(images: np.ndarray, gradients: np.ndarray, grid: Grid, rectified: bool = False) -> np.ndarray:
    """What images get of the gradients of their greatest elements; of equal ones the first has it.

    Args:
      rectified: whether gradients count only where the element is positive.
    """
    images, gradients = np.ascontiguousarray(images), np.ascontiguousarray(gradients)
    out, geometry = spare.empty_like(images), geometry_of(grid)
    room = functools.partial(np.empty, 3 * images.shape[3], np.float32)
    on_threads.at_once(
        [
            functools.partial(_images_cy.greatest_gradient, images, geometry, gradients, rectified, out, room(), *part)
            for part in on_threads.parts(len(images), images.size * _AN_ELEMENT)
        ]
    )
    return out


def mean_gradient(gradients: np.ndarray, grid: Grid) -> np.ndarray:
    """What images get of the gradients of their means."""
    gradients, channels = np.ascontiguousarray(gradients), gradients.shape[3]
    out = spare.empty((len(gradients), *(axis.size for axis in grid), channels), np.float32)
    geometry = geometry_of(grid)
    on_threads.at_once(
        [
            functools.partial(_images_cy.mean_gradient, geometry, gradients, out, np.empty(channels, np.float32), *part)
            for part in on_threads.parts(len(out), out.size * _AN_ELEMENT)
        ]
    )
    return out


def has_depthwise(grid: Grid, *arrays: np.ndarray) -> bool:
    """Whether depthwise convolutions of such arrays are computed here: not those with holes."""
    return suits(*arrays) and all(axis.dilation == 1 and axis.windows for axis in grid)


def depthwise(images: np.ndarray, filter: np.ndarray, grid: Grid) -> np.ndarray:
    """Images [n, height, width, channels] by a filter [window height, window width, channels, multiplier] into
    [n, rows, columns, channels * multiplier]."""
    images = _repeated(images, filter.shape[3])
    out = spare.empty((len(images), *(axis.windows for axis in grid), images.shape[3]), np.float32)
    arguments = (images, geometry_of(grid), _by_places(filter), out)
    parts = on_threads.parts(len(out), out.size * _by_places(filter).shape[0])
    on_threads.at_once([functools.partial(_images_cy.depthwise, *arguments, *part) for part in parts])
    return out


def _repeated(images: np.ndarray, multiplier: int) -> np.ndarray:
    return np.ascontiguousarray(images) if multiplier == 1 else images.repeat(multiplier, axis=3)


def _by_places(filter: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(filter).reshape(filter.shape[0] * filter.shape[1], -1)


def depthwise_input_gradient(gradients: np.ndarray, filter: np.ndarray, grid: Grid) -> np.ndarray:
    """What images get of gradients [n, rows, columns, channels * multiplier]."""
    gradients, factors = np.ascontiguousarray(gradients), _by_places(filter)
    shape = (len(gradients), *(axis.size for axis in grid))
    out = spare.empty((*shape, gradients.shape[3]), np.float32)
    parts = on_threads.parts(len(out), gradients.size * len(factors))
    call: Callable[..., None] = _images_cy.depthwise_input
    arguments: tuple[Any, ...] = (geometry_of(grid), gradients, factors, out)
    if all(axis.stride == 1 for axis in grid):  # the other way round it is a convolution of the gradients
        call, arguments = _images_cy.depthwise, (gradients, _turned(grid), np.ascontiguousarray(factors[::-1]), out)
    on_threads.at_once([functools.partial(call, *arguments, *part) for part in parts])
    return out if filter.shape[3] == 1 else out.reshape(*shape, *filter.shape[2:]).sum(axis=4)


def _turned(grid: Grid) -> tuple[int, ...]:
    """The geometry of windows with strides of 1 over the gradients of such windows, one for each element of an image."""
    down, right = grid
    sizes, lengths = (down.size, right.size), (down.length, right.length)
    return (*sizes, *lengths, 1, 1, 1, 1, *(axis.length - 1 - axis.before for axis in grid))


def depthwise_filter_gradient(images: np.ndarray, gradients: np.ndarray, grid: Grid) -> np.ndarray:
    """What a filter [window height, window width, channels, multiplier] gets of them; the sum of what it gets of each image."""
    multiplier = gradients.shape[3] // images.shape[3]
    shape = (*(axis.length for axis in grid), images.shape[3], multiplier)
    images, gradients = _repeated(images, multiplier), np.ascontiguousarray(gradients)
    out = spare.empty((len(images), shape[0] * shape[1], images.shape[3]), np.float32)
    arguments = (images, geometry_of(grid), gradients, out)
    parts = on_threads.parts(len(out), gradients.size * out.shape[1])
    on_threads.at_once([functools.partial(_images_cy.depthwise_filter, *arguments, *part) for part in parts])
    return out.sum(axis=0).reshape(shape)
