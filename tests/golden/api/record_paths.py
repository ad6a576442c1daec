"""Records which module of TensorFlow holds which names: `headrace/_names/tensorflow.py`.

    python tests/golden/api/record_paths.py 0.12=DIR 1.0=DIR ... 1.15=DIR

Each DIR holds the sources of one release: the package `tensorflow` of an unpacked wheel (`tensorflow_core` of 1.15). They are
read, not run, so that any Python does; a package `tensorflow_estimator` beside DIR counts, too. Run it after `make names`: of
several names of one thing it takes one that headrace has.
"""

from __future__ import annotations

import ast
import functools
import os
import runpy
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
TARGET = ROOT / "headrace" / "_names" / "tensorflow.py"
NAMES = runpy.run_path(str(ROOT / "headrace" / "_names" / "table.py"))["NAMES"]
SCOPE = runpy.run_path(str(ROOT / "headrace" / "programs" / "scope.py"))

TOPS = ("", "python", "contrib", "core", "examples")
LEFT_OUT = {
    *SCOPE["OUT_OF_SCOPE"],
    "python.kernel_tests",
    "contrib.tpu.ops",
    "contrib.tpu.profiler",
    "contrib.tpu.python",
    "python.estimator.api",
    "contrib.input_pipeline.ops",
    "python.ops.standard_ops",
    "python.ops.gen_experimental_dataset_ops",
    "python.ops.gen_tpu_ops",
    "python.ops.gen_boosted_trees_ops",
    "python.framework.test_ops",
    "python.pywrap_tensorflow_internal",
    "contrib.learn.python.learn.dataframe",
}
"""Modules below these are read for what others take from them, and have no rows."""

NOISE = {"absolute_import", "division", "print_function", "unicode_literals", "xrange", "six", "np", "DESCRIPTOR"}


class Thing(NamedTuple):
    """What a name stands for: where it is defined, and how the name came to be where it was found."""

    module: str
    name: str
    own: bool
    variable: bool = False


class Release:
    """The modules of one release and what their names stand for."""

    def __init__(self, root: str) -> None:
        self.files = dict(_files(root))
        self.packages = {module.rpartition(".")[0] for module in self.files}
        self.things: dict[str, dict[str, Thing]] = {}
        self.modules: dict[str, dict[str, str]] = {}
        self.listed: dict[str, set[str]] = {}
        self.documented: set[str] = set()
        self.exported: dict[str, Thing] = {}
        self.trees: dict[str, ast.Module] = {}
        for module in ("python", "contrib", *self.files):  # those first that a program imports
            self.read(module)
        for module in [*self.trees] * 2:  # imports go in circles: what was read first had not all names yet
            self._statements(module, self.trees[module].body)

    def read(self, module: str) -> None:
        """Read a module and what it imports, once."""
        if module in self.things:
            return
        self.things[module], self.modules[module] = {}, {}
        if module not in self.files:
            return
        source = self.files[module].read_bytes().replace(b", async)", b", async_)")  # what SWIG wrote before Python 3.7
        tree = self.trees[module] = ast.parse(source)
        lines = (ast.get_docstring(tree) or "").splitlines()
        if module.startswith("python"):
            self.documented |= {line.strip().removeprefix("@@") for line in lines if line.strip().startswith("@@")}
        self._statements(module, tree.body)

    def _statements(self, module: str, statements: list[ast.stmt]) -> None:
        for statement in statements:
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                self.things[module][statement.name] = Thing(module, statement.name, True)
                for decorator in statement.decorator_list:
                    self._export(decorator, Thing(module, statement.name, True))
            elif isinstance(statement, ast.If):
                self._statements(module, statement.body + statement.orelse)
            elif isinstance(statement, ast.Try):
                self._statements(module, statement.body)
            elif isinstance(statement, ast.ImportFrom):
                self._import_from(module, statement)
            elif isinstance(statement, ast.Import):
                for alias in statement.names:
                    source = _local(alias.name)
                    if source is not None and alias.asname:
                        self.modules[module][alias.asname] = source
            elif isinstance(statement, ast.Assign):
                for target in statement.targets:
                    self._assign(module, target, statement.value)
            elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                self._call(module, statement.value)

    def _import_from(self, module: str, statement: ast.ImportFrom) -> None:
        source = _local(statement.module or "")
        if statement.level:
            package = module.split(".") if self.files[module].name == "__init__.py" else module.split(".")[:-1]
            above = package[: len(package) - statement.level + 1]
            source = ".".join([*above, *filter(None, [statement.module])])
        if source is None:
            return
        self.read(source)
        for alias in statement.names:
            if alias.name == "*":
                listed = self.listed.get(source)
                for name in self.things[source].keys() | self.modules[source].keys():
                    if name in listed if listed else not name.startswith("_"):
                        self._take(module, name, source, name, star=True)
            else:
                self._take(module, alias.asname or alias.name, source, alias.name, star=False)

    def _take(self, module: str, name: str, source: str, its_name: str, star: bool) -> None:
        inner = f"{source}.{its_name}".lstrip(".")
        if its_name in self.things[source]:
            self.things[module][name] = self.things[source][its_name]._replace(own=star)
        elif its_name in self.modules[source]:
            self.modules[module][name] = self.modules[source][its_name]
        elif inner in self.files or inner in self.packages:
            self.read(inner)
            self.modules[module][name] = inner

    def _assign(self, module: str, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple):
            for each in target.elts:
                self._assign(module, each, target)
        elif isinstance(target, ast.Name) and target.id == "__all__":
            constants = [node.value for node in ast.walk(value) if isinstance(node, ast.Constant)]
            self.listed[module] = {text for text in constants if isinstance(text, str)}
        elif isinstance(target, ast.Name):
            thing = self._value(module, value) or Thing(module, target.id, True, variable=True)
            self.things[module][target.id] = thing._replace(own=True)
            if module == "python" and target.id.startswith("_allowed"):
                self.documented |= {node.value for node in ast.walk(value) if isinstance(node, ast.Constant)}

    def _value(self, module: str, value: ast.expr) -> Thing | None:
        if isinstance(value, ast.Name):
            return self.things[module].get(value.id)
        if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
            source = self.modules[module].get(value.value.id)
            return self.things.get(source, {}).get(value.attr) if source else None
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Call):  # deprecated(...)(function)
            return next(filter(None, (self._value(module, argument) for argument in value.args)), None)
        return None

    def _call(self, module: str, call: ast.Call) -> None:
        if isinstance(call.func, ast.Call) and call.args and isinstance(call.args[0], ast.Name):
            self._export(call.func, Thing(module, call.args[0].id, True))
        elif isinstance(call.func, ast.Attribute) and call.func.attr == "export_constant":
            self._export(call.func.value, Thing(module, ast.literal_eval(call.args[1]), True))

    def _export(self, call: ast.expr, thing: Thing) -> None:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("tf_export", "estimator_export"):
            names = [ast.literal_eval(argument) for argument in call.args]
            for keyword in call.keywords:
                if keyword.arg == "v1":
                    names = ast.literal_eval(keyword.value)
            self.exported |= {name: thing for name in names if not name.startswith("raw_ops.")}

    def public(self, documented: bool, lasting: dict[str, Thing]) -> dict[str, Thing]:
        """What stands below `tf`. Before 1.7 that was what the documentation named, of what modules held.

        Args:
          lasting: what the last release exports; of what was generated, earlier ones exported more than `tf` then had.
        """
        found = {
            name: thing
            for name, thing in self.exported.items()
            if not _is_generated(thing.module) or (name in lasting and thing.module.startswith("python.ops."))
        }
        if documented:
            top = "python"
            known = {name.partition(".")[0] for name in lasting if "." in name}
            groups = {"": top, **{name: module for name, module in self.modules[top].items() if name in known}}
            for group, module in groups.items():
                for name, thing in self.things.get(module, {}).items():
                    public = f"{group}.{name}".lstrip(".")
                    if name in self.documented or public in lasting:
                        found.setdefault(public, thing)
        for name, module in self.modules.get("contrib", {}).items():
            found |= self._contrib(f"contrib.{name}", module, ())
        return found

    def _contrib(self, group: str, module: str, above: tuple[str, ...]) -> dict[str, Thing]:
        if not module.startswith("contrib.") or module in above or len(above) > 2 or _is_left_out(module):
            return {}
        found = {f"{group}.{name}": thing for name, thing in self.things.get(module, {}).items() if not name.startswith("_")}
        for name, inner in self.modules.get(module, {}).items():
            found |= self._contrib(f"{group}.{name}", inner, (*above, module))
        return found


def _is_generated(module: str) -> bool:
    own = module.rpartition(".")[2]
    return own.startswith("gen_") or own == "test_ops"


def _is_left_out(path: str) -> bool:
    parts = path.split(".")
    return any(".".join(parts[: end + 1]) in LEFT_OUT for end in range(len(parts)))


def _files(root: str) -> Iterator[tuple[str, Path]]:
    yield from _files_below(root)
    for module, path in _files_below(f"{root}/../tensorflow_estimator"):
        if module.startswith("python.estimator"):
            yield module, path


def _files_below(root: str) -> Iterator[tuple[str, Path]]:
    for directory, _, files in os.walk(root):
        package = Path(directory).relative_to(root).parts
        if not package or package[0] in TOPS:
            for file in files:
                if file.endswith(".py") and not file.endswith("_test.py"):
                    yield ".".join([*package, *([] if file == "__init__.py" else [file[:-3]])]), Path(directory, file)


def _local(module: str) -> str | None:
    top, _, rest = module.partition(".")
    return rest if top in ("tensorflow", "tensorflow_core", "tensorflow_estimator") else None


class Seen(NamedTuple):
    """A name in a module: the first and the last release that had it, and what it stood for in the last one, or in the last one
    in which that was public."""

    first: int
    last: int
    thing: Thing | None
    public: bool = False


def recorded(releases: dict[str, Release]) -> dict[str, str]:
    """The rows of the table, by paths and by groups of public names."""
    numbers = list(releases)
    names_of: dict[tuple[str, str], list[str]] = {}
    seen: dict[str, dict[str, Seen]] = defaultdict(dict)
    for number, release in enumerate(releases.values()):
        public = release.public(number < numbers.index("1.7"), releases[numbers[-1]].exported)
        names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name, thing in public.items():
            if not _is_left_out(name):
                names[thing[:2]].append(name)
                group, _, own = name.rpartition(".")
                if not group.startswith("contrib."):
                    _see(seen[group], own, number, thing, public=True)
        names_of |= names
        for module in release.files:
            if module and module != "python" and not _is_left_out(module):
                _see(seen[module], "", number, None, public=True)
                for name, thing in release.things[module].items():
                    is_public = thing[:2] in names_of
                    if _belongs(release, module, name, thing, is_public):
                        _see(seen[module], name, number, thing, is_public)
    return {path: _row(path, names, numbers, names_of) for path, names in sorted(seen.items())}


def second_paths(releases: dict[str, Release]) -> dict[str, str]:
    """The modules of a package of contrib that its other modules have under the same name: `contrib.learn.preprocessing`."""
    found: dict[str, str] = {}
    for release in releases.values():
        for path in release.files:
            if path.startswith("contrib.") and ".python" not in path:
                inside = f"{'.'.join(path.split('.')[:2])}.python."
                for name, module in release.modules[path].items():
                    if module.startswith(inside) and module.endswith(f".{name}") and not _is_generated(module):
                        if not _is_left_out(module):
                            found[f"{path}.{name}"] = module
    return dict(sorted(found.items()))


def _see(row: dict[str, Seen], name: str, number: int, thing: Thing | None, public: bool) -> None:
    before = row.get(name)
    was_public = before is not None and before.public
    kept = before.thing if before is not None and was_public and not public else thing
    row[name] = Seen(number if before is None else before.first, number, kept, public or was_public)


def _belongs(release: Release, module: str, name: str, thing: Thing, public: bool) -> bool:
    """Whether programs mean a thing by its name in this module: not what it has from elsewhere for its own use."""
    if name.startswith("_") or name in NOISE or name.endswith("_eager_fallback"):
        return False
    if _is_generated(thing.module) and name[0].isupper():
        return False
    if thing.module != module and thing.module.startswith("python.util."):
        return module.startswith("contrib.") and release.files[module].name == "__init__.py"
    if thing.variable and not public and not module.endswith("_pb2"):
        return False
    package = f"{'.'.join(module.split('.')[:2])}."
    same_package = module.startswith("contrib.") and thing.module.startswith(package)
    return thing.own or public or same_package or release.files[module].name == "__init__.py"


def _row(path: str, names: dict[str, Seen], numbers: list[str], names_of: dict[tuple[str, str], list[str]]) -> str:
    whole = names.pop("", Seen(0, len(numbers) - 1, None))
    parts: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for name, (first, last, thing, _) in names.items():
        assert thing is not None
        target = _target(path, name, thing, names_of)
        group, _, other = target.rpartition(".") if target else ("-", "", name)
        parts[first, last, group].append(name if other == name else f"{name}={other}")
    words = [_span(whole, Seen(0, len(numbers) - 1, None), numbers)]
    for (first, last, group), found in sorted(parts.items()):
        words += [f"@{_span(Seen(first, last, None), whole, numbers)}", f":{group}", *sorted(found)]
    return " ".join(words)


def _span(span: Seen, default: Seen, numbers: list[str]) -> str:
    first = "" if span.first == default.first else numbers[span.first]
    return first if span.last == default.last else f"{first}-{numbers[span.last]}"


def _target(path: str, name: str, thing: Thing, names_of: dict[tuple[str, str], list[str]]) -> str | None:
    """The public name of a thing, else where it is defined; None where that is the path itself."""
    contrib = ".".join(thing.module.split(".")[:2]) if thing.module.startswith("contrib.") else "none"
    names = [
        public
        for public in names_of.get(thing[:2], ())
        if not public.startswith("contrib.") or public.startswith(f"{contrib}.") or _is_there(public)
    ]
    if names:
        order = functools.partial(_preference, name)
        best = min(names, key=order)
        return None if best == f"{path}.{name}".lstrip(".") else best
    return None if thing.module == path else f"{thing.module}.{thing.name}"


def _preference(name: str, public: str) -> tuple[object, ...]:
    return (not _is_there(public), public.startswith("contrib."), public.rpartition(".")[2] != name, public.count("."), public)


def _is_there(public: str) -> bool:
    group, _, name = public.rpartition(".")
    return name in NAMES.get(group, ())


if __name__ == "__main__":
    sys.setrecursionlimit(5000)
    releases = {number: Release(root) for number, _, root in (argument.partition("=") for argument in sys.argv[1:])}
    doc = "Which module of TensorFlow holds which names, for `programs/paths.py`. Made by `tests/golden/api/record_paths.py`."
    texts = [f'"""{doc}"""\n']
    for variable, table in (("PATHS", recorded(releases)), ("SECOND_PATHS", second_paths(releases))):
        texts.append(f"{variable} = {{\n" + "".join(f'    "{path}": "{row}",\n' for path, row in table.items()) + "}\n")
    TARGET.write_text("\n".join(texts), encoding="utf-8")
