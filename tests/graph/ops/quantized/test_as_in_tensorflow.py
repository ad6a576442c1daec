"""Programs that quantize give what TensorFlow 1.15 gave, to the last bit."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "quantized_programs")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_that_quantize(name):
    RECORDED.hold(tf, name)
