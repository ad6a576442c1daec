"""What a program takes from TensorFlow, and what of it is there: read from its sources, without running them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from headrace.formats.errors import NotFoundError

from .._lazy import OWN
from . import missing, paths, scope
from .bindings import Scope, scopes_of_names
from .importing import HEADRACE, OTHERS, TENSORFLOW
from .sources import Mended, mendings_of, tree_of

_PROBES = {"AttributeError", "BaseException", "Exception", "ImportError", "ModuleNotFoundError"}
_SKIPPED = ("site-packages", "dist-packages", "__pycache__", "node_modules")


class Place(NamedTuple):
    """Where a program says a name; `guarded` where it looks out for it not being there, in a `try`."""

    path: str
    line: int
    guarded: bool = False


class Found(NamedTuple):
    """A name as a program means it, whether headrace has it, and what is said of it if not."""

    name: str
    is_there: bool
    said: str = ""


class Report(NamedTuple):
    """What `check` finds.

    `names`: every name of TensorFlow, sorted, with the places that say it. `mended`: what `headrace run` mends.
    `python2`: the files that are read as Python 2. `faults`: the files that cannot be read, each with the reason.
    """

    files: list[str]
    names: dict[Found, list[Place]]
    mended: list[Mended]
    python2: list[str]
    faults: list[tuple[str, str]]

    @property
    def missing(self) -> dict[Found, list[Place]]:
        """The names that are not there, with the places that do not look out for that."""
        kept = {found: [place for place in places if not place.guarded] for found, places in self.names.items()}
        return {found: places for found, places in kept.items() if places and not found.is_there}


def check(programs: Iterable[str], *, python2: bool = False) -> Report:
    """Read programs and say what of TensorFlow they use.

    Args:
      programs: files, and folders of which all `.py` files are read.
      python2: they are in Python 2. A file that Python 3 cannot parse is taken for one in any case.
    Raises:
      NotFoundError: one of them does not exist.
    """
    report = Report([], {}, [], [], [])
    names: dict[Found, list[Place]] = {}
    for path in _files(programs):
        report.files.append(path)
        try:
            with open(path, "rb") as file:
                source = file.read()
            old, tree = _tree(source, path, python2)
            report.mended.extend(mendings_of(source, path, python2=old))
        except (SyntaxError, ImportError, OSError) as error:
            line = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
            report.faults.append((path, f"{line}{getattr(error, 'msg', None) or error}"))
            continue
        if old:
            report.python2.append(path)
        for found, place in _Reader(tree, path).found:
            names.setdefault(found, []).append(place)
    for found in sorted(names):
        report.names[found] = sorted(set(names[found]))
    return report


def _files(programs: Iterable[str]) -> Iterator[str]:
    for program in programs:
        if os.path.isdir(program):
            for directory, inner, files in os.walk(program):
                inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in _SKIPPED)
                if "pyvenv.cfg" in files:
                    inner.clear()
                yield from (os.path.join(directory, name) for name in sorted(files) if name.endswith(".py"))
        elif os.path.exists(program):
            yield program
        else:
            raise NotFoundError(None, None, f"{program}; No such file or directory")


def _tree(source: bytes, path: str, python2: bool) -> tuple[bool, ast.Module]:
    """Whether a file is in Python 2, and its syntax tree."""
    try:
        return python2, tree_of(source, path, python2=python2)
    except SyntaxError as error:
        if python2:
            raise
        try:
            return True, tree_of(source, path, python2=True)
        except SyntaxError:
            raise error from None


def is_tensorflow(path: str) -> bool:
    """Whether a dotted path is one of TensorFlow's, under its own name or headrace's."""
    top, _, inner = path.partition(".")
    return top == TENSORFLOW or (top == HEADRACE and inner.partition(".")[0] not in OWN)


def look_up(path: str) -> Found:
    """What a dotted path below `tensorflow` leads to: the first name in it that is no group of names."""
    parts = path.split(".")[1:]
    group = ""
    for end, part in enumerate(parts, 1):
        inner = f"{group}.{part}".lstrip(".")
        reason = scope.out_of_scope(inner)
        if reason is not None:
            return Found(missing.shown(".".join(parts)), False, reason)
        if not paths.is_there(inner):
            return _found(missing.shown(".".join(parts[:end])), group, part)
        group = paths.canonical(inner)
    shown = missing.shown(".".join(parts))
    if not group or group in paths.NAMES or paths.listed(group):
        return Found(shown, True)
    outer, _, name = group.rpartition(".")
    return _found(shown, outer, name)


def _found(shown: str, group: str, name: str) -> Found:
    if name.startswith("__") or paths.has(group, name):
        return Found(shown, True)
    if missing.was_in_tensorflow(group, name):
        return Found(shown, False, missing.fate(group, name))
    return Found(shown, False, f"no TensorFlow from {paths.OLDEST} to {paths.NEWEST} has it")


class _Reader(ast.NodeVisitor):
    """Reads one file. `found` has the names of TensorFlow and where they are said."""

    def __init__(self, tree: ast.Module, path: str) -> None:
        self.found: list[tuple[Found, Place]] = []
        self._path = path
        self._guarded = False
        self._scopes = scopes_of_names(tree)
        self._aliases = _assigned_once(self._scopes)
        self.visit(tree)

    def _note(self, path: str, line: int) -> None:
        top = path.partition(".")[0]
        if top in OTHERS:
            self.found.append((Found(top, False, "it needs TensorFlow itself"), Place(self._path, line, self._guarded)))
        elif path != top and is_tensorflow(path):
            self.found.append((look_up(path), Place(self._path, line, self._guarded)))

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._note(alias.name, node.lineno)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if not node.level:
            for alias in node.names:
                self._note(f"{node.module}.{alias.name}" if alias.name != "*" else str(node.module), node.lineno)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        found = self._paths(node)
        if not found:
            self.generic_visit(node)
        for path in found:
            self._note(path, node.end_lineno or node.lineno)

    def visit_Try(self, node: ast.Try) -> None:
        caught = {
            name.id
            for handler in node.handlers
            if handler.type
            for name in ast.walk(handler.type)
            if isinstance(name, ast.Name)
        }
        outer = self._guarded
        self._guarded = outer or bool(caught & _PROBES) or not all(handler.type for handler in node.handlers)
        for statement in node.body:
            self.visit(statement)
        self._guarded = outer
        for part in (*node.handlers, *node.orelse, *node.finalbody):
            self.visit(part)

    def _paths(self, node: ast.expr) -> frozenset[str]:
        """The dotted paths below TensorFlow that a name or a chain of attributes may mean."""
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node not in self._scopes:
            return frozenset()
        found = self._bound(self._scopes[node], node.id)
        return frozenset(".".join([path, *reversed(attributes)]) for path in found if is_tensorflow(path))

    def _bound(self, own: Scope, name: str) -> frozenset[str]:
        """What imports bind a name to, or one assignment of what they bind another to (`slim = tf.contrib.slim`)."""
        here: Scope | None = own
        while here is not None:
            if name in here.elsewhere:
                here = here.elsewhere[name] or here.parent
                continue
            if here is own or not here.is_class:
                value = self._aliases.get((here, name))
                if value is not None:
                    return self._paths(value)
                if name in here.others or name in here.imported:
                    return frozenset(() if name in here.others else here.imported[name])
            here = here.parent
        stars = filter(is_tensorflow, own.module.stars)
        return frozenset(f"{star}.{name}" for star in stars if paths.has(paths.canonical(star.partition(".")[2]), name))


def _assigned_once(scopes: dict[ast.AST, Scope]) -> dict[tuple[Scope, str], ast.expr]:
    """The names that one assignment of a dotted name binds, in the scope where they are bound."""
    bound: dict[tuple[Scope, str], list[ast.Name]] = {}
    for node, inside in scopes.items():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            home = inside.elsewhere.get(node.id) or inside
            bound.setdefault((home, node.id), []).append(node)
    values = {id(target): statement.value for statement in _assignments(scopes) for target in statement.targets}
    return {
        key: values[id(names[0])]
        for key, names in bound.items()
        if len(names) == 1 and isinstance(values.get(id(names[0])), ast.Attribute) and key[1] not in key[0].imported
    }


def _assignments(scopes: dict[ast.AST, Scope]) -> Sequence[ast.Assign]:
    (tree,) = (node for node in scopes if isinstance(node, ast.Module))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
