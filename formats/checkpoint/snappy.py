"""Snappy, as far as reading goes: tables that other programs wrote may be compressed.

Source: the format's description at github.com/google/snappy.
"""

from __future__ import annotations

from . import varints

_MOST_TIMES = 22
"""A copy of 64 bytes takes 3."""


def decompressed(data: bytes | memoryview, most_bytes: int) -> bytes:
    """The bytes that a snappy block stands for. Raises ValueError where it is damaged, or they are more than `most_bytes`."""
    size, at = varints.decoded(data, 0)
    if size > min(most_bytes, _MOST_TIMES * len(data)):
        raise ValueError(f"the snappy data says that it makes {size} bytes of {len(data)}, {most_bytes} may be")
    found = bytearray()
    while at < len(data) and len(found) <= size:
        tag = data[at]
        at += 1
        if tag & 3 == 0:
            length, at = _literal_length(data, at, tag >> 2)
            if at + length > len(data):
                raise ValueError("a literal of the snappy data is cut off")
            found += data[at : at + length]
            at += length
            continue
        if tag & 3 == 1:
            length, bytes_of_offset = (tag >> 2 & 7) + 4, 1
        else:
            length, bytes_of_offset = (tag >> 2) + 1, 2 if tag & 3 == 2 else 4
        offset = int.from_bytes(data[at : at + bytes_of_offset], "little")
        if tag & 3 == 1:
            offset |= tag >> 5 << 8
        at += bytes_of_offset
        if at > len(data) or not 0 < offset <= len(found):
            raise ValueError("a copy in the snappy data begins before the data")
        piece = found[-offset:] if offset > length else found[-offset:] * (length // offset + 1)
        found += piece[:length]
    if len(found) != size:
        raise ValueError(f"the snappy data makes {len(found)} bytes, not {size}")
    return bytes(found)


def _literal_length(data: bytes | memoryview, at: int, code: int) -> tuple[int, int]:
    """How long a literal is, and where it begins."""
    if code < 60:
        return code + 1, at
    count = code - 59
    return int.from_bytes(data[at : at + count], "little") + 1, at + count
