"""Python 2's module `string`: letters, and functions that are methods now."""

from __future__ import annotations

from string import *  # noqa: F403 - this stands for the module, with what it still has
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from . import texts

letters, lowercase, uppercase = ascii_lowercase + ascii_uppercase, ascii_lowercase, ascii_uppercase

index_error = atoi_error = atof_error = atol_error = ValueError

atof = float


def atoi(text: str, base: int = 10) -> int:
    """A whole number that a text says."""
    return int(text, base)


atol = atoi


def _of_method(name: str) -> Any:
    def function(text: Any, *arguments: Any) -> Any:
        return getattr(text, name)(*arguments)

    function.__name__ = name
    return function


capitalize, center, count, expandtabs, find, index = map(
    _of_method, ("capitalize", "center", "count", "expandtabs", "find", "index")
)
ljust, lower, lstrip, replace, rfind, rindex, rjust = map(
    _of_method, ("ljust", "lower", "lstrip", "replace", "rfind", "rindex", "rjust")
)
rsplit, rstrip, split, strip, swapcase, upper = map(_of_method, ("rsplit", "rstrip", "split", "strip", "swapcase", "upper"))
splitfields = split
translate = texts.translate


def join(words: Any, sep: str = " ") -> str:
    """Words in one text."""
    return sep.join(words)


joinfields = join


def zfill(text: Any, width: int) -> str:
    """A text with zeros before it."""
    return str(text).zfill(width)


def maketrans(before: str, after: str) -> str:
    """The table for `translate`: 256 letters."""
    if len(before) != len(after):
        raise ValueError("maketrans arguments must have same length")
    table = [chr(code) for code in range(256)]
    for one, other in zip(before, after, strict=True):
        table[ord(one)] = other
    return "".join(table)
