"""Mending a syntax tree by the table."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from .bindings import Scope, in_scope, scopes_of_names
from .rows import HELPERS, Mending
from .table import Table, is_there

INJECTED = "__headrace_mended__"
"""The name under which a mended program has `headrace.programs.mended`."""

PACKAGE = f"{__package__}.{HELPERS}"

CONVENTIONS = {"np": "numpy", "numpy": "numpy"}
"""What names mean that a file takes from the `import *` of another."""

N = TypeVar("N", bound=ast.AST)


class Mended(NamedTuple):
    """A place that was mended.

    `precaution`: what stands there does the same as before, but where that fails.
    """

    path: str
    line: int
    found: str
    instead: str
    why: str
    precaution: bool = False


_STOPS = Mending("syntax", "StopIteration", "return", "in a generator it is an error since Python 3.7", "return")


class Rewriter(ast.NodeTransformer):
    """Puts the table's stand-ins into the tree of one file. `mended` has what was done."""

    def __init__(self, tree: ast.Module, path: str, table: Table) -> None:
        self.tree = tree
        self.path = path
        self.table = table
        self.mended: list[Mended] = []
        self.needs_helpers = False
        nodes = list(ast.walk(tree))
        self.stops = any(map(_stops, nodes))
        imports = [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
        modules = [alias for node in imports if isinstance(node, ast.Import) for alias in node.names]
        self.whole_modules = {alias.asname or alias.name.partition(".")[0] for alias in modules}
        self.renamed = {alias.asname for node in imports for alias in node.names if alias.asname and alias.name in table.words}

    @functools.cached_property
    def scopes(self) -> dict[ast.AST, Scope]:
        """The scopes of the file's names; most files are not asked for any."""
        return scopes_of_names(self.tree)

    @functools.cached_property
    def module(self) -> Scope:
        """The scope of the module."""
        return self.scopes[self.tree]

    @functools.cached_property
    def imported(self) -> set[str]:
        """The packages that the file imports from."""
        scopes = set(self.scopes.values())
        paths = [path for scope in scopes for paths in (scope.stars, *scope.imported.values()) for path in paths]
        return {path.partition(".")[0] for path in paths}

    def note(self, node: ast.stmt | ast.expr, row: Mending, found: str = "", instead: str = "") -> None:
        """Write down that a node is mended."""
        text = instead or row.says or _plain(row.instead)
        self.mended.append(Mended(self.path, node.lineno, found or ast.unparse(node), text, row.why, row.precaution))

    # What names lead to

    def paths(self, node: ast.AST) -> frozenset[str]:
        """The dotted paths that a name or a chain of attributes may mean by the file's imports."""
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node not in self.scopes:
            return frozenset()
        found = self.scopes[node].paths(node.id)
        if found is None:
            found = frozenset({CONVENTIONS[node.id]} if self.module.stars and node.id in CONVENTIONS else ())
        return frozenset(".".join([path, *reversed(attributes)]) for path in found)

    def _one(self, rows: Iterable[Mending | None]) -> Mending | None:
        """The row that all paths agree on."""
        found = {row.instead: row for row in rows if row is not None}
        return next(iter(found.values())) if len(found) == 1 else None

    def _gone(self, path: str) -> Mending | None:
        row = self.table.gone(path)
        if row is None and (moved := self.table.moved(path)) is not None:
            row = self.table.gone(moved[1])
            if row is None and path in self.table.modules:
                row = moved[0]
        return row

    def _changed(self, path: str, call: ast.Call | None) -> Mending | None:
        if self.table.gone(path) is not None:
            return None
        moved = self.table.moved(path)
        row = self.table.calls.get(moved[1] if moved else path)
        if row is None or not self._is_with(row) or (row.when is not None and (call is None or not row.when(call))):
            return None
        return row

    # Expressions

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """A dotted name, or an attribute of an object."""
        if node.attr not in self.table.words:
            self.generic_visit(node)
            return node
        paths = self.paths(node) if isinstance(node.ctx, ast.Load) else frozenset()
        row = self._one(map(self._gone, paths)) or self._one(self._changed(path, None) for path in paths)
        if row is not None:
            self.note(node, row, instead="" if row.says else _as_written(node, row))
            return at(self._stand_in(row, node), node)
        row = self.table.attributes.get(node.attr) if isinstance(node.ctx, ast.Load) else None
        if row is not None and not self._is_module(node.value) and self._is_with(row):
            self.note(node, row)
            self.generic_visit(node)
            return at(ast.Call(self._helper(row), [node.value, ast.Constant(node.attr)], []), node)
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name that the file does not bind: of a star import, or of Python 2."""
        if not isinstance(node.ctx, ast.Load):
            return node
        if node.id not in self.table.words:
            return node
        row = self._one(self.table.gone(f"{star}.{node.id}") for star in self.module.stars) or self.table.builtins.get(node.id)
        if row is None or self.scopes[node].paths(node.id) is not None:
            return node
        self.note(node, row)
        return at(self._stand_in(row, node), node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A function that is changed, or a method that is gone."""
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        if name not in self.table.words and name not in self.renamed:
            self.generic_visit(node)
            return node
        paths = self.paths(node.func)
        row = self._one(self._changed(path, node) for path in paths)
        if row is None and isinstance(node.func, ast.Name) and self.is_unbound(node.func):
            row = self.table.functions.get(node.func.id)
            row = row if row is not None and (row.when is None or row.when(node)) and self._is_with(row) else None
        if row is not None:
            return self._called(node, row, f"{ast.unparse(node.func)}()")
        if isinstance(node.func, ast.Attribute) and not self._one(map(self._gone, paths)):
            row = self.table.methods.get(node.func.attr)
            if row is not None and self._is_method(node, row):
                node.args.insert(0, node.func.value)
                return self._called(node, row, f".{node.func.attr}()")
        self.generic_visit(node)
        return node

    def _called(self, node: ast.Call, row: Mending, found: str) -> ast.expr:
        """A call of what stands for a function or a method; the object is its first argument already."""
        self.note(node, row, found)
        node.func = at(self._stand_in(row, None), node.func)
        node.args = [self.visit(argument) for argument in node.args]
        node.keywords = [self.visit(keyword) for keyword in node.keywords]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """`text % values`."""
        self.generic_visit(node)
        row = self.table.operators["%"]
        is_text = isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
        if not (isinstance(node.op, ast.Mod) and is_text and self._is_with(row)):
            return node
        self.note(node, row, found="text % x")
        return at(ast.Call(self._helper(row), [node.left, node.right], []), node)

    def _is_with(self, row: Mending) -> bool:
        """Whether the file imports what a row is only about."""
        return not row.only_with or not self.imported.isdisjoint(row.only_with.split())

    def is_unbound(self, node: ast.Name) -> bool:
        """Whether the file says nothing of what a name is: it is Python's own."""
        return node in self.scopes and self.scopes[node].paths(node.id) is None

    def _is_method(self, node: ast.Call, row: Mending) -> bool:
        """Whether a call is of a method that a row is about; where it says when, functions of modules are meant, too."""
        assert isinstance(node.func, ast.Attribute)
        if not self._is_with(row):
            return False
        if row.when is not None:
            return row.when(node)
        return not self._is_module(node.func.value) and not any(map(is_there, self.paths(node.func)))

    def _is_module(self, node: ast.expr) -> bool:
        """Whether an expression is a module that the file imports by its name."""
        return bool(self.paths(node)) and isinstance(node, ast.Name) and node.id in self.whole_modules

    def _stand_in(self, row: Mending, node: ast.expr | None) -> ast.expr:
        """What stands for a name: reached from the same module where it is there."""
        module = row.instead.rpartition(".")[0]
        gone_from = row.found.rpartition(".")[0]
        if isinstance(node, ast.Attribute) and gone_from and f"{module}.".startswith(f"{gone_from}."):
            found = self.visit(node.value)
            for part in row.instead[len(gone_from) + 1 :].split("."):
                found = ast.Attribute(found, part, ast.Load())
            return found
        return self._helper(row)

    def _helper(self, row: Mending) -> ast.expr:
        head, *rest = row.instead.split(".")
        found: ast.expr = ast.Name(INJECTED, ast.Load())
        if head == HELPERS:
            parts = rest
        elif head == "builtins":
            parts = [head, *rest]
        else:
            module, _, name = row.instead.rpartition(".")
            module, parts = (module, [name]) if module else (name, [])
            if row.kind == "module":
                module, parts = row.instead, []
            found = ast.Call(ast.Attribute(found, "module", ast.Load()), [ast.Constant(module)], [])
        for part in parts:
            found = ast.Attribute(found, part, ast.Load())
        return found

    # Generators

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A generator that ends by StopIteration, which is an error since Python 3.7."""
        self.generic_visit(node)
        parts = list(in_scope(node)) if self.stops else []
        if any(map(_stops, parts)) and any(isinstance(part, (ast.Yield, ast.YieldFrom)) for part in parts):
            start = int(ast.get_docstring(node, clean=False) is not None)
            ends = ast.ExceptHandler(ast.Name("StopIteration", ast.Load()), None, [ast.Return()])
            self.note(node, _STOPS, f"StopIteration in {node.name}()")
            body = ast.Try(node.body[start:], [ends], [], [])
            node.body[start:] = [at(body, node.body[start])]
            body.end_lineno = node.end_lineno
            at(ends, node.body[start])
        return node

    # Imports

    def visit_Import(self, node: ast.Import) -> ast.stmt | list[ast.stmt]:
        """`import a.b as c`, of modules that may be gone."""
        if not any(self._gone(alias.name) or self.table.moved(alias.name) for alias in node.names):
            return node
        made: list[ast.stmt] = []
        for alias in node.names:
            row, moved = self._gone(alias.name), self.table.moved(alias.name)
            target = row.instead if row else moved[1] if moved else alias.name
            if target == alias.name:
                made.append(ast.Import([alias]))
                continue
            self.note(node, row or moved[0], f"import {alias.name}", f"import {_plain(target)}")  # type: ignore[index]
            top = alias.name.partition(".")[0]
            if alias.asname or top == alias.name:
                made.append(_import(target, alias.asname or top))
            else:
                package = ast.Call(
                    ast.Attribute(ast.Name(INJECTED, ast.Load()), "package", ast.Load()), [ast.Constant(top)], []
                )
                made.append(ast.Assign([ast.Name(top, ast.Store())], package))
        return [at(statement, node) for statement in made]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | list[ast.stmt]:
        """`from a import b as c`, where b may be gone from a."""
        if node.level or node.module is None or node.module == "__future__":
            return node
        moved = self.table.moved(node.module)
        rows = [
            self._gone(path) or self._changed(path, None) for path in (f"{node.module}.{alias.name}" for alias in node.names)
        ]
        if moved is None and not any(rows):
            return node
        made: list[ast.stmt] = []
        kept: list[ast.alias] = []
        for alias, row in zip(node.names, rows, strict=True):
            if row is None:
                kept.append(alias)
                continue
            self.note(node, row, f"from {node.module} import {alias.name}")
            made.append(_import(row.instead, alias.asname or alias.name))
        if kept:
            if moved is not None:
                self.note(node, moved[0], f"from {node.module} import ...", f"from {_plain(moved[1])} import ...")
            made.append(ast.ImportFrom(_real(moved[1] if moved else node.module), kept, 0))
        return [at(statement, node) for statement in made]

    # The whole file

    def rewritten(self, tree: ast.Module) -> ast.Module:
        """The mended tree, with the import of what it calls where anything is mended."""
        tree = self.visit(tree)
        if self.mended or self.needs_helpers:
            start = first_statement(tree.body)
            injected: ast.stmt = ast.Import([ast.alias(PACKAGE, INJECTED)])
            tree.body.insert(start, at(injected, tree.body[min(start, len(tree.body) - 1)]))
        return tree


def _stops(node: ast.AST) -> bool:
    """Whether a node raises StopIteration, or may let that of an iterator through."""
    if isinstance(node, ast.Raise) and node.exc is not None:
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(raised, ast.Name) and raised.id == "StopIteration"
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in ("next", "__next__")
    return False


def first_statement(body: Sequence[ast.stmt]) -> int:
    """The place after the docstring and the imports from `__future__`."""
    for place, node in enumerate(body):
        is_docstring = place == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            return place
    return len(body)


def at(node: N, place: ast.AST) -> N:
    """A new node, and what is new in it, with the place of the one that it stands for."""
    ast.copy_location(node, place)
    return ast.fix_missing_locations(node)


def _real(path: str) -> str:
    return PACKAGE + path[len(HELPERS) :] if path.split(".")[0] == HELPERS else path


def _import(path: str, bound: str) -> ast.stmt:
    """The import of a name, or of a module that isn't in a package."""
    module, _, name = _real(path).rpartition(".")
    return ast.ImportFrom(module, [ast.alias(name, bound)], 0) if module else ast.Import([ast.alias(name, bound)])


def _plain(path: str) -> str:
    """A stand-in as it is told of."""
    return path.removeprefix("builtins.").replace(f"{HELPERS}.", f"{PACKAGE}.", 1) if path else path


def _as_written(node: ast.Attribute, row: Mending) -> str:
    """What stands for a name, by the alias that the program has for its module."""
    gone_from = row.found.rpartition(".")[0]
    if gone_from and row.instead.startswith(f"{gone_from}."):
        return ast.unparse(node.value) + row.instead[len(gone_from) :]
    return _plain(row.instead)
