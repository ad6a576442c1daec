"""Nested lists, tuples and dicts: their leaves, and whether two of them are alike; `tf.nest`."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any

from headrace.formats.exports import export

_VIEWS = (KeysView, ValuesView, ItemsView)
LISTS = (list, tuple, *_VIEWS)
"""What stands for several values in their order: what `values()` of a dict gives, too."""


def listed(value: Any) -> Any:
    """A list of what comes as a view of a dict or out of an iterator; other values as they are."""
    return list(value) if isinstance(value, (*_VIEWS, Iterator)) else value


def flat(value: Any) -> list:
    """The leaves of a nested structure, those of dicts in the order of their keys."""
    if isinstance(value, Mapping):
        return [leaf for key in sorted(value) for leaf in flat(value[key])]
    if isinstance(value, LISTS):
        return [leaf for item in value for leaf in flat(item)]
    return [value]


def packed(like: Any, leaves: Iterator[Any]) -> Any:
    """The leaves in the structure of `like`."""
    if isinstance(like, Mapping):
        found = {key: packed(like[key], leaves) for key in sorted(like)}
        return type(like)((key, found[key]) for key in like)  # type: ignore[call-arg]
    if hasattr(like, "_fields"):
        return type(like)(*[packed(item, leaves) for item in like])
    if isinstance(like, _VIEWS):
        return [packed(item, leaves) for item in like]
    if isinstance(like, (list, tuple)):
        return type(like)(packed(item, leaves) for item in like)
    return next(leaves)


@export("nest.flatten")
def flatten(structure: Any, expand_composites: bool = False) -> list:
    """The leaves of nested lists, tuples and dicts, those of dicts in the order of their keys.

    Args:
      structure: such a nesting, or a leaf.
      expand_composites: accepted, without effect.

    Returns:
      A list; of a leaf, itself alone.
    """
    return flat(structure)


@export("nest.is_nested", "python.util.nest.is_sequence")
def is_nested(seq: Any) -> bool:
    """Whether a value is a list, a tuple (a named one too), a dict or a view of one; texts and arrays are leaves.

    Args:
      seq: any value.

    Returns:
      bool.
    """
    return isinstance(seq, (*LISTS, Mapping))


@export("nest.pack_sequence_as")
def pack_sequence_as(structure: Any, flat_sequence: Any, expand_composites: bool = False) -> Any:
    """Leaves in the structure of another value; what `flatten` undoes.

    Args:
      structure: a nesting of lists, tuples and dicts, or a leaf.
      flat_sequence: a list or tuple of as many leaves.
      expand_composites: accepted, without effect.

    Returns:
      A nesting as `structure`.

    Raises:
      TypeError: `flat_sequence` is no list or tuple.
      ValueError: there are not as many leaves.
    """
    if not is_nested(flat_sequence):
        raise TypeError("flat_sequence must be a sequence")
    given, wanted = len(flat_sequence), len(flat(structure))
    if given != wanted and not is_nested(structure):
        raise ValueError(f"Structure is a scalar but len(flat_sequence) == {given} > 1")
    if given != wanted:
        raise ValueError(
            f"Could not pack sequence. Structure had {wanted} elements, but flat_sequence had {given} elements.  "
            f"Structure: {structure}, flat_sequence: {flat_sequence}."
        )
    return packed(structure, iter(flat_sequence))


@export("nest.map_structure")
def map_structure(func: Callable[..., Any], *structure: Any, **kwargs: bool) -> Any:
    """The results of a function of the leaves of structures that are alike, in the structure of the first.

    Args:
      func: takes as many leaves as there are structures.
      structure: nestings of lists, tuples and dicts, or leaves.
      kwargs: `check_types=False`: sequences may be of different types.

    Returns:
      A nesting as the first one.

    Raises:
      TypeError: `func` is no function, or sequences are of different types.
      ValueError: there is no structure, or the structures are not alike.
    """
    if not callable(func):
        raise TypeError(f"func must be callable, got: {func}")
    if not structure:
        raise ValueError("Must provide at least one structure")
    check_types = kwargs.pop("check_types", True)
    kwargs.pop("expand_composites", False)
    if kwargs:
        raise ValueError(
            f"Only valid keyword arguments are `check_types` and `expand_composites`, not: `{'`, `'.join(kwargs)}`"
        )
    for other in structure[1:]:
        assert_same_structure(structure[0], other, check_types)
    results = [func(*leaves) for leaves in zip(*map(flat, structure), strict=True)]
    return packed(structure[0], iter(results))


@export("nest.assert_same_structure")
def assert_same_structure(nest1: Any, nest2: Any, check_types: bool = True, expand_composites: bool = False) -> None:
    """Check that two nested structures differ in their leaves at most.

    Args:
      nest1, nest2: nestings of lists, tuples and dicts, or leaves.
      check_types: whether sequences must be of one type, such as list.
      expand_composites: accepted, without effect.

    Raises:
      TypeError: sequences of different types, such as a list and a tuple, if `check_types`.
      ValueError: different keys or numbers of elements, or a leaf where the other has a structure.
    """
    found = _difference(nest1, nest2, check_types)
    if found is not None:
        kind, words = found
        raise kind(
            "The two structures don't have the same nested structure.\n\n"
            f"First structure: {_told(nest1)}\n\nSecond structure: {_told(nest2)}\n\nMore specifically: {words}\n"
            f"Entire first structure:\n{_outline(nest1)}\nEntire second structure:\n{_outline(nest2)}"
        )


def _difference(first: Any, second: Any, check_types: bool) -> tuple[type[Exception], str] | None:
    if is_nested(first) != is_nested(second):
        nested, leaf = (first, second) if is_nested(first) else (second, first)
        return ValueError, f'Substructure "{_told(nested)}" is a sequence, while substructure "{_told(leaf)}" is not'
    if not is_nested(first):
        return None
    mappings = isinstance(first, Mapping) and isinstance(second, Mapping)
    if check_types and type(first) is not type(second) and not mappings:
        return TypeError, (
            "The two namedtuples don't have the same sequence type. "
            f"First structure {_told(first)} has type {type(first).__name__}, while second structure {_told(second)} has "
            f"type {type(second).__name__}"
        )
    if mappings:
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
        pairs = list(zip(*(value.values() if isinstance(value, Mapping) else value for value in (first, second)), strict=True))
    return next((found for pair in pairs if (found := _difference(*pair, check_types)) is not None), None)


def _told(value: Any) -> str:
    return f"type={type(value).__name__} str={value}"


def _outline(value: Any) -> Any:
    """The structure with a point in place of each leaf."""
    if not is_nested(value):
        return _Point()
    return packed(value, iter([_Point()] * len(flat(value))))


class _Point:
    def __repr__(self) -> str:
        return "."
