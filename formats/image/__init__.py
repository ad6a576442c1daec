"""Images: compressed bytes to arrays and back (the extra `headrace[images]`).

`decode` takes JPEG, PNG and GIF files of one frame, whatever the caller thinks they are, as TensorFlow's ops do; BMP files
are `bmp`'s.
"""

from __future__ import annotations

import numpy as np

from ..doors import door
from ..errors import InvalidArgumentError
from . import gif, jpeg, png
from .by_pillow import MODES, encoded, opened, pillow, pixels_of
from .jpeg import encode as encode_jpeg
from .kinds import kind_of

__all__ = ["decode", "decode_frames", "encode_jpeg", "encode_png", "kind_of"]


@door
def decode(
    contents: bytes,
    channels: int = 0,
    *,
    wide: bool = False,
    ratio: int = 1,
    fancy_upscaling: bool = True,
    dct_method: str = "",
    recover: bool = False,
) -> np.ndarray:
    """The image in `contents`.

    Args:
      channels: 1 (gray), 3 (RGB) or 4 (with alpha, not for JPEG); 0 takes what the file has.
      wide: give uint16 over the whole range instead of uint8.
      ratio: 1, 2, 4 or 8: how many times smaller a JPEG file becomes.
      fancy_upscaling: whether colors that a JPEG file keeps at half the resolution are smoothed.
      dct_method: "INTEGER_ACCURATE", or "INTEGER_FAST", which is meant by "", too: how pixels of a JPEG file are computed.
      recover: whether a JPEG file that is cut gives what is there of it, and gray for the rest.

    Returns:
      uint8 or uint16 [height, width, channels].

    Raises:
      InvalidArgumentError: not a JPEG, PNG or GIF file, a damaged one, or one that cannot have so many channels.
      UnimplementedError: Pillow is not installed.
    """
    kind = kind_of(contents)
    if channels not in (0, 1, 3, 4):
        raise InvalidArgumentError(None, None, f"`channels` must be 0, 1, 3 or 4 but got {channels}")
    if kind == "JPEG":
        pixels = jpeg.decode(
            contents, channels, ratio=ratio, fancy_upscaling=fancy_upscaling, dct_method=dct_method, recover=recover
        )
    elif kind == "GIF":
        frames = decode_frames(contents)
        if len(frames) > 1:
            raise InvalidArgumentError(
                None,
                None,
                f"Got {len(frames)} frames, but animated gifs can only be decoded by tf.io.decode_gif or tf.io.decode_image",
            )
        pixels = pixels_of(pillow().fromarray(frames[0]), channels)
    elif kind != "PNG":
        raise unknown_format(contents)
    elif png.has_16_bits(contents):
        pixels = png.decode(contents, channels)
        return pixels if wide else (pixels >> 8).astype(np.uint8)
    else:
        with opened(contents, kind) as image:
            image.load()
            pixels = pixels_of(image, channels)
    return pixels.astype(np.uint16) * np.uint16(257) if wide else pixels


@door
def decode_frames(contents: bytes, most: int | None = None) -> np.ndarray:
    """The frames of the GIF file that `contents` are, `most` of them at most: uint8 [frames, height, width, 3].

    Raises as `decode`.
    """
    return gif.decode(contents, _color_indices, most)


def _color_indices(contents: bytes) -> np.ndarray:
    with opened(contents, "GIF") as image:
        return np.array(image)


def unknown_format(contents: bytes, known: str = "JPEG, PNG, GIF") -> InvalidArgumentError:
    """The error for what begins as none of the known formats do."""
    if not contents:
        return InvalidArgumentError(None, None, "Input is empty.")
    return InvalidArgumentError(
        None, None, f"Unknown image file format. One of {known} required; it starts with {contents[:8]!r}"
    )


@door
def encode_png(pixels: np.ndarray, *, compression: int = -1) -> bytes:
    """A PNG file.

    Args:
      pixels: uint8 or uint16 [height, width, 1 to 4].
      compression: -1 (default) or 0 to 9.

    Raises:
      InvalidArgumentError: other shapes or compressions.
    """
    if not -1 <= compression <= 9:
        raise InvalidArgumentError(None, None, f"compression should be in [-1,9], got {compression}")
    if pixels.ndim != 3 or pixels.shape[2] not in MODES:
        raise InvalidArgumentError(
            None, None, f"image must be 3-dimensional and have 1, 2, 3 or 4 channels, got shape {list(pixels.shape)}"
        )
    if pixels.dtype == np.uint16:
        return png.encode(pixels, compression)
    return encoded(pixels, "PNG", **({} if compression < 0 else {"compress_level": compression}))
