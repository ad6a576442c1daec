"""Traced runs: StepStats of the operations that ran, and the page that Timeline makes of them."""

from __future__ import annotations

import json

import numpy as np
import pytest

import headrace as tf
from headrace.python.client import timeline

FULL = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
CPU = "/job:localhost/replica:0/task:0/device:CPU:0"


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


def _traced(session, fetches, feed_dict=None):
    metadata = tf.RunMetadata()
    results = session.run(fetches, feed_dict, options=FULL, run_metadata=metadata)
    return results, metadata.step_stats


def _product():
    p = tf.placeholder(tf.float32, [4], name="p")
    x = tf.reshape(p, [2, 2], name="x")
    w = tf.get_variable("w", initializer=[[1.0, 2.0], [3.0, 4.0]])
    return p, tf.add(tf.matmul(x, w, name="mm"), 1.0, name="y")


def test_operations_are_told_with_names_inputs_times_and_shapes(session):
    p, y = _product()
    session.run(tf.global_variables_initializer())
    found, stats = _traced(session, y, {p: [1, 2, 3, 4]})
    np.testing.assert_array_equal(found, [[8, 11], [16, 23]])
    (device,) = stats.dev_stats
    assert device.device == CPU
    nodes = {node.node_name: node for node in device.node_stats}
    assert {"x/shape", "x", "w", "w/read", "mm", "y/y", "y"} <= set(nodes)
    assert nodes["x"].timeline_label == "x = Reshape(p, x/shape)"
    assert nodes["mm"].timeline_label == "mm = MatMul(x, w/read)"
    assert nodes["y"].timeline_label == "y = Add(mm, y/y)"
    (output,) = nodes["mm"].output
    assert [size.size for size in output.tensor_description.shape.dim] == [2, 2]
    assert output.tensor_description.dtype == tf.float32.as_datatype_enum
    assert output.tensor_description.allocation_description.requested_bytes == 16
    for before, after in (("x", "mm"), ("mm", "y")):
        assert nodes[before].all_start_nanos + nodes[before].all_end_rel_nanos <= nodes[after].all_start_nanos
    assert all(node.all_end_rel_micros > 0 for node in device.node_stats)


def test_only_what_ran_is_told(session):
    taken = tf.placeholder(tf.bool, [])
    result = tf.cond(taken, lambda: tf.constant(1, name="one"), lambda: tf.constant(2, name="two"))
    found, stats = _traced(session, result, {taken: True})
    names = {node.node_name for node in stats.dev_stats[0].node_stats}
    assert found == 1
    assert "cond/one" in names
    assert "cond/two" not in names


def test_runs_that_are_not_traced_leave_the_metadata_empty(session):
    x = tf.constant(1.0) + 1.0
    metadata = tf.RunMetadata()
    session.run(x, run_metadata=metadata)
    session.run(x, options=tf.RunOptions(timeout_in_ms=10_000), run_metadata=metadata)
    assert session.run(x, options=FULL) == 2.0
    assert not metadata.step_stats.dev_stats


def test_traced_runs_have_the_effects_of_others(session):
    v = tf.get_variable("v", initializer=1.0)
    session.run(tf.global_variables_initializer())
    add = tf.assign_add(v, 1.0)
    assert [_traced(session, add)[0], session.run(add), _traced(session, v)[0]] == [2.0, 3.0, 3.0]
    drawn = tf.random_uniform([], seed=3)
    with tf.Session() as other:
        expected = [other.run(drawn) for _ in range(3)]
    assert [session.run(drawn), _traced(session, drawn)[0], session.run(drawn)] == expected


def test_a_timeline_has_an_event_for_each_operation(session):
    p, y = _product()
    session.run(tf.global_variables_initializer())
    _, stats = _traced(session, y, {p: [1, 2, 3, 4]})
    events = json.loads(timeline.Timeline(stats).generate_chrome_trace_format())["traceEvents"]
    processes = [event["args"]["name"] for event in events if event["ph"] == "M"]
    assert processes == ["Allocators", f"{CPU} Compute", f"{CPU} Tensors"]
    ops = {event["args"]["name"]: event for event in events if event["ph"] == "X"}
    assert set(ops) == {node.node_name for node in stats.dev_stats[0].node_stats}
    assert ops["mm"]["name"] == "MatMul"
    assert ops["mm"]["args"] == {"name": "mm", "op": "MatMul", "input0": "x", "input1": "w/read"}
    for event in ops.values():
        assert event["dur"] > 0
        assert event["cat"] == "Op"
