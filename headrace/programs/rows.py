"""What a row of the table of mendings says, and how rows are written down."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

MATH = """
    acos asin atan atan2 ceil cos cosh degrees exp expm1 fabs floor fmod hypot isinf isnan log log10 log1p modf pow radians sin
    sinh sqrt tan tanh trunc
"""
"""The functions of Python's `math` that take numbers."""

HELPERS = "mended"
"""Stands in the table for the package `headrace.programs.mended`."""


@dataclass(frozen=True)
class Mending:
    """A row of the table.

    `kind` says what `found` is: the dotted path of a "name" or of a "module"; a "call" of a path, which is changed where
    `when` says so; a "method", called, or an "attribute" of any object; a "builtin" of Python, or such a "function" where it
    is called; an "operator". `instead` is the dotted path of what stands for it. `precaution` marks a stand-in that does the
    same but where the plain way fails. `only_with`: packages, of which the file imports one.
    """

    kind: str
    found: str
    instead: str
    why: str
    says: str = ""
    python2: bool = False
    precaution: bool = False
    when: Callable[[ast.Call], bool] | None = None
    only_with: str = ""


When = Callable[[ast.Call], bool]


def gone(module: str, names: str, instead: str, since: str, says: str = "") -> Iterator[Mending]:
    """Names that a module has lost; `{}` in what stands for them is the name."""
    return (Mending("name", f"{module}.{name}", instead.format(name), f"gone since {since}", says) for name in names.split())


def moved(modules: str, instead: str, since: str) -> Iterator[Mending]:
    """Modules that have another name, or have gone."""
    return (Mending("module", module, instead, f"gone since {since}") for module in modules.split())


def methods(
    names: str, helpers: str, since: str, says: str, only_with: str = "", when: When | None = None
) -> Iterator[Mending]:
    """Methods that objects have lost; the stand-in takes the object first, and uses its method where it has it."""
    why = f"gone since {since}" if when is None else since
    return (
        Mending("method", name, f"{HELPERS}.{helpers}.{name}", why, says.format(name), when=when, only_with=only_with)
        for name in names.split()
    )


def changed(module: str, names: str, helpers: str, why: str, says: str, when: When | None = None) -> Iterator[Mending]:
    """Functions that are called in a way that is no more."""
    return (
        Mending("call", f"{module}.{name}", f"{HELPERS}.{helpers}.{name}", why, says.format(name), when=when)
        for name in names.split()
    )


def precaution(module: str, names: str, helpers: str, why: str, says: str, when: When | None = None) -> Iterator[Mending]:
    """Functions that may fail for some arguments where they did not; the stand-in tries them first."""
    return (replace(row, precaution=True) for row in changed(module, names, helpers, why, says, when))


def one_number(kind: str, names: str, says: str, when: When | None = None) -> Iterator[Mending]:
    """What no longer takes an array with one element for a number."""
    return (
        Mending(
            *(kind, name, f"{HELPERS}.one_number.{instead}", "an array with one element is no number since NumPy 2.4"),
            says.format(name),
            precaution=True,
            when=when,
            only_with="numpy tensorflow",
        )
        for name in names.split()
        for instead in ["filled" if kind == "operator" else name.rpartition(".")[2]]
    )


def given(*keywords: str) -> Callable[[ast.Call], bool]:
    """Whether a call says one of these keywords."""
    return lambda call: any(keyword.arg in keywords for keyword in call.keywords)


def lacks(keyword: str, position: int) -> Callable[[ast.Call], bool]:
    """Whether a call leaves an argument out."""

    def when(call: ast.Call) -> bool:
        said = {found.arg for found in call.keywords}
        return keyword not in said and None not in said and len(call.args) <= position and not _spread(call)

    return when


def may_be_ragged(call: ast.Call) -> bool:
    """Whether an array is made of something that is not plain to see."""
    said = {keyword.arg for keyword in call.keywords}
    if "copy" in said or _spread(call) or None in said:
        return True
    if not call.args:
        return False
    if len(call.args) > 1 or "dtype" in said:
        numbers = [
            node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant) and isinstance(node.value, int)
        ]
        if any(isinstance(node, ast.USub) for node in ast.walk(call.args[0])) or any(number > 127 for number in numbers):
            return True  # whole numbers that may not fit, which wrapped
    return not _is_even(call.args[0])


def is_no_literal(call: ast.Call) -> bool:
    """Whether the first argument is computed."""
    return bool(call.args) and not isinstance(call.args[0], (ast.Constant, ast.JoinedStr))


def is_of_a_text(call: ast.Call) -> bool:
    """Whether a method is that of a text that is plain to see."""
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(receiver, ast.Constant) and isinstance(receiver.value, str)


def asks_for_checkpoint(call: ast.Call) -> bool:
    """Whether a call is about the checkpoint that a CheckpointState names."""
    return any(isinstance(argument, ast.Attribute) and argument.attr == "model_checkpoint_path" for argument in call.args)


def _is_even(node: ast.expr) -> bool:
    """Whether a literal is a number, a text, or a list of such or of lists that are as long as each other."""
    if isinstance(node, ast.UnaryOp):
        return _is_even(node.operand)
    if isinstance(node, ast.Constant):
        return True
    if not isinstance(node, (ast.List, ast.Tuple)) or not all(map(_is_even, node.elts)):
        return False
    return len({ast.dump(_shape(part)) for part in node.elts}) <= 1


def _shape(node: ast.expr) -> ast.expr:
    """A literal with all its leaves alike."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return ast.List([_shape(part) for part in node.elts], ast.Load())
    return ast.Constant(0)


def has_universal_newlines(call: ast.Call) -> bool:
    """Whether a file is opened with a mode that has a U."""
    modes = [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and isinstance(mode.value, str) and "U" in mode.value for mode in modes)


def is_lazy(call: ast.Call) -> bool:
    """Whether the first argument is made as it is asked for."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Call) and isinstance(first.func, ast.Name):
        return first.func.id in ("map", "filter", "zip", "reversed")
    return isinstance(first, ast.GeneratorExp)


def _spread(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Starred) for argument in call.args)


def python2(
    kind: str, names: str, instead: str, why: str, says: str = "", when: When | None = None, only_with: str = ""
) -> Iterator[Mending]:
    """What Python 2 programs alone need."""
    return (
        Mending(kind, name, instead.format(name), why, says, python2=True, when=when, only_with=only_with)
        for name in names.split()
    )


def python2_names(module: str, names: str, instead: str, says: str = "") -> Iterator[Mending]:
    """Names of Python 2's modules."""
    return (
        Mending("name", f"{module}.{name}", instead.format(name), "gone since Python 3", says, python2=True)
        for name in names.split()
    )


def has_arguments(count: int) -> Callable[[ast.Call], bool]:
    """Whether a call has so many arguments."""
    return lambda call: len(call.args) == count and not call.keywords and not _spread(call)


def as_markdown(table: Iterable[Mending]) -> str:
    """The table for readers: a row for each reason, in it what is met and what stands for it."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for row in table:
        module, _, name = row.found.rpartition(".")
        instead = row.says or row.instead.removeprefix("builtins.")
        found = f".{row.found}()" if row.kind == "method" else f".{row.found}" if row.kind == "attribute" else row.found
        if row.kind == "name" and not row.says and instead.rpartition(".")[2] == name and "." in instead:
            found, instead = name, f"{module}.* -> {instead.rpartition('.')[0]}.*"
        elif module and row.kind in ("name", "call"):
            found = name if row.kind == "name" else f"{name}()"
            instead = f"{module}.* -> {instead.replace(f'.{name}', '.*') if row.kind == 'call' else instead}"
        reason = f"{row.why}{', with `--py2`' if row.python2 else ''}"
        reasons.setdefault(reason, {}).setdefault(instead, []).append(found)
    lines = ["| why | in programs | stands for it |", "| --- | --- | --- |"]
    for reason, rows in reasons.items():
        for instead, names in rows.items():
            module, arrow, stand_in = instead.rpartition(" -> ")
            shown = f"`{module.removesuffix('*')}` " * bool(arrow) + " ".join(f"`{name}`" for name in names)
            lines.append(f"| {reason} | {shown} | `{stand_in}` |")
            reason = ""
    return "\n".join(lines) + "\n"
