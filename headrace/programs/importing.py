"""`import tensorflow`, answered with headrace's names.

Three finders stand in `sys.meta_path`. One answers `tensorflow` and all paths below it before anything installed is asked, so
that a real TensorFlow is never touched. One hands the modules of the program, which are those that are neither of the
standard library nor installed, to `sources.compiled`, which mends what they say. The last one is asked where nothing was found:
a name that is not there may be imported, it fails when it is used.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import site
import sys
import sysconfig
import types
from collections.abc import Iterator, Sequence
from typing import Any

from headrace.formats.old_forms import directories

from .._version import VERSION
from . import missing, sources

TENSORFLOW = "tensorflow"
HEADRACE = __name__.partition(".")[0]

OTHERS = {
    "tensorflow_addons",
    "tensorflow_core",
    "tensorflow_datasets",
    "tensorflow_estimator",
    "tensorflow_hub",
    "tensorflow_model_optimization",
    "tensorflow_probability",
    "tensorflow_serving",
    "tensorflow_text",
    "tensorflow_transform",
    "tf_keras",
}
"""Packages that need a real TensorFlow. They are not there, even where they are installed."""


class TensorFlowFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `tensorflow` and what is below it: each path is the module that headrace has under the same one."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        top = fullname.partition(".")[0]
        if top in OTHERS:
            raise ModuleNotFoundError(
                f"No module named {fullname!r}: it needs TensorFlow, and headrace is in its place", name=fullname
            )
        if top != TENSORFLOW or importlib.util.find_spec(self._own(fullname)) is None:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def exec_module(self, module: types.ModuleType) -> None:
        """Put headrace's module in the place of the one that was made: a module has one object, whatever path leads to it."""
        sys.modules[module.__name__] = importlib.import_module(self._own(module.__name__))

    def _own(self, name: str) -> str:
        return f"{HEADRACE}{name.removeprefix(TENSORFLOW)}"

    def find_distributions(self, context: Any) -> Iterator[Any]:
        """What `importlib.metadata.version("tensorflow")` asks."""
        if context.name == TENSORFLOW:
            yield sys.modules["importlib.metadata"].PathDistribution(_Metadata())  # it takes a while to import, and asks here


class MissingNamesFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds names that TensorFlow had and headrace has not, where a program imports them by themselves (`missing`)."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        top, _, inner = fullname.partition(".")
        group, _, name = inner.rpartition(".")
        if top == HEADRACE and missing.was_in_tensorflow(group, name):
            return importlib.machinery.ModuleSpec(fullname, self)
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        """Put what stands for the name in the place of a module."""
        group, _, name = module.__name__.partition(".")[2].rpartition(".")
        sys.modules[module.__name__] = missing.Missing(group, name)  # type: ignore[assignment]


class _Metadata:
    """What TensorFlow's distribution says of itself, as far as its version goes. Stands for the path of its directory."""

    def joinpath(self, *names: str) -> _Metadata:
        return self

    def read_text(self, encoding: str = "utf-8") -> str:
        return f"Metadata-Version: 2.1\nName: {TENSORFLOW}\nVersion: {VERSION}\n"


class ProgramFinder(importlib.abc.MetaPathFinder):
    """Finds what Python's own finder of files does, and has the modules of the program mended.

    Args:
      python2: read them as Python 2.
    """

    def __init__(self, python2: bool = False) -> None:
        self.python2 = python2
        self.mended: list[sources.Mended] = []
        self._foreign = tuple(os.path.join(os.path.realpath(path), "") for path in _installed())

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if (
            spec is not None
            and spec.origin is not None
            and isinstance(spec.loader, importlib.machinery.SourceFileLoader)
            and fullname.partition(".")[0] != HEADRACE
            and self.is_program(spec.origin)
        ):
            spec.loader = ProgramLoader(fullname, spec.origin, self)
        return spec

    def is_program(self, path: str) -> bool:
        """Whether a file is the program's own: not the standard library's, not installed."""
        return not os.path.realpath(path).startswith(self._foreign)

    def compiled(self, source: bytes, path: str, package: str | None) -> types.CodeType:
        """The code of one of the program's files, mended."""
        made = sources.compiled(source, path, python2=self.python2, package=package)
        self.mended += made.mended
        return made.code


class ProgramLoader(importlib.machinery.SourceFileLoader):
    """Loads a module of the program. What is mended is no code of the file alone, so it is not kept beside it."""

    def __init__(self, fullname: str, path: str, finder: ProgramFinder) -> None:
        super().__init__(fullname, path)
        self._finder = finder

    def get_code(self, fullname: str) -> types.CodeType:
        package = fullname if self.is_package(fullname) else fullname.rpartition(".")[0]
        return self._finder.compiled(self.get_data(self.path), self.path, package)


def _installed() -> set[str]:
    """The directories of the standard library, of what is installed and of headrace itself."""
    paths = {path for name, path in sysconfig.get_paths().items() if name in ("stdlib", "platstdlib", "purelib", "platlib")}
    paths |= {os.path.dirname(os.path.realpath(os.__file__)), *directories()}
    paths |= set(site.getsitepackages())
    paths |= {site.getusersitepackages()}
    return {path for path in paths if path} | {
        path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")
    }


def install(*, python2: bool = False) -> ProgramFinder:
    """Answer `import tensorflow` from now on. A second call changes nothing.

    Args:
      python2: read the program's modules as Python 2.
    Returns:
      the finder of the program's modules.
    Raises:
      ImportError: something else is imported as `tensorflow`.
    """
    for finder in sys.meta_path:
        if isinstance(finder, ProgramFinder):
            return finder
    headrace = sys.modules[HEADRACE]
    if sys.modules.get(TENSORFLOW, headrace) is not headrace:
        place = getattr(sys.modules[TENSORFLOW], "__file__", None) or "an unknown place"
        raise ImportError(
            f"{TENSORFLOW} is already imported, from {place}: `import headrace.as_tensorflow` must come before", name=TENSORFLOW
        )
    vars(headrace)["__version__"] = VERSION  # programs compare it with TensorFlow's releases
    program = ProgramFinder(python2)
    places = [index for index, finder in enumerate(sys.meta_path) if finder is importlib.machinery.PathFinder]
    sys.meta_path.insert(places[0] if places else len(sys.meta_path), program)
    sys.meta_path.insert(0, TensorFlowFinder())
    sys.meta_path.append(MissingNamesFinder())
    return program
