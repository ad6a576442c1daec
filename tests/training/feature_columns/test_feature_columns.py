"""Feature columns, held against TensorFlow 1.15 (`cases.py`, `sequences.py`, recorded in JSON beside them)."""

import pytest
from support.beside import Recorded

import headrace as tf

RECORDED = Recorded(__file__)
SEQUENCES = Recorded(__file__, "sequences")


@pytest.mark.parametrize("name", list(RECORDED.expected))
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("name", list(SEQUENCES.expected))
def test_sequences_give_what_they_gave_in_tensorflow(name):
    SEQUENCES.hold(tf, name)
