"""Programs with tables give what TensorFlow 1.15 gave: values, names, refusals."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "lookup", "lookup_files", "lookup_mutable")


def _without_what_headrace_adds(found):
    """Observations without the place of a field, and without what to run first: TensorFlow says neither."""
    if isinstance(found, str):
        return found.partition("; words.txt:")[0].partition(" (run tf.tables_initializer() first)")[0]
    if isinstance(found, list):
        return [_without_what_headrace_adds(one) for one in found]
    if isinstance(found, dict):
        return {key: _without_what_headrace_adds(one) for key, one in found.items()}
    return found


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_tables(name):
    RECORDED.hold(tf, name, _without_what_headrace_adds)
