"""How windows lie over images, as far as what computes with them has to know."""

from __future__ import annotations

from typing import Protocol


class Axis(Protocol):
    """How windows lie along one axis. Element k of window i is element i * stride + k * dilation - before."""

    @property
    def size(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def stride(self) -> int: ...
    @property
    def dilation(self) -> int: ...
    @property
    def before(self) -> int: ...
    @property
    def windows(self) -> int: ...


Grid = tuple[Axis, Axis]
"""Rows and columns of windows."""


def geometry_of(grid: Grid) -> tuple[int, ...]:
    """A grid as compiled loops take it: each quantity of rows, then of columns."""
    names = ("windows", "length", "stride", "dilation", "before")
    return tuple(getattr(axis, name) for name in names for axis in grid)
