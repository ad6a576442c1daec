"""Programs with tf.contrib.framework give what TensorFlow 1.15 gave: values, names, refusals."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "framework", "remapping", "nested")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_of_contrib_framework(name):
    RECORDED.hold(tf, name)
