"""Summaries of images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats import image as images
from headrace.formats import proto as messages
from headrace.formats.exports import export

from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes, errors
from ...types.likes import TensorLike
from ...types.static_shapes import bracket
from .scalar import collected, serialized, summary_op, summary_scope

_RED = np.array([255, 0, 0, 255], np.uint8)
_NOTHING = 1e-6
"""An image whose values are all smaller than this has no brightness to scale."""

IMAGE_SUMMARY = summary_op(
    "ImageSummary",
    "tag: string, tensor: T -> summary: string",
    "max_images: int >= 1 = 3, T: type = float32, bad_color: tensor = None",
    T=(dtypes.uint8, dtypes.float32, dtypes.float16, dtypes.float64),
)


@IMAGE_SUMMARY.kernel
def _image_summary(tag, tensor, max_images, bad_color):
    if np.ndim(tag):
        raise errors.invalid("Tags must be a scalar")
    tensor = np.asarray(tensor)
    if tensor.ndim != 4 or tensor.shape[3] not in (1, 3, 4):
        raise errors.invalid(f"Tensor must be 4-D with last dim 1, 3, or 4, not {bracket(tensor.shape)}")
    _, height, width, channels = tensor.shape
    if not height * width:
        raise errors.invalid(f"input tensor must have non-zero dims. Found: [{', '.join(map(str, tensor.shape))}].")
    bad = _checked_color(_RED if bad_color is None else np.asarray(bad_color), channels)
    base = tag[()].decode()
    summary = messages.summary_pb2.Summary()
    for index, pixels in enumerate(tensor[:max_images]):
        if pixels.dtype != np.uint8:
            pixels = _as_bytes(pixels, bad)
        summary.value.add(
            tag=f"{base}/image/{index}" if max_images > 1 else f"{base}/image",
            image=messages.summary_pb2.Summary.Image(
                height=height, width=width, colorspace=channels, encoded_image_string=images.encode_png(pixels)
            ),
        )
    return serialized(summary)


def _checked_color(color: np.ndarray, channels: int) -> np.ndarray:
    """The first `channels` parts of the colour for what is no number."""
    if color.dtype != np.uint8:
        raise errors.invalid(f"bad_color must be uint8, got {dtypes.of_array(color).name}")
    if color.ndim != 1:
        raise errors.invalid(f"bad_color must be a vector, got shape {bracket(color.shape)}")
    if len(color) < channels:
        raise errors.invalid(f"expected depth <= bad_color.size, got depth = {channels}, bad_color.size = {len(color)}")
    return color[:channels]


def _as_bytes(pixels: np.ndarray, bad_color: np.ndarray) -> np.ndarray:
    """Pixels [height, width, channels] of any range as uint8.

    Without negative values the greatest becomes 255. With them, 0 becomes 128, and the value farthest from it 1 or 255.
    Arithmetic is done in the type of the pixels, the range is found in float32, and what is no whole number is cut off:
    so each byte is TensorFlow's.
    """
    good = np.isfinite(pixels).all(axis=-1)
    finite = pixels[good]
    with np.errstate(over="ignore", under="ignore"):
        least, most = np.float32(finite.min(initial=np.inf)), np.float32(finite.max(initial=-np.inf))
        if least < 0:
            span, full, zero = max(abs(least), abs(most)), np.float32(127), 128
        else:
            span, full, zero = most, np.float32(255), 0
        scale = pixels.dtype.type(0 if span < _NOTHING else full / span)
        scaled = finite * scale + pixels.dtype.type(zero)
    result = np.empty(pixels.shape, np.uint8)
    result[good] = scaled.astype(np.int64).astype(np.uint8)
    result[~good] = bad_color
    return result


@export("summary.image")
def image(
    name: str, tensor: TensorLike, max_outputs: int = 3, collections: Sequence[str] | None = None, family: str | None = None
) -> Tensor:
    """A summary of images.

    Floats are scaled image by image: to [0, 255] by the greatest value, or, where one is negative, so that 0 becomes
    128 and the value farthest from 0 becomes 1 or 255. A pixel with a NaN or an infinity is red. Bytes stay as they are.

    Args:
      name: of the op; `name/image` is the tag, `name/image/0`, `name/image/1`... where max_outputs is more than 1.
      tensor: uint8, float16, float32 or float64 [batch, height, width, channels]; 1 channel is gray, 3 are RGB, 4 RGBA.
      max_outputs: most images of the batch that are written, from 1 on.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.
      family: put before the tag, to group it with others.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      TypeError: pixels of another type.
      ValueError: max_outputs < 1.
      InvalidArgumentError: (when run) another shape, or images of no pixels.
      UnimplementedError: (when run) Pillow is not installed.
    """
    with summary_scope(name, family, values=[tensor]) as (tag, scope):
        summary = IMAGE_SUMMARY(tag, tensor, max_images=max_outputs, bad_color=_RED, name=scope)
        return collected(summary, collections)


@export("image_summary", "contrib.deprecated.image_summary")
def image_summary(
    tag: Any, tensor: TensorLike, max_images: int = 3, collections: Sequence[str] | None = None, name: str | None = None
) -> Tensor:
    """A summary of images under an explicit tag, in the style before TensorFlow 1.0.

    Args:
      tag: string scalar.
      tensor: uint8, float16, float32 or float64 [batch, height, width, channels]; 1 channel is gray, 3 are RGB, 4 RGBA.
      max_images: most images of the batch that are written, from 1 on.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      TypeError, ValueError, InvalidArgumentError, UnimplementedError: as `tf.summary.image`.
    """
    with name_scope(name, "ImageSummary", [tag, tensor]) as scope:
        return collected(IMAGE_SUMMARY(tag, tensor, max_images=max_images, bad_color=_RED, name=scope), collections)
