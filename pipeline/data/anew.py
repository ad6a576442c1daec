"""Datasets made of the same, but for parts that are others: what draws from the beginning, what is measured."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from headrace.graph.functions.bound import BoundFunction

from .flow.flow import DatasetValue
from .flow.measured import Measured, Measurements
from .flow.shuffles import Shuffle

Change = Callable[[Any], Any]


def anew(value: DatasetValue) -> DatasetValue:
    """The same dataset, whose functions and shuffles draw from the beginning; itself where none draws.

    So each iterator has those of its own, and each place in it where the same dataset stands, as in TensorFlow.
    """
    return _changed(value, lambda part: part.anew() if isinstance(part, (BoundFunction, Shuffle)) else part)


def measured_by(value: DatasetValue, into: Measurements, prefix: str) -> DatasetValue:
    """The same dataset, measured where it says so."""
    return _changed(value, lambda part: part.measured_by(into, prefix) if isinstance(part, Measured) else part)


def _changed(value: DatasetValue, change: Change) -> DatasetValue:
    """A dataset some of whose parts are others; itself where none is."""
    changed = {name: found for name, part in vars(value).items() if (found := _part(part, change)) is not part}
    made = value
    if changed:
        made = copy.copy(value)
        vars(made).update(changed)
        made.ahead = value.ahead and all(one.ahead for one in made.upstream)
    return change(made)


def _part(part: Any, change: Change) -> Any:
    if isinstance(part, BoundFunction):
        return change(part)
    if isinstance(part, DatasetValue):
        return _changed(part, change)
    if isinstance(part, tuple) and part and isinstance(part[0], DatasetValue):
        found = tuple(_changed(one, change) for one in part)
        return part if all(a is b for a, b in zip(part, found, strict=True)) else found
    return part
