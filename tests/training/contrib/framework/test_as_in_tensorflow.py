"""Programs with tf.contrib.framework give what TensorFlow 1.15 gave: values, names, refusals."""

from __future__ import annotations

import pytest
from support.compared import framework, is_same, nested, observed, recorded, remapping

import headrace as tf

MODULES = {"framework": framework, "remapping": remapping, "nested": nested}


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, found in MODULES.items() for name in found.PROGRAMS.by_name]
)
def test_programs_of_contrib_framework(module, name):
    found = observed(tf, MODULES[module].PROGRAMS.by_name[name])
    assert is_same(found, recorded(module)[name]), found
