"""What makes one number of its argument, and took an array with one element for that until NumPy 2.4.

Each function is Python's; where that refuses an array of one element, it is given the element.
"""

from __future__ import annotations

import builtins
import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np


def _taking_arrays(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function, updated=())
    def call(*values: Any, **named: Any) -> Any:
        try:
            return function(*values, **named)
        except TypeError:
            if not any(map(_is_one, values)):
                raise
        return function(*map(_element, values), **named)

    return call


def _is_one(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.size == 1


def _element(value: Any) -> Any:
    return value.item() if _is_one(value) else value


int = _taking_arrays(builtins.int)
float = _taking_arrays(builtins.float)
complex = _taking_arrays(builtins.complex)


def filled(text: Any, values: Any) -> Any:
    """`text % values`."""
    try:
        return text % values
    except TypeError:
        given = values if isinstance(values, tuple) else (values,)
        if not any(map(_is_one, given)):
            raise
        return text % tuple(map(_element, given))


def __getattr__(name: str) -> Any:
    """The functions of `math`."""
    found = globals()[name] = _taking_arrays(getattr(math, name))
    return found
