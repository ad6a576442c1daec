"""`headrace bench` and `headrace doctor`."""

from __future__ import annotations

import json

import pytest
from support.cli import run
from support.house import ROOT

import headrace
from headrace.formats import reading_speed

IRIS = ROOT / "sample_data/iris-00000-of-00003.tfrecord"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(reading_speed, "_LEAST_SECONDS", 0.0)


def test_bench_shows_each_stage_and_what_limits():
    shown = run("bench", IRIS).stdout
    assert shown.startswith(f"{IRIS}: tfrecord, 50 records in 4.7 KB\n")
    for stage in ("read, from no cache", "read, from the cache", "and cut into records", "and parsed"):
        assert stage in shown
    assert shown.splitlines()[-1].startswith("what limits is ")


def test_bench_as_json():
    found = json.loads(run("bench", IRIS, "--json").stdout)
    assert (found["kind"], found["records"], found["bytes"]) == ("tfrecord", 50, 4671)
    assert [stage["name"] for stage in found["stages"]] == ["first read", "read", "records", "rows"]


def test_doctor_shows_what_json_holds():
    shown = run("doctor").stdout
    found = json.loads(run("doctor", "--json").stdout)
    assert found["headrace"]["version"] == headrace.__version__
    assert f"headrace          {headrace.__version__} " in shown
    assert f"numpy {found['packages']['numpy']}" in shown
    assert all(sentence in shown for sentence in found["advice"])
