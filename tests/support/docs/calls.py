"""Which of TensorFlow's public names tests call, make an instance of, or raise.

RECORD_CALLS=DIR pytest ...           # each process writes a file there
python -m support.docs.calls DIR           # adds them to tests/golden/api/called.txt, and says what is left

A call counts where it comes from outside of headrace, through decorators if need be. `tests/headrace/test_called.py` holds all
names that docs/coverage.md counts to that list, or to the words of the tests as long as no call of a name was recorded; what is
in neither stands in `uncalled.txt` beside it, which only becomes shorter.
"""

from __future__ import annotations

import functools
import inspect
import os
import re
import sys
import threading
import warnings
from collections.abc import Iterable
from pathlib import Path
from types import CodeType, FrameType
from typing import TextIO

ROOT = Path(__file__).resolve().parents[3]
CALLED = ROOT / "tests/golden/api/called.txt"
UNCALLED = ROOT / "tests/golden/api/uncalled.txt"
_OWN = tuple(str(ROOT / layer) + os.sep for layer in ("formats", "graph", "pipeline", "training", "cluster", "headrace"))
_BETWEEN = ("/formats/doors/", "/formats/old_forms.py", "/functools.py", "/contextlib.py", "/training/contrib/arg_scope.py")
"""Decorators of public functions, and what they stand on."""


def listed(path: Path) -> set[str]:
    """The names in a file, one a line."""
    return set(path.read_text(encoding="utf-8").split()) if path.exists() else set()


def words() -> set[str]:
    """All words of the tests."""
    sources = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "examples").rglob("*.py")]
    return {word for source in sources for word in re.findall(r"\w+", source.read_text(encoding="utf-8"))}


def neither(every: Iterable[str], called: set[str]) -> list[str]:
    """The names that nothing was recorded of and no test speaks of."""
    known = words()
    return sorted(name for name in every if name not in called and name.rpartition(".")[2] not in known)


def callables() -> dict[str, object]:
    """What is called by each public name that is there: functions, methods, properties and classes."""
    from headrace._names import coverage  # only whoever asks pays for loading all of headrace

    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for group, names in coverage.recorded().items():
            holder = coverage._found(group.removeprefix("tf").lstrip("."))
            for name in names:
                one = coverage._found(f"{group}.{name}".removeprefix("tf").lstrip("."))
                if inspect.isclass(holder):
                    one = inspect.getattr_static(holder, name, one)
                if one is not coverage._NOTHING and _codes(one):
                    found[f"{group}.{name}"] = one
    return found


def _codes(one: object) -> list[CodeType]:
    """The code that runs when something is called; none where it is no function or class of Python's."""
    if inspect.isclass(one):
        return [code for name in ("__init__", "__new__") for code in _codes(getattr(one, name))]
    if isinstance(one, property):
        return _codes(one.fget)
    if isinstance(one, (staticmethod, classmethod)):
        return _codes(one.__func__)
    while isinstance(one, functools.partial):
        one = one.func
    code = getattr(inspect.unwrap(one), "__code__", None) if callable(one) else None
    return [code] if isinstance(code, CodeType) else []


class Watch:
    """Which names are called from now on, in all threads; each is written when it is first seen."""

    def __init__(self, file: TextIO | None = None) -> None:
        self._file = file
        self._functions: dict[CodeType, set[str]] = {}
        self._classes: dict[CodeType, dict[type, set[str]]] = {}
        self.called: set[str] = set()
        for name, one in callables().items():
            for code in _codes(one):
                if inspect.isclass(one):
                    self._classes.setdefault(code, {}).setdefault(one, set()).add(name)
                else:
                    self._functions.setdefault(code, set()).add(name)

    def start(self) -> None:
        """Begin; it ends with the process."""
        threading.setprofile(self._notice)
        sys.setprofile(self._notice)

    def _notice(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call":
            return
        code = frame.f_code
        names = self._functions.get(code)
        if names is None:
            kinds = self._classes.get(code)
            if kinds is None:
                return
            made = frame.f_locals.get(code.co_varnames[0])
            names = kinds.get(made if isinstance(made, type) else type(made))
        if names and not names <= self.called and _comes_from_outside(frame):
            new = names - self.called
            self.called |= names
            if self._file is not None:
                self._file.writelines(f"{name}\n" for name in new)


def _comes_from_outside(frame: FrameType) -> bool:
    caller = frame.f_back
    while caller is not None and any(part in caller.f_code.co_filename for part in _BETWEEN):
        caller = caller.f_back
    return caller is not None and not caller.f_code.co_filename.startswith(_OWN)


def record(directory: str) -> None:
    """Watch this process, and write what it calls into a file of its own."""
    path = Path(directory) / f"{os.getpid()}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    Watch(path.open("a", buffering=1, encoding="utf-8")).start()


def main(directory: str) -> None:
    """Add what was recorded to the lists."""
    every = callables().keys()
    called = listed(CALLED).union(*(listed(path) for path in Path(directory).glob("*.txt"))) & every
    left = neither(every, called)
    for path, names in ((CALLED, sorted(called)), (UNCALLED, left)):
        path.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    print(f"of {len(every)} names {len(called)} were seen called; {len(left)} of the others are in no test")


if __name__ == "__main__":
    main(sys.argv[1])
