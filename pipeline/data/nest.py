"""Structures of elements: nested tuples and dicts; a list is one value, a tensor that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any


def is_nested(value: Any) -> bool:
    """Whether a value is a structure: a tuple, a named one too, or a dict."""
    return isinstance(value, (tuple, Mapping))


def flatten(structure: Any) -> list[Any]:
    """The leaves, those of dicts in the order of their keys."""
    if isinstance(structure, Mapping):
        return [leaf for key in sorted(structure) for leaf in flatten(structure[key])]
    if isinstance(structure, tuple):
        return [leaf for item in structure for leaf in flatten(item)]
    return [structure]


def pack(structure: Any, leaves: Sequence[Any]) -> Any:
    """The leaves in the form of a structure that has as many."""
    return _packed(structure, iter(leaves))


def _packed(structure: Any, leaves: Iterator[Any]) -> Any:
    if isinstance(structure, Mapping):
        found = {key: _packed(structure[key], leaves) for key in sorted(structure)}
        return type(structure)((key, found[key]) for key in structure)  # type: ignore[call-arg]
    if hasattr(structure, "_fields"):
        return type(structure)(*[_packed(item, leaves) for item in structure])
    if isinstance(structure, tuple):
        return tuple([_packed(item, leaves) for item in structure])
    return next(leaves)


def map_structure(function: Callable[..., Any], *structures: Any) -> Any:
    """What a function makes of the leaves of structures that are alike, in the form of the first."""
    for other in structures[1:]:
        assert_same_structure(structures[0], other)
    return pack(structures[0], [function(*leaves) for leaves in zip(*map(flatten, structures), strict=True)])


def map_up_to(shallow: Any, function: Callable[[Any], Any], structure: Any) -> list[Any]:
    """What a function makes of the parts of a structure that stand where another one has its leaves.

    Raises:
      ValueError, TypeError: the structure has another form before these.
    """
    if not is_nested(shallow):
        return [function(structure)]
    if not is_nested(structure):
        raise TypeError(
            f"If shallow structure is a sequence, input must also be a sequence. Input has type: {type(structure)}."
        )
    if isinstance(shallow, Mapping) != isinstance(structure, Mapping):
        raise TypeError(
            "The two structures don't have the same sequence type. Input structure has type "
            f"{type(structure)}, while shallow structure has type {type(shallow)}."
        )
    if len(shallow) != len(structure):
        raise ValueError(
            "The two structures don't have the same sequence length. Input structure has length "
            f"{len(structure)}, while shallow structure has length {len(shallow)}."
        )
    if isinstance(shallow, Mapping):
        if set(shallow) != set(structure):
            raise ValueError(
                "The two structures don't have the same keys. Input structure has keys "
                f"{list(structure)}, while shallow structure has keys {list(shallow)}."
            )
        pairs = [(shallow[key], structure[key]) for key in sorted(shallow)]
    else:
        pairs = list(zip(shallow, structure, strict=True))
    return [found for part, given in pairs for found in map_up_to(part, function, given)]


def assert_same_structure(first: Any, second: Any) -> None:
    """Raises ValueError or TypeError where two structures differ in more than their leaves."""
    count, other = len(flatten(first)), len(flatten(second))
    if count != other:
        raise ValueError(
            f"The two structures don't have the same number of elements. First structure: {first}. Second structure: {second}."
        )
    _assert_alike(first, second)


def _assert_alike(first: Any, second: Any) -> None:
    if is_nested(first) != is_nested(second):
        raise ValueError(
            f"The two structures don't have the same nested structure. First structure: {first}. Second structure: {second}."
        )
    if not is_nested(first):
        return
    mappings = isinstance(first, Mapping) and isinstance(second, Mapping)
    if type(first) is not type(second) and not mappings:
        raise TypeError(
            "The two structures don't have the same sequence type. First structure has type "
            f"{type(first)}, while second structure has type {type(second)}."
        )
    if mappings:
        if set(first) != set(second):
            raise ValueError(
                "The two dictionaries don't have the same set of keys. First structure has keys "
                f"{list(first)}, while second structure has keys {list(second)}"
            )
        pairs = [(first[key], second[key]) for key in first]
    else:
        pairs = list(zip(first, second, strict=True))
    for one, other in pairs:
        _assert_alike(one, other)
