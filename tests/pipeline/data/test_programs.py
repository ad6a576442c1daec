"""Programs of datasets do what TensorFlow 1.15 recorded of them: nodes, what is known of elements, elements, errors."""

from __future__ import annotations

import json
import pathlib

import numpy as np
import pytest
from support.datasets.files import write_files
from support.datasets.outcomes import outcome
from support.datasets.programs import read_programs

import headrace as tf

RECORDED = json.loads((pathlib.Path(__file__).parents[2] / "golden/datasets/recorded.json").read_text())
PROGRAMS = read_programs()
ON_PURPOSE = {
    "data: text lines missing": "a file that is not there fails once, and the next one is read",
    "data: fixed of a wrong size": "the same",
    "data: list_files of two": "TensorFlow puts ./ before names without a pattern where there are several",
    "experimental: SqlDataset bad": "a query fails once",
    "experimental: copy_to_device": "on one machine it is the dataset itself",
    "experimental: prefetch_to_device": "the same",
}
"""Programs that do something else here, and why."""


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_files()


@pytest.mark.parametrize("name", sorted(PROGRAMS.keys() - ON_PURPOSE.keys()))
def test_a_program_does_what_it_does_in_tensorflow(name, files):
    found, recorded = json.loads(json.dumps(outcome(tf, np, PROGRAMS[name]))), RECORDED[name]
    assert found.keys() == recorded.keys()
    for part, value in recorded.items():
        assert _like(found[part], value) == value, part


def _like(found, recorded):
    """What was found, errors cut to what TensorFlow says: behind that stands where it was."""
    if _is_error(found) and _is_error(recorded) and found[0] == recorded[0]:
        words = recorded[1]
        # TensorFlow converts functions, and says so; constants of other types are refused in the words of other versions.
        if words == "in converted code:" or words.startswith(("Expected string", "`map_func` must return")):
            return recorded
        return [found[0], words] if found[1].startswith(words) else found
    if isinstance(found, list) and isinstance(recorded, list) and len(found) == len(recorded):
        return [_like(*pair) for pair in zip(found, recorded, strict=True)]
    return found


def _is_error(value):
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and value[0].endswith("Error")


@pytest.mark.parametrize("name", sorted(ON_PURPOSE))
def test_what_is_otherwise_on_purpose_still_is(name, files):
    assert json.loads(json.dumps(outcome(tf, np, PROGRAMS[name]))) != RECORDED[name]
