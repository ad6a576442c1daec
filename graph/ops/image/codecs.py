"""Images from and to compressed bytes: decode_jpeg, decode_png, encode_jpeg, encode_png (Pillow does the work).

What decodes other files is in `decoders`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats import image
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.exports import export
from headrace.formats.text import as_bytes

from ...core.op import Op
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import scalar
from ...core.tensor import Tensor
from ...core.traits import DECODES, PURE
from ...types import dtypes, errors
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank
from ...types.texts import text_scalar

if TYPE_CHECKING:
    from ...core.operation import Operation


def _image(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 0)
    return (None, None, op.get_attr("channels") or None)


def decoded(contents: np.ndarray, decode: Callable[[bytes], np.ndarray]) -> np.ndarray:
    """The pixels that `decode` makes of a scalar string."""
    if contents.ndim:
        raise errors.invalid(f"`contents` must be scalar but got shape {bracket(contents.shape)}")
    data: Any = contents[()]
    return decode(data)


def refuse_bmp(data: bytes, op_type: str) -> None:
    """Raises InvalidArgumentError for a BMP file, which the op does not decode."""
    if image.kind_of(data) == "BMP":
        raise InvalidArgumentError(
            None,
            None,
            f"Trying to decode BMP format using a wrong op. Use `decode_bmp` or `decode_image` instead. Op used: {op_type}",
        )


DECODE_JPEG = Op(
    "DecodeJpeg",
    "contents: string -> image: uint8",
    "channels: int = 0, ratio: int = 1, fancy_upscaling: bool = true, try_recover_truncated: bool = false, "
    "acceptable_fraction: float = 1.0, dct_method: string = ''",
    traits=DECODES,
    shape=_image,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DECODE_JPEG.kernel
def _decode_jpeg(contents, channels, ratio, fancy_upscaling, try_recover_truncated, dct_method):
    def decode(data: bytes) -> np.ndarray:
        refuse_bmp(data, "DecodeJpeg")
        return image.decode(
            data,
            channels,
            ratio=ratio,
            fancy_upscaling=fancy_upscaling,
            dct_method=dct_method,
            recover=try_recover_truncated,
        )

    return decoded(contents, decode)


DECODE_PNG = Op(
    "DecodePng",
    "contents: string -> image: dtype",
    "channels: int = 0, dtype: {uint8, uint16} = uint8",
    traits=DECODES,
    shape=_image,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DECODE_PNG.kernel
def _decode_png(contents, channels, dtype):
    def decode(data: bytes) -> np.ndarray:
        refuse_bmp(data, "DecodePng")
        return image.decode(data, channels, wide=dtype is dtypes.uint16)

    return decoded(contents, decode)


@export("image.decode_jpeg", "io.decode_jpeg")
def decode_jpeg(
    contents: TensorLike,
    channels: int = 0,
    ratio: int = 1,
    fancy_upscaling: bool = True,
    try_recover_truncated: bool = False,
    acceptable_fraction: float = 1,
    dct_method: str = "",
    name: str | None = None,
) -> Tensor:
    """The pixels of a JPEG file. PNG files and GIFs of one frame are decoded too.

    Args:
      contents: string scalar, the bytes of the file.
      channels: 1 or 3; 0 takes what the file has.
      ratio: 1, 2, 4 or 8: how many times smaller the result is.
      fancy_upscaling: whether colors that the file keeps at half the resolution are smoothed.
      acceptable_fraction: accepted.
      dct_method: "INTEGER_ACCURATE", or "INTEGER_FAST", which is meant by "", too: how pixels are computed.
      try_recover_truncated: a file that is cut is no error: what is missing is gray, or as the decoder makes it up.

    Returns:
      uint8 [height, width, channels], TensorFlow's to the bit where simplejpeg is installed, as by the extra `images`; by
      Pillow alone they are up to four units off.

    Raises:
      InvalidArgumentError: (when run) not an image, or a damaged one.
      UnimplementedError: (when run) Pillow is not installed.
      ValueError: another `ratio`, or `contents` is no scalar.

    Example:
      >>> tf.image.decode_jpeg(tf.read_file("cat.jpg"), channels=3).shape.as_list()
      [None, None, 3]
    """
    if ratio not in (1, 2, 4, 8):
        raise ValueError(f"ratio must be 1, 2, 4, or 8, got {ratio}")
    return DECODE_JPEG(
        contents,
        channels=channels,
        ratio=ratio,
        fancy_upscaling=fancy_upscaling,
        try_recover_truncated=try_recover_truncated,
        acceptable_fraction=float(acceptable_fraction),
        dct_method=dct_method,
        name=name,
    )


@export("image.decode_png", "io.decode_png")
def decode_png(contents: TensorLike, channels: int = 0, dtype: DTypeLike = dtypes.uint8, name: str | None = None) -> Tensor:
    """The pixels of a PNG file. JPEG files and GIFs of one frame are decoded too.

    Args:
      contents: string scalar, the bytes of the file.
      channels: 1, 3 or 4; 0 takes what the file has.
      dtype: uint8, or uint16 for the whole range of 16 bits.

    Returns:
      [height, width, channels] of type `dtype`.

    Raises:
      InvalidArgumentError: (when run) not an image, or a damaged one.
      UnimplementedError: (when run) Pillow is not installed.
      ValueError: `contents` is no scalar.
    """
    return DECODE_PNG(contents, channels=channels, dtype=dtype, name=name)


ENCODE_JPEG = Op(
    "EncodeJpeg",
    "image: uint8 -> contents: string",
    "format: {'', 'grayscale', 'rgb'} = '', quality: int = 95, progressive: bool = false, "
    "optimize_size: bool = false, chroma_downsampling: bool = true, density_unit: {'in', 'cm'} = 'in', "
    "x_density: int = 300, y_density: int = 300, xmp_metadata: string = ''",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@ENCODE_JPEG.shape
def _encode_shape(op):
    with_rank(op.inputs[0].static_shape, 3)
    return scalar(op)


@ENCODE_JPEG.kernel
def _encode_jpeg(
    pixels, quality, progressive, optimize_size, chroma_downsampling, density_unit, x_density, y_density, xmp_metadata
):
    return text_scalar(
        image.encode_jpeg(
            pixels,
            quality=quality,
            progressive=progressive,
            optimize=optimize_size,
            chroma_downsampling=chroma_downsampling,
            density=(x_density, y_density),
            density_unit=density_unit,
            xmp=as_bytes(xmp_metadata),
        )
    )


ENCODE_PNG = Op(
    "EncodePng",
    "image: T -> contents: string",
    "compression: int = -1, T: type = uint8",
    traits=PURE,
    T=(dtypes.uint8, dtypes.uint16),
    shape=_encode_shape,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@ENCODE_PNG.kernel
def _encode_png(pixels, compression):
    return text_scalar(image.encode_png(pixels, compression=compression))


@export("image.encode_jpeg", "io.encode_jpeg")
def encode_jpeg(
    image: TensorLike,
    format: str = "",
    quality: int = 95,
    progressive: bool = False,
    optimize_size: bool = False,
    chroma_downsampling: bool = True,
    density_unit: str = "in",
    x_density: int = 300,
    y_density: int = 300,
    xmp_metadata: str = "",
    name: str | None = None,
) -> Tensor:
    """A JPEG file of an image.

    Args:
      image: uint8 [height, width, 1 or 3].
      format: "", "grayscale" or "rgb"; accepted, the number of channels decides.
      quality: 0 to 100.
      progressive, optimize_size, chroma_downsampling: how it is compressed.
      density_unit: "in" or "cm".
      x_density, y_density: pixels for an inch or centimetre.
      xmp_metadata: what the file says of itself in XMP.

    Returns:
      string scalar, TensorFlow's file byte for byte.

    Raises:
      TypeError: pixels that are not uint8.
      ValueError: other than three dimensions, or another `format` or `density_unit`.
      InvalidArgumentError: (when run) another number of channels.
      InternalError: (when run) more than 65,504 bytes of `xmp_metadata`.
      UnimplementedError: (when run) Pillow is not installed.
    """
    return ENCODE_JPEG(
        image,
        format=format,
        quality=quality,
        progressive=progressive,
        optimize_size=optimize_size,
        chroma_downsampling=chroma_downsampling,
        density_unit=density_unit,
        x_density=x_density,
        y_density=y_density,
        xmp_metadata=xmp_metadata,
        name=name,
    )


@export("image.encode_png")
def encode_png(image: TensorLike, compression: int = -1, name: str | None = None) -> Tensor:
    """A PNG file of an image.

    Args:
      image: uint8 or uint16 [height, width, 1 to 4].
      compression: 0 to 9, or -1 for what is usual.

    Returns:
      string scalar.

    Raises:
      TypeError: pixels of another dtype.
      ValueError: other than three dimensions.
      InvalidArgumentError: (when run) another number of channels.
    """
    return ENCODE_PNG(image, compression=compression, name=name)
