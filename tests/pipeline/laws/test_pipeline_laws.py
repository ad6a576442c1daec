"""The laws for random pipelines notice what is wrong, and specs can be kept and made smaller."""

from __future__ import annotations

import json
from copy import deepcopy

import numpy as np
import pytest
from support.pipelines.build import build
from support.pipelines.generate import generate
from support.pipelines.laws import contradictions
from support.pipelines.recorded import from_line, to_line
from support.pipelines.run import meaning, run
from support.pipelines.shrink import shrunk

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

CHECK = {"id": 1, "op": "check", "in": [[0, 0]], "at": {"bad": 7, "how": "Assert"}}
SINK = {"kind": "batch", "size": 2, "capacity": 8, "threads": 1, "smaller": True, "pad": False, "many": False}


def spec_of(ops=(), effects=(), records=9, **sink):
    stage = {"ops": list(ops), "outs": [[0, 0], [0, 1]], "sink": {**SINK, **sink}, "effects": list(effects)}
    return {"seed": 1, "source": {"kind": "lines", "records": records, "epochs": 1}, "stages": [stage]}


def examined(spec, folder):
    """A program, its meaning, and what the interpreter makes of it: nothing is wrong with that."""
    program = build(tf, spec, folder)
    meant, counted = meaning(tf, program, InterpretedSession)
    outcome = run(tf, program, InterpretedSession)
    assert contradictions(program, meant, counted, outcome) == []
    return program, meant, counted, outcome


@pytest.mark.parametrize("threads", [1, 3])
def test_a_record_that_is_lost_twice_there_or_changed_is_noticed(threads, tmp_path):
    program, meant, counted, outcome = examined(spec_of(threads=threads), tmp_path)

    def wrong(change):
        changed = deepcopy(outcome)
        change(changed.delivered)
        return contradictions(program, meant, counted, changed)

    assert wrong(lambda delivered: delivered.pop(1))
    assert wrong(lambda delivered: delivered.append(delivered[0]))
    assert wrong(lambda delivered: delivered.__setitem__(0, delivered[1]))
    assert wrong(lambda delivered: delivered[0][0].__setitem__(0, 99))
    assert wrong(lambda delivered: delivered[0].__setitem__(0, delivered[0][0].astype(np.int64)))


def test_another_order_is_noticed_only_where_there_is_one(tmp_path):
    for threads, expected in ((1, True), (3, False)):
        folder = tmp_path / str(threads)
        folder.mkdir()
        program, meant, counted, outcome = examined(spec_of(threads=threads, records=8), folder)
        outcome.delivered.reverse()
        assert bool(contradictions(program, meant, counted, outcome)) is expected


def test_a_good_record_lost_before_a_fault_and_a_silent_end_are_noticed(tmp_path):
    program, meant, counted, outcome = examined(spec_of([CHECK], [1]), tmp_path)
    assert [part.tolist() for part, _ in outcome.delivered] == [[0, 1], [2, 3], [4, 5], [6]]
    assert outcome.joined == ("InvalidArgumentError", "assertion failed: [7]; DIR/lines-0:8")
    lost = deepcopy(outcome)
    lost.delivered.pop()
    assert contradictions(program, meant, counted, lost)
    silent = deepcopy(outcome)
    silent.joined = None
    assert contradictions(program, meant, counted, silent)


def test_counting_twice_is_noticed(tmp_path):
    counter = {"id": 1, "op": "counter", "in": [[0, 0]], "at": {}}
    program, meant, counted, outcome = examined(spec_of([counter], [1]), tmp_path)
    assert outcome.counted == {"counter 0": 9}
    outcome.counted = {"counter 0": 10}
    assert contradictions(program, meant, counted, outcome)


def test_a_seed_gives_one_spec_of_plain_data(tmp_path):
    for seed in range(20):
        specs = []
        for attempt in "ab":
            folder = tmp_path / f"{seed}{attempt}"
            folder.mkdir()
            specs.append(generate(seed, folder))
        assert specs[0] == specs[1] == json.loads(json.dumps(specs[0]))


def test_a_recorded_program_is_the_same_when_read(tmp_path):
    program, meant, counted, outcome = examined(spec_of([CHECK], [1]), tmp_path)
    spec, read, read_counted = from_line(to_line(program, meant, counted))
    assert spec == program.spec
    assert read_counted == counted
    assert contradictions(program, read, read_counted, outcome, rough=True) == []
    outcome.delivered.pop()
    assert contradictions(program, read, read_counted, outcome, rough=True)


def test_a_spec_shrinks_to_what_matters():
    noise = [{"id": k, "op": "negative", "in": [[0, 0]], "at": {}} for k in range(2, 9)]
    spec = spec_of([CHECK, *noise], [1], records=30, threads=3, capacity=5)
    small = shrunk(spec, lambda spec: any(op["op"] == "check" for op in spec["stages"][0]["ops"]))
    assert small["stages"][0]["ops"] == [CHECK]
    assert small["stages"][0]["sink"] == {**SINK, "size": 1, "capacity": 32}
    assert small["source"]["records"] == 1
