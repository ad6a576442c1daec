"""What Python 2 reads from a file of bytes: bytes that are a text where they meet one."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .texts import as_bytes


def as_text(value: bytes) -> str:
    """The text of bytes."""
    return value.decode("utf-8", "surrogateescape")


class ByteText(np.bytes_):  # type: ignore[misc] # final to NumPy's stubs alone
    """Bytes whose parts are bytes too, that equal their text, and that take texts where bytes take bytes.

    NumPy makes arrays of those of its own type alone.
    """

    def __eq__(self, other: object) -> bool:
        return bytes.__eq__(self, as_bytes(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = bytes.__hash__
    """That of an ASCII text: Python hashes what both are stored as."""

    def __getitem__(self, index: Any) -> Any:
        found = bytes.__getitem__(self, index)
        return ByteText(found if isinstance(found, bytes) else (found,))

    def __iter__(self) -> Iterator[Any]:
        return (ByteText((number,)) for number in bytes.__iter__(self))

    def __contains__(self, part: Any) -> bool:
        return bytes.__contains__(self, as_bytes(part))

    def __radd__(self, before: Any) -> Any:
        return before + as_text(self) if isinstance(before, str) else NotImplemented

    def __add__(self, after: Any) -> Any:
        return as_text(self) + after if isinstance(after, str) else ByteText(bytes.__add__(self, after))

    def __mul__(self, times: Any) -> Any:
        return ByteText(bytes.__mul__(self, times))

    def __str__(self) -> str:
        return as_text(self)

    def __repr__(self) -> str:
        return bytes.__repr__(self)[1:]

    def __format__(self, form: str) -> str:
        return format(as_text(self), form)

    def join(self, parts: Any) -> Any:
        """The parts with this between them."""
        return join(self, parts)


def _method(name: str) -> Callable[..., Any]:
    method = getattr(bytes, name)

    def call(self: Any, *arguments: Any) -> Any:
        return wrapped(
            method(self, *(tuple(map(as_bytes, each)) if isinstance(each, tuple) else as_bytes(each) for each in arguments))
        )

    return call


_METHODS = """
    capitalize center count endswith expandtabs find index ljust lower lstrip partition replace rfind rindex rjust rpartition
    rsplit rstrip split splitlines startswith strip swapcase title upper zfill
"""
for _name in _METHODS.split():
    setattr(ByteText, _name, _method(_name))


def wrapped(value: Any) -> Any:
    """Bytes, and those in lists, tuples, dicts and arrays of objects, as such that are texts where they meet one."""
    if isinstance(value, dict):
        return type(value)((key, wrapped(part)) for key, part in value.items())
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(wrapped, value))
    if isinstance(value, (list, tuple)):
        return type(value)(map(wrapped, value))
    if isinstance(value, np.ndarray) and value.dtype == object:
        found = np.empty(value.shape, object)
        found.flat[:] = [wrapped(part) for part in value.flat]
        return found
    return ByteText(value) if isinstance(value, bytes) else value


def join(between: Any, parts: Any) -> Any:
    """`between.join(parts)`: a text where a text is among them."""
    parts = [*parts]
    if not any(isinstance(part, bytes) for part in parts):
        return str.join(as_text(between), parts) if isinstance(between, bytes) else between.join(parts)
    if all(isinstance(part, bytes) for part in parts):
        return ByteText(bytes.join(as_bytes(between), parts))
    return (between if isinstance(between, str) else as_text(between)).join(
        as_text(part) if isinstance(part, bytes) else part for part in parts
    )


class BinaryReader(io.BufferedReader):
    """A file that is open for bytes."""

    def read(self, size: int | None = -1) -> Any:
        """What follows, or so many bytes of it."""
        return wrapped(super().read(size))

    def readline(self, size: int | None = -1) -> Any:
        """The next line."""
        return wrapped(super().readline(size))

    def readlines(self, hint: Any = -1) -> Any:
        """The lines that follow."""
        return wrapped(super().readlines(hint))

    def __next__(self) -> Any:
        return wrapped(super().__next__())
