"""A kind of step: a function of a TensorFlow (headrace's module or TensorFlow's own), inputs and settings.

Inputs are said by letters: x a tensor of floats, i of integers, v an int32 vector, s an int32 scalar, b of truth values,
t of texts, p a SparseTensor. A setting is drawn from its list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


class Recipe(NamedTuple):
    """A kind of step: the letters of its inputs, the lists its settings are drawn from, how often it is drawn."""

    inputs: str
    build: Callable[..., Any]
    settings: dict[str, Sequence[Any]]
    weight: float


RECIPES: dict[str, Recipe] = {}


def add(name: str, inputs: str, build: Callable[..., Any], weight: float = 1.0, **settings: Sequence[Any]) -> None:
    RECIPES[name] = Recipe(inputs, build, settings, weight)


AXES = (0, 0, 0, 1, -1, -1, 2, -2, 3)
SHAPES = (
    None,
    None,
    [],
    [None],
    [3],
    [None, 3],
    [2, 3],
    [2, None],
    [None, None],
    [1, None],
    [None, 1, 3],
    [2, 3, 4],
    [None, None, 4],
    [None, 4, 4, 3],
    [2, None, None, 3],
    [0, 3],
)
