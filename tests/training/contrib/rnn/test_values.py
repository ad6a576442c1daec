"""tf.contrib.rnn and tf.contrib.grid_rnn beside what TensorFlow 1.15.5 made of the same programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.rnn.contrib import PROGRAMS
from support.rnn.holding import hold

import headrace as tf

RECORDED = json.loads((Path(__file__).parents[3] / "golden" / "rnn" / "contrib" / "values.json").read_text())


def test_every_program_is_recorded():
    assert sorted(RECORDED) == sorted(PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_variables_values_and_gradients(graph, name):
    hold(tf, PROGRAMS[name], RECORDED[name])
