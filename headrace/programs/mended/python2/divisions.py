"""Python 2's `/`: whole numbers, arrays and tensors of them are divided to whole numbers, rounded down."""

from __future__ import annotations

import numbers
import operator
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np

_PLAIN = (int, float, bool, complex)
_WHOLE = (int, bool)
_KINDS = {int: "i", float: "f", bool: "b", complex: "c"}


def divide(a: Any, b: Any) -> Any:
    """`a / b` as in Python 2, by `__div__` where there is one: tensors have it."""
    of_a, of_b = type(a), type(b)
    if of_a in _PLAIN and of_b in _PLAIN:
        return a // b if of_a in _WHOLE and of_b in _WHOLE else a / b
    if of_a is np.ndarray and (of_b is np.ndarray or of_b in _PLAIN):
        kinds = a.dtype.kind, b.dtype.kind if of_b is np.ndarray else _KINDS[of_b]
        if "f" in kinds and "O" not in kinds:
            return a / b
        if kinds == ("i", "i") or kinds == ("u", "u") or (kinds[0] == "u" and of_b is int):
            return a // b
    methods = [(of_a, "__div__", a, b), (of_b, "__rdiv__", b, a)]
    if of_a is of_b:
        methods.pop()
    elif issubclass(of_b, of_a) or isinstance(a, (np.ndarray, np.generic)):
        methods.reverse()
    for owner, name, one, other in methods:
        method = getattr(owner, name, None)
        if method is not None:
            found = method(one, other)
            if found is not NotImplemented:
                return found
    return _DIVISIONS[_is_whole(a, b)](a, b)


def divide_in_place(a: Any, b: Any) -> Any:
    """What `a` is after `a /= b` as in Python 2."""
    method = getattr(type(a), "__idiv__", None)
    if method is not None:
        found = method(a, b)
        if found is not NotImplemented:
            return found
    if isinstance(a, np.ndarray) and not hasattr(type(b), "__rdiv__"):
        return operator.ifloordiv(a, b) if _is_whole(a, b) is True else operator.itruediv(a, b)
    return divide(a, b)


def _is_whole(a: Any, b: Any) -> bool | None:
    """Whether both are whole numbers, or arrays of them; None for arrays of objects."""
    if isinstance(a, (np.ndarray, np.generic)) or isinstance(b, (np.ndarray, np.generic)):
        kinds = (np.ndarray, np.generic, numbers.Number, list, tuple)
        if not isinstance(a, kinds) or not isinstance(b, kinds):
            return False
        a, b = (np.asarray(side) if isinstance(side, (list, tuple)) else side for side in (a, b))
        dtype = np.result_type(a, b) if all(isinstance(side, (np.ndarray, np.generic, *_PLAIN)) for side in (a, b)) else object
        return None if np.dtype(dtype).kind == "O" else np.dtype(dtype).kind in "bui"
    return isinstance(a, int) and isinstance(b, int)


_objects = np.frompyfunc(divide, 2, 1)
_DIVISIONS = {True: operator.floordiv, False: operator.truediv, None: _objects}


def round(number: Any, ndigits: int = 0) -> Any:
    """Python 2's `round`: a float, halves away from zero."""
    value, place = float(number), -operator.index(ndigits)
    if value - value != 0 or place < -400:  # infinite, or no number
        return value
    if place > 400:
        return value * 0.0
    rounded = float(Decimal(value).quantize(Decimal(1).scaleb(place), ROUND_HALF_UP, _EXACT))
    if rounded - rounded != 0:
        raise OverflowError("rounded value too large to represent")
    return rounded


_EXACT = Context(prec=1200)
