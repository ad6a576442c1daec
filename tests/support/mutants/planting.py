"""Where small errors can be planted in the sources, and what they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
DIRECTORIES = ["pipeline", "formats"]

_COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_CALCULATED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add}


class Mutant(NamedTuple):
    """A change of a module: the bytes from `begin` to `end` become `text`."""

    path: str
    line: int
    column: int
    begin: int
    end: int
    old: str
    text: str
    lines: range
    """Those of the statement, without the statements inside of it; of a lambda, those of what it computes."""
    at_import: bool
    """Whether it stands outside of all functions."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {' '.join(self.old.split())} -> {' '.join(self.text.split())}"


class _Place(NamedTuple):
    lines: range
    at_import: bool


def _changed(node: ast.AST) -> ast.AST | None:
    """A node with a small error in it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        return ast.Compare(node.left, [_COMPARED[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    if isinstance(node, ast.BinOp) and type(node.op) in _CALCULATED and not _is_text(node):
        return ast.BinOp(node.left, _CALCULATED[type(node.op)](), node.right)
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ast.Constant(not node.value)
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ast.Constant(node.value + 1)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return ast.Pass()
    if isinstance(node, ast.Return) and node.value is not None:
        return None if isinstance(node.value, ast.Constant) and node.value.value is None else ast.Return(ast.Constant(None))
    if isinstance(node, ast.Break):
        return ast.Continue()
    return None


def _is_text(node: ast.BinOp) -> bool:
    return any(isinstance(side, (ast.JoinedStr, ast.Constant)) and not _is_number(side) for side in (node.left, node.right))


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))


def _place(node: ast.AST, place: _Place) -> _Place:
    """Where a node stands that stands in a node at `place`."""
    if isinstance(node, ast.stmt):
        assert node.end_lineno is not None
        body = getattr(node, "body", None)
        end = max(node.lineno + 1, body[0].lineno) if body else node.end_lineno + 1
        return _Place(range(node.lineno, end), place.at_import)
    if isinstance(node, ast.expr) and not (place.lines and node.lineno in place.lines):  # the guard of a case, say
        assert node.end_lineno is not None
        return _Place(range(node.lineno, node.end_lineno + 1), place.at_import)
    return place


def _children(node: ast.AST, place: _Place) -> Iterator[tuple[ast.AST, _Place]]:
    """What runs, and where it stands: no annotations, no logging, no texts of errors."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list") or isinstance(node, ast.Raise):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or (isinstance(child, ast.Expr) and "_log" in ast.unparse(child)):
                continue
            if name == "body" and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                lines = range(child.lineno, child.end_lineno + 1) if isinstance(node, ast.Lambda) else place.lines
                yield child, _place(child, _Place(lines, False))
            else:
                yield child, _place(child, place)


def mutants_of(path: Path) -> list[Mutant]:
    """All mutants of a module."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[Mutant] = []
    stack: list[tuple[ast.AST, _Place]] = [(ast.parse(source), _Place(range(0), True))]
    while stack:
        node, place = stack.pop()
        stack += _children(node, place)
        changed = _changed(node)
        if changed is None or not isinstance(node, (ast.expr, ast.stmt)) or isinstance(node, ast.JoinedStr):
            continue
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
        text = ast.unparse(ast.fix_missing_locations(changed))
        if isinstance(node, ast.expr):
            text = f"({text})"
        name = path.relative_to(ROOT).as_posix()
        found.append(Mutant(name, node.lineno, node.col_offset + 1, begin, end, source[begin:end].decode(), text, *place))
    return found


def modules(directories: list[str]) -> list[Path]:
    """The modules whose mutants are drawn: what is compiled, and what programs have made, is left out."""
    paths = [path for directory in directories for path in sorted((ROOT / directory).rglob("*.py"))]
    return [path for path in paths if not path.name.endswith(("_cy.py", "_pb2.py"))]
