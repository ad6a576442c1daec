"""Monitors of queues, in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class DequeuerMonitor:
    """Leaves those who wait for elements to a function, and those who wait for room alone."""

    def __init__(self, look: Callable[[Any, float], float | None]) -> None:
        self._look = look

    def dequeuer(self, queue: Any, waited: float) -> float | None:
        return self._look(queue, waited)

    def enqueuer(self, queue: Any, waited: float) -> None:
        pass
