"""Programs of datasets do what TensorFlow 1.15 recorded of them: nodes, what is known of elements, elements, errors."""

from __future__ import annotations

import json
import pathlib

import numpy as np
import pytest
from support.datasets.files import write_files
from support.datasets.outcomes import outcome
from support.datasets.programs import EXPERIMENTAL, PROGRAMS

import headrace as tf

RECORDED = json.loads((pathlib.Path(__file__).parents[2] / "golden/datasets/recorded.json").read_text())
ALL = {f"data: {name}": text for name, text in PROGRAMS.items()}
ALL |= {f"experimental: {name}": text for name, text in EXPERIMENTAL.items()}


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_files()


@pytest.mark.parametrize("name", ALL)
def test_a_program_does_what_it_does_in_tensorflow(name, files):
    found, recorded = json.loads(json.dumps(outcome(tf, np, ALL[name]))), dict(RECORDED[name])
    if recorded.get("refused", [""])[-1] == "in converted code:":  # TensorFlow converts functions, and says so
        assert found["refused"][0] == recorded["refused"][0]
    else:
        assert found == recorded
