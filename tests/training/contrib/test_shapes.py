"""`with_shape` and `with_same_shape` beside TensorFlow's nodes, values and refusals."""

from __future__ import annotations

import pytest
from support import golden
from support.shapes import checked

import headrace as tf

RECORDED = golden.load("checked_shapes/checked_shapes.json")


@pytest.mark.parametrize("text", checked.PROGRAMS)
def test_shapes_are_checked_as_in_tensorflow(text):
    assert checked.observed(tf, *checked.PROGRAMS[text]) == RECORDED[text]
