"""Random per-record programs: what they deliver, through blocks, queues and threads, is what they mean.

`make fuzz-pipelines` runs such programs without end.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.golden import DIRECTORY
from support.pipelines.build import build
from support.pipelines.generate import generate
from support.pipelines.laws import contradictions, fails_alike, faults_of, most_records
from support.pipelines.recorded import from_line, lines_of
from support.pipelines.run import run
from support.pipelines.shrink import shrunk
from support.threads import no_threads_left

import headrace as tf

RECORDED = lines_of(DIRECTORY / "pipelines" / "programs.jsonl.gz")
PARTS = 10
"""Tests that the recorded programs are shared out to."""


@pytest.mark.parametrize("part", range(8))
def test_pipelines_deliver_what_their_programs_mean(part, tmp_path_factory):
    # The same programs in each run; `make fuzz-pipelines` runs others. Specs shrink by themselves.
    @settings(max_examples=60, phases=[Phase.explicit, Phase.generate], database=None, derandomize=True)
    @given(st.integers(0, 10**9))
    def check(number):
        seed = 8 * number + part
        spec = generate(seed, tmp_path_factory.mktemp("tried"))
        with no_threads_left():
            faults, _ = faults_of(spec, interpreted_too=number % 4 == 0)
        if faults:
            small = shrunk(spec, fails_alike(faults[0]), tries=12)  # the runner of make fuzz-pipelines takes its time for more
            pytest.fail(f"{faults}\n{json.dumps(spec)}\nsmaller: {json.dumps(small)}")

    check()


@pytest.mark.parametrize("part", range(PARTS))
def test_pipelines_deliver_what_tensorflow_delivers(part, tmp_path_factory):
    wrong = []
    for line in RECORDED[part::PARTS]:
        spec, meant, counted = from_line(line)
        program = build(tf, spec, tmp_path_factory.mktemp("program"))
        with most_records(spec.get("block")):
            outcome = run(tf, program)
        faults = contradictions(program, meant, counted, outcome, rough=True)
        if faults:
            wrong.append((spec["seed"], faults))
    assert wrong == []
