"""Which operation runs on which line of a function that was generated: for whoever looks at threads from outside."""

from __future__ import annotations

from types import FrameType
from typing import Any

LINES = "operations by line"
"""The global of generated functions that has them; no generated line can mean it."""


def operation_at(frame: FrameType) -> Any:
    """The Operation that a frame of a generated function runs; None for other frames, or where it runs several at once."""
    return frame.f_globals.get(LINES, {}).get(frame.f_lineno)
