"""Pillow, which decodes and encodes what no better library is at hand for (the extra `headrace[images]`)."""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from ..errors import InvalidArgumentError, UnimplementedError
from . import _pixels_cy

MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
"""Pillow's names for numbers of channels."""


def pillow() -> ModuleType:
    """The module `PIL.Image`. Raises UnimplementedError where it is not installed."""
    try:
        import PIL.Image
    except ImportError as error:
        message = "Images need Pillow, the extra `images`: pip install headrace[images]"
        raise UnimplementedError(None, None, message) from error
    return PIL.Image


@contextlib.contextmanager
def opened(contents: bytes, kind: str) -> Iterator[Any]:
    """An image as Pillow has it. What Pillow raises inside becomes an InvalidArgumentError."""
    module = pillow()
    try:
        with module.open(io.BytesIO(contents), formats=[kind]) as image:
            yield image
    except (InvalidArgumentError, UnimplementedError):
        raise
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, module.DecompressionBombError) as error:
        raise InvalidArgumentError(None, None, f"{damaged(kind, contents)}; {error}") from error


def damaged(kind: str, contents: bytes) -> str:
    """TensorFlow's words for a file that is damaged."""
    if kind == "JPEG":
        return "jpeg::Uncompress failed. Invalid JPEG data or crop window."
    return f"Invalid {kind} data, size {len(contents)}"


def pixels_of(image: Any, channels: int) -> np.ndarray:
    """The pixels of an image of Pillow's: uint8 [height, width, channels], as many as it has where 0 are asked for."""
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode not in MODES.values():
        image = image.convert("L" if image.mode == "1" else "RGB")
    if channels == 1 and image.mode in ("RGB", "RGBA"):
        array = _gray(np.asarray(image))
    else:
        if channels and image.mode != MODES[channels]:
            image = image.convert(MODES[channels])
        array = _array(image)
    return array[..., None] if array.ndim == 2 else array


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


def encoded(pixels: np.ndarray, kind: str, **options: Any) -> bytes:
    """The file that Pillow makes of uint8 [height, width, channels]. Raises InvalidArgumentError where it cannot."""
    module, stream = pillow(), io.BytesIO()
    try:
        module.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).save(stream, kind, **options)
    except MemoryError:
        raise
    except Exception as error:  # Pillow's encoders raise whatever they stumble over, SystemError for no pixels at all
        message = f"{kind} cannot hold pixels of shape {list(pixels.shape)}; {type(error).__name__}: {error}"
        raise InvalidArgumentError(None, None, message) from error
    return stream.getvalue()
