"""Programs with tf.contrib.training give what TensorFlow 1.15 gave: values, names, refusals."""

from __future__ import annotations

import pytest
from support.compared import is_same, observed, recorded, training_tools

import headrace as tf


@pytest.mark.parametrize("name", training_tools.PROGRAMS.by_name)
def test_programs_of_contrib_training(name):
    found = observed(tf, training_tools.PROGRAMS.by_name[name])
    assert is_same(found, recorded("training_tools")[name]), found
