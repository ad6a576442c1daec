"""The tables, groups and stubs of the public names: made from what the code exports, and equal to what a program finds."""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import headrace as tf
from headrace._names import generate
from headrace._names.old import OLD
from headrace._names.table import NAMES
from headrace.programs import operations, paths

ROOT = Path(__file__).resolve().parents[2]  # of the checkout, wherever headrace is installed
GROUPS = sorted(NAMES)
CHECKED_IN = {file: (ROOT / file).read_text(encoding="utf-8") for file in generate.made(ROOT)}


def test_what_is_checked_in_is_what_the_code_exports():
    files = generate.generated(ROOT)
    assert CHECKED_IN.keys() == files.keys(), "run `make names`"
    assert [file for file in files if files[file] != CHECKED_IN[file]] == [], "run `make names`"


def module_of(group: str):
    return importlib.import_module(f"headrace.{group}" if group else "headrace")


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_shows_its_names_and_nothing_else(group):
    module = module_of(group)
    for name in module.__all__:
        getattr(module, name)
    assert dir(module) == sorted(module.__all__)


STUBS = {
    file.removesuffix(".pyi").removesuffix("/__init__").removeprefix("headrace").lstrip("/").replace("/", "."): ast.parse(text)
    for file, text in CHECKED_IN.items()
    if file.endswith(".pyi")
}
"""The stub of each group, and of each module of TensorFlow that headrace has names of."""


def shown_in(stub: ast.Module) -> dict[str, tuple[str, str]]:
    """What a stub takes from elsewhere: for each name the module that it is taken from, and the name there."""
    imports = [node for node in stub.body if isinstance(node, ast.ImportFrom) and node.module != "typing"]
    names = {alias.asname or alias.name: (node.module or "", alias.name) for node in imports for alias in node.names}
    of_signatures = {
        node.id for function in defined_in(stub).values() for node in ast.walk(function) if isinstance(node, ast.Name)
    }
    return {name: origin for name, origin in names.items() if name not in of_signatures}


def defined_in(stub: ast.Module) -> dict[str, ast.FunctionDef]:
    """The functions that a stub defines: those whose documentation is completed by others'."""
    return {node.name: node for node in stub.body if isinstance(node, ast.FunctionDef) and node.name != "__getattr__"}


def listed_in(stub: ast.Module) -> set[str]:
    """Its `__all__`."""
    values = [node.value for node in stub.body if isinstance(node, ast.Assign)]
    return {name for value in values for name in ast.literal_eval(value)}


@pytest.mark.parametrize("group", [group for group in GROUPS if not generate.is_inside(group)])
def test_a_stub_lists_the_names_of_its_group(group):
    assert {name for name in listed_in(STUBS[group]) if f"{group}.{name}".lstrip(".") not in OLD} == set(
        module_of(group).__all__
    )


@pytest.mark.parametrize("top", sorted({path.partition(".")[0] for path in STUBS}))
def test_a_stub_leads_to_the_objects_that_a_program_gets(top):
    for path in (path for path in STUBS if path.partition(".")[0] == top):
        module = module_of(path)
        for name, (origin, own) in shown_in(STUBS[path]).items():
            source = importlib.import_module(origin)
            if name == "*":
                assert source is module, path
            elif f"{path}.{name}".lstrip(".") not in STUBS:
                assert getattr(source, own, None) is getattr(module, name), f"{path}.{name}"


def test_a_stub_shows_the_signature_and_the_documentation_that_a_program_finds():
    found = {(path, name): node for path, stub in STUBS.items() for name, node in defined_in(stub).items()}
    for (path, name), node in found.items():
        function = getattr(module_of(path), name)
        names = [argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)]
        assert sorted(names) == sorted(inspect.signature(function).parameters), f"{path}.{name}"
        assert ast.get_docstring(node) == inspect.getdoc(function), f"{path}.{name}"
    assert ("layers", "dense") in found


def test_signatures_of_a_stub_mean_pythons_own_types_by_their_names():
    for path, stub in STUBS.items():
        imports = [node for node in stub.body if isinstance(node, ast.ImportFrom)]
        taken = {alias.asname or alias.name for node in imports for alias in node.names} | defined_in(stub).keys()
        for name, function in defined_in(stub).items():
            used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            assert {each for each in used & taken if hasattr(builtins, each)} == set(), f"{path}.{name}"
    assert "bool" in listed_in(STUBS[""])


def is_named(path: str, name: str) -> bool:
    """Whether a name is neither a module without names nor a function that is made of the declaration of an operation."""
    definition = paths.elsewhere(path, name)
    return definition is None or (":" in definition and operations.__name__ not in definition and ".gen_" not in definition)


def test_each_module_of_tensorflow_that_has_names_here_has_a_stub_that_shows_them():
    absent = []
    for path in {*paths.PATHS} - {""}:
        stub = STUBS.get(path, ast.Module([], []))
        names = shown_in(stub) | defined_in(stub)
        listed = listed_in(STUBS[paths.canonical(path)]) if "*" in names else set()
        absent += [f"{path}.{name}" for name in paths.listed(path) if name not in {*names, *listed} and is_named(path, name)]
    assert absent == []


@pytest.mark.parametrize("group", [group for group in GROUPS if not generate.is_inside(group)])
def test_help_shows_the_parameters_and_a_first_sentence_of_each_function(group):
    module = module_of(group)
    for name in module.__all__:
        function = getattr(module, name)
        if inspect.isfunction(function) and function.__module__.startswith("headrace."):
            kinds = [parameter.kind for parameter in inspect.signature(function).parameters.values()]
            hides = kinds[:2] == [inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD]
            assert not hides or name == "print", name  # which has no others in TensorFlow
            assert (inspect.getdoc(function) or "").strip().partition("\n")[0], name


def test_groups_are_found_by_those_who_look_for_modules():
    found = {name for _, name, _ in pkgutil.walk_packages(tf.__path__, "headrace.")}
    assert {f"headrace.{group}" for group in GROUPS if group and not generate.is_inside(group)} <= found
    assert importlib.util.find_spec("headrace.contrib.slim.evaluation").origin.endswith("evaluation/__init__.py")


@pytest.mark.parametrize(
    ("statement", "is_"),
    [
        ("import headrace.train as m", "headrace.train"),
        ("from headrace.contrib import slim as m", "headrace.contrib.slim"),
        ("from headrace.python.training import saver as m", "headrace.python.training.saver"),
        ("import headrace.contrib.learn.python.learn.datasets.mnist as m", "headrace.contrib.learn.datasets.mnist"),
        ("import headrace.compat.v1 as m", "headrace"),
        ("import headrace.compat.v1.train as m", "headrace.train"),
        ("from headrace.compat.v1 import train as m", "headrace.train"),
        ("import importlib; m = importlib.import_module('headrace.python.platform.flags')", "headrace.flags"),
        ("from headrace.app import flags as m", "headrace.flags"),
    ],
)
def test_a_group_is_one_module_however_it_is_imported(statement, is_):
    code = (
        f"{statement}; import importlib, headrace; print(m is importlib.import_module('{is_}'), m.__name__, headrace.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout.split() == ["True", is_, "headrace"], done.stderr


def checkout(tmp_path, source: str):
    """A checkout that exports what `source` says, and a name of each group."""
    source = "from headrace.formats.exports import export, export_all, export_from, export_module, export_value\n" + source
    layers = (ROOT / generate.LAYERS).read_text(encoding="utf-8")
    (tmp_path / generate.LAYERS).write_text(layers)
    for layer in layers.split():
        (tmp_path / layer).mkdir()
    others = "from headrace.formats.exports import export_value\n" + "".join(
        f'export_value(x, "{group}.something")\n' for group in generate.GROUPS
    )
    (tmp_path / "headrace" / "_version.py").write_text(others)
    (tmp_path / "graph" / "sums.py").write_text(source)
    return tmp_path


def test_a_function_exported_is_in_the_table_its_group_and_its_stub(tmp_path):
    source = '@export("cumulate", "train.cumulate")\ndef accumulate(x):\n    return x\n\n\nexport_value(SUM, "SUM")\n'
    source += 'export_module("train.sums")\nexport_from("ast", "train", "parse walk")\n'
    source += '__all__ = ["listed"]\nexport_all("nn")\n'
    files = generate.generated(checkout(tmp_path, source))
    assert '        "cumulate": "headrace.graph.sums:accumulate",\n' in files["headrace/_names/table.py"]
    assert '        "sums": "headrace.graph.sums",\n' in files["headrace/_names/table.py"]
    assert "from headrace.graph.sums import accumulate as cumulate\n" in files["headrace/train/__init__.pyi"]
    assert "from headrace.graph import sums as sums\n" in files["headrace/train/__init__.pyi"]
    assert "from ast import walk as walk\n" in files["headrace/train/__init__.pyi"]
    assert "from headrace.graph.sums import listed as listed\n" in files["headrace/nn/__init__.pyi"]
    assert "from headrace.graph.sums import SUM as SUM\n" in files["headrace/__init__.pyi"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('@export("trian.f")\ndef f(): ...', r"tf.trian.f \(headrace.graph.sums:f\): there is no group tf.trian"),
        (
            '@export("f")\ndef f(): ...\n@export("f")\ndef g(): ...',
            "tf.f is both headrace.graph.sums:f and headrace.graph.sums:g",
        ),
        ('@export("train")\ndef f(): ...', "tf.train is both a group and headrace.graph.sums:f"),
        ("@export(NAME)\ndef f(): ...", "headrace.graph.sums, line 2: public names are written as strings"),
        ('if True:\n    @export("f")\n    def f(): ...', "headrace.graph.sums, line 3: export stands inside something"),
        ('export_value(f(), "f")', "headrace.graph.sums, line 2: export_value takes a variable of the module first"),
    ],
)
def test_names_that_cannot_be_are_refused(source, message, tmp_path):
    with pytest.raises(ValueError, match=message):
        generate.generated(checkout(tmp_path, source))


def test_a_group_without_names_is_refused(tmp_path):
    root = checkout(tmp_path, "")
    (root / "headrace" / "_version.py").write_text("")
    with pytest.raises(
        ValueError, match=r"^GROUPS describes groups without names: audio, bitwise, contrib.copy_graph, .*, train$"
    ):
        generate.generated(root)
