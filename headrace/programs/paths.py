"""What stands where below `tensorflow`: import paths and names, and where headrace has them. Only for the functions of
`gen_*_ops` modules something is imported for it: what declares operations.

A path is what comes after `tensorflow.`: that of a module (`python.ops.array_ops`), or that of a group of names (`nn`; "" is
`tf` itself). What headrace exports is in `_names/table.py`, what TensorFlow had in `_names/tensorflow.py`.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from .._names.table import ALIASES, MESSAGES, NAMES
from .._names.tensorflow import PATHS, SECOND_PATHS
from . import operations

OLDEST = "0.12"
NEWEST = "1.15"
"""The releases whose names are recorded. What is in the oldest may be older."""

MODULES = ("contrib", "core", "examples", "models", "python")
"""Below these a path is that of a module, which an attribute finds too; elsewhere it is one of a group."""


class Said(NamedTuple):
    """A name of a module of TensorFlow: what it is the name of, and the first and the last release that had it there."""

    group: str
    name: str
    first: str
    last: str


@functools.cache
def names_of(path: str) -> dict[str, Said]:
    """The names that a module or group of TensorFlow had, also under its second paths.

    `Said.group` is the path itself where the thing has no name that is better known.
    """
    found = {}
    for each in [*_seconds(path), path]:
        words = iter(PATHS.get(each, "").split(" "))
        first, last = whole = _span(next(words), OLDEST, NEWEST)
        group = path
        for word in words:
            if word.startswith("@"):
                first, last = _span(word[1:], *whole)
            elif word.startswith(":"):
                group = path if word == ":-" else canonical(word[1:])
            else:
                name, _, other = word.partition("=")
                found[name] = Said(group, other or name, first, last)
    return found


def first_of(path: str) -> str:
    """The first release that had a module, or a name of a group."""
    firsts = [said.first for said in names_of(path).values()] or [_span(PATHS[path].partition(" ")[0], OLDEST, NEWEST)[0]]
    return min(firsts, key=lambda release: [int(part) for part in release.split(".")])


def _seconds(path: str) -> list[str]:
    """The second paths of a path."""
    seconds = [second + path.removeprefix(own) for second, own in ALIASES.items() if own and f"{path}.".startswith(f"{own}.")]
    return [*seconds, *filter(None, [SECOND_PATHS.get(path)])]


def _span(word: str, first: str, last: str) -> tuple[str, str]:
    begin, _, end = word.partition("-")
    return begin or first, end or last


def canonical(path: str) -> str:
    """The path itself, or the one that it is a second path of, whole or from its beginning on."""
    outer, inner = path, ""
    while outer:
        own = ALIASES.get(outer) if outer in NAMES else ALIASES.get(outer, SECOND_PATHS.get(outer))
        if own is not None:
            return canonical(f"{own}.{inner}".strip("."))
        outer, _, last = outer.rpartition(".")
        inner = f"{last}.{inner}".strip(".")
    return path


def is_there(path: str) -> bool:
    """Whether TensorFlow or headrace have a module or a group of that path."""
    return any(each in NAMES or each in PATHS or each in _holders() for each in [path, canonical(path), *_seconds(path)])


@functools.cache
def _holders() -> frozenset[str]:
    """The paths that others lie below."""
    found = set()
    for path in [*PATHS, *NAMES, *ALIASES]:
        while path:
            path = path.rpartition(".")[0]
            found.add(path)
    return frozenset(found)


def elsewhere(path: str, name: str) -> str | None:
    """Where a name is that headrace does not export at that path.

    Returns:
      `module:attribute`, or a module; None where it is nowhere.
    """
    said = names_of(path).get(name)
    if said is not None and said.group != path and has(said.group, said.name):  # also where a module below has its name
        return f"headrace.{said.group}:{said.name}".replace(".:", ":")
    inner = f"{path}.{name}".lstrip(".")
    if inner.partition(".")[0] in MODULES and is_there(canonical(inner)):
        return f"headrace.{canonical(inner)}"
    own = path.rpartition(".")[2]
    if said is not None and own.endswith("_pb2"):
        return MESSAGES.get(name)
    hidden = name.startswith("_") and path in PATHS  # such as `_sum`: `sum` is Python's
    if own.startswith("gen_") and (said is not None or hidden) and operations.has(name.removeprefix("_")):
        return f"{operations.__name__}:{name.removeprefix('_')}"
    return None


def has(path: str, name: str) -> bool:
    """Whether headrace has a name at a path."""
    return name in NAMES.get(path, ()) or elsewhere(path, name) is not None


def listed(path: str) -> list[str]:
    """The names that headrace has at a path that only TensorFlow's programs know."""
    below = {each[len(path) + 1 :].partition(".")[0] for each in [*NAMES, *ALIASES] if each.startswith(f"{path}.")}
    return sorted({*below, *NAMES.get(path, ()), *(name for name in names_of(path) if has(path, name))})
