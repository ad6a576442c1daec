"""`headrace run`: a program as `python program.py` runs it, with headrace for TensorFlow."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import os
import sys
import types
from collections.abc import Sequence

from headrace.formats.errors import NotFoundError
from headrace.graph.checkpoints.pipelines import resume_by_default
from headrace.graph.runtime.watched.above import above
from headrace.pipeline.watching.signals import enable_diagnosis

from . import importing, missing

_OWN = os.path.dirname(__file__)
_CHILD = f"{__package__}.child"
_PROGRAM = "HEADRACE_PROGRAM"
"""The environment variable by which children of multiprocessing know the program of their parent."""


class _Spec(importlib.machinery.ModuleSpec):
    """Of `__main__`: children that multiprocessing starts anew import what it names, and that brings the hook."""

    def __init__(self, package: str) -> None:
        super().__init__(_CHILD, None)
        self._package = package

    @property
    def parent(self) -> str:
        return self._package


def run(
    program: str,
    arguments: Sequence[str] = (),
    *,
    module: bool = False,
    python2: bool = False,
    verbose: bool = False,
    top: bool = False,
    resume: bool = False,
) -> None:
    """Run a program as `__main__`; `import tensorflow` gives it headrace's names.

    It is for processes that do nothing else: `sys.argv`, `sys.path[0]` and `__main__` become the program's, and stay so.

    Args:
      program: the path of a file, or, with `module`, the name of a module, as `python -m` takes it.
      arguments: its command line.
      python2: read it, and the modules of its own folders, as Python 2.
      verbose: say on standard error, at the end, what was mended, and which names of TensorFlow were not there.
      top: let `headrace top` look into it.
      resume: its Savers save and restore what the queue runners move, too, so that it goes on in the middle of an epoch.

    Raises:
      NotFoundError: there is no such file or module.
      SystemExit: the program has ended so. What else it raises is shown as Python shows it, and is `SystemExit(1)`.
    """
    enable_diagnosis()
    if top:
        above("enable_top")()
    finder = importing.install(python2=python2)
    resume_by_default(resume)
    sys.path[0] = os.getcwd() if module else os.path.dirname(os.path.realpath(program))
    package, path = _module(program) if module else ("", program)
    source = _source(path)
    sys.argv[:] = [path, *arguments]
    said = {"path": os.path.abspath(path), "called": path, "package": package, "python2": python2, "resume": resume}
    os.environ[_PROGRAM] = json.dumps(said)
    main = types.ModuleType("__main__")
    main.__builtins__ = __builtins__  # type: ignore[attr-defined]
    replaced = sys.modules["__main__"]  # kept alive: its functions are still running
    sys.modules["__main__"] = main
    try:
        execute_program(source, path, package, finder, vars(main))
    except SystemExit:
        raise
    except BaseException as error:
        _show(error)
        raise SystemExit(130 if isinstance(error, KeyboardInterrupt) else 1) from None
    finally:
        del replaced
        if verbose:
            for mended in (one for one in finder.mended if not one.precaution):
                print(f"{mended.path}:{mended.line}: {mended.found} -> {mended.instead}: {mended.why}", file=sys.stderr)
            print("".join(f"{text}\n" for text in missing.asked), file=sys.stderr, end="")


def run_in_child(names: dict[str, object]) -> None:
    """Run the parent's program in a process that multiprocessing has started, up to its `if __name__ == "__main__"`."""
    said = json.loads(os.environ[_PROGRAM])
    sys.argv[0] = said["called"]
    finder = importing.install(python2=said["python2"])
    resume_by_default(said["resume"])
    execute_program(_source(said["path"]), said["path"], said["package"], finder, names)


def execute_program(source: bytes, path: str, package: str, finder: importing.ProgramFinder, names: dict[str, object]) -> None:
    """Execute a program in the namespace `names`. Stacks of its operations begin here: `graph.core` knows this name."""
    names |= {
        "__file__": path,
        "__package__": package or None,
        "__spec__": _Spec(package),
        "__loader__": None,
        "__cached__": None,
    }
    exec(finder.compiled(source, path, package), names)


def _source(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise NotFoundError(None, None, f"can't open the program {path}: {error.strerror}") from None


def _module(name: str) -> tuple[str, str]:
    """The package and the file of a module that is to be run; that of a package is its `__main__`."""
    try:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations is not None:
            spec = importlib.util.find_spec(f"{name}.__main__")
    except ModuleNotFoundError:
        spec = None
    if spec is None or not spec.has_location or spec.origin is None:
        raise NotFoundError(None, None, f"there is no module {name} to run")
    return spec.parent or "", spec.origin


def _show(error: BaseException) -> None:
    """Print an error as Python does, from the program's own first line on."""
    place = error.__traceback__
    while place is not None and place.tb_frame.f_code.co_filename.startswith(_OWN):
        place = place.tb_next
    sys.excepthook(type(error), error.with_traceback(place), place)
