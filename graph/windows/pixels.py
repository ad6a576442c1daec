"""What is computed of each pixel, or of each number, alone: some at a time, as many as caches hold, on several threads."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..products import on_threads, spare
from . import _images_cy, _norms_cy

AT_A_TIME = 1 << 14
"""Numbers of an array."""
OF_A_NUMBER = 32
"""Multiplications that take as long as a number of a pixel in a norm."""


def suits(*arrays: np.ndarray) -> bool:
    """Whether such arrays are for the compiled functions."""
    return _images_cy.compiled and _norms_cy.compiled and all(array.dtype == np.float32 and array.size for array in arrays)


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
    step = max(1, AT_A_TIME // pixels[0].shape[1])
    count = -(-len(pixels[0]) // step)

    def run(begin: int, end: int) -> None:
        for number in range(begin, end):
            call(number, *(array[number * step : (number + 1) * step] for array in pixels))

    parts = on_threads.parts(count, pixels[0].size * OF_A_NUMBER)
    on_threads.at_once([functools.partial(run, *part) for part in parts])
    return count


def sums_of(call: Callable[..., np.ndarray], *pixels: np.ndarray) -> np.ndarray:
    """The sums [channels] over all pixels [n, channels] of what `call(*pixels)` gives for some."""
    found: dict[int, np.ndarray] = {}

    def add(number: int, *some: np.ndarray) -> None:
        found[number] = call(*some)

    count = _in_chunks(add, *pixels)
    total: np.ndarray = np.sum([found[number] for number in range(count)], axis=0)
    return total


class Normalization(NamedTuple):
    """A local response normalization: pixels [n, channels] times `norms ** -beta`, where a norm is `bias` and `alpha` times the
    sum of the squares of the channels at most `radius` away."""

    radius: int
    bias: float
    alpha: float
    beta: float

    def normalize(self, pixels: np.ndarray, out: np.ndarray) -> bool:
        """Write normalized pixels to `out`. Returns False where that is left to others: where sums are not finite, say."""
        return suits(pixels) and _norms_cy.normalize(pixels, tuple(self), out, self._room(pixels))

    def gradient(self, gradients: np.ndarray, pixels: np.ndarray, normalized: np.ndarray, out: np.ndarray) -> bool:
        """Write what pixels get of the gradients of the normalized ones; otherwise as `normalize`."""
        return suits(pixels) and _norms_cy.normalize_gradient(
            gradients, pixels, normalized, tuple(self), out, self._room(pixels)
        )

    def _room(self, pixels: np.ndarray) -> np.ndarray:
        return np.zeros(3 * pixels.shape[1] + 2 * self.radius, np.float32)


def where_positive(gradients: np.ndarray, features: np.ndarray, out: np.ndarray | None) -> np.ndarray:
    """Gradients times whether the features are positive, arrays of one shape in C order; into `out` if it is given."""
    if out is None:
        out = spare.empty_like(gradients)
    write = functools.partial(_images_cy.where_positive, gradients.reshape(-1), features.reshape(-1), out.reshape(-1))
    on_threads.at_once([functools.partial(write, *part) for part in on_threads.parts(out.size, out.size)])
    return out
