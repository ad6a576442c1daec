"""Make `_vocabulary.py` and `__init__.pyi`, the tables of the op functions in the files below: `make names`.

A function is in the vocabulary if its operations can be named (it has a parameter `name`). Functions of
summaries are not: they are only called by programs, and two are named as families of ops are.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

DIRECTORY = Path(__file__).parent
UNNAMED = {"getitem"}
"""Functions of the vocabulary that Python calls, without a name for the operation."""

WITHOUT = {"summaries"}
"""Families that are not in the vocabulary."""

ABOVE = {"cond": (".control_flow.cond", "cond"), "while_loop": (".control_flow.while_loop", "while_loop")}
"""Functions of higher rooms of which operations are made all the same: what fails looks at its data in a branch, matrices are
squared in a loop."""

_HEADER = '"""{}. Made by `make names`."""\n\n'


def op_functions(source: str) -> Iterator[str]:
    """The names of the functions of a file that belong to the vocabulary."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = node.args
            if node.name in UNNAMED or any(argument.arg == "name" for argument in (*arguments.args, *arguments.kwonlyargs)):
                yield node.name


def homes() -> dict[str, tuple[str, str]]:
    """Each name of the vocabulary, with the module in which the function stands and its name there."""
    found: dict[str, tuple[str, str]] = dict(ABOVE)
    families = {path.parent.name for path in DIRECTORY.glob("*/__init__.py")} - WITHOUT
    for family in sorted(families):
        for path in sorted((DIRECTORY / family).glob("*.py")):
            for own in op_functions(path.read_text(encoding="utf-8")):
                name = own.rstrip("_")
                if name in found:
                    raise ValueError(f"{name} is both in {found[name][0]} and in {family}.{path.stem}")
                found[name] = f"{family}.{path.stem}", own
    return dict(sorted(found.items()))


def generated() -> dict[str, str]:
    """The text of each file that is made, by file name."""
    table = [_HEADER.format("Where each op function stands"), "HOMES = {\n"]
    stub = [_HEADER.format("The vocabulary of ops, for editors and type checkers")]
    for name, (module, own) in homes().items():
        table.append(f'    "{name}": ("{module}", "{own}"),\n')
        stub.append(f"from .{module} import {own} as {name}\n")
    stub.append(f"\n__all__ = {list(homes())}\n")
    return {"_vocabulary.py": "".join([*table, "}\n"]), "__init__.pyi": "".join(stub)}


if __name__ == "__main__":
    for file, text in generated().items():
        (DIRECTORY / file).write_text(text, encoding="utf-8")
