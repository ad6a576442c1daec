"""The table of mendings as it is looked up: which rows hold here, by path, method and name."""

from __future__ import annotations

import functools
import importlib
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from .mendings import MENDINGS
from .rows import Mending
from .words import WORDS

KINDS = ("name", "module", "call", "method", "attribute", "builtin", "function", "operator")

MENDED_WHOLE = ("numpy.core",)
"""What is still there but only warns."""


@dataclass(frozen=True)
class Table:
    """The rows for programs of one Python, by what they are looked up with; `words` are the last parts of all."""

    words: frozenset[str]
    names: dict[str, Mending]
    modules: dict[str, Mending]
    calls: dict[str, Mending]
    methods: dict[str, Mending]
    attributes: dict[str, Mending]
    builtins: dict[str, Mending]
    functions: dict[str, Mending]
    operators: dict[str, Mending]

    def moved(self, path: str) -> tuple[Mending, str] | None:
        """The row of the longest module at the head of a dotted path, and the path with its stand-in."""
        head = path
        while head:
            row = self.modules.get(head)
            if row is not None and (row.python2 or not is_there(head)):
                return row, row.instead + path[len(head) :]
            head = head.rpartition(".")[0]
        return None

    def gone(self, path: str) -> Mending | None:
        """The row of a name that is gone."""
        row = self.names.get(path)
        return row if row is not None and (row.python2 or not is_there(path)) else None


@functools.cache
def table(python2: bool) -> Table:
    """The rows for programs of Python 3, or for those of Python 2."""
    rows = [row for row in MENDINGS if python2 or not row.python2]
    changed = {row.found for row in rows if row.python2 and row.kind == "call"}
    rows = [row for row in rows if row.kind != "name" or row.found not in changed]  # they take texts, too

    said = {word for row in rows for word in (row.found.rpartition(".")[2], *row.only_with.split())}
    words = frozenset((*said, *WORDS, "StopIteration", "next"))
    return Table(words, *({row.found: row for row in rows if row.kind == kind} for kind in KINDS))


@functools.cache
def is_there(path: str) -> bool:
    """Whether the standard library or NumPy still has a name or a module. What else there is isn't imported to be asked."""
    root = path.partition(".")[0]
    if (root not in sys.stdlib_module_names and root != "numpy") or path in MENDED_WHOLE:
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _reach(path.split("."))


def _reach(parts: Iterable[str]) -> bool:
    head, *rest = parts
    try:
        found = importlib.import_module(head)
    except ImportError:
        return False
    for part in rest:
        head = f"{head}.{part}"
        if not hasattr(found, part):
            try:
                importlib.import_module(head)
            except ImportError:
                return False
        found = getattr(found, part)
    return True
