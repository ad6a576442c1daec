"""What stands where below `tensorflow`, by the tables of names: for programs (`programs/paths.py`), and for the generator of
stubs, which has tables that are not written yet. It imports nothing of headrace."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

OLDEST = "0.12"
NEWEST = "1.15"
"""The releases whose names are recorded. What is in the oldest may be older."""

MODULES = ("contrib", "core", "examples", "models", "python")
"""Below these a path is that of a module, which an attribute finds too; elsewhere it is one of a group, which it finds where
headrace has something of it."""


class Said(NamedTuple):
    """A name of a module of TensorFlow: what it is the name of, and the first and the last release that had it there."""

    group: str
    name: str
    first: str
    last: str


class Lookup:
    """The tables, and what they say.

    Args:
      names, aliases, messages: what headrace exports, as in `table.py`.
      paths, second_paths: what TensorFlow had, as in `tensorflow.py`.
      operation: where the function of a `gen_*_ops` module is, `module:attribute`, by its name; None where it is nowhere.
    """

    def __init__(
        self,
        names: dict[str, dict[str, str]],
        aliases: dict[str, str],
        messages: dict[str, str],
        paths: dict[str, str],
        second_paths: dict[str, str],
        operation: Callable[[str], str | None],
    ) -> None:
        self._names, self._aliases, self._messages = names, aliases, messages
        self._paths, self._second_paths = paths, second_paths
        self._operation = operation
        self.names_of = functools.cache(self._names_of)
        """The names that a module or group of TensorFlow had, also under its second paths.

        `Said.group` is the path itself where the thing has no name that is better known.
        """

    def _names_of(self, path: str) -> dict[str, Said]:
        found = {}
        for each in [*self._seconds(path), path]:
            words = iter(self._paths.get(each, "").split(" "))
            first, last = whole = _span(next(words), OLDEST, NEWEST)
            group = path
            for word in words:
                if word.startswith("@"):
                    first, last = _span(word[1:], *whole)
                elif word.startswith(":"):
                    group = path if word == ":-" else self.canonical(word[1:])
                else:
                    name, _, other = word.partition("=")
                    found[name] = Said(group, other or name, first, last)
        return found

    def first_of(self, path: str) -> str:
        """The first release that had a module, or a name of a group."""
        firsts = [said.first for said in self.names_of(path).values()]
        firsts = firsts or [_span(self._paths[path].partition(" ")[0], OLDEST, NEWEST)[0]]
        return min(firsts, key=lambda release: [int(part) for part in release.split(".")])

    def _seconds(self, path: str) -> list[str]:
        """The second paths of a path."""
        seconds = [
            second + path.removeprefix(own) for second, own in self._aliases.items() if own and f"{path}.".startswith(f"{own}.")
        ]
        return [*seconds, *filter(None, [self._second_paths.get(path)])]

    def canonical(self, path: str) -> str:
        """The path itself, or the one that it is a second path of, whole or from its beginning on."""
        outer, inner = path, ""
        while outer:
            own = self._aliases.get(outer)
            if own is None and outer not in self._names:
                own = self._second_paths.get(outer)
            if own is not None:
                return self.canonical(f"{own}.{inner}".strip("."))
            outer, _, last = outer.rpartition(".")
            inner = f"{last}.{inner}".strip(".")
        return path

    def is_there(self, path: str) -> bool:
        """Whether TensorFlow or headrace have a module or a group of that path."""
        every = [path, self.canonical(path), *self._seconds(path)]
        return any(each in self._names or each in self._paths or each in self._holders for each in every)

    @functools.cached_property
    def _holders(self) -> frozenset[str]:
        """The paths that others lie below."""
        found = set()
        for path in [*self._paths, *self._names, *self._aliases]:
            while path:
                path = path.rpartition(".")[0]
                found.add(path)
        return frozenset(found)

    def elsewhere(self, path: str, name: str) -> str | None:
        """Where a name is that headrace does not export at that path.

        Returns:
          `module:attribute`, or a module; None where it is nowhere.
        """
        said = self.names_of(path).get(name)
        if said is not None and said.group != path and self.has(said.group, said.name):  # also where a module has its name
            return f"headrace.{said.group}:{said.name}".replace(".:", ":")
        inner = f"{path}.{name}".lstrip(".")
        own_path = self.canonical(inner)
        if self.is_there(own_path) if inner.partition(".")[0] in MODULES else inner in self._paths and self.listed(own_path):
            return f"headrace.{own_path}"
        own = path.rpartition(".")[2]
        if said is not None and own.endswith("_pb2"):
            return self._messages.get(name)
        hidden = name.startswith("_") and path in self._paths  # such as `_sum`: `sum` is Python's
        if own.startswith("gen_") and (said is not None or hidden):
            return self._operation(name.removeprefix("_"))
        return None

    def has(self, path: str, name: str) -> bool:
        """Whether headrace has a name at a path."""
        return name in self._names.get(path, ()) or self.elsewhere(path, name) is not None

    def listed(self, path: str) -> list[str]:
        """The names that headrace has at a path that only TensorFlow's programs know."""
        every = [*self._names, *self._aliases]
        below = {each[len(path) + 1 :].partition(".")[0] for each in every if each.startswith(f"{path}.")}
        return sorted({*below, *self._names.get(path, ()), *(name for name in self.names_of(path) if self.has(path, name))})

    def shown(self) -> dict[str, dict[str, str]]:
        """The modules and groups that headrace has names of: each name, and where it is defined."""
        found = {}
        for path in sorted({*self._paths, *self._names}):
            if self.canonical(path) == path:
                definitions = {name: self._definition(path, name) for name in self.listed(path)}
                found[path] = {name: definition for name, definition in definitions.items() if definition is not None}
        return {path: names for path, names in found.items() if names}

    def _definition(self, path: str, name: str) -> str | None:
        """Where a name is defined in the end; None where it is a module of TensorFlow, or nothing."""
        if name in self._names.get(path, ()):
            return self._names[path][name]
        module, _, attribute = (self.elsewhere(path, name) or "").partition(":")
        group = module.partition(".")[2]
        if not attribute:
            return module if group in self._names else None
        return self._definition(group, attribute) or f"{module}:{attribute}"


def _span(word: str, first: str, last: str) -> tuple[str, str]:
    begin, _, end = word.partition("-")
    return begin or first, end or last
