"""Documentation that several doors share: said once, shown whole by `help`, by editors and in the reference.

    @export("layers.dense")
    @documented_by(Dense)
    def dense(inputs, units, ...):
        '''`Dense` applied to `inputs`.

        Args:
          inputs: ...
        '''

What a function does not say of its own parameters is taken from what it is documented by. `make names` does the same from the
sources (`headrace/_names/documented.py`), so that the stubs show it too; hence this module imports nothing of headrace.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_SECTION = re.compile(r"(Args|Attributes|Returns|Yields|Raises|Examples?|Source):(?:\s+(.*))?$")
_ENTRY = re.compile(r"(\*{0,2}\w+(?:(?:,| and|, and|,? or) \*{0,2}\w+)*): ?(.*)$")
_TWO_LINES = re.compile(r"^((?:\w+, )*\w+),\n +", re.MULTILINE)
_NAME = re.compile(r"\w+")
_UNDESCRIBED = ("self", "cls", "name")
"""Parameters that no function describes; what `name` is, is said once in the documentation."""


class Documentation(NamedTuple):
    """A docstring in parts."""

    head: str
    """What stands before the first section."""

    sections: dict[str, list[str]]
    """The lines of each section, without their indentation."""

    def entries(self, section: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The names that each entry of a section such as Args describes, and its text, which may have several lines."""
        return _entries("\n".join(self.sections.get(section, ())))


@functools.cache
def _entries(section: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    found: list[tuple[tuple[str, ...], list[str]]] = []
    for line in _TWO_LINES.sub(r"\1, ", section).splitlines():
        begins = None if line.startswith(" ") else _ENTRY.match(line)
        if begins:
            names = tuple(name for name in _NAME.findall(begins[1]) if name not in ("and", "or"))
            found.append((names, [begins[2]]))
        elif found:
            found[-1][1].append(line)
    return tuple((names, "\n".join(lines)) for names, lines in found)


@functools.cache
def parsed(doc: str | None) -> Documentation:
    """A docstring taken apart into what stands before the first section, and the sections."""
    head: list[str] = []
    sections: dict[str, list[str]] = {}
    lines = head
    for line in inspect.cleandoc(doc or "").splitlines():
        found = _SECTION.match(line)
        if found:
            lines = sections.setdefault(found[1], [])
            if found[2]:
                lines.append(found[2])
            continue
        if lines is not head and line and not line.startswith(" "):
            head.append("")
            lines = head  # text behind a section
        lines.append(line)
    return Documentation("\n".join(head).strip(), {name: _dedented(found) for name, found in sections.items()})


def _dedented(lines: list[str]) -> list[str]:
    return inspect.cleandoc("\n" + "\n".join(lines)).splitlines()


def merged(doc: str | None, parameters: Iterable[str], sources: Iterable[str | None]) -> str:
    """A function's documentation, completed by what it shares with others.

    Args:
      doc: what the function says itself; where that is nothing, its head is that of the first source.
      parameters: their names, in the order of the signature.
      sources: the docstrings that say the rest; an earlier one goes before a later one.

    Returns:
      The docstring, without indentation.
    """
    own = parsed(doc)
    others = [parsed(source) for source in sources]
    sections = {}
    wanted = [name for name in parameters if name not in _UNDESCRIBED]
    described: dict[str, tuple[tuple[str, ...], str]] = {}
    for each in (own, *others):
        for names, text in each.entries("Args"):
            new = tuple(name for name in names if name in wanted and name not in described)
            described |= dict.fromkeys(new, (new, text))
    arguments = dict.fromkeys(described[name] for name in wanted if name in described)
    sections["Args"] = [_entry(", ".join(names), text) for names, text in arguments]
    for section in ("Returns", "Yields"):
        found = next((each.sections[section] for each in (own, *others) if section in each.sections), [])
        sections[section] = [*found]
    raised: dict[tuple[str, ...], str] = {}
    for each in (own, *others):
        for names, text in each.entries("Raises"):
            raised.setdefault(names, text)
    sections["Raises"] = [_entry(", ".join(names), text) for names, text in raised.items()]
    sections |= {section: lines for section, lines in own.sections.items() if section not in sections}
    parts = [own.head or next((each.head for each in others), "")]
    for section, lines in sections.items():
        if lines:
            text = "\n".join(lines)
            parts.append(f"{section}:\n" + "\n".join(f"  {line}".rstrip() for line in text.splitlines()))
    return "\n\n".join(parts)


def _entry(names: str, text: str) -> str:
    return f"{names}: {text}".rstrip()


def documented_by(*sources: Any) -> Callable[[F], F]:
    """A decorator: what a function leaves out of its documentation is said by functions or classes that it is made from.

    It takes their `Args` for parameters of the same names, `Returns` where it has none, and all that they raise. It stands
    beneath `export`, and its arguments are names of functions and classes, defined above or imported.
    """

    def decorate(function: F) -> F:
        texts = [text for source in sources for text in _docs(source)]
        function.__doc__ = merged(function.__doc__, inspect.signature(function).parameters, texts)
        return function

    return decorate


def _docs(source: Any) -> Iterator[str | None]:
    """What a function says, or a class, its constructor and its bases."""
    if not isinstance(source, type):
        yield source.__doc__
        return
    for kind in source.__mro__[:-1]:
        yield kind.__doc__
        if "__init__" in vars(kind):
            yield kind.__init__.__doc__  # type: ignore[misc]
