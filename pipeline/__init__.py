"""How records move: queues, runners, readers. The queues and the Coordinator work without a graph too."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, QueueStatistics, RandomShuffleQueue
    from .runners.coordinator import Coordinator
    from .runners.looper import LooperThread

__all__ = [
    "Coordinator",
    "FIFOQueue",
    "LooperThread",
    "PaddingFIFOQueue",
    "PriorityQueue",
    "QueueStatistics",
    "RandomShuffleQueue",
]

_HOMES = {"Coordinator": ".runners.coordinator", "LooperThread": ".runners.looper"}


def __getattr__(name: str) -> Any:
    """Names are imported when they are asked for: who reads files alone does not wait for queues."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES.get(name, ".queues"), __name__), name)
