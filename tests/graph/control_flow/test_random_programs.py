"""Random programs of branches and loops, in plans and in the interpreter: their values are TensorFlow's."""

from __future__ import annotations

import gzip
import json

import pytest
from support.golden import DIRECTORY
from support.loops.answers import different, values_of
from support.loops.programs import build

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

RECORDED = dict(map(json.loads, gzip.decompress((DIRECTORY / "control_flow" / "values.jsonl.gz").read_bytes()).splitlines()))


RUNS = [
    *(pytest.param(tf.Session, seed, id=f"plan-{seed}") for seed in RECORDED),
    *(pytest.param(InterpretedSession, seed, id=f"interpreter-{seed}") for seed in RECORDED if int(seed) % 4 == 0),
]
"""All of them in plans, each fourth in the interpreter too, which takes longer."""


@pytest.mark.parametrize(("session", "seed"), RUNS)
def test_values_are_tensorflows(session, seed):
    with tf.Graph().as_default():
        program = build(tf, int(seed))
        with session() as running:
            found = values_of(program, running)
    assert [different(expected, one) for expected, one in zip(RECORDED[seed], found, strict=True)] == [[], []]


def test_enough_programs_are_recorded():
    assert len(RECORDED) >= 150
