"""Nested lists, tuples and dicts: their leaves, and whether two of them are alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def flat(value: Any) -> list:
    """The leaves of a nested structure, those of dicts in the order of their keys."""
    if isinstance(value, Mapping):
        return [leaf for key in sorted(value) for leaf in flat(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flat(item)]
    return [value]


def packed(like: Any, leaves: Iterator[Any]) -> Any:
    """The leaves in the structure of `like`."""
    if isinstance(like, Mapping):
        found = {key: packed(like[key], leaves) for key in sorted(like)}
        return type(like)((key, found[key]) for key in like)  # type: ignore[call-arg]
    if hasattr(like, "_fields"):
        return type(like)(*[packed(item, leaves) for item in like])
    if isinstance(like, (list, tuple)):
        return type(like)(packed(item, leaves) for item in like)
    return next(leaves)


def assert_same_structure(first: Any, second: Any) -> None:
    """Check that two nested structures differ in their leaves at most.

    Raises:
      TypeError: sequences of different types, such as a list and a tuple.
      ValueError: different keys or numbers of elements, or a leaf where the other has a structure.
    """
    found = _difference(first, second)
    if found is not None:
        kind, words = found
        raise kind(
            "The two structures don't have the same nested structure.\n\n"
            f"First structure: {_told(first)}\n\nSecond structure: {_told(second)}\n\nMore specifically: {words}\n"
            f"Entire first structure:\n{_outline(first)}\nEntire second structure:\n{_outline(second)}"
        )


def _difference(first: Any, second: Any) -> tuple[type[Exception], str] | None:
    if _is_nested(first) != _is_nested(second):
        nested, leaf = (first, second) if _is_nested(first) else (second, first)
        return ValueError, f'Substructure "{_told(nested)}" is a sequence, while substructure "{_told(leaf)}" is not'
    if not _is_nested(first):
        return None
    if type(first) is not type(second) and not (isinstance(first, Mapping) and isinstance(second, Mapping)):
        return TypeError, (
            "The two namedtuples don't have the same sequence type. "
            f"First structure {_told(first)} has type {type(first).__name__}, while second structure {_told(second)} has "
            f"type {type(second).__name__}"
        )
    if isinstance(first, Mapping):
        if first.keys() != second.keys():
            return ValueError, (
                "The two dictionaries don't have the same set of keys. "
                f"First structure has keys {_told(list(first))}, while second structure has keys {_told(list(second))}"
            )
        pairs = [(first[key], second[key]) for key in first]
    else:
        if len(first) != len(second):
            return ValueError, (
                "The two structures don't have the same number of elements. "
                f"First structure: {_told(first)}. Second structure: {_told(second)}"
            )
        pairs = list(zip(first, second, strict=True))
    return next((found for pair in pairs if (found := _difference(*pair)) is not None), None)


def _is_nested(value: Any) -> bool:
    return isinstance(value, (list, tuple, Mapping))


def _told(value: Any) -> str:
    return f"type={type(value).__name__} str={value}"


def _outline(value: Any) -> Any:
    """The structure with a point in place of each leaf."""
    if not _is_nested(value):
        return _Point()
    return packed(value, iter([_Point()] * len(flat(value))))


class _Point:
    def __repr__(self) -> str:
        return "."
