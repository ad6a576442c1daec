"""Nested structures beside others that are less deep, and the paths of their leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.structures import flatten, is_nested, map_structure, pack_sequence_as


def _items(structure: Any) -> list[tuple[Any, Any]]:
    """The parts of a structure and what they are called: keys in their order, fields, numbers."""
    if isinstance(structure, Mapping):
        return [(key, structure[key]) for key in sorted(structure)]
    if hasattr(structure, "_fields"):
        return list(zip(structure._fields, structure, strict=True))
    return list(enumerate(structure))


@export("python.util.nest.flatten_dict_items")
def flatten_dict_items(dictionary: Mapping[Any, Any]) -> dict[Any, Any]:
    """A dict from the leaves of keys to the leaves of values.

    Args:
      dictionary: keys and values of one structure each.

    Returns:
      a dict.

    Raises:
      TypeError: no dict.
      ValueError: a key and its value are of different lengths, or a key stands there twice.
    """
    if not isinstance(dictionary, Mapping):
        raise TypeError("input must be a dictionary")
    found: dict[Any, Any] = {}
    for key, value in dictionary.items():
        keys, values = (flatten(key), flatten(value)) if is_nested(key) else ([key], [value])
        if len(keys) != len(values):
            raise ValueError(
                f"Could not flatten dictionary. Key had {len(keys)} elements, but value had {len(values)} elements. "
                f"Key: {keys}, value: {values}."
            )
        for one, other in zip(keys, values, strict=True):
            if one in found:
                raise ValueError(f"Could not flatten dictionary: key {one} is not unique.")
            found[one] = other
    return found


@export("python.util.nest.assert_shallow_structure")
def assert_shallow_structure(
    shallow_tree: Any, input_tree: Any, check_types: bool = True, expand_composites: bool = False
) -> None:
    """Fail unless a structure is like another as far as that goes down.

    Args:
      shallow_tree: the structure that is less deep.
      input_tree: the other one.
      check_types: whether lists, tuples and such must be of the same types.
      expand_composites: accepted, without effect.

    Raises:
      TypeError: types that differ, or a leaf where a structure is wanted.
      ValueError: lengths or keys that differ.
    """
    if not is_nested(shallow_tree):
        return
    if not is_nested(input_tree):
        raise TypeError(
            f"If shallow structure is a sequence, input must also be a sequence. Input has type: {type(input_tree)}."
        )
    both_are_dicts = isinstance(shallow_tree, Mapping) and isinstance(input_tree, Mapping)
    if check_types and not isinstance(input_tree, type(shallow_tree)) and not both_are_dicts:
        raise TypeError(
            "The two structures don't have the same sequence type. "
            f"Input structure has type {type(input_tree)}, while shallow structure has type {type(shallow_tree)}."
        )
    if len(input_tree) != len(shallow_tree):
        raise ValueError(
            "The two structures don't have the same sequence length. "
            f"Input structure has length {len(input_tree)}, while shallow structure has length {len(shallow_tree)}."
        )
    if isinstance(shallow_tree, Mapping):
        absent = sorted(set(shallow_tree) - set(input_tree))
        if absent:
            raise ValueError(
                "The shallow_tree's keys are not a subset of the input_tree's keys. The shallow_tree has the following "
                f"keys that are not in the input_tree: {absent}."
            )
    for (_, one), (_, other) in zip(_items(shallow_tree), _items(input_tree), strict=True):
        assert_shallow_structure(one, other, check_types)


def _up_to(shallow: Any, deep: Any) -> Iterator[Any]:
    if not is_nested(shallow):
        yield deep
        return
    for (_, one), (_, other) in zip(_items(shallow), _items(deep), strict=True):
        yield from _up_to(one, other)


@export("python.util.nest.flatten_up_to")
def flatten_up_to(shallow_tree: Any, input_tree: Any, check_types: bool = True, expand_composites: bool = False) -> list:
    """The parts of a structure that stand where another one has its leaves.

    Args:
      shallow_tree: the structure that is less deep.
      input_tree: the other one.
      check_types: whether lists, tuples and such must be of the same types.
      expand_composites: accepted, without effect.

    Returns:
      a list.

    Raises:
      TypeError, ValueError: as `assert_shallow_structure`.
    """
    assert_shallow_structure(shallow_tree, input_tree, check_types)
    return list(_up_to(shallow_tree, input_tree))


@export("python.util.nest.map_structure_up_to")
def map_structure_up_to(shallow_tree: Any, func: Callable[..., Any], *inputs: Any, **kwargs: Any) -> Any:
    """What a function makes of the parts of structures that stand where another one has its leaves.

    Args:
      shallow_tree: the structure that is less deep.
      func: a function of as many parts as there are structures.
      inputs: structures.
      kwargs: `check_types`, as of `assert_shallow_structure`.

    Returns:
      its results in the structure of `shallow_tree`.

    Raises:
      ValueError: no structures.
      TypeError: as `assert_shallow_structure`.
    """
    if not inputs:
        raise ValueError("Cannot map over no sequences")
    check_types = kwargs.pop("check_types", True)
    columns = [flatten_up_to(shallow_tree, one, check_types) for one in inputs]
    return pack_sequence_as(shallow_tree, [func(*parts) for parts in zip(*columns, strict=True)])


@export("python.util.nest.yield_flat_paths")
def yield_flat_paths(nest: Any, expand_composites: bool = False) -> Iterator[tuple]:
    """The path of each leaf: keys, names of fields and numbers.

    Args:
      nest: a structure.
      expand_composites: accepted, without effect.

    Yields:
      tuples.
    """
    if not is_nested(nest):
        yield ()
        return
    for name, part in _items(nest):
        for path in yield_flat_paths(part):
            yield (name, *path)


@export("python.util.nest.flatten_with_tuple_paths")
def flatten_with_tuple_paths(structure: Any, expand_composites: bool = False) -> list[tuple[tuple, Any]]:
    """The path of each leaf, and the leaf.

    Args:
      structure: a structure.
      expand_composites: accepted, without effect.

    Returns:
      a list of pairs.
    """
    return list(zip(yield_flat_paths(structure), flatten(structure), strict=True))


@export("python.util.nest.flatten_with_joined_string_paths")
def flatten_with_joined_string_paths(
    structure: Any, separator: str = "/", expand_composites: bool = False
) -> list[tuple[str, Any]]:
    """The path of each leaf as a text, and the leaf.

    Args:
      structure: a structure.
      separator: between the parts of a path.
      expand_composites: accepted, without effect.

    Returns:
      a list of pairs.
    """
    return [(separator.join(map(str, path)), leaf) for path, leaf in flatten_with_tuple_paths(structure)]


@export("python.util.nest.map_structure_with_paths")
def map_structure_with_paths(func: Callable[..., Any], *structure: Any, **kwargs: Any) -> Any:
    """What a function makes of the leaves of structures and their path, `a/0/b`.

    Args:
      func: a function of a path and as many leaves as there are structures.
      structure: structures that are alike.
      kwargs: `check_types`: whether lists, tuples and such must be of the same types.

    Returns:
      its results in the structure of the first.

    Raises:
      TypeError, ValueError: the structures differ.
    """
    paths = iter(["/".join(map(str, path)) for path in yield_flat_paths(structure[0])])
    return map_structure(lambda *leaves: func(next(paths), *leaves), *structure, **kwargs)
