"""Random per-record programs: what they deliver, through blocks, queues and threads, is what they mean.

tests/fuzz/pipelines.py runs the same without end.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.golden import FOLDER
from support.pipelines.build import build
from support.pipelines.generate import generate
from support.pipelines.laws import contradictions, faults_of, most_records
from support.pipelines.recorded import from_line, lines_of
from support.pipelines.run import run
from support.pipelines.shrink import shrunk
from support.threads import no_threads_left

import headrace as tf

RECORDED = lines_of(FOLDER / "pipelines" / "programs.jsonl.gz")
PARTS = 10
"""Tests that the recorded programs are shared out to."""


@pytest.mark.parametrize("part", range(6))
def test_blocks_deliver_what_the_program_means_record_by_record(part, tmp_path_factory):
    @settings(max_examples=120, database=None)
    @given(st.integers(0, 10**9))
    def check(seed):
        spec = generate(7 * seed + part, tmp_path_factory.mktemp("tried"))
        with no_threads_left():
            faults, _ = faults_of(spec, interpreted_too=seed % 5 == 0)
        if faults:
            small = shrunk(spec, lambda smaller: fails(smaller), tries=60)
            pytest.fail(f"{faults}\n{json.dumps(spec)}\nsmaller: {json.dumps(small)}")

    check()


def fails(spec):
    try:
        return bool(faults_of(spec, patience=1.5)[0])
    except Exception:  # such a program cannot be built
        return False


@pytest.mark.parametrize("part", range(PARTS))
def test_programs_do_what_tensorflow_does(part, tmp_path_factory):
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
