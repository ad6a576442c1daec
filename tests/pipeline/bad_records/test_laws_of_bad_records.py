"""Random programs whose bad records are left out deliver what they mean without them, and tell of each bad one once."""

from __future__ import annotations

import json
from random import Random

import pytest
from support.bad_records.law import can_leave_out, faults_of_leaving_out, plant
from support.pipelines.generate import generate
from support.threads import no_threads_left


@pytest.mark.parametrize("part", range(2))
def test_what_is_left_is_what_the_program_means_without_bad_records(part, tmp_path_factory):
    bad = 0
    for number in range(100 + part, 160, 2):
        spec = generate(number, tmp_path_factory.mktemp("tried"))
        if can_leave_out(spec):
            plant(spec, Random(number))
            with no_threads_left():
                faults, count = faults_of_leaving_out(spec)
            bad += count
            assert not faults, f"{faults}\n{json.dumps(spec)}"
    assert bad > 30
