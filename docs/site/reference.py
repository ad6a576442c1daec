"""The pages of the reference. mkdocstrings makes the entries from the docstrings; here is said which, and what has none:
values, messages, names of things that are described elsewhere, and names that TensorFlow gave up for others.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any

import griffe
from names import DESCRIBED, GROUPS, LAYERS, NAMES, OLD, ROOT, TOP, Thing, page_of, things, titles

SOURCES = ROOT / "build/package"
OPTIONS = "    options:\n      heading: {name}\n      toc_label: {label}\n"


def pages() -> dict[str, str]:
    """The text of each page of the reference."""
    where = {"search_paths": [str(SOURCES)], "try_relative_path": False}
    package = griffe.load("headrace", **where, resolve_aliases=True, allow_inspection=False)
    everything = {thing.path: thing for thing in things()}
    by_page: dict[str, list[Thing]] = {}
    elsewhere: dict[str, dict[str, Thing]] = {}
    for thing in everything.values():
        by_page.setdefault(page_of(thing.group, thing.place), []).append(thing)
        for name in thing.names[1:]:
            group = name.rpartition(".")[0]
            if group and "python" not in group.split("."):
                elsewhere.setdefault(page_of(group, ""), {})[name] = thing
    texts = {
        f"reference/{page}.md": "\n".join(_page(page, title, by_page.get(page, []), elsewhere.get(page, {}), package))
        for page, title in titles().items()
    }
    for module, what in LAYERS.items():
        texts[f"reference/{module}.md"] = "\n".join(_module(module, what, package))
    texts["reference/old.md"] = "\n".join(_old(everything))
    texts["reference/index.md"] = "\n".join(_index())
    return texts


def _page(page: str, title: str, described: list[Thing], elsewhere: dict[str, Thing], package: griffe.Object) -> Iterator[str]:
    yield f"# {title}\n"
    said = _described(page)
    yield f"{said[0].upper()}{said[1:]}.\n"
    kinds: dict[str, list[Thing]] = {"Classes": [], "Functions": [], "Messages": [], "Values": [], "Others": []}
    for thing in sorted(described, key=lambda thing: (thing.name.lower(), thing.path)):
        kinds[_kind(thing, package)].append(thing)
    for kind in ("Functions", "Classes"):
        if kinds[kind]:
            yield f"## {kind}\n"
            for thing in kinds[kind]:
                label = thing.name if page in (*TOP, f"tf.{thing.group}") else thing.path
                yield _entry(thing.identifier, f"tf.{thing.path}", label)
                others = [f"`tf.{name}`" for name in thing.names[1:] if ".python." not in f".{name}"]
                if others:
                    yield f"*Also {', '.join(others)}.*\n"
    yield from _table("Values", "value", ((thing.path, f"`{_value(thing)}`") for thing in kinds["Values"]))
    yield from _table("Messages", "fields", ((thing.path, _fields(thing)) for thing in kinds["Messages"]))
    yield from _table("Others", "what it is", ((thing.path, _what(_object(thing))) for thing in kinds["Others"]))
    others = sorted(elsewhere.items())
    yield from _table("Under other names", "described as", ((name, _reference(thing, package)) for name, thing in others))


def _table(heading: str, column: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    lines = [f"| `tf.{name}` | {text} |" for name, text in rows]
    if lines:
        yield "\n".join([f"## {heading}\n", f"| name | {column} |", "| --- | --- |", *lines, ""])


def _described(page: str) -> str:
    if page in TOP:
        return TOP[page][1]
    return DESCRIBED.get(page) or GROUPS[page.removeprefix("tf.")]


def _entry(identifier: str, name: str, label: str) -> str:
    return f"::: {identifier}\n{OPTIONS.format(name=name, label=label)}"


def _reference(thing: Thing, package: griffe.Object) -> str:
    name = f"`tf.{thing.path}`"
    if _kind(thing, package) not in ("Functions", "Classes"):
        return name
    docstring = package[thing.path].docstring
    return f"[{name}][{thing.identifier}]: {_first_sentence(docstring.value if docstring else '')}"


def _kind(thing: Thing, package: griffe.Object) -> str:
    if ".proto." in thing.place:
        return "Messages"
    kind = package[thing.path].kind
    if kind in (griffe.Kind.CLASS, griffe.Kind.FUNCTION):
        return "Classes" if kind is griffe.Kind.CLASS else "Functions"
    return "Others" if callable(_object(thing)) else "Values"  # what another library has, or what a call has made


def _object(thing: Thing) -> Any:
    module, _, attribute = thing.place.partition(":")
    return getattr(importlib.import_module(module), attribute)


def _value(thing: Thing) -> str:
    return repr(_object(thing)).replace("|", "\\|")


def _what(made: Any) -> str:
    if isinstance(made, functools.partial):
        given = ", ".join(f"{name}={getattr(value, '__name__', value)}" for name, value in made.keywords.items())
        return f"`{made.func.__name__}` with `{given}`"
    return _first_sentence(inspect.getdoc(made) or "")


def _first_sentence(docstring: str) -> str:
    first = " ".join(docstring.partition("\n\n")[0].split())
    return re.match(r"(?s).*?(\.(?= )|$)", first)[0].replace("|", "\\|")


def _fields(thing: Thing) -> str:
    descriptor = getattr(_object(thing), "DESCRIPTOR", None)
    return ", ".join(f"`{field.name}`" for field in getattr(descriptor, "fields", ())) or "an enumeration"


def _module(module: str, what: str, package: griffe.Object) -> Iterator[str]:
    yield f"# headrace.{module}\n"
    yield f"{what[0].upper()}{what[1:]}.\n"
    found = package[module]
    yield f"{found.docstring.value}\n"
    for name in sorted(found.exports or (), key=str.lower):
        yield _entry(f"headrace.{module}.{name}", f"{module}.{name}", str(name))


def _old(everything: dict[str, Thing]) -> Iterator[str]:
    paths = {name: thing for thing in everything.values() for name in thing.names}
    yield "# Old names\n"
    yield "Names that TensorFlow gave up for others. They run, with a warning that names the new form.\n"
    yield "| old | since release | now |\n| --- | --- | --- |"
    for old, (release, new) in sorted(OLD.items()):
        now = f"[`tf.{new}`][{paths[new].identifier}]" if new in paths else f"`tf.{new}`"
        if old.rpartition(".")[2] in NAMES.get(old.rpartition(".")[0], ()):
            yield f"| `tf.{old}` | {release} | {now} |"
    yield ""


def _index() -> Iterator[str]:
    yield "# Reference\n"
    yield (
        "`import headrace as tf`: names, arguments and defaults are those of TensorFlow 1.15. `name`, which nearly every "
        "function takes, names the operation that it makes and changes nothing else; it is not described again.\n\n"
        "A thing with several names is described once, under the name that programs use most. Names that TensorFlow gave up "
        "are on [a page of their own](old.md). Programs that import from inside of TensorFlow "
        "(`from tensorflow.python.ops import rnn_cell`) find the same things there.\n"
    )
    yield "## Groups of tf\n\n| group | what is in it |\n| --- | --- |"
    for page, title in titles().items():
        yield f"| [{title}]({page}.md) | {_described(page)} |"
    yield "\n## Without a graph\n\n| module | what is in it |\n| --- | --- |"
    yield from (f"| [headrace.{module}]({module}.md) | {what} |" for module, what in LAYERS.items())
    yield ""
