"""For griffe, which reads the docstrings of the reference: it is given them in its own form of sections, and signatures without
the names that only the stubs have and without annotations that say nothing."""

from __future__ import annotations

import re
from typing import Any

import griffe

SECTION = re.compile(r"(Args|Attributes|Examples|Raises|Returns|Warns|Yields):$")


class Docstrings(griffe.Extension):
    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        if obj.docstring:
            obj.docstring.value = sections(obj.docstring.value)

    def on_function(self, *, func: griffe.Function, **kwargs: Any) -> None:
        for parameter in func.parameters:
            parameter.annotation = shown(parameter.annotation)
            parameter.default = shown(parameter.default)
            if str(parameter.annotation) == "Any":
                parameter.annotation = None


def sections(docstring: str) -> str:
    """A docstring with an empty line before each section, with `Examples:` for `Example:`, and with a name for what else is
    raised ("the errors of `open`")."""
    lines: list[str] = []
    section = ""
    for line in docstring.replace("\nExample:\n", "\nExamples:\n").splitlines():
        if SECTION.match(line):
            section = line
            lines.append("")
        elif line and not line.startswith(" "):
            section = ""
        elif section in ("Raises:", "Warns:") and re.match(r"  \S", line) and not re.match(r"  [\w., ]+:", line):
            line = f"  others: {line.strip()}"
        elif section == "Attributes:" and (names := re.match(r"  \w+(, \w+)+:", line)):
            line = names[0].replace(", ", ",\N{NO-BREAK SPACE}") + line[names.end() :]  # what stands behind a space is a type
        lines.append(line)
    return "\n".join(lines)


def shown(expression: Any) -> Any:
    """An expression as users would write it."""
    text = str(expression)
    changed = re.sub(r"\b_(?=[A-Z])", "", re.sub(r"\b_?dtypes\.", "tf.", text)).replace("bool_", "bool")
    return expression if changed == text else changed
