"""When a run reads variables: what waits for a change has the new value, what was computed before keeps the old one."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


def test_the_value_of_a_variable_is_read_anew_after_a_change(session):
    v = tf.Variable([1.0, 2.0])
    session.run(v.initializer)
    before = v.read_value()
    with tf.control_dependencies([before]):
        change = v.assign_add([1.0, 1.0])
    with tf.control_dependencies([change]):
        after = v.read_value()
    found = session.run([before, before * 10.0, after, after * 10.0])
    assert [value.tolist() for value in found] == [[1, 2], [10, 20], [2, 3], [20, 30]]


@pytest.mark.parametrize(
    ("change", "use", "value"),  # as TensorFlow gives it
    [
        (lambda v: v.assign_add([1, 1]), tf.identity, [2, 3]),
        (lambda v: v.assign([7, 8]), tf.identity, [7, 8]),
        (lambda v: v.assign([7, 8]), lambda v: v * 10, [70, 80]),
        (lambda v: tf.scatter_update(v, [1], [9]), lambda v: v[::-1], [9, 1]),
        (lambda v: v.assign([7, 8]), lambda v: v.assign_add(v), [14, 16]),
        (lambda v: v.assign(v * 10), lambda v: tf.cond(v[0] > 5, lambda: v + 1, lambda: v + 2), [11, 21]),
    ],
)
def test_what_waits_for_an_assignment_has_the_value_that_was_assigned(session, change, use, value):
    v = tf.Variable([1, 2])
    with tf.control_dependencies([change(v)]):
        used = use(v)
    session.run(v.initializer)
    assert session.run(used).tolist() == value


def test_each_step_of_a_chain_of_changes_has_the_value_of_the_one_before(session):
    v = tf.Variable([1, 2])
    session.run(v.initializer)
    with tf.control_dependencies([v.assign_add([1, 1])]):
        change = v.assign(v * 10)
    with tf.control_dependencies([change]):
        last = v + 5
    assert session.run(last).tolist() == [25, 35]


def test_equal_expressions_before_and_after_a_change_are_two(session):
    v, w = tf.Variable([1.0, 2.0]), tf.Variable([3.0])
    session.run([v.initializer, w.initializer])
    before = [tf.exp(v) * w, tf.exp(v) + w]
    with tf.control_dependencies(before):
        change = v.assign_add([1.0, 1.0])
    with tf.control_dependencies([change]):
        after = tf.exp(v) * w
    assert session.plan([*before, after]).count("k_Exp") == 2
    first, _, second = session.run([*before, after])
    np.testing.assert_allclose(first, np.exp([1, 2]) * 3, rtol=1e-6)
    np.testing.assert_allclose(second, np.exp([2, 3]) * 3, rtol=1e-6)


def test_what_was_read_before_a_change_is_not_taken_for_what_is_read_after_it(session):
    v = tf.Variable([1.0, 2.0])
    session.run(v.initializer)
    before = tf.identity(v)
    with tf.control_dependencies([before]):
        change = v.assign([5.0, 6.0])
    with tf.control_dependencies([change]):
        tenfold = [before * 10.0, v * 10.0, before * 10.0]
    assert [value.tolist() for value in session.run(tenfold)] == [[10, 20], [50, 60], [10, 20]]


def test_a_moving_average_is_of_the_value_after_the_step(session):
    v, average = tf.Variable(1.0), tf.Variable(1.0, trainable=False)
    step = tf.train.GradientDescentOptimizer(0.25).minimize(tf.square(v))
    with tf.control_dependencies([step]):
        averaged = average.assign_sub((average - v) * 0.5).op
    session.run(tf.global_variables_initializer())
    session.run(averaged)
    assert session.run([v, average]) == [0.5, 0.75]


def test_the_loss_of_a_step_is_of_the_value_before_it(session):
    v = tf.Variable([3.0, 4.0])
    loss = tf.reduce_sum(tf.square(v))
    step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    session.run(v.initializer)
    assert session.run([step, loss]) == [None, 25]
    assert session.run([loss, step]) == [0, None]


def test_a_variable_that_chooses_a_branch_is_read_once(session):
    v = tf.Variable(True)
    chosen = tf.cond(v, lambda: tf.constant(1), lambda: tf.constant(2))
    session.run(v.initializer)
    assert session.run(chosen) == 1
    session.run(v.assign(False))
    assert session.run(chosen) == 2


def test_a_variable_without_a_value_is_named_by_the_error_of_its_use(session):
    v = tf.Variable(1.0, name="v")
    for use in (v + 1, tf.exp(v)):
        with pytest.raises(tf.errors.FailedPreconditionError) as caught:
            session.run(use)
        words = "Attempting to use uninitialized value v (run tf.global_variables_initializer() first)"
        words += f"\n\t [[node v/read (defined at {__file__}:"
        assert str(caught.value).startswith(words)


def test_values_already_computed_stay_when_the_variable_changes(session):
    v = tf.Variable([[1.0, 2.0]])
    session.run(v.initializer)
    views = [tf.reshape(v, [2]), tf.transpose(v), v[0], tf.identity(v)]
    with tf.control_dependencies(views):
        change = v.assign_add([[5.0, 5.0]])
    with tf.control_dependencies([change]):
        later = [view + 0.0 for view in views]
    for value in session.run([*later, *views]):
        assert value.ravel().tolist() == [1, 2]
    assert session.run(v).tolist() == [[6, 7]]
