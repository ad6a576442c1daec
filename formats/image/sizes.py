"""How large an image is, and what else its head says: nothing is decoded, and Pillow is not needed."""

from __future__ import annotations

import struct
from typing import NamedTuple

from .kinds import kind_of

_FRAMES = frozenset((*range(0xC0, 0xD0),)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG segments that begin with the size: those of frames."""

_SCAN = frozenset((0xDA,))
"""That of the first segment behind which pixels are."""

_ADOBE = frozenset((0xEE,))
"""That of segments in which Adobe's programs say how colors are kept."""

_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers without a segment."""


class Size(NamedTuple):
    """The kind of an image file ("JPEG", "PNG", "GIF", "BMP"), its height and its width in pixels."""

    kind: str
    height: int
    width: int


def size_of(contents: bytes) -> Size | None:
    """Kind, height and width of an image; None where the bytes are no image, or end before they say it."""
    kind = kind_of(contents)
    try:
        if kind == "PNG":
            width, height = struct.unpack_from(">II", contents, 16)
        elif kind == "GIF":
            width, height = struct.unpack_from("<HH", contents, 6)
        elif kind == "BMP":
            width, height = struct.unpack_from("<ii", contents, 18)
        elif kind == "JPEG":
            height, width = _size_of_jpeg(contents)
        else:
            return None
    except struct.error:
        return None
    return Size(kind, abs(height), width)  # rows of a BMP may stand from top to bottom


def shape_of_jpeg(contents: bytes) -> tuple[int, int, int] | None:
    """Height, width and channels of a JPEG file; None where it is none, or ends before its first scan."""
    try:
        height, width = _size_of_jpeg(contents)
        at = _find(contents, _FRAMES)
        _find(contents, _SCAN, at)
    except struct.error:
        return None
    channels = contents[at + 9]
    return (height, width, channels) if kind_of(contents) == "JPEG" and height and width and channels else None


def is_too_short(contents: bytes) -> bool:
    """Whether a JPEG file is shorter than what it says it holds: its scans take a bit for each 8 x 8 block at least."""
    try:
        height, width = _size_of_jpeg(contents)
    except struct.error:
        return False
    return -(-height // 8) * -(-width // 8) > 8 * len(contents)


def saw_adobe(contents: bytes) -> bool:
    """Whether a JPEG file says before its first scan that a program of Adobe's made it."""
    try:
        at = _find(contents, _ADOBE | _SCAN)
        while contents[at + 1] not in _SCAN:
            if contents[at + 4 : at + 9] == b"Adobe":
                return True
            at = _find(contents, _ADOBE | _SCAN, _behind(contents, at))
    except struct.error:
        pass
    return False


def _size_of_jpeg(contents: bytes) -> tuple[int, int]:
    found: tuple[int, int] = struct.unpack_from(">HH", contents, _find(contents, _FRAMES) + 5)
    return found


def _find(contents: bytes, markers: frozenset[int], at: int = 2) -> int:
    """Where the first segment that begins with one of the markers is, from a segment at `at` on. Raises struct.error."""
    while True:
        start, marker = struct.unpack_from(">BB", contents, at)
        if start != 0xFF:
            raise struct.error("no marker")
        if marker in markers:
            return at
        if marker == 0xFF:  # fill
            at += 1
        elif marker in _ALONE:
            at += 2
        else:
            at = _behind(contents, at)


def _behind(contents: bytes, at: int) -> int:
    """Where the segment ends that begins at `at`. Raises struct.error."""
    length: int = struct.unpack_from(">H", contents, at + 2)[0]
    return at + 2 + length
