"""`headrace events`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from support import golden
from support.cli import run

SCALARS = golden.DIRECTORY / "events/scalars.tfevents"


def test_tags_with_their_extremes():
    lines = run("events", SCALARS).stdout.splitlines()
    assert lines[0].split() == ["run", "tag", "kind", "values", "steps", "least", "greatest", "last"]
    (loss,) = [line.split() for line in lines if " loss " in line]
    assert loss[1:-1] == ["loss", "scalar", "100", "0", "to", "99", "0.01", "1", "0.01"]


def test_values_and_curve_of_the_tags_that_match():
    shown = run("events", SCALARS, "--tag", "lo*").stdout
    assert "   1 ┤" in shown
    assert shown.splitlines()[-1].split() == ["99", "0.0099999998"]
    assert ": lr" not in shown


def test_every_value_as_json():
    rows = json.loads(run("events", SCALARS, "--json", "--tag", "loss").stdout)
    assert [row["step"] for row in rows] == list(range(100))
    assert np.float32(rows[2]["value"]) == np.float32(1 / 3)
    assert {row["tag"] for row in rows} == {"loss"}
    assert len(json.loads(run("events", SCALARS, "--json").stdout)) == 200


def test_a_tag_that_is_not_there_is_a_fault_of_the_call():
    found = run("events", SCALARS, "--tag", "accuracy")
    assert found.exit_code == 2
    assert "there are loss, lr" in found.stderr


def test_what_came_before_the_damage_is_shown(tmp_path):
    content = bytearray(Path(SCALARS).read_bytes())
    content[-6] ^= 1
    (tmp_path / "x.tfevents").write_bytes(content)
    found = run("events", tmp_path)
    assert found.exit_code == 1
    assert " 99 " in found.stdout
    assert found.stderr.startswith("headrace: corrupted record at ")


def test_graphs_are_mentioned():
    assert "`headrace graph` shows" in run("events", golden.DIRECTORY / "saved_model/graph.tfevents").stdout
