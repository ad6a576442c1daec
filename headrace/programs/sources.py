"""Sources of programs, compiled with their mendings."""

from __future__ import annotations

import ast
import re
from types import CodeType
from typing import NamedTuple

from .rewriting import Mended, Rewriter
from .table import table

__all__ = ["Compiled", "Mended", "compiled", "mendings_of"]


class Compiled(NamedTuple):
    """The code of a file, and what was mended in it."""

    code: CodeType
    mended: tuple[Mended, ...]


def compiled(source: bytes, path: str, *, python2: bool = False, package: str | None = None) -> Compiled:
    """Compile a file of a program, as `compile` does, with the mendings it needs.

    A file in which nothing is to be mended becomes the code that it is without headrace. Line numbers stay those of the file.

    Args:
      source: what the file holds.
      path: the file, as tracebacks shall name it.
      python2: the file is in Python 2.
      package: the package of its module, `__package__`.

    Raises:
      SyntaxError: as `compile`.
    """
    tree, mended = _mended_tree(source, path, python2, package)
    return Compiled(compile(source if tree is None else tree, path, "exec", dont_inherit=True), mended)


def mendings_of(source: bytes, path: str, *, python2: bool = False, package: str | None = None) -> tuple[Mended, ...]:
    """What `compiled` would mend in a file, in the order of its lines. Raises SyntaxError as it does."""
    return _mended_tree(source, path, python2, package)[1]


def _mended_tree(source: bytes, path: str, python2: bool, package: str | None) -> tuple[ast.Module | None, tuple[Mended, ...]]:
    """The mended tree of a file, None where it needs none."""
    rows = table(python2)
    if rows.words.isdisjoint(word.decode() for word in re.findall(rb"[A-Za-z_]\w*", source)):
        return None, ()
    tree = ast.parse(source, path)
    rewriter = Rewriter(tree, path, rows)
    tree = rewriter.rewritten(tree)
    mended = tuple(sorted(dict.fromkeys(rewriter.mended), key=lambda place: place.line))
    return (tree if mended else None), mended


def tree_of(source: bytes, path: str, *, python2: bool = False) -> ast.Module:
    """The syntax tree of a file, with nothing mended. Raises SyntaxError as `compile`."""
    return ast.parse(source, path)
