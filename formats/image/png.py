"""PNG files of 16 bits a channel, which Pillow writes for grey pixels only."""

from __future__ import annotations

import struct
import zlib

import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLORS = {1: 0, 2: 4, 3: 2, 4: 6}
"""PNG's number of a kind of pixels by how many channels they have."""


def encode(pixels: np.ndarray, compression: int) -> bytes:
    """A file of uint16 pixels [height, width, 1 to 4]; compression as zlib has it."""
    height, width, channels = pixels.shape
    rows = np.zeros((height, 1 + width * channels * 2), np.uint8)  # each begins with its filter: 0, none
    rows[:, 1:] = np.ascontiguousarray(pixels, ">u2").reshape(height, -1).view(np.uint8)
    header = struct.pack(">IIBBBBB", width, height, 16, _COLORS[channels], 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), compression)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
