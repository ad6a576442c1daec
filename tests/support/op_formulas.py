"""Convolution and pooling as plain loops over windows, and other formulas that samples of ops state their values by."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Sequence

import numpy as np


def windows(
    x: np.ndarray, size: Sequence[int], step: Sequence[int], pads: Sequence, dilation: Sequence[int], filling: float
) -> np.ndarray:
    """[n, rows, columns, height, width, channels]: the windows over images [n, height, width, channels]."""
    x = np.pad(x, [(0, 0), *pads, (0, 0)], constant_values=filling)
    reach = [(k - 1) * d + 1 for k, d in zip(size, dilation, strict=True)]
    rows, columns = (range(0, whole - r + 1, s) for whole, r, s in zip(x.shape[1:3], reach, step, strict=True))
    return np.stack(
        [np.stack([x[:, i : i + reach[0] : dilation[0], j : j + reach[1] : dilation[1]] for j in columns], 1) for i in rows],
        1,
    )


def conv2d(
    x: np.ndarray,
    kernel: np.ndarray,
    step: Sequence[int] = (1, 1),
    pads: Sequence = ((0, 0),) * 2,
    dilation: Sequence[int] = (1, 1),
) -> np.ndarray:
    """The convolution of images [n, height, width, channels] by a filter [height, width, channels, results]."""
    return np.einsum("nyxijc,ijco->nyxo", windows(x, kernel.shape[:2], step, pads, dilation, 0), kernel)


def depthwise(x: np.ndarray, kernel: np.ndarray, **how: Sequence) -> np.ndarray:
    """Each channel by its own filters [height, width, channels, results per channel]."""
    parts = [conv2d(x[..., k : k + 1], kernel[:, :, k : k + 1], **how) for k in range(x.shape[-1])]
    return np.concatenate(parts, -1)


def max_pool(x: np.ndarray, size: Sequence[int], step: Sequence[int], pads: Sequence = ((0, 0),) * 2) -> np.ndarray:
    """The greatest element of each window."""
    return windows(x, size, step, pads, (1, 1), -np.inf).max((3, 4))


def avg_pool(x: np.ndarray, size: Sequence[int], step: Sequence[int], pads: Sequence = ((0, 0),) * 2) -> np.ndarray:
    """The mean of each window; what lies beyond the image does not count."""
    counts = windows(np.ones_like(x), size, step, pads, (1, 1), 0).sum((3, 4))
    return windows(x, size, step, pads, (1, 1), 0).sum((3, 4)) / counts


def transpose_of(linear: Callable[[np.ndarray], np.ndarray], shape: Sequence[int], dy: np.ndarray) -> np.ndarray:
    """The transpose of a linear function of an array of that shape, at `dy`."""
    found = np.zeros(shape)
    for at in np.ndindex(*shape):
        unit = np.zeros(shape)
        unit[at] = 1
        found[at] = (linear(unit) * dy).sum()
    return found.astype(dy.dtype)


def greatest_at(x: np.ndarray, size: Sequence[int], step: Sequence[int]) -> Callable[[np.ndarray], np.ndarray]:
    """The linear function that takes from an array the elements that are the greatest of their windows in `x`."""
    y = max_pool(x, size, step)
    chosen = windows(x, size, step, ((0, 0),) * 2, (1, 1), 0) == y[:, :, :, None, None]

    def taken(values: np.ndarray) -> np.ndarray:
        return (windows(values, size, step, ((0, 0),) * 2, (1, 1), 0) * chosen).sum((3, 4))

    return taken


def nchw(function: Callable[..., np.ndarray], *planar: int) -> Callable[..., np.ndarray]:
    """A function of images [n, height, width, channels] as one of images [n, channels, height, width].

    Args:
      planar: the positions of the arguments that are such images; the result always is.
    """

    def of_planes(*given: np.ndarray) -> np.ndarray:
        turned = [np.moveaxis(x, 1, -1) if k in planar else x for k, x in enumerate(given)]
        return np.moveaxis(function(*turned), -1, 1)

    return of_planes


def boxes(x: np.ndarray, size: Sequence[int], step: Sequence[int], dilation: Sequence[int] = (1, 1, 1)) -> np.ndarray:
    """[n, planes, rows, columns, depth, height, width, channels]: the windows inside volumes [n, d, h, w, channels]."""
    for axis, (length, stride, apart) in enumerate(zip(size, step, dilation, strict=True)):
        reach = (length - 1) * apart + 1
        begins = range(0, x.shape[1 + axis] - reach + 1, stride)
        index = [slice(None)] * (1 + axis)
        cut = [x[(*index, slice(begin, begin + reach, apart))] for begin in begins]
        x = np.moveaxis(np.stack(cut, 1 + axis), 2 + axis, -2)
    return x


def conv3d(x: np.ndarray, kernel: np.ndarray, step: Sequence[int], dilation: Sequence[int] = (1, 1, 1)) -> np.ndarray:
    """The convolution of volumes by a filter [depth, height, width, channels, results], inside of them."""
    return np.einsum("ndyxijkc,ijkco->ndyxo", boxes(x, kernel.shape[:3], step, dilation), kernel)


def greatest_in_boxes(x: np.ndarray, size: Sequence[int], step: Sequence[int]) -> Callable[[np.ndarray], np.ndarray]:
    """The linear function that takes from an array the elements that are the greatest of their boxes in `x`."""
    found = boxes(x, size, step)
    chosen = found == found.max((4, 5, 6), keepdims=True)
    return lambda values: (boxes(values, size, step) * chosen).sum((4, 5, 6))


def in_hsv(change: Callable[[float, float, float], tuple[float, float, float]]) -> Callable[[np.ndarray], np.ndarray]:
    """A change of hue, saturation and value as a function of colors [..., 3]."""

    def of_colors(images: np.ndarray) -> np.ndarray:
        flat = images.reshape(-1, 3).astype(float).tolist()
        return np.reshape([colorsys.hsv_to_rgb(*change(*colorsys.rgb_to_hsv(*rgb))) for rgb in flat], images.shape).astype(
            images.dtype
        )

    return of_colors
