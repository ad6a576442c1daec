"""Trees of Python 2 programs: what their syntax meant that Python 3 says otherwise, and what operators and classes were."""

from __future__ import annotations

import ast
import builtins
import copy
import os
from typing import Any

from .python2 import HIDDEN, PRINTS, RAISED, Text
from .rewriting import INJECTED, Mended, Rewriter, at, first_statement
from .rows import HELPERS, Mending
from .table import Table

SYNTAX = "Python 2's syntax"

_STAND_INS = {
    PRINTS[0]: "python2.printing.line",
    PRINTS[1]: "python2.printing.part",
    PRINTS[2]: "python2.printing.line_to",
    PRINTS[3]: "python2.printing.part_to",
    RAISED: "python2.classes.raised",
}

_ORDERS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}

_METHODS = {
    "__nonzero__": {"__bool__": "python2.classes.truth"},
    "next": {"__next__": "next"},
    "__div__": {"__truediv__": "__div__"},
    "__rdiv__": {"__rtruediv__": "__rdiv__"},
    "__idiv__": {"__itruediv__": "__idiv__"},
    "__unicode__": {},
    "__cmp__": {name: f"python2.classes.{name}" for name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__")},
    "__hex__": {},
    "__long__": {"__int__": "__long__"},
}
"""What a class that defines the one has in Python 3, too, where it doesn't define it."""


def helper(path: str) -> ast.expr:
    """A name of `headrace.programs.mended`, as a mended program reaches it."""
    found: ast.expr = ast.Name(INJECTED, ast.Load())
    for part in path.split("."):
        found = ast.Attribute(found, part, ast.Load())
    return found


class Expander(ast.NodeTransformer):
    """Puts back what has only a name in Python 3's text, and gives classes their methods of Python 3."""

    def __init__(self, text: Text) -> None:
        self.targets = text.targets
        self.count = len(text.targets)
        self.notes: list[tuple[int, str, str]] = []

    def _target(self, name: str) -> ast.expr:
        (statement,) = ast.parse(f"{self.targets[name]} = 0").body
        assert isinstance(statement, ast.Assign)
        return statement.targets[0]

    def _parameters(self, arguments: ast.arguments) -> list[str]:
        return [argument.arg for argument in (*arguments.posonlyargs, *arguments.args) if argument.arg in self.targets]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Parameters that are tuples are taken apart in the first statement."""
        self.generic_visit(node)
        place = int(ast.get_docstring(node, clean=False) is not None)
        for name in reversed(self._parameters(node.args)):
            node.body.insert(place, at(ast.Assign([self._target(name)], ast.Name(name, ast.Load())), node.body[0]))
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Parameters that are tuples are taken apart by a comprehension of one."""
        self.generic_visit(node)
        for name in reversed(self._parameters(node.args)):
            parts = ast.comprehension(self._target(name), ast.List([ast.Name(name, ast.Load())], ast.Load()), [], 0)
            node.body = at(ast.Subscript(ast.ListComp(node.body, [parts]), ast.Constant(0), ast.Load()), node.body)
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        """What an error is bound to may be any target, and stays when it is handled."""
        self.generic_visit(node)
        if node.name is not None:
            target: ast.expr = ast.Name(node.name, ast.Store())
            value: ast.expr
            if node.name in self.targets:
                target, value = self._target(node.name), ast.Name(node.name, ast.Load())
                if isinstance(target, (ast.Tuple, ast.List)):
                    value = ast.Attribute(value, "args", ast.Load())
            else:
                node.name = HIDDEN.format(self.count)
                self.count += 1
                value = ast.Name(node.name, ast.Load())
            node.body.insert(0, at(ast.Assign([target], value), node.body[0]))
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Methods of Python 2's protocols get their names of Python 3 beside their own; a metaclass goes into the head."""
        self.generic_visit(node)
        defined = {
            name: statement
            for statement in node.body
            for name in (
                [statement.name]
                if isinstance(statement, ast.FunctionDef)
                else [target.id for target in statement.targets if isinstance(target, ast.Name)]
                if isinstance(statement, ast.Assign)
                else []
            )
        }
        for old in [name for name in _METHODS if name in defined]:
            for new, value in _METHODS[old].items():
                if new not in defined:
                    made: ast.expr = helper(value) if "." in value else ast.Name(value, ast.Load())
                    if old == "__nonzero__":
                        made = ast.Call(made, [ast.Name(old, ast.Load())], [])
                    self._add(node, new, made, old)
        if "__unicode__" in defined and "__str__" not in defined:
            self._add(node, "__str__", ast.Name("__unicode__", ast.Load()), "__unicode__")
        if ("__eq__" in defined or "__cmp__" in defined) and "__hash__" not in defined:
            self._add(node, "__hash__", ast.Call(helper("python2.classes.has_hash"), [], []), "__eq__")
        for items, slices, count in (
            ("__getitem__", "__getslice__", 0),
            ("__setitem__", "__setslice__", 1),
            ("__delitem__", "__delslice__", 0),
        ):
            if slices in defined and items in defined:
                parts = [ast.Name(items, ast.Load()), ast.Name(slices, ast.Load()), ast.Constant(count)]
                self._add(node, items, ast.Call(helper("python2.classes.sliced"), parts, []), slices)
        meta = defined.get("__metaclass__")
        if isinstance(meta, ast.Assign) and isinstance(meta.value, (ast.Name, ast.Attribute)):
            if not any(keyword.arg == "metaclass" for keyword in node.keywords):
                node.keywords.append(ast.keyword("metaclass", meta.value))
                at(node.keywords[-1], meta)
                self.notes.append((meta.lineno, "__metaclass__", "metaclass="))
        return node

    def _add(self, node: ast.ClassDef, name: str, value: ast.expr, old: str) -> None:
        node.body.append(at(ast.Assign([ast.Name(name, ast.Store())], value), node.body[-1]))
        self.notes.append((node.lineno, f"{node.name}.{old}", f"{node.name}.{name}"))


class Python2Rewriter(Rewriter):
    """Mends a file in Python 2."""

    def __init__(self, tree: ast.Module, path: str, table: Table, text: Text, package: str | None) -> None:
        expander = Expander(text)
        tree = expander.visit(tree)
        super().__init__(tree, path, table)
        self.package = package
        self.divides = "division" not in text.features
        self.is_absolute = "absolute_import" in text.features
        self.mended += [Mended(path, line, found, instead, SYNTAX) for line, found, instead in (*text.notes, *expander.notes)]
        self.temporaries = 0

    def _operator(self, node: ast.expr | ast.stmt, sign: str) -> ast.expr:
        row = self.table.operators[sign]
        self.note(node, row, found=f"x {sign} y")
        return self._helper(row)

    def rewritten(self, tree: ast.Module) -> ast.Module:
        """The mended tree, in which names of Python 2 that the module binds, perhaps, are there before."""
        rows = [self.table.builtins[name] for name in self.module.others if name in self.table.builtins]
        rows = [row for row in rows if not hasattr(builtins, row.found)]
        self.needs_helpers |= bool(rows)
        tree = super().rewritten(tree)
        for row in rows:
            start = first_statement(tree.body)
            found = ast.Assign([ast.Name(row.found, ast.Store())], self._helper(row))
            tree.body.insert(start + 1, at(found, tree.body[start]))
        return tree

    # Operators

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """`a / b`."""
        if not isinstance(node.op, ast.Div):
            return super().visit_BinOp(node)
        self.generic_visit(node)
        if not self.divides or (_is_float(node.left) and _is_float(node.right)):
            return node
        return at(ast.Call(self._operator(node, "/"), [node.left, node.right], []), node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """`a /= b`."""
        self.generic_visit(node)
        if not self.divides or not isinstance(node.op, ast.Div):
            return node
        read, target = self._twice(node.target)
        divided = ast.Call(self._operator(node, "/="), [read, node.value], [])
        return at(ast.Assign([target], divided), node)

    def _twice(self, node: ast.expr) -> tuple[ast.expr, Any]:
        """A target as what is read and what is written; what leads to it is computed once."""
        if isinstance(node, ast.Attribute):
            first, second = self._once(node.value)
            return ast.Attribute(first, node.attr, ast.Load()), ast.Attribute(second, node.attr, ast.Store())
        if isinstance(node, ast.Subscript):
            first, second = self._once(node.value)
            index, same_index = self._once(node.slice)
            return ast.Subscript(first, index, ast.Load()), ast.Subscript(second, same_index, ast.Store())
        assert isinstance(node, ast.Name)
        return ast.Name(node.id, ast.Load()), node

    def _once(self, node: Any) -> tuple[Any, Any]:
        """An expression, and what gives its value again."""
        if node is None or isinstance(node, (ast.Name, ast.Constant)):
            return node, copy.deepcopy(node)
        if isinstance(node, ast.Slice):
            (a, c), (b, d), (e, f) = (self._once(part) for part in (node.lower, node.upper, node.step))
            return ast.Slice(a, b, e), ast.Slice(c, d, f)
        if isinstance(node, ast.Tuple):
            parts = [self._once(part) for part in node.elts]
            return ast.Tuple([one for one, _ in parts], ast.Load()), ast.Tuple([other for _, other in parts], ast.Load())
        name = f"__python2_value_{self.temporaries}__"
        self.temporaries += 1
        return ast.NamedExpr(ast.Name(name, ast.Store()), node), ast.Name(name, ast.Load())

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """`a < b`, of things that Python 3 may not compare."""
        self.generic_visit(node)
        sign = _ORDERS.get(type(node.ops[0]))
        if len(node.ops) > 1 or sign is None or (_is_number(node.left) and _is_number(node.comparators[0])):
            return node
        return at(ast.Call(self._operator(node, sign), [node.left, *node.comparators], []), node)

    # Names

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """An attribute, or the name of a function that is set."""
        if not isinstance(node.ctx, ast.Load) and node.attr.startswith("func_"):
            node.attr = f"__{node.attr.removeprefix('func_')}__"
        return super().visit_Attribute(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """What stands for syntax, or a name of Python 2."""
        if node.id in _STAND_INS:
            self.needs_helpers = True
            return at(helper(_STAND_INS[node.id]), node)
        return super().visit_Name(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A function of Python 2, or one that has changed."""
        name = node.func.id if isinstance(node.func, ast.Name) and self.is_unbound(node.func) else ""
        if name == "exec" and node.args:
            if len(node.args) == 1 and isinstance(node.args[0], ast.Tuple):
                node.args = node.args[0].elts
            self.generic_visit(node)
            self.needs_helpers = True
            node.args[0] = at(ast.Call(helper("python2.code.statements"), [node.args[0]], []), node.args[0])
            return node
        return super().visit_Call(node)

    def visit_For(self, node: ast.For) -> ast.AST:
        """A loop over `range` needs no list."""
        node.iter = self._without_list(node.iter)
        self.generic_visit(node)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """A loop over `range` needs no list."""
        node.iter = self._without_list(node.iter)
        self.generic_visit(node)
        return node

    def _without_list(self, node: ast.expr) -> ast.expr:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "range"
            and self.is_unbound(node.func)
        ):
            self.needs_helpers = True
            node.func = at(helper("python2.lists.xrange"), node.func)
        return node

    # Imports from the module's own folder

    def visit_Import(self, node: ast.Import) -> Any:
        """`import b` beside b.py, in a package."""
        made: list[ast.stmt] = []
        for alias in node.names:
            top, _, inner = alias.name.partition(".")
            if not self.package and self._has_file(top):
                made.append(ast.Import([alias]))
                continue
            if not self._is_beside(top):
                found = super().visit_Import(at(ast.Import([alias]), node))
                made += found if isinstance(found, list) else [found]
                continue
            self._note_import(node, f"import {alias.name}")
            if inner and alias.asname:
                package, _, last = alias.name.rpartition(".")
                made.append(ast.ImportFrom(package, [ast.alias(last, alias.asname)], 1))
            else:
                if inner:
                    self.needs_helpers = True
                    made.append(ast.Expr(ast.Call(helper("module"), [ast.Constant(f"{self.package}.{alias.name}")], [])))
                made.append(ast.ImportFrom(None, [ast.alias(top, alias.asname)], 1))
        return [at(statement, node) for statement in made]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        """`from b import c` beside b.py, in a package."""
        if node.level == 0 and node.module and self._is_beside(node.module.partition(".")[0]):
            self._note_import(node, f"from {node.module} import ...")
            node.level = 1
        if not self.package and self._has_file((node.module or "").partition(".")[0]):
            return node
        return super().visit_ImportFrom(node)

    def _is_beside(self, name: str) -> bool:
        return not self.is_absolute and bool(self.package) and self._has_file(name)

    def _has_file(self, name: str) -> bool:
        """Whether a module lies beside the file, where it comes before the library's of that name."""
        path = os.path.join(os.path.dirname(self.path), name)
        return os.path.isfile(f"{path}.py") or os.path.isfile(os.path.join(path, "__init__.py"))

    def _note_import(self, node: ast.stmt, found: str) -> None:
        self.note(
            node, Mending("syntax", found, HELPERS, "Python 2 looks into the module's own folder first"), found, "from . import"
        )


def _is_float(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def _is_number(node: ast.expr) -> bool:
    """Whether an expression is plainly a number."""
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("len", "ord", "int", "float", "abs")
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
