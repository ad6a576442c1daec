"""Images in other sizes, as users call it: resize_images and the single methods."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at, tell

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import compatible
from .bounds import pad_to_bounding_box
from .resize import RESIZE_AREA, RESIZE_BICUBIC, RESIZE_BILINEAR, RESIZE_NEAREST_NEIGHBOR

F = TypeVar("F", bound=Callable[..., Any])


@export("image.ResizeMethod")
class ResizeMethod:
    """How `resize_images` makes images of another size."""

    BILINEAR = 0
    NEAREST_NEIGHBOR = 1
    BICUBIC = 2
    AREA = 3


_OP_OF = {
    0: RESIZE_BILINEAR,
    "bilinear": RESIZE_BILINEAR,
    1: RESIZE_NEAREST_NEIGHBOR,
    "nearest": RESIZE_NEAREST_NEIGHBOR,
    2: RESIZE_BICUBIC,
    "bicubic": RESIZE_BICUBIC,
    3: RESIZE_AREA,
    "area": RESIZE_AREA,
}


def _with_old_form(function: F) -> F:
    """Before TensorFlow 0.12 two numbers, `new_height` and `new_width`, were in the place of `size`."""

    @functools.wraps(function)
    def call(*given: Any, **named: Any) -> Tensor:
        if "new_height" in named or (len(given) > 1 and _is_number(given[1])):
            named |= dict(zip(("images", "new_height", "new_width", "method", "align_corners"), given, strict=False))
            given, size = (named.pop("images"),), [named.pop("new_height"), named.pop("new_width", None)]
            if size[1] is None:
                raise ValueError("'size' must be a 1-D Tensor of 2 elements: new_height, new_width")
            tell("resize_images(images, new_height, new_width)", "resize_images(images, [new_height, new_width])", "0.12")
            named["size"] = size
        return function(*given, **named)

    return call  # type: ignore[return-value]


def _is_number(value: Any) -> bool:
    if isinstance(value, Tensor):
        return value.static_shape == ()
    return isinstance(value, (int, np.integer))


@export("image.resize", "image.resize_images")
@_with_old_form
def resize_images(
    images: Any,
    size: IntegersLike,
    method: Any = ResizeMethod.BILINEAR,
    align_corners: Any = False,
    preserve_aspect_ratio: bool = False,
    name: str | None = None,
) -> Tensor:
    """Images in another size.

    Args:
      images: [n, height, width, channels] or [height, width, channels], any real type.
      size: int32 [2]: new height and width. Two numbers in its place, as before TensorFlow 0.12, serve too.
      method: one of `ResizeMethod`.
      align_corners: let the middles of the corner elements stay where they are.
      preserve_aspect_ratio: let `size` be the most that the result may have, and keep the ratio of height and width.

    Returns:
      float32 in the new size; of the dtype of `images` with NEAREST_NEIGHBOR, and where the size is known to be the same
      already.

    Raises:
      ValueError: a rank that is unknown or neither 3 nor 4, a `size` that is not two int32, another method.

    Example:
      >>> tf.image.resize_images(tf.zeros([8, 6, 3]), [4, 3]).shape.as_list()
      [4, 3, 3]
    """
    with name_scope(name, "resize", [images, size]):
        images = convert_to_tensor(images, name="images")
        if images.static_shape is None:
            raise ValueError("'images' contains no shape.")
        is_one = len(images.static_shape) == 3
        if is_one:
            images = ops.expand_dims(images, 0)
        elif len(images.static_shape) != 4:
            raise ValueError("'images' must have either 3 or 4 dimensions.")
        size = _size_tensor(size)
        if preserve_aspect_ratio:
            size = _largest_within(images, size)
        value = constant_value(size)
        if value is not None and (value < 0).any():
            raise ValueError(f"Dimension {value[value < 0][0]} must be >= 0")
        height, width = constant_value_as_shape(size) or (None, None)
        if height is None or width is None or (height, width) != images.static_shape[1:3]:
            # What decides is known only here in TensorFlow too: a wrong method with the same size is accepted.
            images = _resized(images, size, method, bool(align_corners))
            images.set_shape([None, height, width, None])
        return ops.squeeze(images, axis=[0]) if is_one else images


def _size_tensor(size: Any) -> Tensor:
    try:
        size = convert_to_tensor(size, dtypes.int32, name="size")
    except (TypeError, ValueError):
        raise ValueError("'size' must be a 1-D int32 Tensor") from None
    if not compatible(size.static_shape, (2,)):
        raise ValueError("'size' must be a 1-D Tensor of 2 elements: new_height, new_width")
    return size


def _resized(images: Tensor, size: Tensor, method: Any, align_corners: bool) -> Tensor:
    found = next((op for known, op in _OP_OF.items() if method == known), None)  # an array of one number is none to look up
    if found is None:
        raise ValueError("Resize method is not implemented.")
    return found(images, size, align_corners=align_corners)


def _largest_within(images: Tensor, size: Tensor) -> Tensor:
    """The greatest size in the ratio of the images that is nowhere more than `size`, a constant."""
    limits = constant_value(size)
    if limits is None:
        raise ValueError("None values not supported.")
    static = images.static_shape or (None,) * 4
    dynamic: Any = None if None not in static[1:3] else ops.shape(images)
    now: list[Any] = [dynamic[axis] if static[axis] is None else static[axis] for axis in (1, 2)]
    now = [ops.cast(value, dtypes.float32) for value in now]
    first, second = (ops.realdiv(ops.cast(int(limit), dtypes.float32), value) for limit, value in zip(limits, now, strict=True))
    factor = ops.minimum(first, second)
    height, width = (ops.cast(ops.round(ops.multiply(factor, value)), dtypes.int32) for value in now)
    return convert_to_tensor([height, width], dtypes.int32, name="size")


@export("image.resize_bilinear")
@once_named_at("align_corners", "0.7")
def resize_bilinear(
    images: TensorLike,
    size: IntegersLike,
    align_corners: bool = False,
    name: str | None = None,
    half_pixel_centers: bool = False,
) -> Tensor:
    """Images in another size, by bilinear interpolation.

    Args:
      images: [n, height, width, channels], any real type.
      size: int32 [2]: new height and width, positive.
      align_corners: let the middles of the corner elements stay where they are.
      half_pixel_centers: let elements be squares, whose middles are half an element from their edges.

    Returns:
      float32 [n, new height, new width, channels].

    Raises:
      ValueError: a rank other than 4, or a `size` that is not two numbers.
      InvalidArgumentError: (when run) images without elements, a size that is not positive, both options at once.
    """
    return RESIZE_BILINEAR(images, size, align_corners=align_corners, half_pixel_centers=half_pixel_centers, name=name)


@export("image.resize_nearest_neighbor")
@once_named_at("align_corners", "0.7")
@documented_by(resize_bilinear)
def resize_nearest_neighbor(
    images: TensorLike,
    size: IntegersLike,
    align_corners: bool = False,
    name: str | None = None,
    half_pixel_centers: bool = False,
) -> Tensor:
    """Images in another size, each element the nearest one.

    Returns:
      [n, new height, new width, channels], dtype of `images`.
    """
    return RESIZE_NEAREST_NEIGHBOR(images, size, align_corners=align_corners, half_pixel_centers=half_pixel_centers, name=name)


@export("image.resize_bicubic")
@once_named_at("align_corners", "0.7")
@documented_by(resize_bilinear)
def resize_bicubic(
    images: TensorLike,
    size: IntegersLike,
    align_corners: bool = False,
    name: str | None = None,
    half_pixel_centers: bool = False,
) -> Tensor:
    """Images in another size, by cubic convolution."""
    return RESIZE_BICUBIC(images, size, align_corners=align_corners, half_pixel_centers=half_pixel_centers, name=name)


@export("image.resize_area")
@once_named_at("align_corners", "0.7")
@documented_by(resize_bilinear)
def resize_area(images: TensorLike, size: IntegersLike, align_corners: bool = False, name: str | None = None) -> Tensor:
    """Images in another size, each element the mean of what it covers.

    Raises:
      InvalidArgumentError: (when run) images without elements, or a size that is not positive.
    """
    return RESIZE_AREA(images, size, align_corners=align_corners, name=name)


@export("image.resize_image_with_pad")
def resize_image_with_pad(
    image: TensorLike, target_height: int, target_width: int, method: Any = ResizeMethod.BILINEAR, align_corners: bool = False
) -> Tensor:
    """An image, or each of a batch, made as large as fits into a size, and padded with zeros on both sides.

    Args:
      image: [height, width, channels] or [n, height, width, channels], height and width known.
      target_height, target_width: ints.
      method, align_corners: see `resize_images`.

    Returns:
      [..., target_height, target_width, channels], dtype as of `resize_images`.

    Raises:
      ValueError: another rank, an unknown size, or a target that is not positive.
    """
    with name_scope(None, "resize_image_with_pad", [image]):
        image = convert_to_tensor(image, name="image")
        known = image.static_shape
        if known is None or len(known) not in (3, 4):
            raise ValueError("'image' must have either 3 or 4 dimensions.")
        if target_width <= 0:
            raise ValueError("target_width must be > 0.")
        if target_height <= 0:
            raise ValueError("target_height must be > 0.")
        height, width = known[-3:-1]
        if height is None or width is None:
            raise ValueError(f"resize_image_with_pad: height and width of the image must be known: {image.shape}")
        ratio = max(width / target_width, height / target_height)
        above = max(0, math.floor((target_height - height / ratio) / 2))
        left = max(0, math.floor((target_width - width / ratio) / 2))
        size = [math.floor(height / ratio), math.floor(width / ratio)]
        resized = resize_images(image, size, method, align_corners)
        return pad_to_bounding_box(resized, above, left, target_height, target_width)
