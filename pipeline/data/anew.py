"""Datasets whose random numbers begin anew: each iterator has functions of its own, as in TensorFlow."""

from __future__ import annotations

import copy
from typing import Any

from headrace.graph.functions.bound import BoundFunction

from .flow.flow import DatasetValue


def anew(value: DatasetValue) -> DatasetValue:
    """The same dataset, made of the same, whose functions draw from the beginning; itself where none draws."""
    changed = {name: found for name, part in vars(value).items() if (found := _anew(part)) is not part}
    if not changed:
        return value
    made = copy.copy(value)
    vars(made).update(changed)
    return made


def _anew(part: Any) -> Any:
    if isinstance(part, BoundFunction):
        return part.anew()
    if isinstance(part, DatasetValue):
        return anew(part)
    if isinstance(part, tuple) and part and isinstance(part[0], DatasetValue):
        found = tuple(map(anew, part))
        return part if all(a is b for a, b in zip(part, found, strict=True)) else found
    return part
