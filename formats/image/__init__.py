"""Images: compressed bytes to arrays and back, by Pillow (the extra `headrace[images]`).

`decode` takes JPEG, PNG and GIF files of one frame, whatever the caller thinks they are, as TensorFlow's ops do; BMP files
are `bmp`'s.
"""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from ..doors import door
from ..errors import InvalidArgumentError, UnimplementedError
from . import _pixels_cy, gif, png
from .kinds import kind_of
from .sizes import is_too_short

__all__ = ["decode", "decode_frames", "encode_jpeg", "encode_png", "kind_of"]

_MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
_END_OF_JPEG = b"\xff\xd9"


def _pillow() -> ModuleType:
    try:
        import PIL.Image
    except ImportError as error:
        message = "Images need Pillow, the extra `images`: pip install headrace[images]"
        raise UnimplementedError(None, None, message) from error
    return PIL.Image


@door
def decode(contents: bytes, channels: int = 0, *, wide: bool = False, recover: bool = False) -> np.ndarray:
    """The image in `contents`.

    Args:
      channels: 1 (gray), 3 (RGB) or 4 (with alpha, not for JPEG); 0 takes what the file has.
      wide: give uint16 over the whole range instead of uint8.
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
    if kind not in ("JPEG", "PNG", "GIF"):
        raise unknown_format(contents)
    if kind == "JPEG" and channels == 4:
        raise InvalidArgumentError(None, None, "JPEG does not support 4 channels")
    if kind == "GIF":
        frames = decode_frames(contents)
        if len(frames) > 1:
            raise InvalidArgumentError(
                None,
                None,
                f"Got {len(frames)} frames, but animated gifs can only be decoded by tf.io.decode_gif or tf.io.decode_image",
            )
        return _pixels(_pillow().fromarray(frames[0]), channels, wide)
    if kind == "JPEG" and not recover and is_too_short(contents):
        raise InvalidArgumentError(None, None, f"{_damaged(kind, contents)}; it is too short for its size")
    if kind == "JPEG" and recover:
        contents += _END_OF_JPEG  # from where on the decoder makes up for what is missing
    if kind == "PNG" and png.has_16_bits(contents):
        pixels = png.decode(contents, channels)
        return pixels if wide else (pixels >> 8).astype(np.uint8)
    with _opened(contents, kind) as image:
        if kind == "JPEG" and channels == 1:
            image.draft("L", image.size)  # the file's own brightness rather than one made from RGB
        image.load()
        return _pixels(image, channels, wide)


@door
def decode_frames(contents: bytes, most: int | None = None) -> np.ndarray:
    """The frames of the GIF file that `contents` are, `most` of them at most: uint8 [frames, height, width, 3].

    Raises as `decode`.
    """
    return gif.decode(contents, _color_indices, most)


def _color_indices(contents: bytes) -> np.ndarray:
    with _opened(contents, "GIF") as image:
        return np.array(image)


@contextlib.contextmanager
def _opened(contents: bytes, kind: str) -> Iterator[Any]:
    """An image as Pillow has it. What Pillow raises inside becomes an InvalidArgumentError."""
    pillow = _pillow()
    try:
        with pillow.open(io.BytesIO(contents), formats=[kind]) as image:
            yield image
    except (InvalidArgumentError, UnimplementedError):
        raise
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, pillow.DecompressionBombError) as error:
        raise InvalidArgumentError(None, None, f"{_damaged(kind, contents)}; {error}") from error


def unknown_format(contents: bytes, known: str = "JPEG, PNG, GIF") -> InvalidArgumentError:
    """The error for what begins as none of the known formats do."""
    if not contents:
        return InvalidArgumentError(None, None, "Input is empty.")
    return InvalidArgumentError(
        None, None, f"Unknown image file format. One of {known} required; it starts with {contents[:8]!r}"
    )


def _damaged(kind: str, contents: bytes) -> str:
    if kind == "JPEG":
        return "jpeg::Uncompress failed. Invalid JPEG data or crop window."
    return f"Invalid {kind} data, size {len(contents)}"


def _pixels(image: Any, channels: int, wide: bool) -> np.ndarray:
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode not in _MODES.values():
        image = image.convert("L" if image.mode == "1" else "RGB")
    if channels == 1 and image.mode in ("RGB", "RGBA"):
        array = _gray(np.asarray(image))
    else:
        if channels and image.mode != _MODES[channels]:
            image = image.convert(_MODES[channels])
        array = _array(image)
    if array.ndim == 2:
        array = array[..., None]
    return array.astype(np.uint16) * np.uint16(257) if wide else array


def _array(image: Any) -> np.ndarray:
    """The pixels of an image. Those of colors are taken out of its memory: Pillow would copy them piece by piece."""
    if image.mode == "RGB" and _pixels_cy.compiled and hasattr(image, "__arrow_c_array__"):
        pixels = np.empty((image.height, image.width, 3), np.uint8)
        with contextlib.suppress(ValueError):  # the image is too large for one piece of memory
            if _pixels_cy.take_colors(image.__arrow_c_array__()[1], pixels):
                return pixels
    return np.array(image)


def _gray(pixels: np.ndarray) -> np.ndarray:
    """Brightness as libpng computes it: in units of 1 / 32768, cut off rather than rounded."""
    return ((pixels[..., :3].astype(np.int32) @ np.array([9798, 19235, 3735], np.int32)) >> 15).astype(np.uint8)


@door
def encode_jpeg(
    pixels: np.ndarray,
    *,
    quality: int = 95,
    progressive: bool = False,
    optimize: bool = False,
    chroma_downsampling: bool = True,
) -> bytes:
    """A JPEG file.

    Args:
      pixels: uint8 [height, width, 1 or 3].
      quality: from 0 to 100.
      progressive: whether it shows coarse first.
      optimize: whether it takes more time to become smaller.
      chroma_downsampling: whether colours are kept at half the resolution.

    Raises:
      InvalidArgumentError: other shapes.
    """
    if pixels.ndim != 3 or pixels.shape[2] not in (1, 3):
        raise InvalidArgumentError(
            None, None, f"image must be 3-dimensional with 1 or 3 channels, got shape {list(pixels.shape)}"
        )
    return _encoded(
        pixels,
        "JPEG",
        quality=quality,
        progressive=progressive,
        optimize=optimize,
        subsampling=2 if chroma_downsampling else 0,
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
    if pixels.ndim != 3 or pixels.shape[2] not in _MODES:
        raise InvalidArgumentError(
            None, None, f"image must be 3-dimensional and have 1, 2, 3 or 4 channels, got shape {list(pixels.shape)}"
        )
    if pixels.dtype == np.uint16:
        return png.encode(pixels, compression)
    return _encoded(pixels, "PNG", **({} if compression < 0 else {"compress_level": compression}))


def _encoded(pixels: np.ndarray, kind: str, **options: Any) -> bytes:
    pillow, stream = _pillow(), io.BytesIO()
    try:
        pillow.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).save(stream, kind, **options)
    except MemoryError:
        raise
    except Exception as error:  # Pillow's encoders raise whatever they stumble over, SystemError for no pixels at all
        message = f"{kind} cannot hold pixels of shape {list(pixels.shape)}; {type(error).__name__}: {error}"
        raise InvalidArgumentError(None, None, message) from error
    return stream.getvalue()
