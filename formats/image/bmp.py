"""BMP files: pixels as they lie in the file, of 8, 24 or 32 bits; a palette counts for nothing.

Source: tf.image.decode_bmp, TensorFlow 2.21.
"""

from __future__ import annotations

import struct

import numpy as np

from ..errors import InvalidArgumentError

_HEAD_BYTES = 32
_MOST_BYTES = 1 << 30


def decode(contents: bytes, channels: int = 0) -> np.ndarray:
    """The image in a BMP file.

    Args:
      channels: 3 (RGB) or 4 (with alpha, opaque where the file has none); 0 takes what the file has, 1 of 8 bits.
    Returns:
      uint8 [height, width, channels].
    Raises:
      InvalidArgumentError: a damaged file, or one of other bits.
    """
    if channels not in (0, 3, 4):
        raise InvalidArgumentError(None, None, f"`channels` must be 0, 3 or 4 for BMP, but got {channels}")
    if len(contents) < _HEAD_BYTES:
        raise InvalidArgumentError(
            None,
            None,
            f"Incomplete bmp content, requires at least {_HEAD_BYTES} bytes to find the header size, width, height, and "
            f"bpp, got {len(contents)} bytes",
        )
    head, width, height = struct.unpack_from("<i4xii", contents, 10)
    (bits,) = struct.unpack_from("<h", contents, 28)
    depth = int(bits / 8)  # rounded toward 0
    row = _checked_row(head, width, abs(height), depth)
    excess = len(contents) - head - row * abs(height)
    if excess:
        raise InvalidArgumentError(
            None, None, f"Input size should match (header_size + row_size * abs_height) but they differ by {excess}"
        )
    rows = np.frombuffer(contents, np.uint8, offset=head).reshape(abs(height), row)[:, : width * depth]
    pixels = rows.reshape(abs(height), width, depth)
    return _with_channels(pixels if height < 0 else pixels[::-1], channels or depth)


def _checked_row(head: int, width: int, height: int, depth: int) -> int:
    """Bytes of a row of pixels, which is filled up to a multiple of 4."""
    if head < 0:
        raise InvalidArgumentError(None, None, "header size must be nonnegative")
    if width <= 0:
        raise InvalidArgumentError(None, None, "Width must be positive")
    if not height:
        raise InvalidArgumentError(None, None, "Height must be nonzero")
    if depth not in (1, 3, 4):
        raise InvalidArgumentError(None, None, f"Number of channels inherent in the image must be 1, 3 or 4, was {depth}")
    row = -(-depth * width // 4) * 4
    if row * height >= _MOST_BYTES:
        raise InvalidArgumentError(None, None, "Total possible pixel bytes must be less than 2^30")
    return row


def _with_channels(pixels: np.ndarray, channels: int) -> np.ndarray:
    """Pixels as the file has them (gray, BGR or BGRA) in the order of the result."""
    depth = pixels.shape[2]
    if channels == 1:
        return pixels.copy()
    result = np.empty((*pixels.shape[:2], channels), np.uint8)
    result[..., :3] = pixels if depth == 1 else pixels[..., 2::-1]
    if channels == 4:
        result[..., 3] = pixels[..., 3] if depth == 4 else 255
    return result
