"""Python 2's order, in which all things can be compared: None before numbers, numbers before all else, kinds by their names."""

from __future__ import annotations

import builtins
import functools
import operator
from typing import Any

_NO_ORDER: Any = object.__dict__["__lt__"]
_COMPARED = (type(None), int, float, str, bytes, list, tuple, dict, set, frozenset)
_NAMES: dict[type, str] = {bytes: "str", str: "str"}


def cmp(a: Any, b: Any) -> int:
    """-1, 0 or 1: which of two things comes first."""
    for one, other, sign in ((a, b, 1), (b, a, -1)):
        method = getattr(type(one), "__cmp__", None)
        if method is not None:
            found = method(one, other)
            if found is not NotImplemented:
                return sign * ((found > 0) - (found < 0))
    try:
        return (a > b) - (a < b) if type(a) is not dict or type(b) is not dict else _of_dicts(a, b)
    except TypeError:
        if not _has_place(a) or not _has_place(b):
            raise
        return _by_kind(a, b)


def _by_kind(a: Any, b: Any) -> int:
    if isinstance(a, (list, tuple)) and type(a) is type(b):
        return next((found for found in builtins.map(cmp, a, b) if found), cmp(len(a), len(b)))
    if isinstance(a, (str, bytes)) and isinstance(b, (str, bytes)):
        return cmp(*(side if isinstance(side, bytes) else side.encode("utf-8", "surrogateescape") for side in (a, b)))
    return cmp(_place(a), _place(b))


def _has_place(value: Any) -> bool:
    """Whether Python 2 had a place for a thing among all others: what compares nothing itself stands by its address."""
    return isinstance(value, _COMPARED) or type(value).__lt__ is _NO_ORDER


def _place(value: Any) -> tuple[int, str, int]:
    if value is None:
        return 0, "", 0
    if isinstance(value, (int, float)):
        return 1, "", 0
    return 2, _NAMES.get(type(value), type(value).__name__), 0 if isinstance(value, _COMPARED) else id(value)


def _of_dicts(a: dict[Any, Any], b: dict[Any, Any]) -> int:
    """The shorter comes first; of two of one length, the one with less behind the smallest key in which they differ."""
    if len(a) != len(b):
        return cmp(len(a), len(b))
    differ = [sorted(key for key in one if key not in other or one[key] != other[key]) for one, other in ((a, b), (b, a))]
    if not differ[0]:
        return 0
    (one, *_), (other, *_) = differ
    return cmp(one, other) or cmp(a[one], b[other])


def _comparison(plain: Any) -> Any:
    def compare(a: Any, b: Any) -> Any:
        try:
            return plain(a, b)
        except TypeError:
            if not _has_place(a) or not _has_place(b):
                raise
        return plain(cmp(a, b), 0)

    return compare


less, less_equal, greater, greater_equal = builtins.map(_comparison, (operator.lt, operator.le, operator.gt, operator.ge))

_IN_ORDER = functools.cmp_to_key(cmp)


def _key(compare: Any, key: Any) -> Any:
    compared = functools.cmp_to_key(compare) if compare else _IN_ORDER
    return compared if key is None else lambda item: compared(key(item))


def sorted(iterable: Any, cmp: Any = None, key: Any = None, reverse: bool = False) -> list[Any]:
    """A sorted list, in Python 2's order."""
    found = list(iterable)
    if cmp is None:
        try:
            return builtins.sorted(found, key=key, reverse=reverse)
        except TypeError:
            pass
    return builtins.sorted(found, key=_key(cmp, key), reverse=reverse)


def sort(owner: Any, *arguments: Any, **options: Any) -> Any:
    """Sort a list in its place, in Python 2's order; or what else has such a method."""
    if not isinstance(owner, list):
        return owner.sort(*arguments, **options)
    owner[:] = sorted(owner, *arguments, **options)
    return None


def _extreme(plain: Any) -> Any:
    def find(*arguments: Any, key: Any = None) -> Any:
        if len(arguments) == 1:
            arguments = (list(arguments[0]),)
        try:
            return plain(*arguments, key=key)
        except TypeError:
            return plain(*arguments, key=_key(None, key))

    return find


min, max = builtins.map(_extreme, (builtins.min, builtins.max))
