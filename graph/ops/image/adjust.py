"""Images in input pipelines: flips, brightness, contrast, gamma, standardisation, types.

An image is [height, width, channels]; most functions take batches [n, height, width, channels] too. They are made of
plain ops and of those in `image_arithmetic`, so that blocks of records run through them at once.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import tell

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import is_full
from .distort import ADJUST_CONTRAST, MIRROR, STANDARDIZE

F = TypeVar("F", bound=Callable[..., Any])


def check_image(image: Tensor) -> int | None:
    """The rank of an image or batch of images, None where it is unknown. Raises ValueError for anything else."""
    sizes = image.static_shape
    if sizes is None:
        return None
    if len(sizes) < 3:
        raise ValueError(f"'image' (shape {image.shape}) must be at least three-dimensional.")
    if 0 in sizes[-3:]:
        raise ValueError(f"inner 3 dims of 'image.shape' must be > 0: {image.shape}")
    return len(sizes)


@export("image.convert_image_dtype")
def convert_image_dtype(image: TensorLike, dtype: DTypeLike, saturate: bool = False, name: str | None = None) -> Tensor:
    """The image in another dtype: floats in [0, 1], integers over their whole range.

    Args:
      image: any shape, integer or floating.
      dtype: integer or floating.
      saturate: bring values out of range to the nearest in range first.

    Returns:
      the shape of `image`, type `dtype`.

    Raises:
      AttributeError: another `dtype`.
    """
    image = convert_to_tensor(image, name="image")
    dtype = dtypes.as_dtype(dtype)
    if not dtype.is_floating and not dtype.is_integer:
        raise AttributeError("dtype must be either floating point or integer")
    if dtype == image.dtype:
        return ops.identity(image, name=name)
    to_dtype = ops.saturate_cast if saturate else ops.cast
    with name_scope(name, "convert_image", [image]) as scope:
        if image.dtype.is_floating and dtype.is_floating:
            return ops.cast(image, dtype, name=scope)
        if image.dtype.is_floating:
            return to_dtype(ops.multiply(image, dtype.max + 0.5), dtype, name=scope)
        if dtype.is_floating:
            return ops.multiply(ops.cast(image, dtype), 1.0 / image.dtype.max, name=scope)
        if image.dtype.max > dtype.max:
            factor = (int(image.dtype.max) + 1) // (int(dtype.max) + 1)
            return to_dtype(ops.floordiv(image, factor), dtype, name=scope)
        factor = (int(dtype.max) + 1) // (int(image.dtype.max) + 1)
        return ops.multiply(to_dtype(image, dtype), factor, name=scope)


@export("image.flip_left_right")
def flip_left_right(image: TensorLike) -> Tensor:
    """The image (or each of a batch) mirrored left to right.

    Args:
      image: [height, width, channels] or [n, height, width, channels], any type.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: a known rank other than 3 or 4, or an empty image.
    """
    return _flip(image, -2, "flip_left_right")


@export("image.flip_up_down")
@documented_by(flip_left_right)
def flip_up_down(image: TensorLike) -> Tensor:
    """The image (or each of a batch) mirrored top to bottom."""
    return _flip(image, -3, "flip_up_down")


def _flip(image: Any, axis: int, scope_name: str) -> Tensor:
    with name_scope(None, scope_name, [image]):
        image = convert_to_tensor(image, name="image")
        _check_flip(image)
        flipped = ops.reverse(image, [axis])
        flipped.set_shape(image.static_shape)
        return flipped


def _check_flip(image: Tensor) -> None:
    if check_image(image) not in (None, 3, 4):
        raise ValueError("'image' must have either 3 or 4 dimensions.")


@export("image.random_flip_left_right")
def random_flip_left_right(image: TensorLike, seed: int | None = None) -> Tensor:
    """The image mirrored left to right, or not, with equal chances; each of a batch for itself.

    Args:
      image: [height, width, channels] or [n, height, width, channels], any type; each of n has its own chance.
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: a known rank other than 3 or 4, or an empty image.
    """
    return _random_flip(image, -2, seed, "random_flip_left_right")


@export("image.random_flip_up_down")
@documented_by(random_flip_left_right)
def random_flip_up_down(image: TensorLike, seed: int | None = None) -> Tensor:
    """The image mirrored top to bottom, or not, with equal chances; each of a batch for itself."""
    return _random_flip(image, -3, seed, "random_flip_up_down")


def _random_flip(image: Any, axis: int, seed: int | None, scope_name: str) -> Tensor:
    with name_scope(None, scope_name, [image]):
        image = convert_to_tensor(image, name="image")
        _check_flip(image)
        is_batch = image.static_shape is not None and len(image.static_shape) == 4
        chances = ops.random_uniform(ops.shape(image)[:1] if is_batch else [], 0, 1.0, seed=seed)
        result = MIRROR(image, ops.less(chances, 0.5), axis=axis)
        result.set_shape(image.static_shape)
        return result


def _within_old_limits(function: F) -> F:
    """In TensorFlow 0.6 the result was brought between `min_value` and `max_value`."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Tensor:
        limits = dict(zip(("min_value", "max_value"), args[2:], strict=False))
        min_value, max_value = (kwargs.pop(name, limits.get(name)) for name in ("min_value", "max_value"))
        adjusted = function(*args[:2], **kwargs)
        if min_value is None and max_value is None:
            return adjusted
        tell("the arguments min_value and max_value", "tf.clip_by_value", "0.7")
        if min_value is not None:
            adjusted = ops.maximum(adjusted, ops.cast(min_value, adjusted.dtype))
        return adjusted if max_value is None else ops.minimum(adjusted, ops.cast(max_value, adjusted.dtype))

    return call  # type: ignore[return-value]


@export("image.adjust_brightness")
@_within_old_limits
def adjust_brightness(image: TensorLike, delta: TensorLike) -> Tensor:
    """`image` with `delta` added to every channel.

    Args:
      image: any type; integers are computed with as floats in [0, 1], the result is brought back into range.
      delta: scalar, what is added; for integers in the range (-1, 1).

    Returns:
      shape and dtype of `image`.

    Raises:
      TypeError: an image of neither integers nor floats.
    """
    with name_scope(None, "adjust_brightness", [image, delta]) as scope:
        image = convert_to_tensor(image, name="image")
        floating = _floating(image)
        adjusted = ops.add(floating, ops.cast(delta, floating.dtype), name=scope)
        return convert_image_dtype(adjusted, image.dtype, saturate=True)


def _floating(image: Tensor) -> Tensor:
    if image.dtype in (dtypes.float16, dtypes.float32):
        return image
    return convert_image_dtype(image, dtypes.float32)


@export("image.random_brightness")
def random_brightness(image: TensorLike, max_delta: float, seed: int | None = None) -> Tensor:
    """`adjust_brightness` by a number drawn from [-max_delta, max_delta).

    Args:
      image: any shape, integers or floats.
      max_delta: float, not negative: `adjust_brightness` by a number of [-max_delta, max_delta).
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: max_delta < 0.
    """
    if max_delta < 0:
        raise ValueError("max_delta must be non-negative.")
    return adjust_brightness(image, ops.random_uniform([], -max_delta, max_delta, seed=seed))


@export("image.adjust_contrast")
@_within_old_limits
def adjust_contrast(images: TensorLike, contrast_factor: Any) -> Tensor:
    """(x - mean) * contrast_factor + mean, for each image and channel by its mean.

    Args:
      images: [..., height, width, channels] of any type; integers are computed with as floats in [0, 1].
      contrast_factor: float scalar.

    Returns:
      shape and dtype of `images`.

    Raises:
      ValueError: less than three dimensions.
    """
    with name_scope(None, "adjust_contrast", [images, contrast_factor]) as scope:
        images = convert_to_tensor(images, name="images")
        adjusted = ADJUST_CONTRAST(_floating(images), contrast_factor, name=scope)
        return convert_image_dtype(adjusted, images.dtype, saturate=True)


@export("image.random_contrast")
def random_contrast(image: TensorLike, lower: float, upper: float, seed: int | None = None) -> Tensor:
    """`adjust_contrast` by a factor drawn from [lower, upper).

    Args:
      image: [..., height, width, channels], integers or floats.
      lower, upper: floats, 0 <= lower < upper: `adjust_contrast` by a number of [lower, upper).
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: upper <= lower, or lower < 0.
    """
    if upper <= lower:
        raise ValueError("upper must be > lower.")
    if lower < 0:
        raise ValueError("lower must be non-negative.")
    return adjust_contrast(image, ops.random_uniform([], lower, upper, seed=seed))


@export("image.adjust_gamma")
def adjust_gamma(image: TensorLike, gamma: Any = 1, gain: Any = 1) -> Tensor:
    """gain * image ** gamma: dark where gamma is above 1, bright where it is below.

    Args:
      image: any shape; integers are computed with as floats in [0, 1], the result is brought back into range.
      gamma: float scalar or tensor, not negative.
      gain: float scalar or tensor.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: a gamma that is known to be negative.
      InvalidArgumentError: (when run) a negative gamma.
    """
    with name_scope(None, "adjust_gamma", [image, gamma, gain]):
        image = convert_to_tensor(image, name="image")
        floating = _floating(image)
        words = "Gamma should be a non-negative real number."
        if isinstance(gamma, Tensor):
            check = ops.Assert(ops.greater_equal(gamma, 0), [words])
            gamma = ops.with_dependencies([check], gamma)
        elif not gamma >= 0:
            raise ValueError(words)
        adjusted = gain * floating**gamma
        return convert_image_dtype(adjusted, image.dtype, saturate=True)


@export("image.per_image_standardization")
def per_image_standardization(image: TensorLike) -> Tensor:
    """Each image with mean 0 and standard deviation 1: (x - mean) / max(deviation, 1 / sqrt(number of values)).

    Args:
      image: [..., height, width, channels], any type.

    Returns:
      float32 of the same shape.

    Raises:
      ValueError: a known rank below 3, or an empty image.
    """
    with name_scope(None, "per_image_standardization", [image]) as scope:
        image = convert_to_tensor(image, name="image")
        check_image(image)
        return STANDARDIZE(ops.cast(image, dtypes.float32), name=scope)


@export("image.rgb_to_grayscale")
def rgb_to_grayscale(images: TensorLike, name: str | None = None) -> Tensor:
    """Brightness of RGB images: [..., 3] to [..., 1], type as given.

    Args:
      images: [..., 3], integers or floats.

    Returns:
      [..., 1], dtype of `images`.

    Raises:
      ValueError: the last dimension is known not to be 3.
    """
    with name_scope(name, "rgb_to_grayscale", [images]) as scope:
        images = convert_to_tensor(images, name="images")
        floating = convert_image_dtype(images, dtypes.float32)
        gray = ops.reduce_sum(ops.multiply(floating, np.array([0.2989, 0.5870, 0.1140], np.float32)), [-1], keepdims=True)
        return convert_image_dtype(gray, images.dtype, name=scope)


_TWO_DIMENSIONS = "A grayscale image must be at least two-dimensional."
_ONE_CHANNEL = "Last dimension of a grayscale image should be size 1."


@export("image.grayscale_to_rgb")
def grayscale_to_rgb(images: TensorLike, name: str | None = None) -> Tensor:
    """Gray images with their channel repeated: [..., 1] to [..., 3].

    Args:
      images: [..., 1], any dtype, at least two dimensions.

    Returns:
      [..., 3], dtype of `images`.

    Raises:
      ValueError: the last dimension is known not to be 1, or there is only one.
      InvalidArgumentError: (when run) the last dimension is not 1.
    """
    with name_scope(name, "grayscale_to_rgb", [images]) as scope:
        images = convert_to_tensor(images, name="images")
        known = images.static_shape
        if known is None:
            repeats: Any = ops.concat([ops.ones_like(ops.shape(images)[1:]), [3]], 0)
            return ops.tile(images, repeats, name=scope)
        if len(known) < 2:
            raise ValueError(_TWO_DIMENSIONS)
        if is_full(known):
            if known[-1] != 1:
                raise ValueError(_ONE_CHANNEL)
        elif len(known) == 2:  # TensorFlow asks for a third where it checks this by an operation
            ops.assert_greater_equal(ops.rank(images), 3, message=_TWO_DIMENSIONS)
        elif known[-1] is None:
            is_gray = ops.assert_equal(ops.shape(images)[-1], 1, message=_ONE_CHANNEL)
            images = ops.with_dependencies([is_gray], images)
        repeated = ops.tile(images, [1] * (len(known) - 1) + [3], name=scope)
        repeated.set_shape([*known[:-1], 3])
        return repeated
