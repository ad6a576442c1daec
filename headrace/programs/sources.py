"""The code of a program's file."""

from __future__ import annotations

import types
from typing import NamedTuple


class Mended(NamedTuple):
    path: str
    line: int
    found: str
    instead: str
    why: str


class Compiled(NamedTuple):
    code: types.CodeType
    mended: tuple[Mended, ...] = ()


def compiled(source: bytes, path: str, *, python2: bool, package: str | None) -> Compiled:
    return Compiled(compile(source, path, "exec", dont_inherit=True))


def mendings_of(source: bytes, path: str, *, python2: bool) -> tuple[Mended, ...]:
    return ()
