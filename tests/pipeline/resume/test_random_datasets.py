"""Random programs of tf.data with bad records go on from every place as if nothing had been. `make fuzz-datasets` goes on."""

from __future__ import annotations

import logging

import pytest
from support.datasets.resumed.generate import generate
from support.datasets.resumed.laws import faults_of
from support.threads import no_threads_left

FOUND = [12, 18, 45, 49, 55, 57, 63, 67, 70]
"""Programs of which something was counted twice, or not at all, once."""


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "headrace")
    with no_threads_left():
        yield


@pytest.mark.parametrize("seed", [*FOUND, *range(1000, 1008)])
def test_a_program_goes_on_from_any_place(seed):
    assert not faults_of(generate(seed), most_places=6)


@pytest.mark.parametrize("seed", [3, 5])
def test_a_program_goes_on_in_another_process(seed):
    assert not faults_of(generate(seed), other_process=True)
