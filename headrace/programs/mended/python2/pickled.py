"""Pickles, written as Python 2 did."""

from __future__ import annotations

import io
import pickle
from typing import Any


def dump(value: Any, file: Any, protocol: Any = 0, **options: Any) -> None:
    """`pickle.dump`, to a file that is open for texts too."""
    stream = file
    if isinstance(file, io.TextIOBase) and hasattr(file, "buffer"):
        file.flush()
        stream = file.buffer
    pickle.dump(value, stream, protocol, **options)


def dumps(value: Any, protocol: Any = 0, **options: Any) -> bytes:
    """`pickle.dumps`."""
    return pickle.dumps(value, protocol, **options)
