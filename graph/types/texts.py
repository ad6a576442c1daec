"""Texts as kernels take and give them: object arrays of bytes, scalars too.

NumPy takes bytes without an array for an array of fixed width: it cuts longer texts, and NUL bytes at the end.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def text_scalar(value: bytes) -> np.ndarray:
    """One text as a 0-d object array."""
    array = np.empty((), object)
    array[()] = value
    return array


def as_kernels_take(value: Any) -> Any:
    """A value that has left a plan, or an element of a block, as an argument of a kernel."""
    return text_scalar(value) if type(value) is bytes else value
