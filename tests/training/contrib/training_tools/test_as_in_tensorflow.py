"""Programs with tf.contrib.training give what TensorFlow 1.15 gave: values, names, refusals."""

from __future__ import annotations

import pytest
from support.compared import is_same, observed, recorded, sampling, sequences, training_tools

import headrace as tf

MODULES = {"training_tools": training_tools, "sampling": sampling, "sequences": sequences}


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, found in MODULES.items() for name in found.PROGRAMS.by_name]
)
def test_programs_of_contrib_training(module, name):
    found = observed(tf, MODULES[module].PROGRAMS.by_name[name])
    assert is_same(found, recorded(module)[name]), found
