"""How large a picture is, by the head of its file: nothing is decoded, and Pillow is not needed."""

from __future__ import annotations

import struct

from . import kind_of

_NO_FRAME = {0xC4, 0xC8, 0xCC}  # among the marks 0xC0 to 0xCF of JPEG, those that begin no frame


def size_of(contents: bytes) -> tuple[int, int] | None:
    """(height, width) of a JPEG, PNG, GIF or BMP file; None of another, or of one whose head is damaged."""
    kind = kind_of(contents)
    try:
        if kind == "PNG":
            width, height = struct.unpack_from(">II", contents, 16)
        elif kind == "GIF":
            width, height = struct.unpack_from("<HH", contents, 6)
        elif kind == "BMP":
            width, height = struct.unpack_from("<ii", contents, 18)
        elif kind == "JPEG":
            height, width = struct.unpack_from(">HH", contents, _frame_of(contents) + 5)
        else:
            return None
    except (struct.error, IndexError):
        return None
    return abs(height), width


def _frame_of(contents: bytes) -> int:
    """Where the head of the frame of a JPEG file begins. Raises IndexError where there is none."""
    at = 2
    while True:
        while contents[at] == 0xFF and contents[at + 1] == 0xFF:
            at += 1
        if contents[at] != 0xFF:
            raise IndexError(at)
        mark = contents[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in _NO_FRAME:
            return at
        if mark == 0xD9 or mark == 0xDA:
            raise IndexError(at)
        at += 2 if 0xD0 <= mark <= 0xD8 or mark == 0x01 else 2 + int.from_bytes(contents[at + 2 : at + 4], "big")
