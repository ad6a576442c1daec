"""Graphs that TensorFlow wrote of programs that train (tests/support/journeys) run here, with equal numbers."""

from __future__ import annotations

import pytest
from support.golden import DIRECTORY
from support.journeys.travel import arrived, departed, differences, read

import headrace as tf

RECORDED = {
    f"{path.stem.removesuffix('.json')}-{seed}": journey
    for path in sorted((DIRECTORY / "graphs").glob("journeys_*.json.gz"))
    for seed, journey in read(path.read_bytes()).items()
}


@pytest.mark.parametrize("name", RECORDED)
def test_what_tensorflow_wrote_runs_here_with_equal_numbers(name, tmp_path):
    journey = RECORDED[name]
    assert differences(journey["found"], arrived(tf, journey, tmp_path)) == []


def test_journeys_of_several_releases_are_recorded():
    assert {name.rpartition("-")[0] for name in RECORDED} >= {"journeys_1_15", "journeys_2_21"}


HERE = (0, 1, 3, 4, 5, 9, 11, 12, 14, 17, 20, 22)
"""The seeds of programs that headrace takes."""


@pytest.mark.parametrize("seed", HERE)
def test_what_is_written_here_runs_here_with_equal_numbers(seed, tmp_path):
    journey = departed(tf, seed, tmp_path / "there")
    assert differences(journey["found"], arrived(tf, journey, tmp_path / "here")) == []
