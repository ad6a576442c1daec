"""tf.contrib.layers beside TensorFlow 1.15.5: values, gradients, names, variables, collections, what is refused."""

from __future__ import annotations

import pytest
from support.beside import Recorded

import headrace as tf

RECORDED = Recorded(__file__)
TRAINING = Recorded(__file__, "cases_of_training")


@pytest.mark.parametrize("name", RECORDED.cases)
def test_a_layer_is_tensorflows(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("name", TRAINING.cases)
def test_what_trains_layers_is_tensorflows(name):
    TRAINING.hold(tf, name)
