"""What programs on images give, and what they refuse, is what TensorFlow gave and refused."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "pictures", "boxes", "jpegs", "jpeg_pixels")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_on_images(name):
    RECORDED.hold(tf, name)
