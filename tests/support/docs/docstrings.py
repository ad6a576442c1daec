"""The law of docstrings, for everything that a program can call: what is said of its parameters, of what it gives and raises.

    PYTHONPATH=$PWD:tests python -W ignore tests/support/docs/docstrings.py graph/ops/math training/rnn

prints what is missing in the modules below the paths given, by default in all.
"""

from __future__ import annotations

import ast
import enum
import functools
import importlib
import inspect
import itertools
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from headrace._names.old import OLD
from headrace._names.table import NAMES
from headrace.formats.doors.documents import parsed

ROOT = Path(__file__).resolve().parents[3]

FREE = {"self", "cls", "name", "args", "kwargs"}
"""Parameters that need no description: what `name` is, is said once; the others have no names of their own."""

_NO_FACTS = {"NotImplementedError", "AssertionError"}
"""Errors that say what is missing in the code itself."""

GIVES = re.compile(
    r"(The|An?|All|As|Each|Every|For|How|Itself|Its|No|Nothing|One|Those|True|Two|What|When|Where|Whether|Which)\b"
)
"""A first sentence of a method that begins so says what it gives."""


class Subject(NamedTuple):
    """Something that a program calls."""

    label: str
    """As it is called: `tf.train.batch`, `tf.Session.run`, `formats.csv.read`."""

    thing: Any
    strict: bool
    """Whether it is a public function or class: what must stand in sections there may be said in a sentence elsewhere."""

    home: type | None = None
    """The class that it is a method of."""

    @property
    def function(self) -> Any:
        """What the program's code runs: without what is around it, or the constructor of a class; None of an attribute."""
        if isinstance(self.thing, property):
            return None
        if isinstance(self.thing, type):
            found = inspect.unwrap(self.thing.__init__)
            return found if isinstance(found, FunctionType) and found.__module__.startswith("headrace.") else None
        return inspect.unwrap(self.thing)

    @property
    def module(self) -> str:
        """The path of the module in which it stands."""
        thing = self.thing.fget if isinstance(self.thing, property) else self.function
        if isinstance(self.thing, type):
            thing = self.thing
        return thing.__module__.removeprefix("headrace.").replace(".", "/")


def subjects() -> list[Subject]:
    """All that the law is for: public names but messages, the plain functions and classes of formats and queues, members."""
    found = {id(inspect.unwrap(each.thing)): each for each in reversed([*_public(), *_plain()])}
    return [one for each in reversed(found.values()) for one in (each, *_methods(each)) if _is_own(one.thing)]


def _public() -> Iterator[Subject]:
    """All under their best names: the latest, and a public one before those of TensorFlow's own modules."""
    return iter(sorted(_named(), key=lambda each: (not each.strict, each.label.removeprefix("tf.") in OLD)))


def _named() -> Iterator[Subject]:
    for group, names in NAMES.items():
        for name, where in names.items():
            module, _, attribute = where.partition(":")
            if attribute and module.startswith("headrace.") and "_pb2" not in module:
                thing = getattr(importlib.import_module(module), attribute)
                yield Subject(".".join(filter(None, ("tf", group, name))), thing, group.partition(".")[0] != "python")


def _plain() -> Iterator[Subject]:
    """What packages of formats and pipeline list, and what modules of formats that are no packages define."""
    listed = [*(ROOT / "formats").rglob("__init__.py"), *(ROOT / "pipeline").rglob("__init__.py")]
    for path in sorted([*listed, *(ROOT / "formats").glob("[a-z]*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        module = importlib.import_module(".".join(("headrace", *(part for part in parts if part != "__init__"))))
        is_package = path.name == "__init__.py"
        own = [name for name, found in vars(module).items() if getattr(found, "__module__", "") == module.__name__]
        for name in getattr(module, "__all__", ()) if is_package else own:
            if not name.startswith("_"):
                yield Subject(f"{module.__name__.removeprefix('headrace.')}.{name}", getattr(module, name), False)


def _methods(subject: Subject) -> Iterator[Subject]:
    """The methods and attributes of a class, unless only TensorFlow's own modules name it."""
    if isinstance(subject.thing, type) and not subject.label.startswith("tf.python."):
        for name in dir(subject.thing):
            if not name.startswith("_"):
                member = inspect.getattr_static(subject.thing, name)
                if isinstance(member, (staticmethod, classmethod)):
                    member = member.__func__
                if isinstance(member, (FunctionType, property)):
                    yield Subject(f"{subject.label}.{name}", member, False, subject.thing)


def _is_own(thing: Any) -> bool:
    if isinstance(thing, property):
        thing = thing.fget
    own = isinstance(thing, type) or isinstance(inspect.unwrap(thing), FunctionType)
    return own and inspect.unwrap(thing).__module__.startswith("headrace.")


def faults_of(subject: Subject) -> list[str]:
    """What the documentation of a subject lacks; each is a few words."""
    texts = [parsed(text) for text in _docs(subject)]
    whole = "\n".join(_docs(subject))
    head = texts[0].head if texts else ""
    if not head:
        return ["no docstring"]
    faults = []
    if not re.match(r".{1,118}?[.:](\s|$)", head):
        faults.append("no first sentence of at most 120 characters in the first line")
    described = {name for text in texts for part in ("Args", "Attributes") for names, _ in text.entries(part) for name in names}
    parameters = _parameters(subject)
    names = [each.name for each in parameters if each.name not in FREE and not each.name.startswith("_")]
    said = described if subject.strict else described | _mentioned(subject)
    if missing := [name for name in names if name not in said]:
        faults.append(f"Args without {', '.join(missing)}")
    open_ended = any(each.kind in (each.VAR_KEYWORD, each.VAR_POSITIONAL) for each in parameters)
    taken = {name for text in texts for names, _ in text.entries("Args") for name in names}
    if not open_ended and (unknown := taken - {each.name for each in parameters} - FREE):
        faults.append(f"Args with {', '.join(sorted(unknown))}, which it does not take")
    returned = any({"Returns", "Yields"} & text.sections.keys() for text in texts)
    if names and not returned and not isinstance(subject.thing, type) and _gives(subject.function):
        if subject.strict or not (GIVES.match(head) or re.search(r"\b[Gg]ives\b", head)):
            faults.append("no Returns")
    around = "\n".join(inspect.getdoc(kind) or "" for kind in (subject.home or object).__mro__[:-1])
    if unsaid := [name for name in _raised(subject) if name not in whole + around]:
        faults.append(f"Raises without {', '.join(unsaid)}")
    return faults


def _mentioned(subject: Subject) -> set[str]:
    """The parameters that a sentence names in backticks, here or in the class; the fields that a string stands below."""
    text = "\n".join([*_docs(subject), *(inspect.getdoc(kind) or "" for kind in (subject.home or object).__mro__[:-1])])
    found = {name for quoted in re.findall(r"`([^`]+)`", text) for name in re.findall(r"\w+", quoted)}
    return found | {name for names, _ in parsed(text).entries("Args") for name in names} | _described_fields(subject.thing)


def _described_fields(kind: Any) -> set[str]:
    if not isinstance(kind, type):
        return set()
    try:
        body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    except (OSError, TypeError):
        return set()
    members = getattr(body, "body", [])
    return {
        ast.unparse(field.target)
        for field, text in itertools.pairwise(members)
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }


def _docs(subject: Subject) -> list[str]:
    """What help shows: of a class also what its constructor says."""
    found = [inspect.getdoc(subject.thing)]
    if isinstance(subject.thing, type):
        found = [subject.thing.__doc__]
        if subject.function is not None:
            found.append(subject.function.__doc__)
    return [inspect.cleandoc(text) for text in found if text]


def _parameters(subject: Subject) -> list[inspect.Parameter]:
    if isinstance(subject.thing, type) and issubclass(subject.thing, enum.Enum):
        return []
    if isinstance(subject.thing, property):
        return []
    try:
        return [each for each in inspect.signature(subject.thing).parameters.values() if each.name not in ("self", "cls")]
    except ValueError:
        return []


@functools.cache
def _body(function: Any) -> tuple[ast.AST, ...]:
    """All that stands in a function, but for what stands in functions inside of it."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return ()
    found: list[ast.AST] = []
    waiting = [each for node in tree.body[:1] for each in getattr(node, "body", ())]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            waiting += ast.iter_child_nodes(node)
    return tuple(found)


def _gives(function: Any) -> bool:
    given = [node.value for node in _body(function) if isinstance(node, (ast.Return, ast.Yield)) and node.value]
    return any(not (isinstance(value, ast.Constant) and value.value is None) for value in given) or any(
        isinstance(node, ast.YieldFrom) for node in _body(function)
    )


def _raised(subject: Subject) -> list[str]:
    """The classes of errors that are made and raised in a function, or in one of its own that it calls (`_checked(x)`)."""
    names, caught = set(), set()
    for function in [subject.function, *_own_calls(subject)]:
        made = [node.exc.func for node in _body(function) if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)]
        names |= {ast.unparse(each).rpartition(".")[2] for each in made}
    for node in _body(subject.function):
        if isinstance(node, ast.ExceptHandler) and node.type:
            caught |= set(re.findall(r"\w+", ast.unparse(node.type)))
    return sorted(name for name in names - caught - _NO_FACTS if re.fullmatch(r"[A-Z]\w+", name))


def _own_calls(subject: Subject) -> Iterator[FunctionType]:
    """The functions with an underscore, of the same module or the same class, that a function calls."""
    kind = subject.thing if isinstance(subject.thing, type) else subject.home
    for node in _body(subject.function):
        found = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("_"):
            found = subject.function.__globals__.get(node.func.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("_"):
            if kind is not None and ast.unparse(node.func.value) == "self":
                found = inspect.getattr_static(kind, node.func.attr, None)
        if isinstance(found, FunctionType):
            yield inspect.unwrap(found)  # type: ignore[misc]


def faults(paths: Iterable[str] = ("",)) -> dict[str, list[str]]:
    """What is missing in each module that is one of the paths or stands below one: a line for each subject."""
    found: dict[str, list[str]] = {}
    seen = set()
    for subject in subjects():
        key = id(subject.thing if subject.function is None or isinstance(subject.thing, type) else subject.function)
        if key not in seen and any(f"{subject.module}/".startswith(f"{path}/".lstrip("/")) for path in paths):
            seen.add(key)
            lines = [f"{subject.label}: {fault}" for fault in faults_of(subject)]
            if lines:
                found.setdefault(subject.module, []).extend(lines)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    for module, lines in faults([path.strip("/").removesuffix(".py") for path in sys.argv[1:]] or [""]).items():
        print(f"{module}\n  " + "\n  ".join(lines))
