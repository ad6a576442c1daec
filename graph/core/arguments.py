"""Arguments of functions that have had other names."""

from __future__ import annotations

from typing import Any


def one_of(name: str, value: Any, old_name: str, old_value: Any) -> Any:
    """The value of an argument that has an old name too. Raises ValueError where both are given."""
    if old_value is None:
        return value
    if value is not None:
        raise ValueError(f"Cannot specify both '{old_name}' and '{name}'")
    return old_value
