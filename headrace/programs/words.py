"""Names that have become words of the grammar: `async` and `await`, since Python 3.7.

A tree may have them as names, only a text may not: they are read as other names and get their own back.
"""

from __future__ import annotations

import ast
import io
import itertools
import tokenize
from typing import Any

WORDS = ("async", "await")


def stand_in(word: str, text: str) -> str:
    """A name as long as a word that a text doesn't have."""
    return next(name for name in (word[:-count] + "_" * count for count in range(1, len(word) + 1)) if name not in text)


def without_words(text: str) -> tuple[str, dict[str, str]]:
    """A text in which words of the grammar that are used as names are other names, and which they are.

    `async` is a name unless it stands before `def`, `for` or `with`; `await` is one where nothing is `async`. Of a text that
    can't be cut into tokens nothing is changed.
    """
    try:
        tokens = [token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.string.strip()]
    except (SyntaxError, tokenize.TokenError):
        return text, {}
    found = [
        token
        for token, following in itertools.pairwise([*tokens, *tokens[-1:]])
        if token.string in WORDS and not (token.string == "async" and following.string in ("def", "for", "with"))
    ]
    if len([token for token in tokens if token.string == "async"]) > len([token for token in found if token.string == "async"]):
        found = [token for token in found if token.string == "async"]
    words = {token.string: stand_in(token.string, text) for token in found}
    lines = text.splitlines(keepends=True)
    for token in found:
        row, column = token.start
        line = lines[row - 1]
        lines[row - 1] = line[:column] + words[token.string] + line[column + len(token.string) :]
    return "".join(lines), words


def with_words(tree: ast.Module, words: dict[str, str]) -> None:
    """Give the names of a tree the words that they stood for."""
    if not words:
        return
    names = {name: word for word, name in words.items()}

    def own(value: Any) -> Any:
        if isinstance(value, str):
            return ".".join(names.get(part, part) for part in value.split("."))
        return [own(part) for part in value] if isinstance(value, list) and value and isinstance(value[0], str) else value

    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant):
            for field, value in ast.iter_fields(node):
                if isinstance(value, (str, list)):
                    setattr(node, field, own(value))
