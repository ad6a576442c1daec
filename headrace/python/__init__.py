"""tensorflow.python, as far as programs import from it."""

from __future__ import annotations

from .. import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.python": "framework ops platform pywrap_tensorflow tools training util",
    },
)
