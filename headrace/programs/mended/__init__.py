"""What mended programs call: each module stands for names that are gone, and does what they did.

The one import that is put into a mended program is of this package; its modules are imported when a program first uses them.
"""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

__all__ = ["builtins", "lazily", "module", "package"]

module = importlib.import_module


def lazily(package: str) -> Callable[[str], Any]:
    """The `__getattr__` of a package: its modules, imported when they are asked for."""

    def get(name: str) -> Any:
        try:
            return importlib.import_module(f".{name}", package)
        except ModuleNotFoundError as error:
            if error.name != f"{package}.{name}":
                raise
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None

    return get


__getattr__ = lazily(__name__)


class _Absent(ModuleType):
    """Stands for a package that is not installed, where a program imports it for the sake of a module that is mended."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ModuleNotFoundError(f"No module named {self.__name__!r}", name=self.__name__)


def package(name: str) -> ModuleType:
    """A package of which a program names a module that is mended; if it is not installed, its other names raise ImportError."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return _Absent(name)
