"""Random pipelines that are interrupted deliver what they mean; `make fuzz-resume` runs others without end."""

from __future__ import annotations

import json
from random import Random

import pytest
from support.pipelines.generate import generate
from support.resume.laws import can_be_resumed, faults_of_resuming
from support.threads import no_threads_left

PARTS = 6
SEEDS = range(61_000, 61_090)


@pytest.mark.parametrize("part", range(PARTS))
def test_interrupted_pipelines_deliver_what_their_programs_mean(part, tmp_path_factory):
    wrong = []
    for seed in SEEDS[part::PARTS]:
        spec = generate(seed, tmp_path_factory.mktemp("tried"))
        if not can_be_resumed(spec):
            continue
        with no_threads_left():
            faults = faults_of_resuming(spec, Random(seed), 2, other_threads=seed % 3 == 0, other_process=seed % 25 == 0)
        if faults:
            wrong.append((seed, faults, json.dumps(spec)))
    assert wrong == []
