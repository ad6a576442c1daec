"""colocate_with: the groups that operations are in, and their devices."""

from __future__ import annotations

import pytest

import headrace as tf


def groups(element):
    op = element if isinstance(element, tf.Operation) else element.op
    try:
        return list(op.get_attr("_class"))
    except ValueError:
        return None


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


def test_what_is_made_inside_is_in_the_group_of_the_operation():
    a = tf.constant(1.0, name="a")
    with tf.colocate_with(a):
        b = tf.constant(2.0, name="b")
    assert groups(b) == ["loc:@a"]
    assert groups(a) is None
    with tf.colocate_with(b.op):
        assert groups(tf.constant(3.0)) == ["loc:@a"]  # not in one of its own


def test_blocks_add_up_unless_told_to_forget():
    a, b = tf.constant(1.0, name="a"), tf.constant(1.0, name="b")
    with tf.colocate_with(b), tf.colocate_with(a):
        assert groups(tf.constant(2.0)) == ["loc:@a", "loc:@b"]
        with tf.colocate_with(None, ignore_existing=True):
            assert groups(tf.constant(2.0)) is None
        with tf.colocate_with(a, ignore_existing=True):
            assert groups(tf.constant(2.0)) == ["loc:@a"]
    assert groups(tf.constant(2.0)) is None
    with pytest.raises(ValueError, match=r"reset colocation \(op is None\) but ignore_existing"), tf.colocate_with(None):
        pass


def test_the_device_is_that_of_the_operation_whatever_surrounds_the_block():
    with tf.device("/cpu:1"):
        a = tf.constant(1.0, name="a")
    with tf.device("/cpu:0"):
        with tf.colocate_with(a):
            assert tf.constant(2.0).device == a.device == "/device:CPU:1"
        with tf.colocate_with(tf.no_op()):
            assert tf.constant(2.0).device == "/device:CPU:0"


def test_what_changes_a_variable_and_its_read_are_in_its_group():
    v = tf.Variable(1.0, name="v")
    assert groups(v) is None
    assert groups(v.initializer) == groups(v.value()) == groups(tf.assign_add(v, 1.0)) == ["loc:@v"]
    assert groups(v.initial_value) is None


def test_an_initializer_that_is_called_is_in_the_group_of_its_variable():
    v = tf.Variable(lambda: tf.ones([2]) * 2.0, name="v")
    assert groups(v) == groups(v.initial_value) == groups(v.initial_value.op.inputs[0]) == ["loc:@v"]
    a = tf.constant(1.0, name="a")
    with tf.colocate_with(a):
        w = tf.Variable(lambda: tf.ones([2]), name="w")
    assert groups(w) == groups(w.initial_value) == ["loc:@a"]


def test_what_an_optimizer_adds_is_in_the_groups_of_the_variables(graph):
    v, w = tf.Variable(1.0, name="v"), tf.Variable(2.0, name="w")
    optimizer = tf.train.AdamOptimizer()
    optimizer.minimize(v * w, name="step")
    assert groups(optimizer.get_slot(w, "m")) == groups(optimizer.get_slot(w, "m").initializer) == ["loc:@w"]
    assert groups(graph.get_operation_by_name("step/update_w/ApplyAdam")) == ["loc:@w"]
    assert groups(graph.get_operation_by_name("beta1_power")) == groups(graph.get_operation_by_name("step/mul")) == ["loc:@v"]
