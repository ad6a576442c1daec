"""Pickles of Python 2: its texts are bytes, and become texts in latin-1 where they must."""

from __future__ import annotations

import io
import pickle
from typing import Any


def load(file: Any, **options: Any) -> Any:
    """`pickle.load`: where the plain way fails for a text that is no ASCII, with texts in latin-1."""
    stream = file.buffer if isinstance(file, io.TextIOBase) and hasattr(file, "buffer") else file
    try:
        start = stream.tell()
    except (AttributeError, OSError):
        start = None
    try:
        return pickle.load(stream, **options)
    except UnicodeDecodeError:
        if start is None or "encoding" in options:
            raise
        stream.seek(start)
        return pickle.load(stream, **{**options, "encoding": "latin1"})


def loads(data: Any, **options: Any) -> Any:
    """`pickle.loads`: where the plain way fails for a text that is no ASCII, with texts in latin-1."""
    data = data.encode("latin-1") if isinstance(data, str) else data
    try:
        return pickle.loads(data, **options)
    except UnicodeDecodeError:
        if "encoding" in options:
            raise
        return pickle.loads(data, **{**options, "encoding": "latin1"})
