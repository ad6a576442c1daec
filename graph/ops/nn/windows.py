"""Windows that slide over images: how many there are, where their elements lie, patches cut out and put back.

Images are [n, height, width, channels] here; what comes as [n, channels, height, width] is transposed first. Source of
sizes, padding and messages: TensorFlow 1.15's shape functions and kernels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ...types.errors import OpError, UnimplementedError, invalid
from ...types.static_shapes import Dim

PATCH_BYTES = 16 << 20
"""Patches are cut out for so many images at a time as fit in here: more than the caches hold gains nothing."""


class Span(NamedTuple):
    """How windows lie along one axis. Element k of window i is element i * stride + k * dilation - before."""

    size: int
    length: int
    stride: int
    dilation: int
    before: int
    after: int
    windows: int

    def places(self, k: int) -> tuple[slice, slice]:
        """Which windows have their element k inside the axis, and where these elements lie."""
        offset = k * self.dilation - self.before
        first = max(0, -(offset // self.stride))
        last = min(self.windows, (self.size - 1 - offset) // self.stride + 1)
        if first >= last:
            return slice(0, 0), slice(0, 0)
        begin = first * self.stride + offset
        return slice(first, last), slice(begin, begin + (last - first - 1) * self.stride + 1, self.stride)

    def inside(self) -> np.ndarray:
        """How many elements of each window are inside the axis."""
        counts = np.zeros(self.windows, np.int64)
        for k in range(self.length):
            counts[self.places(k)[0]] += 1
        return counts


def count_windows(size: Dim, window: Dim, stride: int, dilation: int, padding: str, explicit: tuple[int, int] = (0, 0)) -> Dim:
    """The number of windows along an axis, as far as it is known when the graph is built.

    Raises:
      ValueError: a stride or dilation that is not positive, or a window that is larger than the axis.
    """
    if stride <= 0:
        raise ValueError(f"Stride must be > 0, but got {stride}")
    if dilation < 1:
        raise ValueError(f"Dilation rate must be >= 1, but got {dilation}")
    if padding == "SAME":
        return None if size is None else -(-size // stride)
    if size is None or window is None:
        return None
    room, reach = size + sum(explicit), (window - 1) * dilation + 1
    if reach > room:
        raise ValueError(f"Negative dimension size caused by subtracting {reach} from {room}")
    return (room - reach) // stride + 1


def span(size: int, window: int, stride: int, dilation: int, padding: str, explicit: tuple[int, int] = (0, 0)) -> Span:
    """The windows along an axis of known size. Raises InvalidArgumentError where there is no room for them."""
    reach = (window - 1) * dilation + 1
    if padding == "SAME":
        count = -(-size // stride)
        missing = max((count - 1) * stride + reach - size, 0)
        explicit = missing // 2, missing - missing // 2
    else:
        count = int((size + sum(explicit) - reach + stride) / stride)  # cut towards zero
    if count < 0:
        raise invalid(
            f"Computed output size would be negative: {count} [input_size: {size}, effective_filter_size: {reach}, "
            f"stride: {stride}]"
        )
    return Span(size, window, stride, dilation, *explicit, count)


class Grid(NamedTuple):
    """How windows lie over images."""

    rows: Span
    columns: Span

    def parts(self) -> Iterator[tuple[int, int, tuple, tuple]]:
        """For each place in a window: its row and column there, which windows have it inside the image (an index of
        [n, rows of windows, columns of windows, ...]), and where these elements lie (an index of the images)."""
        for i in range(self.rows.length):
            window_rows, rows = self.rows.places(i)
            for j in range(self.columns.length):
                window_columns, columns = self.columns.places(j)
                yield i, j, (slice(None), window_rows, window_columns), (slice(None), rows, columns)

    def is_whole_image(self) -> bool:
        """Whether each window is one element, and each element one window: patches are the images themselves."""
        return all(axis.length == axis.stride == 1 and axis.windows == axis.size for axis in self)

    def chunks(self, images: np.ndarray) -> Iterator[slice]:
        """Slices of the first axis, each of so many images that their patches are not too large."""
        per_image = self.elements() * self.rows.windows * self.columns.windows * images.shape[-1] * images.itemsize
        step = max(1, PATCH_BYTES // max(1, per_image))
        return (slice(at, at + step) for at in range(0, len(images), step))

    def elements(self) -> int:
        """The number of places in a window."""
        return self.rows.length * self.columns.length

    def patches(self, images: np.ndarray) -> np.ndarray:
        """All windows' elements as rows: [n * windows, window height * window width * channels], zeros outside."""
        n, channels = len(images), images.shape[-1]
        if self.is_whole_image():
            return images.reshape(-1, channels)
        found = self._windows_of(self._padded(images))
        return found.reshape(n * self.rows.windows * self.columns.windows, self.elements() * channels)

    def _padded(self, images: np.ndarray) -> np.ndarray:
        rows, columns = self
        if not (rows.before or rows.after or columns.before or columns.after):
            return images
        n, height, width, channels = images.shape
        padded = np.zeros(
            (n, rows.before + height + rows.after, columns.before + width + columns.after, channels), images.dtype
        )
        padded[:, rows.before : rows.before + height, columns.before : columns.before + width] = images
        return padded

    def _windows_of(self, padded: np.ndarray) -> np.ndarray:
        """[n, rows, columns, window height, window width, channels]: a view, in which elements stand several times."""
        rows, columns = self
        per_image, per_row, per_column, per_channel = padded.strides
        return np.lib.stride_tricks.as_strided(
            padded,
            (len(padded), rows.windows, columns.windows, rows.length, columns.length, padded.shape[-1]),
            (
                per_image,
                per_row * rows.stride,
                per_column * columns.stride,
                per_row * rows.dilation,
                per_column * columns.dilation,
                per_channel,
            ),
            writeable=False,
        )

    def put_back(self, patches: np.ndarray, images: np.ndarray) -> None:
        """Add windows' elements, rows as `patches` gives them, to where they lie in `images`."""
        n, channels = len(images), images.shape[-1]
        shaped = patches.reshape(n, self.rows.windows, self.columns.windows, self.rows.length, self.columns.length, channels)
        for i, j, windows, elements in self.parts():
            images[elements] += shaped[(*windows, i, j)]


def grid_over(
    height: int,
    width: int,
    window: Sequence[int],
    strides: Sequence[int],
    dilations: Sequence[int],
    padding: str,
    explicit: Sequence[tuple[int, int]] = ((0, 0), (0, 0)),
) -> Grid:
    """The grid of windows [height, width] over images; strides, dilations and paddings are pairs of rows, columns."""
    return Grid(
        span(height, window[0], strides[0], dilations[0], padding, explicit[0]),
        span(width, window[1], strides[1], dilations[1], padding, explicit[1]),
    )


# -- the order of axes -------------------------------------------------------------------------------------------------


def axes(data_format: str) -> tuple[int, int, int, int]:
    """Where batch, height, width and channels are."""
    return (0, 2, 3, 1) if data_format == "NCHW" else (0, 1, 2, 3)


def to_nhwc(data_format: str, values: Sequence[Any]) -> tuple[Any, Any, Any, Any]:
    """Four values, one per axis, in the order batch, height, width, channels."""
    batch, height, width, channels = axes(data_format)
    return values[batch], values[height], values[width], values[channels]


def from_nhwc(data_format: str, values: Sequence[Any]) -> tuple[Any, Any, Any, Any]:
    """The reverse of `to_nhwc`."""
    batch, height, width, channels = values
    return (batch, channels, height, width) if data_format == "NCHW" else (batch, height, width, channels)


def channels_last(array: np.ndarray, data_format: str) -> np.ndarray:
    """The array as [n, height, width, channels]."""
    return array.transpose(0, 2, 3, 1) if data_format == "NCHW" else array


def as_given(array: np.ndarray, data_format: str) -> np.ndarray:
    """An array [n, height, width, channels] in the order of `data_format`, its elements in that order too."""
    return np.ascontiguousarray(array.transpose(0, 3, 1, 2)) if data_format == "NCHW" else array


def get_sequence(value: Any, count: int, channel_axis: int, name: str) -> list:
    """An argument for `count` spatial axes as a list of one value per axis, those of batch and channels 1.

    Args:
      value: None (ones), a number, or a sequence of 1, `count` or `count + 2` numbers.

    Raises:
      ValueError: another length.
    """
    values = [1] if value is None else list(value) if hasattr(value, "__len__") else [value]
    if len(values) == count + 2:
        return values
    if len(values) == 1:
        values *= count
    elif len(values) != count:
        raise ValueError(f"{name} should be of length 1, {count} or {count + 2} but was {len(values)}")
    return [1, 1, *values] if channel_axis == 1 else [1, *values, 1]


def unimplemented(message: str) -> OpError:
    """What kernels raise for what TensorFlow's do not support either."""
    return UnimplementedError(None, None, message)
