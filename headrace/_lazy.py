"""Modules whose names are imported when they are first asked for.

Most programs use few of TensorFlow's names, and an import of all of them would take several times as long as NumPy's. What
programs import as a group has a package here; the paths that lie inside of TensorFlow are made modules when they are imported.
"""

from __future__ import annotations

import functools
import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import Any

from headrace.formats.old_forms import tell

from ._names.old import OLD
from ._names.table import NAMES

_TOP = "headrace"
_PATHS = f"{_TOP}.programs.paths"  # imported when a path is met that is not here: most programs know none
_MISSING = f"{_TOP}.programs.missing"
_DOORS = f"{_TOP}.formats.doors"
_SCOPE = f"{_TOP}.programs.scope"
OWN = {"as_tensorflow", "cli", "diagnostics", "formats", "graph", "pipeline", "programs", "training"}
"""What lies in headrace and is no name of TensorFlow's."""


def attach(
    module: dict[str, Any], group: str, together: Iterable[str] = ()
) -> tuple[list[str], Callable[[], list[str]], Callable[[str], Any]]:
    """Give a module the names of a group.

    Args:
      module: its `globals()`.
      group: such as "train"; "" for headrace itself.
      together: public names, dotted, that are imported, with what they need, when the first name is asked for.

    Returns:
      its `__all__`, `__dir__` and `__getattr__`.
    """
    path = f"{_TOP}.{group}" if group else _TOP
    definitions = NAMES.get(group, {})
    first = [*together]

    def get(name: str) -> Any:
        if name not in definitions:
            try:
                return _elsewhere(path, group, name)
            except AttributeError as error:
                importlib.import_module(_DOORS).show_program(error)
                raise
        while first:
            functools.reduce(getattr, first.pop(0).split("."), sys.modules[_TOP])
        found = _imported(definitions[name])
        old = OLD.get(f"{group}.{name}" if group else name)
        if old is None:
            module[name] = found
        else:  # not kept: each place is told of it
            tell(f"{path.replace(_TOP, 'tf', 1)}.{name}", f"tf.{old.new}", old.release)
        return found

    current = [name for name in definitions if (f"{group}.{name}" if group else name) not in OLD]
    return current, lambda: current, get


def _imported(definition: str) -> Any:
    module_name, _, attribute = definition.partition(":")
    module = importlib.import_module(module_name)
    return getattr(module, attribute) if attribute else module


def _elsewhere(path: str, group: str, name: str) -> Any:
    """A name that headrace does not export in that group: of one of TensorFlow's own modules, or of none."""
    if not (name.startswith("__") and name.endswith("__")):
        definition = importlib.import_module(_PATHS).elsewhere(group, name)
        if definition is not None:
            return _imported(definition)
        missing = importlib.import_module(_MISSING)
        if missing.was_in_tensorflow(group, name):
            # Without the object: Python need not guess what else was meant.
            raise AttributeError(missing.message(group, name), name=name, obj=None)
    raise AttributeError(f"module {path!r} has no attribute {name!r}", name=name, obj=sys.modules.get(path))


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds what programs import below headrace and no file is there for: second paths of groups, TensorFlow's own modules.

    It is asked before the finder of files, for which a directory that was left behind is a package.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        top, _, inner = fullname.partition(".")
        if top != _TOP or inner.startswith("_") or inner.partition(".")[0] in OWN or has_package(inner):
            return None
        if importlib.import_module(_SCOPE).out_of_scope(inner) is None and not importlib.import_module(_PATHS).is_there(inner):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        try:
            self._fill(module)
        except ImportError as error:
            importlib.import_module(_DOORS).show_program(error)
            raise

    def _fill(self, module: ModuleType) -> None:
        fullname = module.__name__
        inner = fullname.partition(".")[2]
        paths = importlib.import_module(_PATHS)
        scope = importlib.import_module(_SCOPE)
        reason = scope.out_of_scope(inner)
        if reason is not None:  # not by the name that was asked for: `from headrace import x` keeps such errors for itself
            told = f"No module named 'tensorflow.{inner}' in headrace: {reason}{scope.instead(inner)}"
            raise ModuleNotFoundError(told, name=f"tensorflow.{inner}")
        own = paths.canonical(inner)
        outer, _, name = inner.rpartition(".")
        if own != inner:
            sys.modules[fullname] = importlib.import_module(f"{_TOP}.{own}".rstrip("."))
        elif name in NAMES.get(outer, ()):
            sys.modules[fullname] = _imported(NAMES[outer][name])
        else:
            listed = paths.listed(inner)
            module.__doc__ = f"tensorflow.{inner}, as far as it is here."
            module.__all__ = listed  # type: ignore[attr-defined]
            module.__dir__ = lambda: listed  # type: ignore[method-assign]
            module.__getattr__ = attach(vars(module), inner)[2]  # type: ignore[method-assign]


class _Module(ModuleType):
    """A module that no file is there for. The import of a module below it hides no name: `ops.arg_scope` is the function also
    after an import of the module `ops.arg_scope`."""

    def __setattr__(self, name: str, value: Any) -> None:
        inner = self.__name__.partition(".")[2]
        if isinstance(value, ModuleType) and ":" in (importlib.import_module(_PATHS).elsewhere(inner, name) or ""):
            return
        super().__setattr__(name, value)


def has_package(group: str) -> bool:
    """Whether a group has a package of its own: `make names` makes none for paths that lie inside of TensorFlow."""
    return group in NAMES and "python" not in group.split(".")
