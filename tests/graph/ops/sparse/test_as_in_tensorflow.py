"""Programs with sparse tensors give what TensorFlow 1.15 gave: values, names, refusals."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "sparse_programs")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_sparse_tensors(name):
    RECORDED.hold(tf, name)
