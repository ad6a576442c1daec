"""Random programs of arrays, maps, scans, folds and loops, nested: values and gradients are TensorFlow's."""

from __future__ import annotations

import pytest
from support import golden
from support.program_texts.generating import alike
from support.program_texts.running import built, leaves, plain

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

RECORDED = golden.load("control_flow/arrays/generated.json")


@pytest.mark.parametrize("seed", RECORDED)
def test_plans_and_the_interpreter_find_what_tensorflow_finds(seed):
    expected = leaves(RECORDED[seed]["values"])
    result = built(tf, RECORDED[seed]["text"])
    for kind in (tf.Session, InterpretedSession):
        with kind() as session:
            assert alike(leaves(plain(session.run(result))), expected), kind
