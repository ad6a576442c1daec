"""Sources of programs, compiled with their mendings."""

from __future__ import annotations

import ast
import contextlib
import re
import warnings
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

from .python2 import converted, decoded
from .python2_trees import Python2Rewriter
from .rewriting import Mended, Rewriter
from .table import table
from .words import WORDS, with_words, without_words

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
    with _unwarned() if python2 else contextlib.nullcontext():
        tree, mended = _mended_tree(source, path, python2, package)
        return Compiled(compile(source if tree is None else tree, path, "exec", dont_inherit=True), mended)


@contextlib.contextmanager
def _unwarned() -> Iterator[None]:
    """Without warnings of syntax: Python 2 warned of nothing that Python 3 warns of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        yield


def mendings_of(source: bytes, path: str, *, python2: bool = False, package: str | None = None) -> tuple[Mended, ...]:
    """What `compiled` would mend in a file, in the order of its lines. Raises SyntaxError as it does."""
    return _mended_tree(source, path, python2, package)[1]


def tree_of(source: bytes, path: str, *, python2: bool = False) -> ast.Module:
    """The syntax tree of a file, with nothing mended. Raises SyntaxError as `compile`."""
    if not python2:
        return _parsed(source, path)[0]
    text = converted(source, path)
    tree = ast.parse(text.text, path)
    with_words(tree, text.words)
    return tree


def _mended_tree(source: bytes, path: str, python2: bool, package: str | None) -> tuple[ast.Module | None, tuple[Mended, ...]]:
    """The mended tree of a file, None where it needs none."""
    rows = table(python2)
    if python2:
        text = converted(source, path)
        tree = _with_own_columns(ast.parse(text.text, path), text.changed)
        with_words(tree, text.words)
        rewriter: Rewriter = Python2Rewriter(tree, path, rows, text, package)
    else:
        if rows.words.isdisjoint(word.decode() for word in re.findall(rb"[A-Za-z_]\w*", source)):
            return None, ()
        tree, words = _parsed(source, path)
        rewriter = Rewriter(tree, path, rows)
        rewriter.mended += [
            Mended(path, line, word, "a name", "a word of the grammar since Python 3.7") for word, line in words
        ]
    tree = rewriter.rewritten(tree)
    mended = tuple(sorted(dict.fromkeys(rewriter.mended), key=lambda place: place.line))
    return (tree if mended or python2 else None), mended


def _parsed(source: bytes, path: str) -> tuple[ast.Module, list[tuple[str, int]]]:
    """The tree of a file in Python 3, in which `async` and `await` may be names, and these with their first lines."""
    try:
        return ast.parse(source, path), []
    except SyntaxError:
        text = decoded(source, path)
        if not any(word in text for word in WORDS):
            raise
        changed, words = without_words(text)
    tree = ast.parse(changed, path)
    with_words(tree, words)
    return tree, [(word, changed[: changed.index(name)].count("\n") + 1) for word, name in words.items()]


def _with_own_columns(tree: ast.Module, changed: set[int]) -> ast.Module:
    """Leave out the columns of what stands in changed lines: they are not those of the file."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.expr, ast.stmt, ast.excepthandler)) and not changed.isdisjoint(
            (node.lineno, node.end_lineno or 0)
        ):
            node.col_offset = node.end_col_offset = -1
    return tree
