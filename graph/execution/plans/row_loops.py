"""Loops whose iterations may run at once: what a plan is told of them (`blocks/rows.py` finds them)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ...core.operation import Operation
from ...core.tensor import Tensor


class RowLoop(NamedTuple):
    """A loop whose iterations may run at once.

    Attributes:
      entering: what it takes: constants of the frame, and variables that stay as they are.
      counters: those of its variables that count iterations; the others keep the value that entered.
      run: `(run, *entering) -> the last values of the counters`, or None where they have to run one after the other.
      by_row: the ops that run row by row inside.
    """

    entering: Sequence[Tensor]
    counters: Sequence[Operation]
    run: Callable[..., Any]
    by_row: tuple[str, ...]


class OneByOne(NamedTuple):
    """Why the iterations of a loop run one after the other; an empty reason where it does not go through rows at all."""

    reason: str
