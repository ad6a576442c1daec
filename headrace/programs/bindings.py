"""What a name means at a place of a program: an import, something else that the file binds, or nothing that it says."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SCOPES = (*FUNCTIONS, ast.ClassDef, *COMPREHENSIONS)


_BINDING = {
    *(ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Assign, ast.Name, ast.arg, ast.ExceptHandler),
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.MatchAs, ast.MatchStar, ast.MatchMapping),
}


class Scope:
    """The names that a module, a function, a class or a comprehension binds.

    `imported` has, for a name that imports alone bind, the dotted paths they bind it to: two where a program tries one
    and then another. `others` has the names that something else binds, too.
    """

    def __init__(self, node: ast.AST, parent: Scope | None) -> None:
        self.parent = parent
        self.module: Scope = parent.module if parent else self
        self.is_class = isinstance(node, ast.ClassDef)
        self.imported: dict[str, set[str]] = {}
        self.others: set[str] = set()
        self.elsewhere: dict[str, Scope | None] = {}
        self.stars: list[str] = []
        self._nothing: set[ast.AST] = set()
        binding = [found for found in in_scope(node) if found.__class__ in _BINDING]
        for found in sorted(binding, key=lambda found: not isinstance(found, (ast.Global, ast.Nonlocal))):
            self._note(found)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Global):
            self.elsewhere.update(dict.fromkeys(node.names, self.module))
        elif isinstance(node, ast.Nonlocal):
            self.elsewhere.update(dict.fromkeys(node.names))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                self._import(alias.asname or alias.name.split(".")[0], alias.name if alias.asname else alias.name.split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                if alias.name == "*":
                    self.stars.append(module)
                else:
                    self._import(alias.asname or alias.name, f"{module}.{alias.name}")
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is None:
            self._nothing.update(node.targets)  # `np = None`, where an import may fail or come later
        elif node not in self._nothing:
            for name in _bound_by(node):
                self._home(name).others.add(name)

    def _home(self, name: str) -> Scope:
        return self.elsewhere.get(name) or self

    def _import(self, name: str, path: str) -> None:
        self._home(name).imported.setdefault(name, set()).add(path)

    def paths(self, name: str) -> frozenset[str] | None:
        """The dotted paths that imports bind `name` to; none where the file binds it to other things, None where not at all."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.elsewhere:
                if scope.elsewhere[name] is None:
                    return frozenset()
                scope = scope.module
            if scope is self or not scope.is_class:
                if name in scope.others:
                    return frozenset()
                if name in scope.imported:
                    return frozenset(scope.imported[name])
            scope = scope.parent
        return None


def scopes_of_names(tree: ast.Module) -> dict[ast.AST, Scope]:
    """For each name that is written in a program, the scope in which it stands; for the tree itself, that of the module."""
    module = Scope(tree, None)
    found: dict[ast.AST, Scope] = {tree: module}
    waiting: list[tuple[ast.AST, Scope]] = [(tree, module)]
    while waiting:
        owner, scope = waiting.pop()
        for node in in_scope(owner):
            if isinstance(node, ast.Name):
                found[node] = scope
            elif isinstance(node, SCOPES):
                waiting.append((node, Scope(node, scope)))
    return found


def _bound_by(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name):
        return () if isinstance(node.ctx, ast.Load) else (node.id,)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return (node.name,)
    if isinstance(node, ast.arg):
        return (node.arg,)
    if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        return (node.name,) if node.name else ()
    if isinstance(node, ast.MatchMapping):
        return (node.rest,) if node.rest else ()
    return ()


def in_scope(owner: ast.AST) -> Iterator[ast.AST]:
    """The nodes in the scope of `owner`: not its decorators or defaults, of an inner scope only its head."""
    waiting = list(inner_parts(owner))
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, COMPREHENSIONS):
            waiting += outer_parts(node)
            # What `:=` binds in a comprehension belongs to the scope around it.
            yield from (walrus.target for walrus in ast.walk(node) if isinstance(walrus, ast.NamedExpr))
        elif isinstance(node, (*SCOPES, ast.arg)):
            waiting += outer_parts(node)
        elif node.__class__ not in _LEAVES:
            waiting += _children(node)


_LEAVES = (ast.Name, ast.Constant, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Pass, ast.Break, ast.Continue)


def _children(node: ast.AST) -> list[ast.AST]:
    """What `ast.iter_child_nodes` gives, but for contexts and operators, and faster."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [part for part in value if isinstance(part, ast.AST) and part._fields]
        elif isinstance(value, ast.AST) and value._fields:
            found.append(value)
    return found


def outer_parts(node: ast.AST) -> Iterator[ast.AST]:
    """Of what opens a scope, the parts that are computed outside it."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield from node.decorator_list
    if isinstance(node, FUNCTIONS):
        arguments = node.args
        yield from arguments.defaults
        yield from (default for default in arguments.kw_defaults if default is not None)
        for argument in _arguments(arguments):
            if argument.annotation is not None:
                yield argument.annotation
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
        yield node.returns
    if isinstance(node, ast.ClassDef):
        yield from node.decorator_list
        yield from node.bases
        yield from node.keywords
    if isinstance(node, COMPREHENSIONS):
        yield node.generators[0].iter


def inner_parts(node: ast.AST) -> Iterator[ast.AST]:
    """Of what opens a scope, the parts that are computed inside it."""
    if isinstance(node, FUNCTIONS):
        yield from _arguments(node.args)
        yield from node.body if isinstance(node.body, list) else [node.body]
    elif isinstance(node, COMPREHENSIONS):
        outer = node.generators[0].iter
        for child in ast.iter_child_nodes(node):
            yield from (
                (part for part in ast.iter_child_nodes(child) if part is not outer)
                if isinstance(child, ast.comprehension)
                else (child,)
            )
    else:
        yield from node.body if isinstance(node, (ast.ClassDef, ast.Module)) else ast.iter_child_nodes(node)


def _arguments(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from arguments.posonlyargs
    yield from arguments.args
    yield from arguments.kwonlyargs
    yield from (argument for argument in (arguments.vararg, arguments.kwarg) if argument is not None)
