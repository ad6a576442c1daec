"""Programs with linear operators give what TensorFlow 1.15 gave: values, shapes, names, hints, refusals."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "values", "relations", "refusals")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_linear_operators(name):
    RECORDED.hold(tf, name)
