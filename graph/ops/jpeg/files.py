"""What JPEG files are and hold: is_jpeg, extract_jpeg_shape, decode_and_crop_jpeg."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats import image
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.exports import export
from headrace.formats.image.jpeg import METHODS
from headrace.formats.image.sizes import shape_of_jpeg

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import DECODES
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank, with_value
from ..image.codecs import refuse_bmp


def _file(contents: np.ndarray) -> bytes:
    if contents.ndim:
        raise invalid(f"contents must be scalar, got shape {bracket(contents.shape)}")
    data: Any = contents[()]
    return data


# -- parts of pictures -------------------------------------------------------------------------------------------------

DECODE_AND_CROP_JPEG = Op(
    "DecodeAndCropJpeg",
    "contents: string, crop_window: int32 -> image: uint8",
    "channels: int = 0, ratio: int = 1, fancy_upscaling: bool = true, try_recover_truncated: bool = false, "
    "acceptable_fraction: float = 1.0, dct_method: string = ''",
    traits=DECODES,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DECODE_AND_CROP_JPEG.shape
def _crop_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 0)
    channels = op.get_attr("channels")
    if channels < 0:
        raise ValueError(f"channels must be non-negative, got {channels}")
    (count,) = with_rank(op.inputs[1].static_shape, 1)
    with_value(count, 4)
    window = constant_value(op.inputs[1])
    if window is None:
        return (None, None, channels or None)
    for size in window[2:]:
        if size < 0:
            raise ValueError(f"Dimension {size} must be >= 0")
    return (int(window[2]), int(window[3]), channels or None)


@DECODE_AND_CROP_JPEG.kernel
def _decode_and_crop(
    contents: np.ndarray,
    crop_window: np.ndarray,
    channels: int,
    ratio: int,
    fancy_upscaling: bool,
    try_recover_truncated: bool,
    dct_method: str,
) -> np.ndarray:
    if channels not in (0, 1, 3, 4):
        raise invalid(f"channels must be 0, 1, 3, or 4, got {channels}")
    if ratio not in (1, 2, 4, 8):
        raise invalid(f"ratio must be 1, 2, 4, or 8, got {ratio}")
    if dct_method not in METHODS:
        raise invalid("dct_method must be one of {'', 'INTEGER_FAST', 'INTEGER_ACCURATE'}")
    data = _file(contents)
    if crop_window.ndim != 1:
        raise invalid(f"crop_window must be 1-D, got shape {bracket(crop_window.shape)}")
    if len(crop_window) != 4:
        raise invalid(f"crop_size must have four elements {bracket(crop_window.shape)}")
    refuse_bmp(data, "DecodeAndCropJpeg")
    if image.kind_of(data) == "JPEG" and channels == 4:
        raise invalid("channels must be 0, 1, or 3 for JPEG, got 4")
    if image.kind_of(data) != "JPEG":
        return image.decode(data, channels)  # the window counts for nothing
    top, left, height, width = map(int, crop_window)
    words = f"Invalid JPEG data or crop window, data size {len(data)}"
    sizes = shape_of_jpeg(data)
    if sizes is not None:  # before anything is decoded
        limits = [-(-size // ratio) for size in sizes[:2]]
        if min(top, left) < 0 or min(height, width) < 1 or top + height > limits[0] or left + width > limits[1]:
            raise invalid(f"{words}: window {[top, left, height, width]} of {limits[0]} x {limits[1]} pixels")
    try:
        pixels = image.decode(
            data,
            channels,
            ratio=ratio,
            fancy_upscaling=fancy_upscaling,
            dct_method=dct_method,
            recover=try_recover_truncated,
        )
    except InvalidArgumentError as error:
        raise invalid(f"{words}; {error}") from error
    return pixels[top : top + height, left : left + width].copy()


@export("image.decode_and_crop_jpeg", "io.decode_and_crop_jpeg")
def decode_and_crop_jpeg(
    contents: TensorLike,
    crop_window: IntegersLike,
    channels: int = 0,
    ratio: int = 1,
    fancy_upscaling: bool = True,
    try_recover_truncated: bool = False,
    acceptable_fraction: float = 1,
    dct_method: str = "",
    name: str | None = None,
) -> Tensor:
    """The pixels in a window of a JPEG file. PNG files and GIFs of one frame are decoded too, as a whole.

    Args:
      contents: string scalar, the bytes of the file.
      crop_window: int32 [4]: top, left, height and width in pixels, of the picture that `ratio` gives.
      channels: 1 or 3; 0 takes what the file has.
      ratio: 1, 2, 4 or 8: how many times smaller the picture is before it is cut.
      fancy_upscaling, acceptable_fraction, dct_method: see `decode_jpeg`.
      try_recover_truncated: a file that is cut is no error, see `decode_jpeg`.

    Returns:
      uint8 [height, width, channels], as `decode_jpeg` gives it.

    Raises:
      InvalidArgumentError: (when run) not an image, a damaged one, a window that is not inside of it, another `ratio`.
      UnimplementedError: (when run) Pillow is not installed.
      ValueError: `contents` is no scalar, or `crop_window` not four numbers.
    """
    return DECODE_AND_CROP_JPEG(
        contents,
        crop_window,
        channels=channels,
        ratio=ratio,
        fancy_upscaling=fancy_upscaling,
        try_recover_truncated=try_recover_truncated,
        acceptable_fraction=float(acceptable_fraction),
        dct_method=dct_method,
        name=name,
    )


# -- sizes -------------------------------------------------------------------------------------------------------------

EXTRACT_JPEG_SHAPE = Op(
    "ExtractJpegShape",
    "contents: string -> image_shape: output_type",
    "output_type: {int32, int64} = int32",
    traits=DECODES,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@EXTRACT_JPEG_SHAPE.shape
def _of_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 0)
    return (3,)


@EXTRACT_JPEG_SHAPE.kernel
def _extract_shape(contents: np.ndarray, output_type: dtypes.DType) -> np.ndarray:
    data = _file(contents)
    shape = shape_of_jpeg(data)
    if shape is None:
        raise invalid(f"Invalid JPEG data, size {len(data)}")
    return np.array(shape, output_type.as_numpy_dtype)


@export("image.extract_jpeg_shape", "io.extract_jpeg_shape")
def extract_jpeg_shape(contents: TensorLike, output_type: DTypeLike = dtypes.int32, name: str | None = None) -> Tensor:
    """Height, width and channels of a JPEG file, from its head: nothing is decoded.

    Args:
      contents: string scalar, the bytes of the file.
      output_type: int32 or int64.

    Returns:
      [3] of type `output_type`.

    Raises:
      InvalidArgumentError: (when run) no JPEG file, or one that ends in its head.
      TypeError: another `output_type`.
      ValueError: `contents` is no scalar.
    """
    return EXTRACT_JPEG_SHAPE(contents, output_type=output_type, name=name)


@export("image.is_jpeg", "io.is_jpeg")
def is_jpeg(contents: Any, name: str | None = None) -> Tensor:
    """Whether files are JPEG files, by their first three bytes.

    Args:
      contents: strings of any shape, the bytes of files.

    Returns:
      bool, shape of `contents`.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.image.is_jpeg([b"\\xff\\xd8\\xff\\xe0", b"GIF89a"])).tolist()
      [True, False]
    """
    with name_scope(name, "is_jpeg"):
        return ops.equal(ops.substr(contents, 0, 3), b"\xff\xd8\xff", name=name)
