"""Python 2's functions and methods that make lists, and those that go through dicts and iterators."""

from __future__ import annotations

import builtins
from collections.abc import ItemsView, KeysView, ValuesView
from itertools import zip_longest
from typing import Any


def xrange(*limits: Any) -> Any:
    """Whole numbers; limits that are floats lose what is behind their point."""
    try:
        return builtins.range(*limits)
    except TypeError:
        if not builtins.any(hasattr(limit, "__float__") for limit in limits):
            raise
        return builtins.range(*builtins.map(int, limits))


def range(*limits: Any) -> list[int]:
    """A list of whole numbers."""
    return list(xrange(*limits))


def map(function: Any, *iterables: Any) -> list[Any]:
    """A list of results; the shorter of several lists goes on with None, no function makes tuples."""
    if function is None:
        return list(iterables[0]) if len(iterables) == 1 else list(zip_longest(*iterables))
    if len(iterables) == 1:
        return [function(item) for item in iterables[0]]
    return [function(*items) for items in zip_longest(*iterables)]


def filter(function: Any, iterable: Any) -> Any:
    """What is left: of a text a text, of a tuple a tuple, of all else a list."""
    left = list(builtins.filter(function, iterable))
    if isinstance(iterable, str):
        return "".join(left)
    return tuple(left) if isinstance(iterable, tuple) else left


def zip(*iterables: Any) -> list[tuple[Any, ...]]:
    """A list of tuples."""
    return list(builtins.zip(*iterables, strict=False))


def imap(function: Any, *iterables: Any) -> Any:
    """Results, one by one; no function makes tuples."""
    return builtins.zip(*iterables, strict=False) if function is None else builtins.map(function, *iterables)


def _listed(found: Any) -> Any:
    return list(found) if isinstance(found, (KeysView, ValuesView, ItemsView)) else found


def keys(owner: Any) -> Any:
    """A dict's keys in a list."""
    return _listed(owner.keys())


def values(owner: Any) -> Any:
    """A dict's values in a list."""
    return _listed(owner.values())


def items(owner: Any) -> Any:
    """A dict's items in a list."""
    return _listed(owner.items())


def iterkeys(owner: Any) -> Any:
    """A dict's keys, one by one."""
    return owner.iterkeys() if hasattr(owner, "iterkeys") else iter(owner.keys())


def itervalues(owner: Any) -> Any:
    """A dict's values, one by one."""
    return owner.itervalues() if hasattr(owner, "itervalues") else iter(owner.values())


def iteritems(owner: Any) -> Any:
    """A dict's items, one by one."""
    return owner.iteritems() if hasattr(owner, "iteritems") else iter(owner.items())


def viewkeys(owner: Any) -> Any:
    """A view on a dict's keys."""
    return owner.viewkeys() if hasattr(owner, "viewkeys") else owner.keys()


def viewvalues(owner: Any) -> Any:
    """A view on a dict's values."""
    return owner.viewvalues() if hasattr(owner, "viewvalues") else owner.values()


def viewitems(owner: Any) -> Any:
    """A view on a dict's items."""
    return owner.viewitems() if hasattr(owner, "viewitems") else owner.items()


def has_key(owner: Any, *key: Any) -> Any:
    """Whether a dict has a key."""
    return owner.has_key(*key) if hasattr(owner, "has_key") else owner.__contains__(*key)


def next(owner: Any) -> Any:
    """What an iterator gives next."""
    return owner.next() if hasattr(owner, "next") else builtins.next(owner)


def bound(owner: Any, name: str) -> Any:
    """`d.has_key`, `d.iteritems` or `i.next`, not called."""
    if hasattr(owner, name):
        return getattr(owner, name)
    method = globals()[name]
    return lambda *arguments: method(owner, *arguments)


def xreadlines(owner: Any) -> Any:
    """A file's lines, one by one."""
    return owner.xreadlines() if hasattr(owner, "xreadlines") else iter(owner)
