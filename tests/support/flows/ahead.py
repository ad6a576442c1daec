"""Threads that read ahead in tests: at work when a test says, not when it pays."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from headrace.pipeline.data.flow import crew
from headrace.pipeline.runners.pace import Pace


class _Pace:
    """When a thread works."""

    def __init__(self, draw: random.Random | None) -> None:
        self._draw = draw
        self.most = 2

    def count(self, records: int, now: float) -> None:
        if self._draw is not None and self._draw.random() < 0.3:
            self.most = 3 - self.most


@contextmanager
def reading_ahead(draw: random.Random | None = None) -> Iterator[None]:
    """A block in which passes begin that read ahead: all the time, or when `draw` says."""
    with mock.patch.object(crew, "Pace", side_effect=lambda threads: _Pace(draw)):
        yield


@contextmanager
def reading_ahead_never() -> Iterator[None]:
    """A block in which passes begin that don't."""
    with mock.patch.object(crew, "Pace", side_effect=lambda threads: Pace(1)):
        yield
