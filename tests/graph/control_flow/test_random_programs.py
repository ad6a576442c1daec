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


@pytest.mark.parametrize("seed", RECORDED)
@pytest.mark.parametrize("session", [tf.Session, InterpretedSession], ids=["plan", "interpreter"])
def test_values_are_tensorflows(session, seed):
    if session is InterpretedSession and int(seed) % 4:
        pytest.skip("each fourth is enough")
    with tf.Graph().as_default():
        program = build(tf, int(seed))
        with session() as running:
            found = values_of(program, running)
    assert [different(expected, one) for expected, one in zip(RECORDED[seed], found, strict=True)] == [[], []]


def test_enough_programs_are_recorded():
    assert len(RECORDED) >= 150
