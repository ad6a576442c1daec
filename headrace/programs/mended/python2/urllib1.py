"""Python 2's module `urllib`, and the modules that are in Python 3's."""

from __future__ import annotations

from typing import Any
from urllib import error, parse, request, response, robotparser

from .texts import as_bytes

__all__ = ["error", "parse", "request", "response", "robotparser"]


def __getattr__(name: str) -> Any:
    for module in (request, parse, error):
        if hasattr(module, name):
            return getattr(module, name)
    raise AttributeError(f"module 'urllib' has no attribute {name!r}")


def urlopen(url: Any, data: Any = None, **options: Any) -> Any:
    """Open an address; a text is sent as bytes."""
    return request.urlopen(url, as_bytes(data), **options)
