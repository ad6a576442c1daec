"""Pictures of random dots that eyes which look past them see in three dimensions: an op of tf.contrib.image.

Source: Thimbleby, Inglis and Witten, "Displaying 3D Images: Algorithms for Single-Image Random-Dot Stereograms", 1994.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import ShapeLike, TensorLike
from ...types.static_shapes import StaticShape

STEREOGRAMS = Op(
    "SingleImageRandomDotStereograms",
    "depth_values: T -> image: uint8",
    "hidden_surface_removal: bool = true, convergence_dots_size: int = 8, dots_per_inch: int = 72, "
    "eye_separation: float = 2.5, mu: float = 0.3333, normalize: bool = true, normalize_max: float = -100.0, "
    "normalize_min: float = 100.0, border_level: float = 0.0, number_colors: int = 256, "
    "output_image_shape: shape = [1024, 768, 1], output_data_window: shape = [1022, 757]",
    traits=PURE,
    T=(dtypes.float64, dtypes.float32, dtypes.int64, dtypes.int32),
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@STEREOGRAMS.shape
def _shape(op: Operation) -> StaticShape:
    size = op.get_attr("output_image_shape")
    if size is None or len(size) != 3 or None in size:
        raise ValueError(f"output_image_shape must be three sizes, width, height and channels: {size}")
    window = op.get_attr("output_data_window")
    if window is None or len(window) != 2 or None in window:
        raise ValueError(f"output_data_window must be two sizes, width and height: {window}")
    width, height, channels = size
    return (height, width, 3 if op.get_attr("number_colors") > 256 else channels)


class _Eyes(NamedTuple):
    """How far apart they are, in dots, and how deep the picture is, as a part of their distance to it."""

    apart: int
    mu: float

    def separation(self, depth: Any) -> Any:
        """How many dots lie between the two that show a point of that depth."""
        return np.floor((1 - self.mu * depth) * self.apart / (2 - self.mu * depth) + 0.5)


@STEREOGRAMS.kernel
def _stereogram(
    depth_values: np.ndarray,
    hidden_surface_removal: bool,
    convergence_dots_size: int,
    dots_per_inch: int,
    eye_separation: float,
    mu: float,
    normalize: bool,
    normalize_max: float,
    normalize_min: float,
    border_level: float,
    number_colors: int,
    output_image_shape: tuple[int, int, int],
    output_data_window: tuple[int, int],
) -> np.ndarray:
    if depth_values.ndim != 2 or not depth_values.size:
        raise invalid(f"depth_values must be a matrix with elements, not of shape {list(depth_values.shape)}")
    eyes = _Eyes(int(np.float32(eye_separation) * np.float32(dots_per_inch)), mu)
    if eyes.apart < 0 or eyes.mu < 0:
        raise invalid("eye_separation, dots_per_inch and mu must not be below 0")
    width, height, channels = output_image_shape
    channels = 3 if number_colors > 256 else channels
    dots = max(convergence_dots_size, 0)
    spare = max(height - output_data_window[1] - dots, 0)
    top = spare // (3 if dots else 2)
    depths = _depths(depth_values, normalize, normalize_max, normalize_min)
    lines, of_row = _lines(depths, width, height, top, output_data_window, border_level)
    seen = _seen(lines, eyes, border_level, hidden_surface_removal)
    links = [_roots(*line, width) for line in zip(*seen, strict=True)]
    image = np.empty((height, width, channels), np.uint8)
    free = [len(set(roots)) for roots in links]
    drawn = np.array(_draws(sum(free[kind] for kind in of_row) * channels), np.int64).reshape(-1, channels)
    colors = (drawn % 2 * 255 if number_colors == 2 else drawn).astype(np.uint8)
    at = 0
    for row, kind in enumerate(of_row):
        ends, order = np.unique(links[kind], return_inverse=True)
        image[row] = colors[at : at + len(ends)][::-1][order]  # the dots are drawn from the right to the left
        at += len(ends)
    _mark(image, dots, int(eyes.separation(0.0)), height - 1 - (top if dots else 0))
    return image


def _depths(values: np.ndarray, normalize: bool, greatest: float, least: float) -> np.ndarray:
    """The depths from 0, far, to 1; NaN where all are the same."""
    depths = values.astype(np.float64)
    if normalize:
        if greatest <= least:
            greatest, least = depths.max(), depths.min()
        with np.errstate(all="ignore"):
            depths = (depths - least) / np.float64(greatest - least)
    return np.clip(depths, 0, 1)


def _lines(
    depths: np.ndarray, width: int, height: int, top: int, window: tuple[int, int], border: float
) -> tuple[np.ndarray, list[int]]:
    """The depths along each kind of row, [kinds, width], and which kind each row of the picture is; the last is border."""
    across, down = window
    columns = np.arange(width) - int((width - across) / 2)
    shown = (columns >= 0) & (columns < across)
    lines = np.full((len(depths) + 1, width), border)
    lines[:-1, shown] = depths[:, columns[shown] * depths.shape[1] // max(across, 1)]
    inside = (row - top for row in range(height))
    return lines, [row * len(depths) // down if 0 <= row < down else len(depths) for row in inside]


def _seen(lines: np.ndarray, eyes: _Eyes, border: float, hides: bool) -> tuple[list, list, list]:
    """For each kind of row: whether both eyes see the point at a place, and the dots that show it to the left and right one."""
    width = lines.shape[1]
    known = ~np.isnan(lines)
    depth = np.where(known, lines, 0)
    apart = eyes.separation(depth).astype(np.int64)
    left = np.arange(width) - apart // 2
    right = left + apart
    visible = known & (apart >= 0) & (left >= 0) & (right < width)
    if hides:
        with np.errstate(all="ignore"):
            slope = np.float64(2.0) * (2 - eyes.mu * depth) / np.float64(eyes.mu * eyes.apart)
            waiting, t = visible & (slope > 0), 1
            while waiting.any() and t <= width:  # farther away there is the border alone, and rays are ever nearer
                ray = depth + slope * t
                before = np.pad(lines[:, : width - t], ((0, 0), (t, 0)), constant_values=border)
                behind = np.pad(lines[:, t:], ((0, 0), (0, t)), constant_values=border)
                visible &= ~waiting | ((before < ray) & (behind < ray))
                waiting &= visible & (ray < 1)
                t += 1
    return visible.tolist(), left.tolist(), right.tolist()


def _roots(visible: list[bool], lefts: list[int], rights: list[int], width: int) -> list[int]:
    """For each dot of a row the one to its right that it has its color from, itself where it is free."""
    same = list(range(width))
    for left, right, shows in zip(lefts, rights, visible, strict=True):
        if not shows:
            continue
        other = same[left]
        while other not in (left, right):
            if other < right:
                left = other
                other = same[left]
            else:
                same[left] = right
                left = right
                other = same[left]
                right = other
        same[left] = right
    for place in range(width - 1, -1, -1):
        same[place] = same[same[place]]
    return same


def _draws(count: int) -> list[int]:
    """The first numbers that `rand` of the GNU C library gives: an additive generator with the lags 3 and 31."""
    state = [1]
    for _ in range(30):
        state.append(16807 * state[-1] % 2147483647)
    state += state[:3]
    add = state.append
    for place in range(34, 344 + count):
        add(state[place - 3] + state[place - 31] & 0xFFFFFFFF)
    return [value >> 1 for value in state[344:]]


def _mark(image: np.ndarray, size: int, separation: int, last_row: int) -> None:
    """Two black squares that eyes look at until they see three: what leaves a row goes on in the next, as in memory."""
    height, width, channels = image.shape
    dots = image.reshape(height * width, channels)
    half, middle = separation // 2, width // 2 - size // 2
    for column in (middle - half, middle + half):
        for row in range(last_row, last_row - size, -1):
            places = row * width + np.arange(column, column + size)
            dots[places[(places >= 0) & (places < len(dots))]] = 0


@export("contrib.image.single_image_random_dot_stereograms")
def single_image_random_dot_stereograms(
    depth_values: TensorLike,
    hidden_surface_removal: bool | None = None,
    convergence_dots_size: int | None = None,
    dots_per_inch: int | None = None,
    eye_separation: float | None = None,
    mu: float | None = None,
    normalize: bool | None = None,
    normalize_max: float | None = None,
    normalize_min: float | None = None,
    border_level: float | None = None,
    number_colors: int | None = None,
    output_image_shape: ShapeLike | None = None,
    output_data_window: ShapeLike | None = None,
) -> Tensor:
    """A picture of random dots in which eyes that look past it see depths.

    The dots are drawn anew from the same numbers for each picture: those of the first one that TensorFlow makes.

    Args:
      depth_values: float64, float32, int64 or int32 [rows, columns]: how near each point is.
      hidden_surface_removal: leave out what one of the eyes does not see; True by default.
      convergence_dots_size: of the two black squares at the bottom that help the eyes, in dots; 8 by default, 0 for none.
      dots_per_inch: of the device; 72 by default.
      eye_separation: in inches; 2.5 by default.
      mu: how deep the picture is, as a part of the distance of the eyes to it; 0.3333 by default.
      normalize: bring the depths to 0, far, up to 1, near; True by default. Others are cut off.
      normalize_max, normalize_min: the depths that become 1 and 0; by default, and where the first is not the greater one,
        the greatest and the least.
      border_level: the depth around the data, 0 by default.
      number_colors: 2 for black and white, up to 256 for shades (the default), more for three channels.
      output_image_shape: [width, height, channels], by default [1024, 768, 1].
      output_data_window: [width, height] of the part that shows the depths, by default [1022, 757].

    Returns:
      uint8 [height, width, channels], with 3 channels where `number_colors` is greater than 256.

    Raises:
      ValueError: shapes of another length.
      InvalidArgumentError: (when run) `depth_values` is no matrix.
    """
    given: dict[str, Any] = {
        "hidden_surface_removal": hidden_surface_removal,
        "convergence_dots_size": convergence_dots_size,
        "dots_per_inch": dots_per_inch,
        "eye_separation": eye_separation,
        "mu": mu,
        "normalize": normalize,
        "normalize_max": normalize_max,
        "normalize_min": normalize_min,
        "border_level": border_level,
        "number_colors": number_colors,
        "output_image_shape": output_image_shape,
        "output_data_window": output_data_window,
    }
    return STEREOGRAMS(depth_values, **{name: value for name, value in given.items() if value is not None})
