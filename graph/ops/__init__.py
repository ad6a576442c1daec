"""The vocabulary of ops: every function that adds an op to a graph, under one name.

    from headrace.graph import ops

    ops.where(ops.greater(x, 0), x, ops.zeros_like(x))

Gradients and composed functions are written in terms of other ops. Here each of them has one address, whatever family and
file it stands in, and is imported when it is first asked for: no file has to import another only to call its functions.
"""

from __future__ import annotations

import importlib
from typing import Any

from ._vocabulary import HOMES


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = HOMES[name]
    function = globals()[name] = getattr(importlib.import_module(f".{module}", __name__), own)
    return function


def __dir__() -> list[str]:
    return sorted(HOMES)
