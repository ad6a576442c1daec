"""PNG files of 16 bits a channel, which Pillow cuts to 8, or takes for something else.

Source: PNG specification, second edition (ISO/IEC 15948).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np

from ..errors import InvalidArgumentError
from . import _png_cy as hot

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KIND_OF = {1: 0, 2: 4, 3: 2, 4: 6}
"""The number that a file has for its channels."""
_CHANNELS_OF = {kind: channels for channels, kind in _KIND_OF.items()}
_PASSES = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))
"""First row, first column, and the steps between rows and columns, of each pass of an interlaced file."""


def has_16_bits(contents: bytes) -> bool:
    """Whether a PNG file has 16 bits a channel."""
    return len(contents) > 24 and contents[24] == 16


def encode(pixels: np.ndarray, compression: int) -> bytes:
    """A PNG file of uint16 [height, width, 1 to 4]. Raises InvalidArgumentError where there are no pixels."""
    height, width, channels = pixels.shape
    if not pixels.size:
        raise InvalidArgumentError(None, None, f"PNG cannot hold pixels of shape {list(pixels.shape)}")
    rows = np.zeros((height, 1 + 2 * width * channels), np.uint8)
    rows[:, 1:] = pixels.astype(">u2").reshape(height, -1).view(np.uint8)
    header = struct.pack(">IIBBBBB", width, height, 16, _KIND_OF[channels], 0, 0, 0)
    parts = {b"IHDR": header, b"IDAT": zlib.compress(rows.tobytes(), compression), b"IEND": b""}
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts.items()
    )


def decode(contents: bytes, channels: int) -> np.ndarray:
    """The pixels of a file of 16 bits a channel: uint16 [height, width, channels]; 0 channels are those of the file.

    Raises:
      InvalidArgumentError: a damaged file.
    """
    try:
        return _decoded(contents, channels)
    except (ValueError, KeyError, struct.error, zlib.error) as error:
        raise InvalidArgumentError(None, None, f"Invalid PNG data, size {len(contents)}; {error}") from error


def _decoded(contents: bytes, channels: int) -> np.ndarray:
    chunks = list(_chunks(contents))
    width, height, _, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    data = np.frombuffer(bytearray(zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))), np.uint8)
    own = _CHANNELS_OF[kind]
    pixels = np.empty((height, width, own), np.uint16)
    at = 0
    for row, column, down, right in _PASSES if interlaced else ((0, 0, 1, 1),):
        part = pixels[row::down, column::right]
        if not part.size:
            continue
        rows = data[at : at + len(part) * (1 + 2 * part.shape[1] * own)].reshape(len(part), -1)
        at += rows.size
        wrong = hot.unfilter(hot.view(rows), 2 * own)
        if wrong:
            raise ValueError(f"there is no filter {wrong}")
        part[...] = np.ascontiguousarray(rows[:, 1:]).view(">u2").reshape(part.shape)
    transparent = next((body for name, body in chunks if name == b"tRNS"), None)
    return pixels if channels in (0, own) else _with_channels(pixels, channels, transparent)


def _chunks(contents: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(contents):
        length, name = struct.unpack_from(">I4s", contents, at)
        body = contents[at + 8 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", contents, at + 8 + length)
        if crc != zlib.crc32(name + body):
            raise ValueError(f"the CRC of chunk {name!r} at offset {at} is wrong")
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length
    raise ValueError("the file ends before its last chunk")


def _with_channels(pixels: np.ndarray, channels: int, transparent: bytes | None) -> np.ndarray:
    own = pixels.shape[2]
    color = pixels[..., : own - (own + 1) % 2]
    if channels < 3 <= own:
        # Brightness as libpng computes it of 16 bits: rounded, in units of 1 / 32768; of 8 bits its weights are others.
        weights = np.array([9797, 19234, 3737], np.int64)
        color = ((color.astype(np.int64) @ weights + 16384) >> 15).astype(np.uint16)[..., None]
    elif channels > 2 > color.shape[2]:
        color = np.repeat(color, 3, axis=-1)
    if channels % 2:
        return color
    if own % 2 == 0:
        alpha = pixels[..., -1:]
    elif transparent is None:
        alpha = np.full_like(pixels[..., :1], 0xFFFF)
    else:
        alpha = np.where((pixels == np.frombuffer(transparent, ">u2")).all(-1, keepdims=True), 0, 0xFFFF).astype(np.uint16)
    return np.concatenate([color, alpha], -1)
