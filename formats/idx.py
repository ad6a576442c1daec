"""IDX files: one array each, as MNIST's images and labels are stored.

    images = idx.read("train-images-idx3-ubyte.gz")  # uint8 [60000, 28, 28]

Two zero bytes, a byte for the type, a byte for the number of axes, their sizes as 4 bytes each, then the numbers row by
row; all with the highest byte first. Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from . import files
from .doors import door
from .errors import DataLossError, InvalidArgumentError
from .files.stream import ByteStream, too_long

__all__ = ["dump", "parse", "read"]

_PIECE_BYTES = 1 << 20
_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


@door
def read(path: files.Path) -> np.ndarray:
    """The array in the file at `path`, compressed by GZIP or ZLIB or not.

    Raises:
      NotFoundError and the other errors of `files.open_stream`.
      InvalidArgumentError: it is no IDX file.
      DataLossError: it has more or less bytes than its sizes say, or its compression is damaged.
      ResourceExhaustedError: compressed, it says that it is larger than `limits` allow.
    """
    name = files.path_text(path)
    with files.open_stream(path, files.AUTO) as stream:
        data = _taken(stream, b"", 4)
        data = _taken(stream, data, Head.of(data, name).begin)
        head = Head.of(data, name)
        most = stream.most_at_once()
        if most is not None and head.size > most:
            raise too_long(name, 0, most)
        data = _taken(stream, data, head.size)
        if _taken(stream, b"", 1):
            raise head.wrong_length(f"more than {head.size} bytes", name)
    return parse(data, name)


def _taken(stream: ByteStream, data: bytes, size: int) -> bytes:
    """`data` and what follows it in the stream, `size` bytes in all or less at the end; memory follows what is there."""
    pieces = [data]
    left = size - len(data)
    while left > 0:
        piece = bytearray(min(left, _PIECE_BYTES))
        count = stream.readinto(memoryview(piece))
        if not count:
            break
        pieces.append(bytes(memoryview(piece)[:count]))
        left -= count
    return b"".join(pieces)


@door
def parse(data: bytes, name: str = "IDX data") -> np.ndarray:
    """The array in `data`, the (decompressed) bytes of a file; errors call it `name`.

    Raises:
      InvalidArgumentError, DataLossError: as `read`.
    """
    head = Head.of(data, name)
    if len(data) != head.size:
        raise head.wrong_length(f"{len(data)} bytes", name)
    try:
        array = np.frombuffer(data, head.dtype, offset=head.begin).reshape(head.shape)
    except ValueError as error:  # of no bytes, as an axis is 0, but with others that are too many or too long
        raise InvalidArgumentError(None, None, f"{name}: shape {list(head.shape)}: {error}", path=name) from error
    return array.astype(head.dtype.newbyteorder("="))


def head(path: files.Path) -> Head:
    """What the first bytes of the file at `path` say of it. Raises as `read` does for what is no IDX file."""
    name = files.path_text(path)
    with files.open_stream(path, files.AUTO) as stream:
        data = _taken(stream, b"", 4)
        return Head.of(_taken(stream, data, Head.of(data, name).begin), name)


class Head(NamedTuple):
    """What the first bytes of a file say.

    Args:
      begin: where its numbers begin, in bytes.
      dtype: their type.
      shape: the array's.
      size: the file's, in bytes.
    """

    begin: int
    dtype: np.dtype
    shape: tuple[int, ...]
    size: int

    @classmethod
    def of(cls, data: bytes, name: str) -> Head:
        """What `data`, bytes from the begin of a file on, say. Raises InvalidArgumentError where they are of no IDX file."""
        kind, axes = (data[2], data[3]) if len(data) >= 4 else (0, 0)
        if data[:2] != b"\0\0" or kind not in _TYPES:
            message = f"{name}: no IDX file, it begins with {data[:4].hex(' ') or 'nothing'}"
            raise InvalidArgumentError(None, None, message, path=name)
        begin = 4 + 4 * axes
        shape = tuple(int.from_bytes(data[at : at + 4], "big") for at in range(4, begin, 4))
        dtype = np.dtype(_TYPES[kind])
        return cls(begin, dtype, shape, begin + math.prod(shape) * dtype.itemsize)

    def wrong_length(self, found: str, name: str) -> DataLossError:
        """The error for a file in which something else was `found`, in words."""
        return DataLossError(None, None, f"{name}: {found}; an IDX file of shape {list(self.shape)} has {self.size}", path=name)


def dump(array: np.ndarray) -> bytes:
    """The bytes of a file that holds `array`.

    Raises:
      InvalidArgumentError: IDX files have no such type, or not so many axes.
    """
    kind = next((kind for kind, text in _TYPES.items() if np.dtype(text) == array.dtype.newbyteorder(">")), None)
    if kind is None or array.ndim > 255:
        raise InvalidArgumentError(None, None, f"IDX files hold no {array.dtype} arrays of {array.ndim} axes")
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes([0, 0, kind, array.ndim]) + sizes + array.astype(array.dtype.newbyteorder(">")).tobytes()
