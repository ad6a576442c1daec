"""tensorflow.python.tools, as far as programs use it."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.python.tools": "inspect_checkpoint",
    },
)
