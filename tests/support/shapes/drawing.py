"""Random programs, drawn from a seed while headrace builds them, so that most of what is drawn fits."""

from __future__ import annotations

import random
from typing import Any

import headrace

from .programs import Built
from .recipes import RECIPES

_LENGTHS = (8, 12, 16, 20)
_LEAVES = ("placeholder", "placeholder", "placeholder", "integers", "truths", "size", "sizes", "texts")


def drawn(seed: int) -> list[list[Any]]:
    """The program of a seed: a list of steps."""
    rng = random.Random(seed)
    built, steps = Built(headrace), []
    names = list(RECIPES)
    weights = [RECIPES[name].weight for name in names]
    length = rng.choice(_LENGTHS)
    while len(steps) < length:
        name = rng.choices(names, weights)[0] if len(steps) > 2 else rng.choice(_LEAVES)
        recipe = RECIPES[name]
        references = [_reference(rng, built, letter) for letter in recipe.inputs.split()]
        if None in references:
            continue
        step = [name, references, {key: rng.choice(values) for key, values in recipe.settings.items()}]
        built.add(step)
        if built.answers[-1].startswith("!") and rng.random() < 0.7:
            built.made.pop()
            built.answers.pop()
            continue
        steps.append(step)
    return steps


def _reference(rng: random.Random, built: Built, letter: str) -> list[int] | None:
    found = [
        [step, position] for step, made in enumerate(built.made) for position, value in enumerate(made) if _fits(value, letter)
    ]
    return found[-1 - min(int(rng.expovariate(0.25)), len(found) - 1)] if found else None


def _fits(value: Any, letter: str) -> bool:
    if letter == "p":
        return isinstance(value, headrace.SparseTensor)
    if not isinstance(value, (headrace.Tensor, headrace.Variable)):
        return False
    kind, rank = value.dtype.base_dtype.name, value.get_shape().ndims
    if letter == "v":
        return kind == "int32" and rank in (None, 1)
    if letter == "s":
        return kind == "int32" and rank in (None, 0)
    return kind == {"x": "float32", "i": "int32", "b": "bool", "t": "string"}[letter]
