"""Values on their way out of a plan: what the caller gets is the caller's alone, its elements in order."""

from __future__ import annotations

from typing import Any

import numpy as np

from .memory_order import in_order


def leave_plan(value: Any) -> Any:
    """A computed value as callers see it: scalars as NumPy scalars (strings as bytes), views as arrays of their own."""
    if not isinstance(value, np.ndarray):
        return value
    if value.ndim == 0:
        return value[()]
    return value if value.base is None and value.flags.c_contiguous else own_copy(value)


def own_copy(value: Any) -> Any:
    """A copy of what somebody else holds too: a constant, a fed array, a variable's value."""
    if not isinstance(value, np.ndarray):
        return value
    if value.ndim == 0:
        return value[()]
    ordered = in_order(value)
    return value.copy() if ordered is value else ordered
