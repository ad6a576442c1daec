"""tf.contrib.metrics beside TensorFlow 1.15.5: values batch by batch, names, local variables, collections, what is refused."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "cases")


@pytest.mark.parametrize("name", RECORDED.names)
def test_a_metric_is_tensorflows(name):
    RECORDED.hold(tf, name)


def test_the_metrics_of_slim_are_these():
    for name in dir(tf.contrib.metrics):
        if not name.startswith("_"):
            assert getattr(tf.contrib.slim.metrics, name) is getattr(tf.contrib.metrics, name), name
