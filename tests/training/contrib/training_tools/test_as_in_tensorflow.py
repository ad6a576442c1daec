"""Programs with tf.contrib.training give what TensorFlow 1.15 gave: values, names, refusals."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "training_tools", "sampling", "sequences")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_of_contrib_training(name):
    RECORDED.hold(tf, name)
