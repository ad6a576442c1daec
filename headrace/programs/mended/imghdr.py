"""The module `imghdr`, gone since Python 3.13: what a picture is by its first bytes."""

from __future__ import annotations

from typing import Any

_HEADS = (
    ("jpeg", 0, (b"\xff\xd8\xff",)),
    ("png", 0, (b"\x89PNG\r\n\x1a\n",)),
    ("gif", 0, (b"GIF87a", b"GIF89a")),
    ("tiff", 0, (b"MM\0*", b"II*\0")),
    ("bmp", 0, (b"BM",)),
    ("webp", 8, (b"WEBP",)),
)


def what(file: Any, h: bytes | None = None) -> str | None:
    """The kind of a picture in a file or in bytes; None for what is none that is known."""
    if h is None:
        if hasattr(file, "read"):
            place = file.tell()
            h = file.read(32)
            file.seek(place)
        else:
            with open(file, "rb") as stream:
                h = stream.read(32)
    return next((kind for kind, start, heads in _HEADS if h[start:].startswith(heads)), None)
