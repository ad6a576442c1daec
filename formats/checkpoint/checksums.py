"""CRC-32C as checkpoints hold it: masked, so that a checksum of data that holds checksums is no weaker."""

from __future__ import annotations

_DELTA = 0xA282EAD8


def crc32c(data: bytes | bytearray | memoryview, before: int = 0) -> int:
    """The checksum of `data`, or of what `before` is the checksum of and `data` after it."""
    from crc32c import crc32c as extend  # slow to import, by what it imports itself, and most programs have no checkpoint

    return int(extend(data, before))


def masked(crc: int) -> int:
    return ((crc >> 15 | crc << 17) + _DELTA) & 0xFFFFFFFF


def unmasked(value: int) -> int:
    rotated = (value - _DELTA) & 0xFFFFFFFF
    return (rotated >> 17 | rotated << 15) & 0xFFFFFFFF
