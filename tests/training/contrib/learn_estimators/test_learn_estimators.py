"""The estimators of tf.contrib.learn: graphs and flows as TensorFlow 1.15 has them, and programs of 2017."""

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "models", "flows", "loops")


@pytest.mark.parametrize("name", RECORDED.names)
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)
