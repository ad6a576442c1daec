"""IDX files: one array each, as MNIST's pictures and labels are stored.

    images = idx.read("train-images-idx3-ubyte.gz")  # uint8 [60000, 28, 28]

Two zero bytes, a byte for the type, a byte for the number of axes, their sizes as 4 bytes each, then the numbers row by
row; all with the highest byte first. Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
"""

from __future__ import annotations

import math

import numpy as np

from . import files
from .errors import DataLossError, InvalidArgumentError

_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def read(path: files.Path) -> np.ndarray:
    """The array in a file, compressed by GZIP or ZLIB or not.

    Raises:
      NotFoundError and the other errors of `files.open_stream`.
      InvalidArgumentError: it is no IDX file.
      DataLossError: it has more or less bytes than its sizes say, or its compression is damaged.
    """
    with files.open_stream(path, files.AUTO) as stream:
        data = bytearray()
        piece = bytearray(1 << 20)
        while count := stream.readinto(memoryview(piece)):
            data += memoryview(piece)[:count]
    return parse(bytes(data), files.path_text(path))


def parse(data: bytes, name: str = "IDX data") -> np.ndarray:
    """The array in the (decompressed) bytes of a file; errors call it `name`. Raises as `read` does."""
    kind, axes = (data[2], data[3]) if len(data) >= 4 else (0, 0)
    if data[:2] != b"\0\0" or kind not in _TYPES:
        message = f"{name}: no IDX file, it begins with {data[:4].hex(' ') or 'nothing'}"
        raise InvalidArgumentError(None, None, message, path=name)
    begin = 4 + 4 * axes
    shape = tuple(int.from_bytes(data[at : at + 4], "big") for at in range(4, begin, 4))
    dtype = np.dtype(_TYPES[kind])
    expected = begin + math.prod(shape) * dtype.itemsize
    if len(data) < begin or len(data) != expected:
        message = f"{name}: {len(data)} bytes; an IDX file of shape {list(shape)} has {expected}"
        raise DataLossError(None, None, message, path=name)
    return np.frombuffer(data, dtype, offset=begin).reshape(shape).astype(dtype.newbyteorder("="))


def dump(array: np.ndarray) -> bytes:
    """The bytes of a file that holds an array.

    Raises:
      InvalidArgumentError: IDX files have no such type, or not so many axes.
    """
    kind = next((kind for kind, text in _TYPES.items() if np.dtype(text) == array.dtype.newbyteorder(">")), None)
    if kind is None or array.ndim > 255:
        raise InvalidArgumentError(None, None, f"IDX files hold no {array.dtype} arrays of {array.ndim} axes")
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, kind, array.ndim]) + sizes + array.astype(array.dtype.newbyteorder(">")).tobytes()
