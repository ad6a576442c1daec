"""Random per-record programs whose queue runners are to be deterministic deliver the same with any number of threads."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.pipelines.build import build
from support.pipelines.generate import generate
from support.pipelines.laws import most_records
from support.pipelines.run import run
from support.pipelines.sinks import JOINS
from support.pipelines.values import to_json
from support.threads import no_threads_left

import headrace as tf


def is_open(sink):
    """Whether the order depends on time all the same: what leaves first depends on what has come."""
    return sink["kind"] == "bucket" or sink.get("queue") == "PriorityQueue"


def outcome_of(spec, threads, most, folder):
    """What a program delivers with so many threads for each of its runners, those of joins apart, and how it ends."""
    spec = copy.deepcopy(spec)
    for stage in spec["stages"]:
        if stage["sink"]["kind"] not in JOINS:
            stage["sink"]["threads"] = threads
    program = build(tf, spec, folder)
    program.graph.is_deterministic = True
    with most_records(most):
        outcome = run(tf, program)
    assert not outcome.hangs, (outcome.ended, outcome.joined)
    return [[to_json(part) for part in element] for element in outcome.delivered], outcome.ended, outcome.joined


@pytest.mark.parametrize("part", range(4))
def test_the_number_of_threads_changes_nothing(part, tmp_path_factory):
    @settings(max_examples=40, phases=[Phase.explicit, Phase.generate], database=None, derandomize=True)
    @given(st.integers(0, 10**9))
    def check(number):
        spec = generate(4 * number + part, tmp_path_factory.mktemp("tried"))
        if any(is_open(stage["sink"]) for stage in spec["stages"]):
            return
        spec.pop("stop", None)
        spec.pop("change_after", None)
        folder = tmp_path_factory.mktemp("program")
        with no_threads_left():
            alone = outcome_of(spec, 1, None, folder)
            for threads, most in ((3, None), (4, 3)):
                assert outcome_of(spec, threads, most, folder) == alone, json.dumps(spec)

    check()
