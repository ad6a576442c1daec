"""How alike images are, and how they change from pixel to pixel.

Sources: Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image Quality Assessment: From Error Visibility to Structural
Similarity", 2004; Z. Wang, E. P. Simoncelli, A. C. Bovik, "Multi-scale structural similarity for image quality assessment",
2003.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from ...types.shapes import TensorShape
from ...types.static_shapes import compatible

# -- how alike two images are ------------------------------------------------------------------------------------------


def _checked(one: Tensor, other: Tensor) -> Tensor:
    """`one`, after a check when it runs. Raises ValueError where the two are known not to be of one size."""
    shapes = [one.static_shape, other.static_shape]
    for x in (one, other):
        if x.static_shape is not None and len(x.static_shape) < 3:
            raise ValueError(f"Shape {x.shape} must have rank at least 3")
    if shapes[0] is not None and shapes[1] is not None:
        if not compatible(shapes[0][-3:], shapes[1][-3:]):
            first, second = (TensorShape(shape[-3:]) for shape in shapes if shape is not None)
            raise ValueError(f"Shapes {first} and {second} are incompatible")
        for dims in zip(reversed(shapes[0][:-3]), reversed(shapes[1][:-3]), strict=False):
            if None not in dims and dims[0] != dims[1] and 1 not in dims:
                raise ValueError(f"Two images are not compatible: {one.shape} and {other.shape}")
    sizes = ops.shape_n([one, other])
    checks = [
        ops.Assert(ops.greater_equal(ops.size(sizes[0]), 3), sizes, summarize=10),
        ops.Assert(ops.reduce_all(ops.equal(sizes[0][-3:], sizes[1][-3:])), sizes, summarize=10),
    ]
    with get_default_graph().control_dependencies(checks):
        return ops.identity(one)


def _as_floats(one: Tensor, other: Tensor, max_val: Any) -> list[Tensor]:
    """The images and the greatest value as float32, integers in [0, 1]."""
    most = ops.cast(max_val, one.dtype)
    return [ops.convert_image_dtype(x, dtypes.float32) for x in (one, other, most)]


@export("image.psnr")
def psnr(a: TensorLike, b: TensorLike, max_val: TensorLike, name: str | None = None) -> Tensor:
    """The peak signal-to-noise ratio of images, in decibels: 20 log10(max_val) - 10 log10(mean squared difference).

    Args:
      a, b: [..., height, width, channels], integers or floats; the dimensions before broadcast.
      max_val: the range of the values, 255 for uint8.

    Returns:
      float32, a number for each image.

    Raises:
      ValueError: images that are known not to be of one size, or of less than three dimensions.
      InvalidArgumentError: (when run) images that are not of one size.
    """
    with name_scope(name, "PSNR", [a, b]):
        a, b = convert_to_tensor(a), convert_to_tensor(b)
        one, other, most = _as_floats(a, b, max_val)
        error = ops.reduce_mean(ops.squared_difference(one, other), [-3, -2, -1])
        signal = ops.realdiv(ops.multiply(20.0, ops.log(most)), ops.log(10.0))
        found = ops.subtract(signal, ops.multiply(np.float32(10 / np.log(10)), ops.log(error)), name="psnr")
        checked = _checked(one, other)
        return ops.with_dependencies([checked], found)


def _window(size: int, sigma: float) -> np.ndarray:
    """The weights of a pixel's neighbours, [size, size]: they fall as a bell does, and add up to 1."""
    places = np.arange(size, dtype=np.float32) - np.float32((size - 1) / 2)
    bell = np.square(places) * (np.float32(-0.5) / np.square(np.float32(sigma)))
    weights = np.exp(bell[None] + bell[:, None], dtype=np.float64)
    return (weights / weights.sum()).astype(np.float32)


def _similarity(
    one: Tensor, other: Tensor, max_val: Tensor, filter_size: int, filter_sigma: float, k1: float, k2: float
) -> tuple[Tensor, Tensor]:
    """The similarity of each channel, and what of it is contrast and structure: [..., channels]."""
    checks = [
        ops.Assert(ops.reduce_all(ops.greater_equal(shape[-3:-1], filter_size)), [shape, filter_size], summarize=8)
        for shape in ops.shape_n([one, other])
    ]
    with get_default_graph().control_dependencies(checks):
        one = ops.identity(one)
    window = _window(filter_size, filter_sigma)[..., None, None]
    channels = (one.static_shape or (None,))[-1]
    count = ops.shape(one)[-1] if channels is None else channels
    kernel = ops.tile(window, [1, 1, count, 1])

    def weighed(x: Tensor) -> Tensor:
        sizes = ops.shape(x)
        flat = ops.reshape(x, ops.concat([[-1], sizes[-3:]], 0))
        sums = ops.depthwise_conv2d(flat, kernel, [1, 1, 1, 1], "VALID")
        return ops.reshape(sums, ops.concat([sizes[:-3], ops.shape(sums)[1:]], 0))

    c1, c2 = ops.square(k1 * max_val), ops.square(k2 * max_val)
    mean, other_mean = weighed(one), weighed(other)
    product, squares = mean * other_mean * 2.0, ops.square(mean) + ops.square(other_mean)
    luminance = (product + c1) / (squares + c1)
    both = weighed(one * other) * 2.0
    each = weighed(ops.square(one) + ops.square(other))
    structure = (both - product + c2) / (each - squares + c2)
    return ops.reduce_mean(luminance * structure, [-3, -2]), ops.reduce_mean(structure, [-3, -2])


@export("image.ssim")
def ssim(
    img1: TensorLike,
    img2: TensorLike,
    max_val: TensorLike,
    filter_size: int = 11,
    filter_sigma: float = 1.5,
    k1: float = 0.01,
    k2: float = 0.03,
) -> Tensor:
    """The structural similarity of images: 1 where they are the same, less where they are not.

    Args:
      img1, img2: [..., height, width, channels], integers or floats, at least `filter_size` high and wide; the dimensions
        before broadcast.
      max_val: the range of the values, 255 for uint8.
      filter_size, filter_sigma: of the bell that weighs neighbours, in pixels.
      k1, k2: what keeps quotients of small numbers in bounds, as parts of the range.

    Returns:
      float32, a number for each image: the mean over its channels.

    Raises:
      ValueError: images that are known not to be of one size, or of less than three dimensions.
      InvalidArgumentError: (when run) images that are not of one size, or smaller than the filter.
    """
    img1, img2 = convert_to_tensor(img1, name="img1"), convert_to_tensor(img2, name="img2")
    one, other, most = _as_floats(_checked(img1, img2), img2, max_val)
    return ops.reduce_mean(_similarity(one, other, most, filter_size, filter_sigma, k1, k2)[0], [-1])


_WEIGHTS_OF_SCALES = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)


@export("image.ssim_multiscale")
def ssim_multiscale(
    img1: TensorLike,
    img2: TensorLike,
    max_val: TensorLike,
    power_factors: Sequence[float] = _WEIGHTS_OF_SCALES,
    filter_size: int = 11,
    filter_sigma: float = 1.5,
    k1: float = 0.01,
    k2: float = 0.03,
) -> Tensor:
    """The structural similarity of images over several scales, each half as large as the one before.

    Args:
      img1, img2: as `ssim` takes them; at the last scale, too, at least `filter_size` high and wide.
      max_val: the range of the values, 255 for uint8.
      power_factors: the weight of each scale, the first that of the images as they are.
      filter_size, filter_sigma: of the bell that weighs neighbours, in pixels.
      k1, k2: what keeps quotients of small numbers in bounds, as parts of the range.

    Returns:
      float32, a number in [0, 1] for each image: the mean over its channels.

    Raises:
      ValueError: images that are known not to be of one size, or of less than three dimensions.
      InvalidArgumentError: (when run) images that are not of one size, or at some scale smaller than the filter.
    """
    with name_scope(None, "MS-SSIM", [img1, img2]):
        img1, img2 = convert_to_tensor(img1, name="img1"), convert_to_tensor(img2, name="img2")
        *images, most = _as_floats(_checked(img1, img2), img2, max_val)
        measured: list[Tensor] = []
        for scale in range(len(power_factors)):
            with name_scope(None, f"Scale{scale}", images):
                if scale:
                    images = [_halved(x) for x in images]
                alike, structure = _similarity(*images, most, filter_size, filter_sigma, k1, k2)
                measured.append(ops.relu(structure))
        measured[-1:] = [ops.relu(alike)]
        powers = ops.pow(ops.stack(measured, axis=-1), list(power_factors))
        return ops.reduce_mean(ops.reduce_prod(powers, [-1]), [-1])


def _halved(images: Tensor) -> Tensor:
    """Each pixel the mean of four; a last row or column without a partner is taken twice."""
    sizes = ops.shape(images)
    flat = ops.reshape(images, ops.concat([[-1], sizes[-3:]], 0))
    odd = sizes[-3:] % np.array([2, 2, 1], np.int32)
    padded = ops.pad(flat, ops.pad(ops.expand_dims(odd, -1), [[1, 0], [1, 0]]), mode="SYMMETRIC")
    means = ops.avg_pool(padded, [1, 2, 2, 1], [1, 2, 2, 1], "VALID")
    halved = ops.reshape(means, ops.concat([sizes[:-3], ops.shape(means)[1:]], 0))
    known = images.static_shape
    if known is not None:
        halved.set_shape([*known[:-3], *(None if size is None else (size + 1) // 2 for size in known[-3:-1]), known[-1]])
    return halved


# -- how an image changes ----------------------------------------------------------------------------------------------


@export("image.total_variation")
def total_variation(images: TensorLike, name: str | None = None) -> Tensor:
    """The sum of all absolute differences between neighbours: how noisy an image is.

    Args:
      images: [height, width, channels] or [n, height, width, channels], any type of numbers.

    Returns:
      a number for each image, dtype of `images`.

    Raises:
      ValueError: another rank.
    """
    with name_scope(name, "total_variation"):
        images = convert_to_tensor(images, name="images")
        known = images.static_shape
        if known is None or len(known) not in (3, 4):
            raise ValueError("'images' must be either 3 or 4-dimensional.")
        down = images[..., 1:, :, :] - images[..., :-1, :, :]
        across = images[..., :, 1:, :] - images[..., :, :-1, :]
        axes = None if len(known) == 3 else [1, 2, 3]
        return ops.reduce_sum(ops.abs(down), axes) + ops.reduce_sum(ops.abs(across), axes)


@export("image.image_gradients")
def image_gradients(image: Tensor) -> tuple[Tensor, Tensor]:
    """The differences of each pixel to the one below and to the one on its right.

    Args:
      image: a tensor [n, height, width, channels], any type of numbers.

    Returns:
      (dy, dx), each of the shape and dtype of `image`: 0 in the last row of dy, and in the last column of dx.

    Raises:
      ValueError: another rank.
    """
    if image.static_shape is None or len(image.static_shape) != 4:
        raise ValueError("image_gradients expects a 4D tensor [batch_size, h, w, d], not %s.", image.shape)
    sizes = ops.shape(image)
    n, height, width, depth = ops.unstack(sizes)

    def filled_up(difference: Tensor, missing: list, axis: int) -> Tensor:
        whole = ops.concat([difference, ops.zeros(ops.stack(missing), image.dtype)], axis)
        return ops.reshape(whole, sizes)

    dy = filled_up(image[:, 1:] - image[:, :-1], [n, 1, width, depth], 1)
    dx = filled_up(image[:, :, 1:] - image[:, :, :-1], [n, height, 1, depth], 2)
    return dy, dx


@export("image.sobel_edges")
def sobel_edges(image: Tensor) -> Tensor:
    """Edges by Sobel's filters, at the borders with what is mirrored there.

    Args:
      image: a tensor of float32 or float64 [n, height, width, channels], at least two high and wide.

    Returns:
      [n, height, width, channels, 2], dtype of `image`: how it changes downwards, then to the right.
    """
    known, sizes = image.static_shape, ops.shape(image)
    down = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    filters = np.stack([down, down.T], axis=-1)[:, :, None]
    count = sizes[-1] if known is None or known[-1] is None else known[-1]
    filters = ops.tile(convert_to_tensor(filters, image.dtype), [1, 1, count, 1], name="sobel_filters")
    padded = ops.pad(image, [[0, 0], [1, 1], [1, 1], [0, 0]], mode="REFLECT")
    edges = ops.depthwise_conv2d(padded, filters, [1, 1, 1, 1], "VALID")
    found = ops.reshape(edges, ops.concat([sizes, [2]], 0))
    found.set_shape(None if known is None else [*known, 2])
    return found
