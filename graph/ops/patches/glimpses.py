"""Glimpses of images: windows around given places, which may lie outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import folded
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import DRAWS
from ...runtime.random_generators import generator_of
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank, with_value

_NOISES = ("uniform", "gaussian", "zero")

EXTRACT_GLIMPSE = Op(
    "ExtractGlimpse",
    "input: float32, size: int32, offsets: float32 -> glimpse: float32",
    "centered: bool = true, normalized: bool = true, uniform_noise: bool = true, noise: string = 'uniform'",
    traits=DRAWS,
    batch=folded(0, 2),
    gradient=NO_GRADIENT,
)


@EXTRACT_GLIMPSE.shape
def _glimpse_shape(op: Operation) -> StaticShape:
    if op.get_attr("uniform_noise") and op.get_attr("noise") != "uniform":
        raise ValueError("The uniform_noise and noise should not be specified at the same time")
    count, _, _, channels = with_rank(op.inputs[0].static_shape, 4)
    with_value(with_rank(op.inputs[1].static_shape, 1)[0], 2)
    places, pair = with_rank(op.inputs[2].static_shape, 2)
    count = merge_dim(count, places)
    with_value(pair, 2)
    size = constant_value(op.inputs[1])
    if size is None:
        return (count, None, None, channels)
    for number in size:
        if number < 0:
            raise ValueError(f"Dimension {number} must be >= 0")
    return (count, *map(int, size), channels)


def _check(images: np.ndarray, size: np.ndarray, offsets: np.ndarray) -> tuple[int, int]:
    if images.ndim != 4:
        raise invalid(f"input must be 4-dimensional (batch_size, height, width, depth){bracket(images.shape)}")
    if size.ndim != 1 or len(size) != 2:
        raise invalid(f"input must be a vector of size 2 (height, width){bracket(size.shape)}")
    if (size < 0).any():
        raise invalid(f"the size of a glimpse must be >= 0, got {size.tolist()}")
    if offsets.ndim != 2:
        raise invalid(f"input must be a matrix{bracket(offsets.shape)}")
    if len(offsets) != len(images):
        raise invalid(f"first dimension should be batch{bracket(offsets.shape)}")
    if offsets.shape[1] != 2:
        raise invalid(f"second dimension should be of size 2 (y,x){bracket(offsets.shape)}")
    return int(size[0]), int(size[1])


def _starts(offsets: np.ndarray, sizes: tuple[int, int], wanted: tuple[int, int], centered: bool, normalized: bool) -> Any:
    """Where glimpses begin, floats [n, 2]."""
    full, half = np.array(sizes, np.float32), np.array(wanted, np.float32) / np.float32(2)
    with np.errstate(invalid="ignore"):
        places = offsets * full if normalized else offsets
        if centered:
            places = places / np.float32(2) + full / np.float32(2)
        places = np.trunc(places - half)
    far = np.float32(2**30)  # outside, as what is no number is
    return np.clip(np.where(np.isnan(places), far, places), -far, far).astype(np.int64)


def _noise(image: np.ndarray, shape: tuple[int, ...], noise: str, generator: np.random.Generator) -> np.ndarray:
    """What is outside of an image: numbers in its range."""
    if noise == "zero" or not image.size:
        return np.zeros(shape, np.float32)
    least, greatest = image.min(), image.max()
    if noise == "uniform":
        return generator.random(shape, np.float32) * (greatest - least) + least
    drawn = generator.standard_normal(shape, np.float32) * image.std() + image.mean()
    return np.clip(drawn, least, greatest)


@EXTRACT_GLIMPSE.bind
def _glimpses(op: Operation, session: Any) -> Callable[..., np.ndarray]:
    generator, noise = generator_of(op, session), op.get_attr("noise")
    centered, normalized = op.get_attr("centered"), op.get_attr("normalized")

    def kernel(images: np.ndarray, size: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        if noise not in _NOISES:
            raise invalid(f"The noise could only be uniform, gaussian, or zero, got{noise}")
        wanted = _check(images, size, offsets)
        sizes = images.shape[1:3]
        glimpses = np.empty((len(images), *wanted, images.shape[3]), np.float32)
        for image, glimpse, begin in zip(images, glimpses, _starts(offsets, sizes, wanted, centered, normalized), strict=True):
            first, end = np.maximum(begin, 0), np.minimum(begin + wanted, sizes)
            if (begin < 0).any() or (begin + wanted > sizes).any():
                glimpse[...] = _noise(image, glimpse.shape, noise, generator)
            if (first < end).all():
                (top, left), (low, right) = first, end
                from_top, from_left = first - begin
                glimpse[from_top : from_top + low - top, from_left : from_left + right - left] = image[top:low, left:right]
        return glimpses

    return kernel


@export("image.extract_glimpse")
def extract_glimpse(
    input: TensorLike,
    size: IntegersLike,
    offsets: TensorLike,
    centered: bool = True,
    normalized: bool = True,
    uniform_noise: bool = True,
    name: str | None = None,
) -> Tensor:
    """A window of each image, around a place. What of it lies outside is noise: uniform between the image's least and greatest
    number, other in each run.

    Args:
      input: float32 [n, height, width, channels].
      size: int32 [2]: height and width of a window.
      offsets: float32 [n, 2]: y and x of the middle of each window.
      centered: whether they count from the middle of the image, (-1, -1) being its upper left corner, and not from there.
      normalized: whether they are in parts of the image, and not in pixels.
      uniform_noise: accepted; either way the noise is uniform, as it is in TensorFlow.

    Returns:
      float32 [n, size[0], size[1], channels].

    Raises:
      TypeError: images that are not float32.
      ValueError: shapes that do not fit, or a negative size.
      InvalidArgumentError: (when run) the same, where it was not known before.

    Example:
      >>> image = np.arange(25, dtype=np.float32).reshape(1, 5, 5, 1)
      >>> with tf.Session() as sess:
      ...     sess.run(tf.image.extract_glimpse(image, [1, 3], [[0.0, 0.0]])).ravel().tolist()
      [11.0, 12.0, 13.0]
    """
    return EXTRACT_GLIMPSE(
        input, size, offsets, centered=centered, normalized=normalized, uniform_noise=uniform_noise, name=name
    )
