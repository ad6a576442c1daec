"""Python 2's text as Python 3's: what the grammar has changed, and nothing else. What names mean is left to the trees.

fissix (the extra `headrace[py2]`) parses; each change is made inside the words of a line, so that lines stay where they are.
What Python 3 has no syntax for gets a name, and `targets` says what stood there: `python2_trees` puts it into the tree.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .words import WORDS, stand_in

RAISED = "__python2_raised__"
PRINTS = ("__python2_print__", "__python2_print_part__", "__python2_print_to__", "__python2_print_part_to__")
"""What print statements call: all of a line or a part of it, to the standard output or to a file."""

ESCAPES = "\\\n'\"abfnrtvx01234567"
"""What a backslash means something before; elsewhere it stands for itself, of which Python 3 warns."""

HIDDEN = "__python2_target_{}__"
"""The name of what stands where Python 2 takes any target."""


@dataclass
class Text:
    """What `converted` returns: Python 3's text, the lines that are not as they were, and what was changed where."""

    text: str = ""
    changed: set[int] = field(default_factory=set)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    features: set[str] = field(default_factory=set)


def converted(source: bytes, path: str) -> Text:
    """Python 3's text for a file in Python 2.

    Raises:
      SyntaxError: it is neither.
      ImportError: fissix is not installed.
    """
    before = decoded(source, path)
    return _Conversion(before, path).text


def decoded(source: bytes, path: str) -> str:
    """The text of a source file: without its mark of byte order, `\\n` at the ends of its lines. Raises SyntaxError."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        return source.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except (SyntaxError, UnicodeDecodeError) as error:
        raise SyntaxError(f"{error}", (path, None, None, None)) from None


class _Conversion:
    """The changes to one file's syntax, made leaf by leaf."""

    def __init__(self, before: str, path: str) -> None:
        try:
            from fissix import pygram, pytree
            from fissix.pgen2 import driver, parse, token
            from fissix.pgen2 import tokenize as tokens
        except ImportError as error:
            raise ImportError("Python 2 is read by fissix: pip install 'headrace[py2]'", name=error.name) from None
        self.kinds = {**token.tok_name, **pygram.python_grammar.number2symbol}
        self.text = Text()
        self.before = before
        self.hidden = 0
        grammars = [pygram.python_grammar, pygram.python_grammar_no_print_statement]
        self.text.features = _future_features(before)
        if "print_function" in self.text.features:
            grammars.reverse()
        faults: list[Exception] = []
        for grammar in grammars:
            try:
                tree = driver.Driver(grammar, convert=pytree.convert).parse_string(before + "\n" * (not before.endswith("\n")))
                break
            except (parse.ParseError, tokens.TokenError, IndentationError) as error:
                faults.append(error)
        else:
            raise _as_syntax_error(faults[0], before, path) from None
        for node in list(tree.post_order()):
            self._convert(node)
        lines = _without_tabs(tree)
        self.text.text = "\n".join(lines)
        self.text.changed = {
            number for number, (one, other) in enumerate(zip(before.split("\n"), lines, strict=False), 1) if one != other
        }

    def _kind(self, node: Any) -> str:
        """The grammar's name for a node, or for the token that a leaf is."""
        return self.kinds.get(node.type, "")

    def _convert(self, node: Any) -> None:
        kind = self._kind(node)
        change: Callable[[Any], None] | None = {
            "print_stmt": self._print,
            "exec_stmt": self._exec,
            "raise_stmt": self._raise,
            "except_clause": self._except,
            "atom": self._atom,
            "comp_for": self._comprehension,
            "tfpdef": self._parameter,
            "vfpdef": self._parameter,
            "NUMBER": self._number,
            "STRING": self._string,
            "NOTEQUAL": self._not_equal,
            "NAME": self._name,  # `async` and `await` as words of the grammar are other tokens
        }.get(kind)
        if change is not None:
            change(node)

    def _not_equal(self, leaf: Any) -> None:
        if leaf.value == "<>":
            self._note(leaf, "<>", "!=")
            leaf.value = "!="

    def _name(self, leaf: Any) -> None:
        if leaf.value == "print" and self._kind(leaf.parent) == "simple_stmt":
            self._note(leaf, "print", "print()")
            leaf.value = f"{PRINTS[0]}()"
        elif leaf.value in WORDS:
            leaf.value = self.text.words.setdefault(leaf.value, stand_in(leaf.value, self.before))

    def _note(self, node: Any, found: str, instead: str) -> None:
        self.text.notes.append((node.get_lineno(), found, instead))

    def _hide(self, node: Any) -> str:
        """A name for what can't be said in Python 3; its text is kept."""
        name = HIDDEN.format(self.hidden)
        self.hidden += 1
        self.text.targets[name] = str(node).strip()
        first, *rest = node.leaves() if node.children else [node]
        first.value = name
        for leaf in rest:
            leaf.value = ""
            leaf.prefix = re.sub(r"[^\n]", "", leaf.prefix)
        return name

    def _print(self, node: Any) -> None:
        word, *rest = node.children
        if len(rest) == 1 and _is_in_parentheses(rest[0]) and not self._is_tuple(rest[0]):
            return
        to_file = bool(rest) and self._kind(rest[0]) == "RIGHTSHIFT"
        part = bool(rest) and self._kind(rest[-1]) == "COMMA"
        word.value = f"{PRINTS[2 * to_file + part]}("
        if to_file:
            rest[0].value = ""
        _close(node)
        self._note(node, "print ...", "print(...)")

    def _is_tuple(self, node: Any) -> bool:
        inner = node.children[1]
        return len(node.children) == 2 or (
            self._kind(inner) == "testlist_gexp" and any(_says(part, ",") for part in inner.children)
        )

    def _exec(self, node: Any) -> None:
        word, code, *rest = node.children
        if not rest and _is_in_parentheses(code):
            return
        word.value = "exec("
        if rest:
            rest[0].value = ","
        _close(node)
        self._note(node, "exec ...", "exec(...)")

    def _raise(self, node: Any) -> None:
        if len(node.children) > 2 and self._kind(node.children[2]) == "COMMA":
            _first(node.children[1]).value = f"{RAISED}({_first(node.children[1]).value}"
            _close(node)
            self._note(node, "raise E, x", "raise E(x)")

    def _except(self, node: Any) -> None:
        if len(node.children) > 2 and self._kind(node.children[2]) == "COMMA":
            target = _first(node.children[3])
            node.children[2].value = " as" if target.prefix else " as "
            self._note(node, "except E, e", "except E as e")
        if len(node.children) > 2 and self._kind(node.children[3]) != "NAME":
            self._hide(node.children[3])

    def _atom(self, node: Any) -> None:
        if self._kind(node.children[0]) == "BACKQUOTE":
            node.children[0].value = "repr("
            node.children[-1].value = ")"
            self._note(node, "`x`", "repr(x)")

    def _comprehension(self, node: Any) -> None:
        items = next(part for part, before in zip(node.children[1:], node.children, strict=False) if _says(before, "in"))
        if self._kind(items) == "testlist_safe":
            _first(items).value = f"({_first(items).value}"
            _close(items)
            self._note(node, "for x in 1, 2", "for x in (1, 2)")

    def _parameter(self, node: Any) -> None:
        if _says(node.children[0], "(") and not any(self._kind(parent) == self._kind(node) for parent in _parents(node)):
            self._note(node, f"a parameter {str(node).strip()}", "one parameter, taken apart")
            self._hide(node)

    def _number(self, leaf: Any) -> None:
        value = leaf.value
        if value[-1] in "lL":
            value = value[:-1]
        if re.fullmatch(r"0[0-7]+", value) and value.strip("0"):
            value = f"0o{value[1:]}"
        if value != leaf.value:
            self._note(leaf, leaf.value, value)
            leaf.value = value
        following = leaf.get_suffix() if leaf.next_sibling is None else str(leaf.next_sibling)
        if following[:1].isalpha() or (following[:1] == "." and value.isdigit()):
            leaf.value += " "

    def _string(self, leaf: Any) -> None:
        found = re.fullmatch(r"([a-zA-Z]*)(\"\"\"|'''|\"|')(.*)\2", leaf.value, re.S)
        if found is None:
            return
        prefix, quote, body = found.groups()
        kind = prefix.lower()
        if kind == "ur":
            body = re.sub(r"(?<!\\)((?:\\\\)*)\\u([0-9a-fA-F]{4})", lambda hit: hit[1] + chr(int(hit[2], 16)), body)
            prefix = "r"
            self._note(leaf, 'ur"..."', 'r"..."')
        elif "r" not in kind:
            is_unicode = kind == "u" or (not kind and "unicode_literals" in self.text.features)
            known = ESCAPES + "uUN" * is_unicode
            body = re.sub(r"\\(.)", lambda hit: hit[0] if hit[1] in known else f"\\{hit[0]}", body, flags=re.S)
        leaf.value = f"{prefix}{quote}{body}{quote}"


def _future_features(text: str) -> set[str]:
    found = re.findall(r"^from[ \t]+__future__[ \t]+import[ \t]+(\([^)]*\)|[^\n;#]*)", text, re.M)
    return {name for names in found for name in re.findall(r"(\w+)(?:\s+as\s+\w+)?", names)}


def _as_syntax_error(error: Any, text: str, path: str) -> SyntaxError:
    line, column = error.args[1][:2] if len(error.args) > 1 and isinstance(error.args[1], tuple) else (0, 0)
    if hasattr(error, "context"):
        line, column = error.context[1]
    if isinstance(error, SyntaxError):
        line, column = error.lineno or 0, error.offset or 0
    lines = text.split("\n")
    shown = lines[line - 1] if 0 < line <= len(lines) else None
    return SyntaxError("invalid syntax, of Python 2 and of Python 3", (path, line or None, column + 1, shown))


def _without_tabs(tree: Any) -> list[str]:
    """The lines of a tree, their indents in spaces: a tab goes to the next multiple of eight, as Python 2 saw it."""
    lines = str(tree).split("\n")
    inside: set[int] = set()  # the lines that begin inside a text
    line = 1
    for leaf in tree.leaves():
        line += leaf.prefix.count("\n")
        inner = leaf.value.count("\n")
        if inner and leaf.value.strip():
            inside.update(range(line + 1, line + inner + 1))
        line += inner
    for number, content in enumerate(lines, 1):
        body = content.lstrip(" \t\f")
        indent = content[: len(content) - len(body)]
        if number not in inside and ("\t" in indent or "\f" in indent):
            lines[number - 1] = indent.rpartition("\f")[2].expandtabs(8) + body
    return lines


def _first(node: Any) -> Any:
    return next(node.leaves()) if node.children else node


def _close(node: Any) -> None:
    *_, last = node.leaves()
    last.value += ")"


def _says(node: Any, text: str) -> bool:
    return not node.children and node.value == text


def _is_in_parentheses(node: Any) -> bool:
    return bool(node.children) and _says(node.children[0], "(") and _says(node.children[-1], ")")


def _parents(node: Any) -> Iterator[Any]:
    while node.parent is not None:
        node = node.parent
        yield node
