"""The passes of batch normalization over pixels of float32 [n, channels], on several threads.

Arrays of channels are float32 [channels]. Sums are those of some pixels first: the same however many threads there are.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np

from ..products import on_threads, spare
from . import _norms_cy, pixels


def sums(rows: np.ndarray) -> np.ndarray:
    """The sum of each channel."""
    if not pixels.suits(rows):
        return pixels.sums_of(lambda some: some.sum(axis=0), rows)
    return _sums(_norms_cy.add, rows)


def sums_of_squares(rows: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """For each channel the sum of the squares of `rows - mean`."""
    if not pixels.suits(rows):

        def squares(some: np.ndarray) -> np.ndarray:
            deviations = some - mean
            return _products(deviations, deviations)

        return pixels.sums_of(squares, rows)
    return _sums(_norms_cy.add_squares, rows, mean)


def sums_of_products(gradients: np.ndarray, rows: np.ndarray, mean: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """For each channel the sum of `gradients * ((rows - mean) * factor)`."""
    if not pixels.suits(gradients, rows):
        return pixels.sums_of(lambda gradients, some: _products(gradients, (some - mean) * factor), gradients, rows)
    return _sums(functools.partial(_norms_cy.add_products, np.ascontiguousarray(gradients)), rows, mean, factor)


def scaled(rows: np.ndarray, mean: np.ndarray, factor: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """`(rows - mean) * factor + offset`."""
    if not pixels.suits(rows):

        def scale(out: np.ndarray, some: np.ndarray) -> None:
            np.subtract(some, mean, out=out)
            out *= factor
            out += offset

        return pixels.by_pixels(scale, rows)
    return _written(functools.partial(_norms_cy.scale, np.ascontiguousarray(rows), _stacked(mean, factor, offset)), rows)


def shared(
    gradients: np.ndarray, rows: np.ndarray, mean: np.ndarray, of_scale: np.ndarray, of_offset: np.ndarray, factor: np.ndarray
) -> np.ndarray:
    """`((rows - mean) * of_scale + gradients - of_offset) * factor`: what rows get of the gradients of the scaled ones."""
    if not pixels.suits(gradients, rows):

        def share(out: np.ndarray, gradients: np.ndarray, some: np.ndarray) -> None:
            np.subtract(some, mean, out=out)
            out *= of_scale
            out += gradients
            out -= of_offset
            out *= factor

        return pixels.by_pixels(share, gradients, rows)
    arrays = np.ascontiguousarray(gradients), np.ascontiguousarray(rows), _stacked(mean, of_scale, of_offset, factor)
    return _written(functools.partial(_norms_cy.share, *arrays), rows)


def _products(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The sum of the products of each channel."""
    return np.einsum("ij,ij->j", left, right)


def _stacked(*of_channels: np.ndarray) -> np.ndarray:
    return np.stack([array.astype(np.float32, copy=False) for array in of_channels])


def _sums(add: Callable[..., None], rows: np.ndarray, *of_channels: np.ndarray) -> np.ndarray:
    """The sums over all pixels, of those that `add` makes over some at a time."""
    step = max(1, pixels.AT_A_TIME // rows.shape[1])
    found = np.empty((-(-len(rows) // step), rows.shape[1]), np.float32)
    arrays = [np.ascontiguousarray(rows), *([_stacked(*of_channels)] if of_channels else [])]
    parts = on_threads.parts(len(found), rows.size * pixels.OF_A_NUMBER)
    on_threads.at_once([functools.partial(add, *arrays, step, found, *part) for part in parts])
    return found.sum(axis=0)


def _written(write: Callable[..., None], rows: np.ndarray) -> np.ndarray:
    """A new array of the shape of `rows`, of which `write(out, begin, end)` writes some pixels."""
    out = spare.empty(rows.shape, np.float32)
    parts = on_threads.parts(len(rows), rows.size * pixels.OF_A_NUMBER)
    on_threads.at_once([functools.partial(write, out, *part) for part in parts])
    return out
