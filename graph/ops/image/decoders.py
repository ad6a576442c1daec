"""Images from files of any kind, from animations and from BMP files: decode_image, decode_gif, decode_bmp."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from headrace.formats import image
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.exports import export
from headrace.formats.image import bmp

from ... import ops
from ...core.op import Op
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import DECODES
from ...types import dtypes
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, with_rank
from .codecs import decoded, refuse_bmp

if TYPE_CHECKING:
    from ...core.operation import Operation

_KNOWN = "JPEG, PNG, GIF, BMP"


def _image(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 0)
    return (None, None, op.get_attr("channels") or None)


def _animation(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 0)
    return (None, None, None, 3)


def _any_image(op: Operation) -> StaticShape | None:
    shape = _image(op)
    return None if op.get_attr("expand_animations") else shape


def _kind(data: bytes, channels: int) -> str:
    """The kind of a file. Raises InvalidArgumentError where there is none, or where it cannot have so many channels."""
    kind = image.kind_of(data)
    if kind is None:
        raise image.unknown_format(data, _KNOWN)
    if kind == "JPEG" and channels == 4:
        raise InvalidArgumentError(None, None, "JPEG does not support 4 channels")
    if kind == "GIF" and channels not in (0, 3):
        raise InvalidArgumentError(None, None, f"channels must be 0 or 3 for GIF, got {channels}")
    return kind


DECODE_BMP = Op(
    "DecodeBmp",
    "contents: string -> image: uint8",
    "channels: int = 0",
    traits=DECODES,
    shape=_image,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DECODE_BMP.kernel
def _decode_bmp(contents, channels):
    def decode(data: bytes) -> np.ndarray:
        kind = _kind(data, channels)
        if kind != "BMP":
            advice = f"Use `decode_{kind.lower()}` or `decode_image` instead."
            raise InvalidArgumentError(None, None, f"Trying to decode {kind} format using DecodeBmp op. {advice}")
        return bmp.decode(data, channels)

    return decoded(contents, decode)


DECODE_GIF = Op(
    "DecodeGif",
    "contents: string -> image: uint8",
    traits=DECODES,
    shape=_animation,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DECODE_GIF.kernel
def _decode_gif(contents):
    def decode(data: bytes) -> np.ndarray:
        refuse_bmp(data, "DecodeGif")
        if _kind(data, 0) == "GIF":
            return image.decode_frames(data)
        return image.decode(data, 3)[None]

    return decoded(contents, decode)


DECODE_IMAGE = Op(
    "DecodeImage",
    "contents: string -> image: dtype",
    "channels: int = 0, dtype: {uint8, uint16, float32} = uint8, expand_animations: bool = true",
    traits=DECODES,
    shape=_any_image,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DECODE_IMAGE.kernel
def _decode_image(contents, channels, dtype, expand_animations):
    def decode(data: bytes) -> np.ndarray:
        kind = _kind(data, channels)
        if kind == "PNG":  # which may have 16 bits
            return _scaled(image.decode(data, channels, wide=dtype is not dtypes.uint8), dtype)
        if kind == "BMP":
            return _scaled(bmp.decode(data, channels), dtype)
        if kind == "JPEG":
            return _scaled(image.decode(data, channels), dtype)
        frames = image.decode_frames(data, None if expand_animations else 1)
        return _scaled(frames if expand_animations else frames[0], dtype)

    return decoded(contents, decode)


def _scaled(pixels: np.ndarray, dtype: dtypes.DType) -> np.ndarray:
    """Pixels over the range of a type: floats over [0, 1], and 8 bits as the upper ones of 16."""
    if dtype is dtypes.float32:
        return pixels * np.float32(1 / np.iinfo(pixels.dtype).max)
    if dtype is dtypes.uint16 and pixels.dtype == np.uint8:
        return pixels.astype(np.uint16) << 8
    return pixels


@export("image.decode_bmp", "io.decode_bmp")
def decode_bmp(contents: TensorLike, channels: int = 0, name: str | None = None) -> Tensor:
    """The pixels of a BMP file of 8, 24 or 32 bits. A palette counts for nothing: 8 bits are gray.

    Args:
      contents: string scalar, the bytes of the file.
      channels: 3 or 4; 0 takes what the file has.

    Returns:
      uint8 [height, width, channels].

    Raises:
      InvalidArgumentError: (when run) another kind of file, or a damaged one.
      ValueError: `contents` is no scalar.
    """
    return DECODE_BMP(contents, channels=channels, name=name)


@export("image.decode_gif", "io.decode_gif")
def decode_gif(contents: TensorLike, name: str | None = None) -> Tensor:
    """The frames of a GIF file, each drawn over the one before. JPEG and PNG files are one frame.

    Args:
      contents: string scalar, the bytes of the file.

    Returns:
      uint8 [frames, height, width, 3]; the frames before the damage where a file is damaged or cut.

    Raises:
      InvalidArgumentError: (when run) another kind of file, or not one whole frame.
      UnimplementedError: (when run) Pillow is not installed.
      ValueError: `contents` is no scalar.
    """
    return DECODE_GIF(contents, name=name)


@export("image.decode_image", "io.decode_image")
def decode_image(
    contents: TensorLike,
    channels: int | None = None,
    dtype: DTypeLike = dtypes.uint8,
    name: str | None = None,
    expand_animations: bool = True,
) -> Tensor:
    """The pixels of a JPEG, PNG, GIF or BMP file.

    Args:
      contents: string scalar, the bytes of the file.
      channels: 1 (JPEG and PNG), 3 or 4 (PNG and BMP); None or 0 takes what the file has, 3 for GIF.
      dtype: of the pixels; floats are in [0, 1], integers over their whole range.
      expand_animations: whether a GIF file gives all its frames, [frames, height, width, 3], and not the first alone.

    Returns:
      [height, width, channels] of type `dtype`, but for GIF files. The static shape is unknown with `expand_animations`.

    Raises:
      ValueError: another number of channels.
      InvalidArgumentError: (when run) another kind of file, a damaged one, or one that cannot have so many channels.
      UnimplementedError: (when run) Pillow is not installed, which all but BMP files need.

    Source: tf.image.decode_image, TensorFlow 1.15; as one op, which TensorFlow has since 2.3.
    """
    if channels not in (None, 0, 1, 3, 4):
        raise ValueError("channels must be in (None, 0, 1, 3, 4)")
    wanted = dtypes.as_dtype(dtype)
    with name_scope(name, "decode_image"):
        direct = wanted in (dtypes.uint8, dtypes.uint16, dtypes.float32)
        pixels = DECODE_IMAGE(
            contents, channels=channels or 0, dtype=wanted if direct else dtypes.uint16, expand_animations=expand_animations
        )
        return pixels if direct else ops.convert_image_dtype(pixels, wanted)
