"""The functions whose documentation is completed by that of others, as the stubs show them: read from the sources alone.

An editor shows the docstring that stands where a name is defined. Where `documented_by` or `applies` completes it when a
program runs, the stub defines the function again: its signature, and the whole docstring. Imports nothing of headrace.
"""

from __future__ import annotations

import ast
import builtins
import copy
import functools
import runpy
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import NamedTuple

_DOCUMENTS = Path(__file__).resolve().parents[2] / "formats/doors/documents.py"

_COMPLETE = {"documented_by": [], "applies": ["applies"]}
"""The decorators that take the documentation of their arguments, and of what else."""

_WITHOUT_EFFECT = {"export", "door", "add_arg_scope", "once_named_at", "old_keywords", *_COMPLETE, "applied"}
"""The decorators that leave the type of a function as it stands there."""


_NEW_LINE = "\n"


class Found(NamedTuple):
    """A function or a class in the source of a module."""

    module: str
    node: ast.FunctionDef | ast.ClassDef


class Stub(NamedTuple):
    """What a stub says of a function: the imports of its signature, and its definition."""

    imports: set[str]
    definition: str


class Sources:
    """The sources of a checkout.

    Args:
      root: the checkout.
      layers: the packages that stand in the root itself.
    """

    def __init__(self, root: Path, layers: list[str]) -> None:
        self._root, self._layers = root, layers
        self.tree = functools.cache(self._tree)
        self.imported = functools.cache(self._imported)
        self._merge: Callable[..., str] = runpy.run_path(str(_DOCUMENTS))["merged"]

    def _tree(self, module: str) -> tuple[ast.Module, bool]:
        """What a module of headrace says, and whether it is a package."""
        parts = module.split(".")[1:]
        base = self._root.joinpath(*(parts if parts[:1] and parts[0] in self._layers else ["headrace", *parts]))
        file = base.with_suffix(".py")
        path = file if file.exists() else base / "__init__.py"
        return ast.parse(path.read_text(encoding="utf-8")), path != file

    def find(self, module: str, name: str) -> Found | None:
        """A function or class by the name that it has in a module, which may have imported it, or its module."""
        holder, _, name = name.rpartition(".")
        if holder:
            above = self.imported(module).get(holder)
            return self.find(".".join(above), name) if above else None
        for node in self.tree(module)[0].body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
                return Found(module, node)
        origin = self.imported(module).get(name)
        return self.find(*origin) if origin and origin[0].startswith("headrace.") else None

    def _imported(self, module: str) -> dict[str, tuple[str, str]]:
        """What a module imports by `from`: the module and the name there."""
        tree, is_package = self.tree(module)
        found: dict[str, tuple[str, str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                above = node.level - is_package
                start = module.rsplit(".", above)[0] if above > 0 else module
                origin = ".".join([*([start] if node.level else []), *([node.module] if node.module else [])])
                found |= {alias.asname or alias.name: (origin, alias.name) for alias in node.names}
        return found

    def docs(self, found: Found) -> Iterator[str | None]:
        """What a function says, or a class, its constructor and its bases."""
        module, node = found
        if isinstance(node, ast.FunctionDef):
            yield self.whole(found)
            return
        yield ast.get_docstring(node)
        yield from (
            ast.get_docstring(member)
            for member in node.body
            if isinstance(member, ast.FunctionDef) and member.name == "__init__"
        )
        for base in node.bases:
            if isinstance(base, ast.Name) and (above := self.find(module, base.id)):
                yield from self.docs(above)

    def whole(self, found: Found) -> str | None:
        """The docstring of a function, completed.

        Raises:
          ValueError: it is completed by something that is no function or class of headrace's.
        """
        module, node = found
        own = ast.get_docstring(node)
        sources = completed_by(node)
        if not sources:
            return own
        texts: list[str | None] = []
        for source in sources:
            above = self.find(module, source)
            if above is None:
                raise ValueError(f"{module}, line {node.lineno}: {node.name} is documented by {source}, which is not found")
            texts += self.docs(above)
        return self._merge(own, [each.arg for each in _parameters(node)], texts)

    def stub(self, module: str, attribute: str, name: str, taken: Container[str]) -> Stub | None:
        """The definition of a function whose documentation is completed, for a stub; None of all others.

        Args:
          taken: the names of the stub, which in it stand for no builtin.

        Raises:
          ValueError: a decorator is not known to leave its type alone.
        """
        found = self.find(module, attribute) if attribute and module.startswith("headrace.") else None
        if found is None or not completed_by(found.node):
            return None
        assert isinstance(found.node, ast.FunctionDef)
        if unknown := {_called(each) for each in found.node.decorator_list} - _WITHOUT_EFFECT:
            raise ValueError(f"{found.module}: what does {unknown.pop()} make of {attribute}, which is documented by another?")
        private = _Private(taken)
        arguments = private.visit(copy.deepcopy(found.node.args))
        returns = f" -> {ast.unparse(private.visit(copy.deepcopy(found.node.returns)))}" if found.node.returns else ""
        imported = self.imported(found.module)
        origins = {
            used: imported.get(used, ("builtins" if hasattr(builtins, used) else found.module, used)) for used in private.used
        }
        doc = (self.whole(found) or "").replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        body = "".join(
            f"    {line}".rstrip() + "\n" for line in f'"""{doc}{_NEW_LINE if _NEW_LINE in doc else ""}"""'.splitlines()
        )
        return Stub(
            {f"from {origin} import {own} as _{used}\n" for used, (origin, own) in origins.items()},
            f"\ndef {name}(\n{_spread(arguments)}){returns}:\n{body}",
        )


def completed_by(node: ast.AST) -> list[str]:
    """The names of what completes the documentation of a function, the first first."""
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    return [
        source
        for each in reversed(decorators)
        if isinstance(each, ast.Call) and _called(each) in _COMPLETE
        for source in [*(ast.unparse(argument) for argument in each.args), *_COMPLETE[_called(each)]]
    ]


def _called(decorator: ast.expr) -> str:
    return ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)


def _parameters(node: ast.FunctionDef | ast.ClassDef) -> list[ast.arg]:
    assert isinstance(node, ast.FunctionDef)
    each = node.args
    variable = [found for found in (each.vararg,) if found], [found for found in (each.kwarg,) if found]
    return [*each.posonlyargs, *each.args, *variable[0], *each.kwonlyargs, *variable[1]]


class _Private(ast.NodeTransformer):
    """Gives what a signature uses names that a stub does not show."""

    def __init__(self, taken: Container[str]) -> None:
        self.used: set[str] = set()
        self._taken = taken

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if hasattr(builtins, node.id) and node.id not in self._taken:
            return node
        self.used.add(node.id)
        return ast.Name(f"_{node.id}", node.ctx)


def _spread(whole: ast.arguments) -> str:
    """Parameters, a line for each."""
    plain = [*whole.posonlyargs, *whole.args]
    defaults = [*[None] * (len(plain) - len(whole.defaults)), *whole.defaults]
    found = [_parameter(each, default) for each, default in zip(plain, defaults, strict=True)]
    if whole.posonlyargs:
        found.insert(len(whole.posonlyargs), "/")
    if whole.vararg:
        found.append(f"*{_parameter(whole.vararg, None)}")
    elif whole.kwonlyargs:
        found.append("*")
    found += [_parameter(each, default) for each, default in zip(whole.kwonlyargs, whole.kw_defaults, strict=True)]
    if whole.kwarg:
        found.append(f"**{_parameter(whole.kwarg, None)}")
    return "".join(f"    {each},\n" for each in found)


def _parameter(node: ast.arg, default: ast.expr | None) -> str:
    said = f"{node.arg}: {ast.unparse(node.annotation)}" if node.annotation else node.arg
    if default is None:
        return said
    return f"{said}{' = ' if node.annotation else '='}{ast.unparse(default)}"
