"""What compression does to pictures: adjust_jpeg_quality, random_jpeg_quality."""

from __future__ import annotations

import numpy as np

from headrace.formats import image as images
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import scalar
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import InternalError, invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank
from ...types.texts import text_scalar

ENCODE_JPEG_VARIABLE_QUALITY = Op(
    "EncodeJpegVariableQuality",
    "images: uint8, quality: int32 -> contents: string",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@ENCODE_JPEG_VARIABLE_QUALITY.shape
def _shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 3)
    return scalar(op)


@ENCODE_JPEG_VARIABLE_QUALITY.kernel
def _encode(pixels: np.ndarray, quality: np.ndarray) -> np.ndarray:
    if pixels.ndim != 3:
        raise invalid(f"image must be 3-dimensional{bracket(pixels.shape)}")
    if np.ndim(quality):
        raise invalid(f"quality must be scalar: {bracket(np.shape(quality))}")
    if pixels.shape[2] not in (1, 3):
        raise invalid(f"image must have 1 or 3 channels, got {bracket(pixels.shape)}")
    if not pixels.size:
        raise InternalError(None, None, f"JPEG encoding failed: there is no pixel in an image of shape {bracket(pixels.shape)}")
    return text_scalar(images.encode_jpeg(pixels, quality=min(max(int(quality), 1), 100)))


@export("image.adjust_jpeg_quality")
def adjust_jpeg_quality(image: TensorLike, jpeg_quality: TensorLike, name: str | None = None) -> Tensor:
    """A picture after it was a JPEG file.

    Args:
      image: [height, width, 1 or 3], any real type; floats in [0, 1].
      jpeg_quality: int32 scalar, 0 to 100; what is beyond is brought there.

    Returns:
      the picture, dtype of `image`, its size not known before it runs.

    Raises:
      TypeError: a `jpeg_quality` that is no integer.
      ValueError: other than three dimensions.
      InvalidArgumentError: (when run) another number of channels.
      InternalError: (when run) no pixels.
      UnimplementedError: (when run) Pillow is not installed.
    """
    with name_scope(name, "adjust_jpeg_quality", [image]):
        image = convert_to_tensor(image, name="image")
        dtype = image.dtype
        pixels = ops.convert_image_dtype(image, dtypes.uint8)
        if not isinstance(jpeg_quality, Tensor):
            jpeg_quality = convert_to_tensor(jpeg_quality, dtypes.int32)
        decoded = ops.decode_jpeg(ENCODE_JPEG_VARIABLE_QUALITY(pixels, jpeg_quality))
        return ops.convert_image_dtype(decoded, dtype)


@export("image.random_jpeg_quality")
def random_jpeg_quality(image: TensorLike, min_jpeg_quality: int, max_jpeg_quality: int, seed: int | None = None) -> Tensor:
    """A picture after it was a JPEG file of a random quality.

    Args:
      image: see `adjust_jpeg_quality`.
      min_jpeg_quality, max_jpeg_quality: ints in [0, 100]: the least one, and the one above the greatest.
      seed: see `tf.set_random_seed`.

    Returns:
      as of `adjust_jpeg_quality`.

    Raises:
      ValueError: numbers out of range, or not one less than the other; other than three dimensions.
      InvalidArgumentError: (when run) another number of channels.
    """
    if min_jpeg_quality < 0 or max_jpeg_quality < 0 or min_jpeg_quality > 100 or max_jpeg_quality > 100:
        raise ValueError("jpeg encoding range must be between 0 and 100.")
    if min_jpeg_quality >= max_jpeg_quality:
        raise ValueError("`min_jpeg_quality` must be less than `max_jpeg_quality`.")
    quality = ops.random_uniform([], min_jpeg_quality, max_jpeg_quality, dtype=dtypes.int32, seed=seed)
    return adjust_jpeg_quality(image, quality)
