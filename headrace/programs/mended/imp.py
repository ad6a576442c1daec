"""The module `imp`, gone since Python 3.12: modules by their files."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import sys
from importlib import reload
from types import ModuleType
from typing import Any

__all__ = ["reload"]

PY_SOURCE, PY_COMPILED, C_EXTENSION, PKG_DIRECTORY = 1, 2, 3, 5


def new_module(name: str) -> ModuleType:
    """An empty module."""
    return ModuleType(name)


def load_source(name: str, pathname: Any, file: Any = None) -> ModuleType:
    """Load a module of a file; one that is loaded is loaded again."""
    loader = importlib.machinery.SourceFileLoader(name, os.fspath(pathname))
    spec = importlib.util.spec_from_file_location(name, pathname, loader=loader)
    assert spec is not None
    module = sys.modules.get(name) or importlib.util.module_from_spec(spec)
    module.__spec__ = spec
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def find_module(name: str, path: Any = None) -> tuple[Any, str, tuple[str, str, int]]:
    """Where a module lies. Raises ImportError."""
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec is None or spec.origin is None:
        raise ImportError(f"No module named {name!r}", name=name)
    if spec.submodule_search_locations:
        return None, os.path.dirname(spec.origin), ("", "", PKG_DIRECTORY)
    return open(spec.origin, encoding="utf-8"), spec.origin, (".py", "r", PY_SOURCE)


def load_module(name: str, file: Any, pathname: Any, description: Any) -> ModuleType:
    """Load what `find_module` has found."""
    path = os.path.join(pathname, "__init__.py") if description[2] == PKG_DIRECTORY else pathname
    return load_source(name, path)


def acquire_lock() -> None:
    """Nothing: imports lock themselves."""


def release_lock() -> None:
    """Nothing: imports lock themselves."""
