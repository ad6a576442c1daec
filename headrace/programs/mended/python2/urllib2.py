"""Python 2's module `urllib2`."""

from __future__ import annotations

from typing import Any
from urllib import error, parse, request, response


def __getattr__(name: str) -> Any:
    for module in (request, error, parse, response):
        if hasattr(module, name):
            return getattr(module, name)
    raise AttributeError(f"module 'urllib2' has no attribute {name!r}")
