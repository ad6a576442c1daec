"""`headrace checkpoint`."""

from __future__ import annotations

import json

from support import golden
from support.cli import run

V2 = golden.DIRECTORY / "checkpoint_v2/all"


def test_all_tensors():
    shown = run("checkpoint", V2).stdout.splitlines()
    assert ["matrices/w", "float32", "[3,", "4]", "12"] in [line.split() for line in shown]
    assert shown[-1] == f"33 tensors of 5,713 elements; {V2}/model-1234, version 2"


def test_all_tensors_as_json():
    found = json.loads(run("checkpoint", V2, "--json").stdout)
    assert (found["prefix"], found["version"], found["elements"]) == (f"{V2}/model-1234", 2, 5713)
    assert {"name": "matrices/w", "dtype": "float32", "shape": [3, 4]} in found["tensors"]


def test_one_value():
    assert run("checkpoint", V2, "global_step").stdout == "global_step: int64 []\n1234\n"
    found = json.loads(run("checkpoint", V2, "matrices/w", "--json").stdout)
    assert found["value"] == [[0.0, 0.125, 0.25, 0.375], [0.5, 0.625, 0.75, 0.875], [1.0, 1.125, 1.25, 1.375]]


def test_a_large_value_is_shortened_for_people_alone():
    assert len(run("checkpoint", V2, "big/f32").stdout) < 300
    assert len(json.loads(run("checkpoint", V2, "big/f32", "--json").stdout)["value"]) == 5000
    assert "of 20,000 bytes" in run("checkpoint", V2, "strings/vec").stdout


def test_damage_is_a_fault_of_the_files():
    found = run("checkpoint", golden.DIRECTORY / "checkpoint_v2/damaged/index_magic")
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.count("\n") == 1


def test_a_name_that_is_not_there():
    found = run("checkpoint", V2, "matrices/x")
    assert found.exit_code == 2
    assert "matrices/w" in found.stderr
