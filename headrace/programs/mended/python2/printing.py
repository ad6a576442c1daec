"""Python 2's `print` and `str`: bytes are shown as they are, floats with twelve digits."""

from __future__ import annotations

import sys
from typing import Any

from .files import takes_bytes
from .texts import as_bytes


def text(*arguments: Any) -> str:
    """`str(x)`: the text of anything."""
    if len(arguments) == 1:
        (value,) = arguments
        if isinstance(value, bytes):
            return value.decode("utf-8", "surrogateescape")
        if type(value) is float and value - value == 0:
            shown = f"{value:.12g}"
            return shown if "." in shown or "e" in shown else f"{shown}.0"
    return str(*arguments)


def _write(file: Any, values: Any, end: str, sep: str = " ") -> None:
    file = sys.stdout if file is None else file
    if file is None:
        return
    said = sep.join(map(text, values)) + end
    file.write(as_bytes(said) if takes_bytes(file) else said)


def _gap(values: Any) -> str:
    return "" if values and isinstance(values[-1], str) and values[-1][-1:] in tuple("\n\t\r\f\v") else " "


def line(*values: Any) -> None:
    """`print a, b`."""
    _write(None, values, "\n")


def part(*values: Any) -> None:
    """`print a, b,`: what is printed next stands in the same line."""
    _write(None, values, _gap(values))


def line_to(file: Any, *values: Any) -> None:
    """`print >>file, a, b`."""
    _write(file, values, "\n")


def part_to(file: Any, *values: Any) -> None:
    """`print >>file, a, b,`."""
    _write(file, values, _gap(values))


def printed(*values: Any, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False) -> None:
    """`print(a, b)`, the function."""
    _write(file, values, "\n" if end is None else end, " " if sep is None else sep)
    if flush:
        (sys.stdout if file is None else file).flush()
