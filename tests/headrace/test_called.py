"""What docs/coverage.md counts is called by some test; lists beside the recorded names say which, see `support.docs.calls`."""

from __future__ import annotations

import inspect
import sys

from support.docs import calls

import headrace as tf


def test_a_new_name_is_called_by_a_test():
    """What is in neither list needs a test that calls it: `RECORD_CALLS=DIR pytest ...`, `python -m support.docs.calls DIR`."""
    every = calls.callables().keys()
    called, uncalled = calls.listed(calls.CALLED), calls.listed(calls.UNCALLED)
    assert set(calls.neither(every, called)) <= uncalled
    assert uncalled <= every - called


def test_calls_are_seen_of_functions_methods_properties_and_classes_and_not_of_headrace_itself():
    watch = calls.Watch()
    frames = []

    def noticed(frame, event, _):
        frames.append(frame.f_code)
        watch._notice(frame, event, _)

    before = sys.getprofile()
    sys.setprofile(noticed)
    try:
        tf.reduce_mean(tf.constant([1.0]))
        graph = tf.Graph()
        _ = graph.version
        tf.errors.NotFoundError(None, None, "gone")
    finally:
        sys.setprofile(before)
    assert {"tf.reduce_mean", "tf.constant", "tf.Graph", "tf.errors.NotFoundError", "tf.Graph.version"} <= watch.called
    assert "tf.convert_to_tensor" not in watch.called
    assert inspect.unwrap(tf.convert_to_tensor).__code__ in frames
