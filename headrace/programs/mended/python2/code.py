"""Python 2's `execfile`, `exec`, `input`, `reload` and `apply`: what is run is read as the program is."""

from __future__ import annotations

import importlib
import io
import os
import sys
import types
from typing import Any

from ... import mended, rewriting, sources


def statements(code: Any) -> Any:
    """The code that `exec` takes: text and files in Python 2 are compiled as the program is."""
    name = "<string>"
    if isinstance(code, (io.IOBase,)):
        name = getattr(code, "name", name)
        code = code.read()
    if not isinstance(code, (str, bytes)):
        return code
    return sources.compiled(code.encode() if isinstance(code, str) else code, name, python2=True).code


def execfile(path: Any, *names: Any) -> None:
    """Run a file among the names of the caller, or among others."""
    frame = sys._getframe(1)
    names = tuple(name for name in names if name is not None) or (frame.f_globals, frame.f_locals)
    names[0].setdefault(rewriting.INJECTED, mended)
    with open(path, "rb") as file:
        exec(sources.compiled(file.read(), os.fspath(path), python2=True).code, *names)


def ask(prompt: Any = "") -> Any:
    """`input`: what an expression that is typed is worth."""
    frame = sys._getframe(1)
    return eval(input(prompt), frame.f_globals, frame.f_locals)


def reload(module: types.ModuleType) -> types.ModuleType:
    """Load a module again; `sys`, which programs reload for `setdefaultencoding`, stays as it is."""
    return module if module is sys else importlib.reload(module)


def setdefaultencoding(name: str) -> None:
    """Nothing: texts have no encoding now."""


def exc_clear() -> None:
    """Nothing: an error that is handled is forgotten."""


def apply(function: Any, arguments: Any = (), keywords: Any = None) -> Any:
    """Call a function."""
    return function(*arguments, **(keywords or {}))


def coerce(a: Any, b: Any) -> tuple[Any, Any]:
    """Two numbers as numbers of one type."""
    kind = type(a + b)
    return kind(a), kind(b)


def walk(top: Any, function: Any, argument: Any) -> None:
    """`os.path.walk`: call a function for each directory."""
    names = os.listdir(top)
    function(argument, top, names)
    for name in names:
        path = os.path.join(top, name)
        if os.path.isdir(path) and not os.path.islink(path):
            walk(path, function, argument)
