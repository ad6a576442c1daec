"""String tensors in data files: their lengths, a checksum of the lengths, then all bytes joined."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from . import varints
from .checksums import crc32c, masked

_LONG = 0xFFFFFFFF


def encoded(values: Sequence[bytes]) -> tuple[list[bytes], int]:
    """The pieces that a data file holds of these strings, and the checksum (not masked) of the whole."""
    lengths = [len(value) for value in values]
    crc = _crc_of_lengths(lengths)
    check = struct.pack("<I", masked(crc))
    crc = crc32c(check, crc)
    for value in values:
        crc = crc32c(value, crc)
    return [b"".join(map(varints.encoded, lengths)), check, *values], crc


def decoded(data: memoryview, count: int) -> tuple[list[bytes], int]:
    """The `count` strings of a piece of a data file, and the checksum (not masked) to compare with the stored one.

    Raises:
      ValueError: these bytes are not that many strings.
    """
    lengths, at = [], 0
    for _ in range(count):
        length, at = varints.decoded(data, at)
        lengths.append(length)
    check = data[at : at + 4]
    crc = _crc_of_lengths(lengths)
    if bytes(check) != struct.pack("<I", masked(crc)):
        raise ValueError("the checksum of the lengths of the strings does not match")
    at += 4
    if at + sum(lengths) != len(data):
        raise ValueError(f"the strings take {at + sum(lengths)} bytes, the entry says {len(data)}")
    values = []
    for length in lengths:
        values.append(bytes(data[at : at + length]))
        at += length
    return values, crc32c(data[at - sum(lengths) :], crc32c(check, crc))


def _crc_of_lengths(lengths: list[int]) -> int:
    """Of 4 bytes a length, of 8 for one that does not fit into 4."""
    if max(lengths, default=0) <= _LONG:
        return crc32c(np.array(lengths, "<u4").tobytes())
    crc = 0
    for length in lengths:
        crc = crc32c(struct.pack("<I" if length <= _LONG else "<Q", length), crc)
    return crc
