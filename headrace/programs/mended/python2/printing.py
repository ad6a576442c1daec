"""Python 2's `print` and `str`: bytes are shown as they are, floats with twelve digits."""

from __future__ import annotations

import operator
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
            if "." in shown or "e" in shown:
                return shown
            if len(shown.lstrip("-")) < 12:
                return f"{shown}.0"
            digits, _, exponent = f"{value:.11e}".partition("e")
            return f"{digits.rstrip('0').rstrip('.')}e{exponent}"
    return str(*arguments)


def _write(file: Any, said: str) -> None:
    file = sys.stdout if file is None else file
    if file is not None:
        file.write(as_bytes(said) if takes_bytes(file) else said)


def _joined(values: Any) -> str:
    """What a statement prints, and the space before what comes next: there is none behind the end of a line or a tab."""
    return "".join(
        shown if isinstance(value, (str, bytes)) and shown[-1:] in _ENDS else f"{shown} "
        for value, shown in zip(values, map(text, values), strict=True)
    )


_ENDS = ("\n", "\t", "\r", "\f", "\v")


def line(*values: Any) -> None:
    """`print a, b`."""
    _write(None, f"{_joined(values[:-1])}{text(*values[-1:])}\n" if values else "\n")


def part(*values: Any) -> None:
    """`print a, b,`: what is printed next stands in the same line."""
    _write(None, _joined(values))


def line_to(file: Any, *values: Any) -> None:
    """`print >>file, a, b`."""
    _write(file, f"{_joined(values[:-1])}{text(*values[-1:])}\n" if values else "\n")


def part_to(file: Any, *values: Any) -> None:
    """`print >>file, a, b,`."""
    _write(file, _joined(values))


def printed(*values: Any, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False) -> None:
    """`print(a, b)`, the function."""
    _write(file, (" " if sep is None else sep).join(map(text, values)) + ("\n" if end is None else end))
    if flush:
        (sys.stdout if file is None else file).flush()


def oct(number: Any) -> str:
    """A whole number with eight digits, 0 before it."""
    said = f"{operator.index(number):o}"
    return f"-0{said[1:]}" if said[0] == "-" else f"0{said}" if said != "0" else said
