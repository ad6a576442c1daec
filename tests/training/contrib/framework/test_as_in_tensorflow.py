"""Programs with tf.contrib.framework give what TensorFlow 1.15 gave: values, names, refusals."""

from __future__ import annotations

import pytest
from support.compared import framework, is_same, observed, recorded

import headrace as tf


@pytest.mark.parametrize("name", framework.PROGRAMS.by_name)
def test_programs_of_contrib_framework(name):
    found = observed(tf, framework.PROGRAMS.by_name[name])
    assert is_same(found, recorded("framework")[name]), found
