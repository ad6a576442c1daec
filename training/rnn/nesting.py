"""Functions over nested structures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from headrace.graph.core.structures import flat, is_nested, packed


def mapped(function: Callable[..., Any], like: Any, *others: Any) -> Any:
    """The results of a function of the leaves of structures that are alike, in their structure."""
    leaves = [function(*parts) for parts in zip(flat(like), *map(flat, others), strict=True)]
    return packed(like, iter(leaves))


def flat_up_to(shallow: Any, value: Any) -> Iterator[Any]:
    """The parts of a structure that stand where `shallow` has leaves."""
    if not is_nested(shallow):
        yield value
    elif isinstance(shallow, dict):
        for key in sorted(shallow):
            yield from flat_up_to(shallow[key], value[key])
    else:
        for inner, part in zip(shallow, value, strict=True):
            yield from flat_up_to(inner, part)


def mapped_up_to(shallow: Any, function: Callable[..., Any], *values: Any) -> Any:
    """The results of a function of the parts that stand where `shallow` has leaves, in the structure of `shallow`."""
    parts = zip(*[flat_up_to(shallow, value) for value in values], strict=True)
    return packed(shallow, iter([function(*part) for part in parts]))


def chosen(choose: Callable[[Any], Any], value: Any) -> Any:
    """Which parts of a structure a function chooses: a structure of bools, no deeper than what it decides at once.

    Args:
      choose: from any part of the structure to a bool, or to a structure of bools that looks like the part's first level.

    Raises:
      TypeError: the function returns something else.
    """
    decided = choose(value)
    if not is_nested(value):
        if not isinstance(decided, bool):
            raise TypeError(f"traverse_fn returned structure: {decided} for non-structure: {value}")
        return decided
    if isinstance(decided, bool):
        if not decided:
            return False
        return packed_level(value, [chosen(choose, part) for part in level(value)])
    if not is_nested(decided):
        raise TypeError(f"traverse_fn returned a non-bool scalar: {decided} for input: {value}")
    found = []
    for wanted, part in zip(level(decided), level(value), strict=True):
        if not isinstance(wanted, bool):
            raise TypeError(f"traverse_fn didn't return a depth=1 structure of bools.  saw: {decided}  for structure: {value}")
        found.append(chosen(choose, part) if wanted else False)
    return packed_level(value, found)


def level(value: Any) -> list:
    """The parts of a list, tuple or dict, those of a dict in the order of its keys."""
    return [value[key] for key in sorted(value)] if isinstance(value, dict) else list(value)


def packed_level(like: Any, parts: list) -> Any:
    """The parts in a list, tuple or dict as `like` is."""
    if isinstance(like, dict):
        return type(like)(zip(sorted(like), parts, strict=True))
    return type(like)(*parts) if hasattr(like, "_fields") else type(like)(parts)
