"""Random per-record programs deliver the same whatever bytes their queues may hold, hang nowhere, and keep to the limits."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.pipelines.build import build
from support.pipelines.generate import generate
from support.pipelines.run import run
from support.pipelines.values import to_json
from support.threads import no_threads_left

import headrace as tf

LIMITS = [(1, None), (None, 1), (700, None), (5_000, 900), (1 << 30, 1 << 30)]
"""Bytes for all queues, and for each."""


def is_open(sink):
    """Whether the order depends on time all the same: what leaves first depends on what has come."""
    return sink["kind"] == "bucket" or sink.get("queue") == "PriorityQueue"


def outcome_of(spec, budget, capacity, folder):
    """What a program delivers with so many bytes, and how it ends."""
    with tf.train.capacity_bytes(capacity):
        program = build(tf, copy.deepcopy(spec), folder)
    program.graph.memory_budget = budget
    program.graph.is_deterministic = True
    outcome = run(tf, program)
    assert not outcome.hangs, (outcome.ended, outcome.joined)
    return [[to_json(part) for part in element] for element in outcome.delivered], outcome.ended, outcome.joined


@pytest.mark.parametrize("part", range(4))
def test_limits_in_bytes_change_nothing(part, tmp_path_factory):
    @settings(max_examples=6, phases=[Phase.explicit, Phase.generate], database=None, derandomize=True)
    @given(st.integers(0, 10**9))
    def check(number):
        spec = generate(4 * number + part, tmp_path_factory.mktemp("tried"))
        if any(is_open(stage["sink"]) for stage in spec["stages"]):
            return
        spec.pop("stop", None)
        spec.pop("change_after", None)
        fed = spec["source"].get("records", 0) * spec["source"].get("epochs", 1)
        spec["source"]["capacity"] = max(1, fed - 1)  # a queue that the program fills itself it fills beside its runners
        folder = tmp_path_factory.mktemp("program")
        with no_threads_left():
            free = outcome_of(spec, None, None, folder)
            for budget, capacity in LIMITS:
                assert outcome_of(spec, budget, capacity, folder) == free, (budget, capacity, json.dumps(spec))

    check()
