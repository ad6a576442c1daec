"""What is computed of each pixel, or of each number, alone: some at a time, as many as caches hold, on several threads."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np

from ..products import on_threads, spare
from . import _images_cy

_AT_A_TIME = 1 << 14
"""Numbers of an array."""
_OF_A_PIXEL = 32
"""Multiplications that take as long as a number of a pixel in a norm."""


def suits(*arrays: np.ndarray) -> bool:
    """Whether such arrays are for the compiled functions."""
    return _images_cy.compiled and all(array.dtype == np.float32 and array.size for array in arrays)


def by_pixels(call: Callable[..., None], *images: np.ndarray) -> np.ndarray:
    """A new array of the shape of images [..., channels], of which `call(out, *images)` writes some pixels [n, channels]."""
    if not images[0].size:
        return np.empty_like(images[0])
    pixels = [np.ascontiguousarray(array).reshape(-1, array.shape[-1]) for array in images]
    out = spare.empty_like(pixels[0])
    _in_chunks(lambda _, out, *images: call(out, *images), out, *pixels)
    return out.reshape(images[0].shape)


def _in_chunks(call: Callable[..., None], *pixels: np.ndarray) -> int:
    """Call `call(k, *pixels)` with the k-th chunk of them, for all chunks, however many threads there are. Returns how many."""
    step = max(1, _AT_A_TIME // pixels[0].shape[1])
    count = -(-len(pixels[0]) // step)

    def run(begin: int, end: int) -> None:
        for number in range(begin, end):
            call(number, *(array[number * step : (number + 1) * step] for array in pixels))

    parts = on_threads.parts(count, pixels[0].size * _OF_A_PIXEL)
    on_threads.at_once([functools.partial(run, *part) for part in parts])
    return count


def sums_of(call: Callable[..., tuple[np.ndarray, ...]], *pixels: np.ndarray) -> list[np.ndarray]:
    """The sums over all pixels [n, channels] of what `call(*pixels)` gives for some, arrays [channels]."""
    found: dict[int, tuple[np.ndarray, ...]] = {}

    def add(number: int, *some: np.ndarray) -> None:
        found[number] = call(*some)

    count = _in_chunks(add, *pixels)
    return [np.sum([found[number][k] for number in range(count)], axis=0) for k in range(len(found[0]))]


def sums(pixels: np.ndarray, radius: int) -> np.ndarray:
    """For each channel of pixels [n, channels] the sum of those at most `radius` away."""
    out = np.empty_like(pixels)
    _images_cy.sums_over_neighbours(pixels, radius, out, np.zeros(pixels.shape[1] + 2 * radius, np.float32))
    return out


def where_positive(gradients: np.ndarray, features: np.ndarray, out: np.ndarray | None) -> np.ndarray:
    """Gradients times whether the features are positive, arrays of one shape in C order; into `out` if it is given."""
    if out is None:
        out = spare.empty_like(gradients)
    write = functools.partial(_images_cy.where_positive, gradients.reshape(-1), features.reshape(-1), out.reshape(-1))
    on_threads.at_once([functools.partial(write, *part) for part in on_threads.parts(out.size, out.size)])
    return out
