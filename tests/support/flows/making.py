"""What makes random trees of datasets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.graph.types.errors import OpError
from headrace.pipeline.data.flow.sources import Range, TensorSlices

from . import reference as means
from .functions import Function, key


class Tree(NamedTuple):
    """A dataset, and what it means.

    Attributes:
      text: how it was made.
      rank: of its components.
      width: how many components there are.
    """

    value: Any
    meant: Any
    text: str
    rank: int
    width: int


class Making:
    """Makes trees.

    Args:
      draw: what decides.
      stages: functions that make a tree, of trees that they have made.
      effects: what functions note of their calls, those of datasets and those of what they mean; None: nothing, and they may be
        called ahead.
    """

    def __init__(self, draw: random.Random, stages: Sequence[Any], effects: tuple[list, list] | None) -> None:
        self.draw = draw
        self._stages = stages
        self.effects = effects

    def function(self, call):
        """A function for both."""
        log, meant_log = self.effects or (None, None)
        function = Function(call, self.effects is None, self.effects is None and self.draw.random() < 0.7, log)

        def meant(*values):
            if meant_log is not None:
                meant_log.append(key(values))
            try:
                return tuple(call(*values))
            except OpError as error:
                return means.Bad(error.message)

        return function, meant

    def tree(self, depth: int) -> Tree:
        if depth == 0:
            return self.source()
        stage = self.draw.choice(self._stages)
        return stage(self, depth - 1)

    def source(self) -> Tree:
        n = self.draw.choice([0, 1, 2, 3, 5, 8, 13, 40])
        if self.draw.random() < 0.5:
            start, step = self.draw.randrange(9), self.draw.choice([1, 2, -3])
            value = Range(start, start + n * step, step)
            return Tree(value, lambda: ((number,) for number in range(start, start + n * step, step)), f"range({n})", 0, 1)
        rows = np.array([self.draw.randrange(20) for _ in range(2 * n)], np.int64).reshape(n, 2)
        return Tree(TensorSlices([rows[:, 0], rows[:, 1]]), lambda: (tuple(row) for row in rows.tolist()), f"slices({n})", 0, 2)

    def fails(self):
        modulus = self.draw.choice([3, 7, 1 << 40])
        return modulus, self.draw.randrange(min(modulus, 7))
