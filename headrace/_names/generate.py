"""The generator of the public names: tables, packages and stubs, made from what the code exports. `make names` runs it.

    python headrace/_names/generate.py

`headrace/_names/table.py` says where each public name is defined, `headrace/train/__init__.py` and the like are the groups of
names, and the `.pyi` beside each shows editors and type checkers what is in it. It runs with nothing of headrace
imported, so that it works where the tables do not. What a name is called inside of TensorFlow is recorded in `tensorflow.py`.
"""

from __future__ import annotations

import ast
import runpy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LAYERS = "layers.txt"  # in the root of the checkout
OLD = "headrace/_names/old.py"
RECORDED = runpy.run_path(str(ROOT / "headrace/_names/tensorflow.py"))
PATHS = RECORDED["PATHS"]
_GROUPS = runpy.run_path(str(ROOT / "headrace/_names/groups.py"))
GROUPS, ALIASES = _GROUPS["GROUPS"], _GROUPS["ALIASES"]
LOOKUP = runpy.run_path(str(ROOT / "headrace/_names/lookup.py"))["Lookup"]
SOURCES = runpy.run_path(str(ROOT / "headrace/_names/documented.py"))["Sources"]
PROTO = "formats/proto"
VERSION = "headrace/_version.py"
DIAGNOSTICS = "headrace/diagnostics"
"""What exports names in the highest layer."""

_MADE = "Made by `make names`."
_OPERATIONS = "python.ops.gen_"  # the modules whose functions are made of the operations' declarations
_ANY = "\nfrom typing import Any\n\ndef __getattr__(name: str) -> Any: ...\n"


class Definition(NamedTuple):
    """Where a name is defined; without an attribute it is the module itself."""

    module: str
    attribute: str = ""

    def __str__(self) -> str:
        return f"{self.module}:{self.attribute}" if self.attribute else self.module

    def stub(self, name: str) -> str:
        """The import that shows it in a stub."""
        module, _, last = self.module.rpartition(".")
        return f"from {self.module if self.attribute else module} import {self.attribute or last} as {name}"

    @classmethod
    def of(cls, text: str) -> Definition:
        """That of `str(definition)`."""
        module, _, attribute = text.partition(":")
        return cls(module, attribute)


def exports(source: str, module: str) -> Iterator[tuple[str, Definition]]:
    """The public names that a module says, each with its definition.

    Raises:
      ValueError: a call cannot be read without running it, or stands inside something.
    """
    tree = ast.parse(source)
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("exports")]
    functions = {alias.name for node in imports for alias in node.names}
    heads = [expression for node in tree.body for expression in getattr(node, "decorator_list", [getattr(node, "value", None)])]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _call(call)[0] in functions and call not in heads:
            raise ValueError(f"{module}, line {call.lineno}: {_call(call)[0]} stands inside something")
    listed: list[ast.expr] = []
    for node in tree.body if functions else ():
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            for decorator in node.decorator_list:
                called, arguments = _call(decorator)
                if called == "export":
                    yield from ((name, Definition(module, node.name)) for name in _strings(arguments, module))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__" and isinstance(node.value, ast.List):
            listed = node.value.elts
        elif isinstance(node, ast.Expr):
            yield from _said(*_call(node.value), module, listed)


def _call(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """The function that an expression calls by its name, and the arguments."""
    return (node.func.id, node.args) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ("", [])


def _said(called: str, arguments: list[ast.expr], module: str, listed: list[ast.expr]) -> Iterator[tuple[str, Definition]]:
    if called == "export_value":
        value = arguments[0]
        if not isinstance(value, ast.Name):
            raise ValueError(f"{module}, line {value.lineno}: export_value takes a variable of the module first")
        yield from ((name, Definition(module, value.id)) for name in _strings(arguments[1:], module))
    elif called == "export_module":
        yield from ((name, Definition(module)) for name in _strings(arguments, module))
    elif called == "export_all":
        (group,) = _strings(arguments, module)
        yield from ((f"{group}.{name}", Definition(module, name)) for name in _strings(listed, module))
    elif called == "export_from":
        foreign, group, names = _strings(arguments, module)
        yield from ((f"{group}.{name}".lstrip("."), Definition(foreign, name)) for name in names.split())


def _strings(arguments: list[ast.expr], module: str) -> list[str]:
    texts = []
    for argument in arguments:
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            raise ValueError(f"{module}, line {argument.lineno}: public names are written as strings")
        texts.append(argument.value)
    return texts


def gathered(root: Path = ROOT) -> dict[str, Definition]:
    """All public names of the checkout, groups not among them.

    Raises:
      ValueError: two things have one name.
    """
    found: dict[str, Definition] = {}
    lower = (root / LAYERS).read_text(encoding="utf-8").split()[:-1]
    own = [root / VERSION, *sorted((root / DIAGNOSTICS).glob("*.py"))]
    for path in [*(path for layer in lower for path in sorted((root / layer).rglob("*.py"))), *own]:
        source = path.read_text(encoding="utf-8")
        if "export" in source:
            parts = path.relative_to(root).with_suffix("").parts
            module = ".".join(("headrace", *(part for part in parts if part not in ("headrace", "__init__"))))
            for name, definition in exports(source, module):
                if found.setdefault(name, definition) != definition:
                    raise ValueError(f"tf.{name} is both {found[name]} and {definition}")
    renamed = runpy.run_path(str(root / OLD))["OLD"] if (root / OLD).exists() else {}
    for old, (_, new) in renamed.items():
        if new in found:
            found.setdefault(old, found[new])
    return found


def grouped(names: dict[str, Definition]) -> dict[str, dict[str, Definition]]:
    """The table of each group: its names and the groups in it; "" is headrace itself.

    Raises:
      ValueError: a group that holds names has no description, or one that is described holds none; a name is also that of
        a group.
    """
    groups: dict[str, dict[str, Definition]] = {"": {}}
    for name, definition in names.items():
        group, _, own = name.rpartition(".")
        if group and group not in (PATHS if is_inside(group) else GROUPS):
            raise ValueError(f"tf.{name} ({definition}): there is no group tf.{group}; GROUPS lists them")
        groups.setdefault(group, {})[own] = definition
    for group in [*GROUPS, *ALIASES]:
        while group and not is_inside(group):
            outer, _, own = group.rpartition(".")
            definition = Definition(f"headrace.{group}")
            if groups.setdefault(outer, {}).setdefault(own, definition) != definition:
                raise ValueError(f"tf.{group} is both a group and {groups[outer][own]}")
            group = outer
    if empty := GROUPS.keys() - groups.keys():
        raise ValueError(f"GROUPS describes groups without names: {', '.join(sorted(empty))}")
    return {group: dict(sorted(table.items())) for group, table in sorted(groups.items())}


def is_inside(group: str) -> bool:
    """Whether a path lies inside of TensorFlow, where no file of headrace's is made for it."""
    return "python" in group.split(".")


def messages(root: Path = ROOT) -> dict[str, str]:
    """Where each message and enumeration is: TensorFlow has them in other files than headrace."""
    found = {}
    for path in sorted((root / PROTO).glob("*_pb2.pyi")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            name = (
                node.name
                if isinstance(node, ast.ClassDef)
                else ast.unparse(node.target)
                if isinstance(node, ast.AnnAssign)
                else "DESCRIPTOR"
            )
            if name != "DESCRIPTOR":
                found[name] = str(Definition(f"headrace.{PROTO.replace('/', '.')}.{path.stem}", name))
    return dict(sorted(found.items()))


def _table(groups: dict[str, dict[str, Definition]], root: Path) -> str:
    rows = []
    for group, names in groups.items():
        definitions = "".join(f'        "{name}": "{definition}",\n' for name, definition in names.items())
        rows.append(f'    "{group}": {{\n{definitions}    }},\n')
    doc = f'"""Where each public name is defined: `module:attribute`, or a module. {_MADE}"""'
    others = {"ALIASES": ALIASES, "MESSAGES": messages(root)}
    texts = [f"NAMES = {{\n{''.join(rows)}}}\n"]
    for variable, table in others.items():
        texts.append(f"{variable} = {{\n" + "".join(f'    "{key}": "{value}",\n' for key, value in table.items()) + "}\n")
    return "\n".join([f"{doc}\n", *texts])


def _package(path: str, title: str, group: str) -> str:
    dots = "." * path.count("/")
    attached = f'__all__, __dir__, __getattr__ = _lazy.attach(globals(), "{group}")'
    return f'"""{title}. {_MADE}"""\n\nfrom {dots} import _lazy\n\n{attached}\n'


Homes = dict[str, tuple[str, str]]
"""For each definition the path of the stub that shows it whole, and its name there; the others import it from there."""


def _homes(shown: dict[str, dict[str, str]], paths: Iterable[str]) -> Homes:
    """The shortest path of each definition, those of programs before those inside of TensorFlow."""
    found: Homes = {}
    for path in sorted(paths, key=lambda path: (is_inside(path), path.count(".") + bool(path), path)):
        for name, definition in shown.get(path, {}).items():
            found.setdefault(definition, (path, name))
    return found


def _stub(path: str, names: dict[str, str], public: Iterable[str] | None, sources: Any, homes: Homes) -> str:
    """A stub of the names; `public` are those of them that it lists, all where it is not given."""
    listed = "".join(f'    "{name}",\n' for name in (sorted(names) if public is None else public))
    return f'"""{_title(path)}. {_MADE}"""\n\n{_shown(path, names, sources, homes)}\n__all__ = [\n{listed}]\n'


def _shown(path: str, names: dict[str, str], sources: Any, homes: Homes) -> str:
    """What a stub shows of each name: an import, or the definition where that says more than the source."""
    definitions = {name: Definition.of(definition) for name, definition in sorted(names.items())}
    whole = {name: sources.stub(found.module, found.attribute, name, definitions) for name, found in definitions.items()}
    imports = [f"{found.stub(name)}\n" for name, found in definitions.items() if not whole[name]]
    for name, definition in sorted(names.items()):
        home, there = homes.get(definition, (path, name))
        if whole[name] and (home, there) != (path, name):
            whole[name] = None
            imports.append(f"from {f'headrace.{home}'.rstrip('.')} import {there} as {name}\n")
    said = [stub for stub in whole.values() if stub]
    return "".join([*imports, *sorted(set().union(*(stub.imports for stub in said))), *(stub.definition for stub in said)])


def _second(path: str, own: str, unlisted: dict[str, str], sources: Any, homes: Homes) -> str:
    """A stub of a second path: what its own lists, and what it does not."""
    title = f"tf.{path}: {f'tf.{own}' if own else 'headrace'}, under a second path"
    return f'"""{title}. {_MADE}"""\n\nfrom {f"headrace.{own}".rstrip(".")} import *\n{_shown(path, unlisted, sources, homes)}'


def generated(root: Path = ROOT) -> dict[str, str]:
    """The text of each file that is made, by its path in the checkout."""
    groups = grouped(gathered(root))
    files = {"headrace/_names/table.py": _table(groups, root)}
    for group in groups:
        if group and not is_inside(group):
            files[f"headrace/{group.replace('.', '/')}/__init__.py"] = _package(
                f"headrace/{group.replace('.', '/')}/__init__.py", _title(group), group
            )
    return files | _stubs(groups, root)


def _title(group: str) -> str:
    return f"tf.{group}: {GROUPS.get(group, 'as far as programs use it')}" if group else "The public names"


def _stubs(groups: dict[str, dict[str, Definition]], root: Path) -> dict[str, str]:
    """The stubs: one for each group, one for each module of TensorFlow that headrace has names of, one for each second path."""
    names = {group: {name: str(definition) for name, definition in table.items()} for group, table in groups.items()}
    packages = {group: table for group, table in names.items() if not is_inside(group)}
    lookup = LOOKUP(names, ALIASES, messages(root), PATHS, RECORDED["SECOND_PATHS"], lambda name: None)
    shown = {path: {} for path in PATHS if path.startswith(_OPERATIONS)} | lookup.shown()
    second = {path: lookup.canonical(path) for path in [*ALIASES, *RECORDED["SECOND_PATHS"]] if path not in packages}
    for alias, own in ALIASES.items():
        inner = {path.removeprefix(own): path for path in shown if own and path.startswith(f"{own}.")}
        second |= {alias + rest: path for rest, path in inner.items() if not is_inside(rest)}
    second = {path: own for path, own in second.items() if own in shown and own != path}
    below: dict[str, set[str]] = {}
    for path in [*shown, *second]:
        while path:
            path, _, name = path.rpartition(".")
            below.setdefault(path, set()).add(name)
    files = {}
    sources = SOURCES(root, (root / LAYERS).read_text(encoding="utf-8").split()[:-1])
    homes = _homes(shown, shown.keys() - (second.keys() - below.keys()))
    for path in {*shown, *second, *below}:
        is_package = path in below or path in packages
        file = f"headrace/{path.replace('.', '/')}{'/__init__' if is_package else ''}.pyi".replace("//", "/")
        if path in second and path not in below:
            own = second[path]
            unlisted = {name: where for name, where in shown[own].items() if name not in packages.get(own, shown[own])}
            files[file] = _second(path, own, unlisted, sources, homes)
        else:
            inner = {name: str(Definition(f"headrace.{path}.{name}".replace("..", "."))) for name in below.get(path, ())}
            text = _stub(path, inner | shown.get(second.get(path, path), {}), packages.get(path), sources, homes)
            files[file] = text + (_ANY if path.startswith(_OPERATIONS) else "")
    return files


def made(root: Path = ROOT) -> set[str]:
    """The paths of the files that an earlier run has made."""
    inside = [path for suffix in ("py", "pyi") for path in (root / "headrace").rglob(f"*.{suffix}")]  # follows no links
    first_lines = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8").partition("\n")[0] for path in inside}
    return {path for path, line in first_lines.items() if line.endswith(f'{_MADE}"""')}


if __name__ == "__main__":
    files = generated()
    for stale in made() - files.keys():
        (ROOT / stale).unlink()
    for file, text in files.items():
        (ROOT / file).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / file).write_text(text, encoding="utf-8")
