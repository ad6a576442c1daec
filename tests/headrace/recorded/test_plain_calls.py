"""Functions that no other test calls: what was recorded from TensorFlow 1.15."""

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "plain_calls")


@pytest.mark.parametrize("name", RECORDED.names)
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)
