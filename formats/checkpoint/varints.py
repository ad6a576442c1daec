"""Varints: numbers of seven bits a byte, low bits first."""

from __future__ import annotations

_LONGEST = 10


def encoded(value: int) -> bytes:
    """A number that is not negative as a varint."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def decoded(data: bytes | memoryview, at: int) -> tuple[int, int]:
    """The number that begins at `at`, and where it ends. Raises ValueError where there is none."""
    value = 0
    for position in range(at, min(at + _LONGEST, len(data))):
        byte = data[position]
        value |= (byte & 0x7F) << 7 * (position - at)
        if byte < 0x80:
            return value, position + 1
    raise ValueError(f"no number at byte {at}")
