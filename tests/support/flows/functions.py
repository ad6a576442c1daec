"""Functions of datasets for tests: arithmetic on each element, which fails for some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.graph.types.errors import invalid


class Function:
    """A BoundFunction.

    Args:
      call: takes and gives the values of one element.
      ahead, in_blocks: as of BoundFunction.
      log: notes each call of one element, and each block.
    """

    def __init__(self, call: Callable[..., Sequence[Any]], ahead: bool = True, in_blocks: bool = True, log: list | None = None):
        self.call = call
        self.ahead = ahead
        self.in_blocks = in_blocks
        self.log = log
        self.draws: np.random.Generator | None = None

    def block(self, run, n, columns, deferring=False):
        rows = [self._one([column[i] for column in columns]) for i in range(n)]
        return [_column([row[at] for row in rows]) for at in range(len(rows[0]))]

    def one(self, run, *values):
        return self._one(values)

    def _one(self, values):
        if self.log is not None:
            self.log.append(key(values))
        return self.call(*values)

    def drawn(self):
        return self.draws.bit_generator.state if self.draws is not None else None

    def undraw(self, state):
        if self.draws is not None:
            self.draws.bit_generator.state = state

    def fork(self):
        return self


def _column(values):
    alike = all(isinstance(value, (np.ndarray, np.generic)) and np.shape(value) == np.shape(values[0]) for value in values)
    return np.stack(values) if alike else list(values)


def key(values) -> int:
    """A number that an element stands for."""
    return sum(int(np.sum(value)) * (place + 1) for place, value in enumerate(values)) + len(values)


def failing(values, modulus: int, rest: int) -> None:
    if key(values) % modulus == rest:
        raise invalid(f"bad {key(values)}")
