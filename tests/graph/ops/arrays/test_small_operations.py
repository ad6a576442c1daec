"""Small operations on arrays give, print and refuse what they do in TensorFlow 1.15."""

from __future__ import annotations

import sys

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "array_programs")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_small_operations(name):
    RECORDED.hold(tf, name)


def test_prints_go_where_the_program_says(capfd):
    x = tf.constant([1, 2])
    with tf.Session() as session:
        session.run(tf.print("out", x, output_stream=sys.stdout))
        session.run(tf.print("err", x))
        session.run(tf.print("log", x, output_stream=tf.logging.WARN, name="said"))
    written = capfd.readouterr()
    assert written.out == "out [1 2]\n"
    assert written.err.startswith("err [1 2]\n")
    assert written.err.endswith(": W said] log [1 2]\n")
