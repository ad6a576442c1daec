"""Parts of `distutils`, gone since Python 3.12: versions, and a few functions on files."""

from __future__ import annotations

import functools
import os
import re
import shutil
from shutil import which as find_executable
from typing import Any

__all__ = ["find_executable"]


def strtobool(val: str) -> int:
    """1 for yes, 0 for no. Raises ValueError for what is neither."""
    text = val.lower()
    if text in ("y", "yes", "t", "true", "on", "1"):
        return 1
    if text in ("n", "no", "f", "false", "off", "0"):
        return 0
    raise ValueError(f"invalid truth value {text!r}")


def mkpath(name: Any, mode: int = 0o777, *_: Any, **__: Any) -> None:
    """Make a directory and those above it."""
    os.makedirs(name, mode, exist_ok=True)


def copy_tree(src: Any, dst: Any, *_: Any, **__: Any) -> list[str]:
    """Copy a directory into another; what was copied."""
    copied: list[str] = []
    shutil.copytree(src, dst, dirs_exist_ok=True, copy_function=lambda one, other: copied.append(shutil.copy2(one, other)))
    return copied


def remove_tree(directory: Any, *_: Any, **__: Any) -> None:
    """Remove a directory and what is in it."""
    shutil.rmtree(directory)


@functools.total_ordering
class LooseVersion:
    """A version that anything may be: numbers and words between them."""

    def __init__(self, vstring: str | None = None) -> None:
        if vstring:
            self.parse(vstring)

    def parse(self, vstring: str) -> None:
        """Read a version."""
        self.vstring = vstring
        parts = [part for part in re.split(r"(\d+ | [a-z]+ | \.)", vstring, flags=re.VERBOSE) if part and part != "."]
        self.version = [int(part) if part.isdigit() else part for part in parts]

    def _other(self, other: Any) -> Any:
        return type(self)(other) if isinstance(other, str) else other

    def __eq__(self, other: object) -> bool:
        return self.version == self._other(other).version

    def __lt__(self, other: Any) -> bool:
        return self.version < self._other(other).version

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.vstring

    def __repr__(self) -> str:
        return f"{type(self).__name__} ({str(self)!r})"


class StrictVersion(LooseVersion):
    """A version of two or three numbers, and a or b and a number where it is not final."""

    def parse(self, vstring: str) -> None:
        """Read a version. Raises ValueError."""
        found = re.fullmatch(r"(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?", vstring)
        if found is None:
            raise ValueError(f"invalid version number {vstring!r}")
        self.vstring = vstring
        major, minor, patch, kind, number = found.groups()
        self.version = [int(major), int(minor), int(patch or 0), kind or "final", int(number or 0)]
