"""tf.graph_util and freeze_graph: what they make of a graph is what TensorFlow makes of it."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "graph_parts")


@pytest.mark.parametrize("name", RECORDED.names)
def test_it_is_as_in_tensorflow(name):
    RECORDED.hold(tf, name)
