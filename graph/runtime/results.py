"""Results: values on their way out of a plan; what the caller gets is the caller's alone, its elements in order."""

from __future__ import annotations

from typing import Any

import numpy as np

from .memory_order import contiguous


def to_caller(value: Any) -> Any:
    """A computed value as callers see it: scalars as NumPy scalars (strings as bytes), views as arrays of their own."""
    if not isinstance(value, np.ndarray):
        return value
    if value.ndim == 0:
        return value[()]
    return value if value.base is None and value.flags.c_contiguous else copied(value)


def copied(value: Any) -> Any:
    """A copy of what somebody else holds too: a constant, a fed array, a variable's value."""
    if not isinstance(value, np.ndarray):
        return value
    if value.ndim == 0:
        return value[()]
    ordered = contiguous(value)
    return value.copy() if ordered is value else ordered
