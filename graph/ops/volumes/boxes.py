"""Windows that slide over volumes: how they lie along each of three axes.

Volumes are [n, depth, height, width, channels] here; what comes as [n, channels, depth, height, width] is transposed first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..nn.windows import Span, span

LAYOUTS = "data_format: {'NDHWC', 'NCDHW'} = 'NDHWC'"


def last(data_format: str, values: Sequence[Any]) -> list[Any]:
    """Five values, one per axis, those of channels last."""
    return [values[k] for k in ((0, 2, 3, 4, 1) if data_format == "NCDHW" else range(5))]


def given(data_format: str, values: Sequence[Any]) -> tuple[Any, ...]:
    """The reverse of `last`."""
    return tuple(values[k] for k in ((0, 4, 1, 2, 3) if data_format == "NCDHW" else range(5)))


def channels_last(array: np.ndarray, data_format: str) -> np.ndarray:
    """The array as [n, depth, height, width, channels]."""
    return array.transpose(0, 2, 3, 4, 1) if data_format == "NCDHW" else array


def as_given(array: np.ndarray, data_format: str) -> np.ndarray:
    """An array [n, depth, height, width, channels] in the order of `data_format`, its elements in that order too."""
    return np.ascontiguousarray(array.transpose(0, 4, 1, 2, 3)) if data_format == "NCDHW" else array


class Boxes(NamedTuple):
    """How windows lie over volumes."""

    planes: Span
    rows: Span
    columns: Span

    @property
    def windows(self) -> tuple[int, int, int]:
        """How many windows there are along each axis."""
        return self.planes.windows, self.rows.windows, self.columns.windows

    def parts(self) -> Iterator[tuple[tuple[int, int, int], tuple, tuple]]:
        """For each place in a window: the place, which windows have it inside the volume (an index of [n, windows, ...]), and
        where these elements lie (an index of the volumes)."""
        for place in np.ndindex(self.planes.length, self.rows.length, self.columns.length):
            found = [axis.places(k) for axis, k in zip(self, place, strict=True)]
            windows, elements = zip(*found, strict=True)
            yield place, (slice(None), *windows), (slice(None), *elements)

    def padded(self, volumes: np.ndarray) -> np.ndarray:
        """The volumes with zeros around them wherever windows reach beyond them."""
        return np.pad(volumes, [(0, 0), *((axis.before, max(axis.after, 0)) for axis in self), (0, 0)])

    def whole(self, place: tuple[int, ...]) -> tuple:
        """Where all windows have their element `place`, in what `padded` gives."""
        found = [
            slice(k * axis.dilation, k * axis.dilation + (axis.windows - 1) * axis.stride + 1, axis.stride)
            for axis, k in zip(self, place, strict=True)
        ]
        return (slice(None), *found)

    def counts(self) -> np.ndarray:
        """How many elements of each window are inside the volume, [planes, rows, columns, 1]; 1 where there are none."""
        inside = [axis.inside() for axis in self]
        return np.maximum(np.einsum("i,j,k->ijk", *inside), 1)[..., None]


def boxes_over(
    sizes: Sequence[int], window: Sequence[int], strides: Sequence[int], dilations: Sequence[int], padding: str
) -> Boxes:
    """The windows over volumes; all are [depth, height, width]."""
    return Boxes(*(span(*along, padding) for along in zip(sizes, window, strides, dilations, strict=True)))
