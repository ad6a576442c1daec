"""What a bug report should contain is found, and what makes headrace slower is said."""

from __future__ import annotations

import copy
import importlib
import json
import sys

import pytest
from support.house import modules

import headrace as tf
from headrace.diagnostics import doctor


@pytest.fixture(scope="module")
def found():
    return doctor.examine()


def test_it_is_what_json_holds(found):
    assert json.loads(json.dumps(found)) == found


def test_every_hot_module_is_named(found):
    names = {f"headrace.{'.'.join(path.with_suffix('').parts)}" for path in modules() if path.name.endswith("_cy.py")}
    assert set(found["compiled"]) == names
    assert found["compiled"] == {name: importlib.import_module(name).compiled for name in names}


def test_versions_are_those_that_are_imported(found):
    import google.protobuf
    import numpy

    assert found["packages"]["numpy"] == numpy.__version__
    assert found["packages"]["protobuf"] == google.protobuf.__version__
    assert found["packages"]["tensorflow"] is None or isinstance(found["packages"]["tensorflow"], str)
    assert found["python"]["version"] == sys.version.split()[0]


def test_extras_are_those_of_the_project(found):
    from pathlib import Path

    from support.house import ROOT

    text = Path(ROOT / "pyproject.toml").read_text()
    for name, needed in doctor.EXTRAS.items():
        (line,) = [line for line in text.splitlines() if line.startswith(f"{name} = [")]
        assert all(f'"{package}>=' in line for package in needed)
        assert found["extras"][name] == all(found["packages"][one] for one in needed)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("compiled", "headrace.formats._hashes_cy"), False, "hot modules are not compiled"),
        (("protobuf",), "python", "protobuf runs as Python"),
        (("checksum", "hardware"), False, "no instruction for the checksum"),
        (("limits", "open_files"), 256, "only 256 files may be open"),
        (("machine", "usable_cores"), 0.5, "cores may be used by this process"),
        (("text", "file_names"), "ascii", "PYTHONUTF8=1"),
    ],
)
def test_what_makes_it_slower_is_said(found, place, value, words):
    changed = copy.deepcopy(found)
    *way, last = place
    inner = changed
    for key in way:
        inner = inner[key]
    inner[last] = value
    assert sum(words in sentence for sentence in doctor._advice(changed)) == 1
    assert not any(words in sentence for sentence in found["advice"]) or doctor._advice(found) == doctor._advice(changed)


def test_show_config_says_what_is_compiled(found, capsys):
    tf.show_config()
    said = capsys.readouterr().out
    assert f"headrace {tf.__version__} with" in said
    assert doctor.about_modules(found["compiled"]) in said


def test_show_config_names_what_is_not_compiled_and_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "compiled", lambda: {"headrace.formats._a_cy": True, "headrace.graph._b_cy": False})
    tf.show_config()
    said = capsys.readouterr().out
    assert "hot modules: 1 of 2 compiled; not: graph._b_cy\n1 of 2 hot modules are not compiled" in said
    assert "install a C compiler" in said
