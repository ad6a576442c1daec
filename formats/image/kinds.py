"""What an image file is, from its first bytes."""

from __future__ import annotations

_SIGNATURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"GIF8": "GIF", b"BM": "BMP"}


def kind_of(contents: bytes) -> str | None:
    """The kind of an image file by the first of its bytes, `contents`: JPEG, PNG, GIF or BMP; None for anything else."""
    return next((kind for start, kind in _SIGNATURES.items() if contents.startswith(start)), None)
