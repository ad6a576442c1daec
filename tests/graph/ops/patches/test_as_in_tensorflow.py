"""Programs with pools, patches and scattered elements give and refuse what TensorFlow 1.15 gave and refused."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "patch_programs")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_patches(name):
    RECORDED.hold(tf, name)
