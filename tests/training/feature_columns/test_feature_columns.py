"""Feature columns, held against TensorFlow 1.15 (`cases.py`, recorded in `cases.json`)."""

import pytest
from support.beside import Recorded

import headrace as tf

RECORDED = Recorded(__file__)


@pytest.mark.parametrize("name", list(RECORDED.expected))
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)
