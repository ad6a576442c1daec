"""JPEG files. libjpeg-turbo (by simplejpeg) gives TensorFlow's pixels to the bit. Where it is not installed Pillow decodes,
whose pixels are up to four units off; Pillow also says which files are too damaged."""

from __future__ import annotations

import struct
from types import ModuleType
from typing import Any

import numpy as np

from ..doors import door
from ..errors import InternalError, InvalidArgumentError
from .by_pillow import damaged, encoded, opened, pixels_of
from .sizes import is_too_short, saw_adobe, shape_of_jpeg

METHODS = ("", "INTEGER_FAST", "INTEGER_ACCURATE")
"""TensorFlow's names of the inverse cosine transforms; without a name it is the fast one."""

_END = b"\xff\xd9"
_DENSITY, _BEHIND_DENSITY = 13, 18  # where a file says how dense its pixels are
_UNITS = {"in": 1, "cm": 2}
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MOST_OF_XMP = 0xFFFF - 2 - len(_XMP)


def _turbo() -> ModuleType | None:
    try:
        import simplejpeg
    except ImportError:
        return None
    return simplejpeg


def decode(
    contents: bytes, channels: int, *, ratio: int = 1, fancy_upscaling: bool = True, dct_method: str = "", recover: bool = False
) -> np.ndarray:
    """The pixels of a JPEG file, see `image.decode`. Raises InvalidArgumentError for a damaged one."""
    if channels == 4:
        raise InvalidArgumentError(None, None, "JPEG does not support 4 channels")
    is_short = is_too_short(contents)
    if is_short and not recover:
        raise InvalidArgumentError(None, None, f"{damaged('JPEG', contents)}; it is too short for its size")
    shape = shape_of_jpeg(contents)
    if shape is not None and shape[2] == 4 and channels == 1:
        raise InvalidArgumentError(None, None, f"{damaged('JPEG', contents)}; four colors are not made one")
    if recover:
        contents += _END  # from where on the decoder makes up for what is missing
    turbo = _turbo()
    if turbo is None or shape is None or is_short:  # Pillow refuses what would be too large
        return _by_pillow(contents, channels, ratio)

    def by_turbo(strict: bool) -> np.ndarray:
        height, width, components = shape
        smaller = {"min_height": -(-height // ratio), "min_width": -(-width // ratio)} if ratio > 1 else {}
        space = "CMYK" if components == 4 else "GRAY" if (channels or components) == 1 else "RGB"
        how = {"fastdct": dct_method != "INTEGER_ACCURATE", "fastupsample": not fancy_upscaling, "strict": strict}
        pixels: np.ndarray = turbo.decode_jpeg(contents, space, **how, **smaller)
        return _red_green_blue(pixels, saw_adobe(contents)) if components == 4 else pixels

    try:
        return by_turbo(strict=not recover)
    except ValueError:  # it is damaged: Pillow says whether that can be borne, and if not, why
        pixels = _by_pillow(contents, channels, ratio)
    try:
        return by_turbo(strict=False)
    except ValueError:
        return pixels


def _by_pillow(contents: bytes, channels: int, ratio: int) -> np.ndarray:
    with opened(contents, "JPEG") as image:
        if channels == 1:
            image.draft("L", image.size)  # the file's own brightness rather than one made from RGB
        image.load()
        pixels = pixels_of(image, channels)
    return pixels if ratio == 1 else _reduced(pixels, ratio)


def _red_green_blue(inks: np.ndarray, inverted: bool) -> np.ndarray:
    """From cyan, magenta, yellow and black, as TensorFlow does it: Adobe's programs write how little there is of each."""
    light = (inks if inverted else 255 - inks).astype(np.uint16)
    return (light[..., :3] * light[..., 3:] // 255).astype(np.uint8)


def _reduced(pixels: np.ndarray, ratio: int) -> np.ndarray:
    """Each pixel the mean of `ratio` by `ratio` of them, those beyond the border left out."""
    rows = np.arange(0, pixels.shape[0], ratio)
    columns = np.arange(0, pixels.shape[1], ratio)
    sums = np.add.reduceat(np.add.reduceat(pixels.astype(np.uint32), rows, axis=0), columns, axis=1)
    heights = np.minimum(ratio, pixels.shape[0] - rows)
    widths = np.minimum(ratio, pixels.shape[1] - columns)
    counts = (heights[:, None] * widths)[..., None]
    return ((sums + counts // 2) // counts).astype(np.uint8)


@door
def encode(
    pixels: np.ndarray,
    *,
    quality: int = 95,
    progressive: bool = False,
    optimize: bool = False,
    chroma_downsampling: bool = True,
    density: tuple[int, int] = (300, 300),
    density_unit: str = "in",
    xmp: bytes = b"",
) -> bytes:
    """A JPEG file, byte for byte that of TensorFlow.

    Args:
      pixels: uint8 [height, width, 1 or 3].
      quality: from 0 to 100.
      progressive: whether it shows coarse first.
      optimize: whether it takes more time to become smaller.
      chroma_downsampling: whether colours are kept at half the resolution.
      density: pixels for an inch or centimetre, across and down; of each 16 bits count.
      density_unit: "in" or "cm".
      xmp: what the file says of itself in XMP; nothing where it is empty.

    Raises:
      InvalidArgumentError: other shapes.
      InternalError: more than 65,504 bytes of XMP.
      UnimplementedError: Pillow is not installed.
    """
    if pixels.ndim != 3 or pixels.shape[2] not in (1, 3):
        raise InvalidArgumentError(
            None, None, f"image must be 3-dimensional with 1 or 3 channels, got shape {list(pixels.shape)}"
        )
    if len(xmp) > _MOST_OF_XMP:
        raise InternalError(
            None, None, f"JPEG encoding failed: {len(xmp):,} bytes of XMP, a file has room for {_MOST_OF_XMP:,}"
        )
    options: dict[str, Any] = {"quality": quality, "progressive": progressive, "optimize": optimize}
    if pixels.shape[2] == 3:
        options["subsampling"] = 2 if chroma_downsampling else 0
    if xmp:
        options["extra"] = b"\xff\xe1" + struct.pack(">H", 2 + len(_XMP) + len(xmp)) + _XMP + xmp
    contents = encoded(pixels, "JPEG", **options)
    across, down = (size & 0xFFFF for size in density)
    return contents[:_DENSITY] + struct.pack(">BHH", _UNITS[density_unit], across, down) + contents[_BEHIND_DENSITY:]
