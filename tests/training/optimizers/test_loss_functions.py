"""Losses given as functions: the variables that they read are trained, what was computed before is constant."""

from __future__ import annotations

import pytest

import headrace as tf


def _variables(**settings):
    v = tf.get_variable("v", initializer=3.0, use_resource=True, **settings)
    return v, tf.get_variable("w", initializer=2.0, use_resource=True)


def _gradients(pairs):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return {v.op.name: None if gradient is None else float(session.run(gradient)) for gradient, v in pairs}


@pytest.fixture
def optimizer():
    with tf.Graph().as_default():
        yield tf.train.GradientDescentOptimizer(0.1)


def test_a_function_is_minimized(optimizer):
    v, w = _variables()
    step = optimizer.minimize(lambda: v * w + w)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(step)
        assert session.run([v, w]) == pytest.approx([2.8, 1.6])


def test_the_variables_that_it_reads_are_trained(optimizer):
    v, w = _variables()
    assert _gradients(optimizer.compute_gradients(lambda: v * v)) == {"v": 6.0}
    assert _gradients(optimizer.compute_gradients(lambda: w)) == {"w": 1.0}
    assert _gradients(optimizer.compute_gradients(lambda: w * w, grad_loss=tf.constant(3.0))) == {"w": 12.0}


def test_given_variables_are_trained_whether_it_reads_them_or_not(optimizer):
    v, w = _variables()
    assert _gradients(optimizer.compute_gradients(lambda: v * w + w, var_list=[v])) == {"v": 2.0}
    assert _gradients(optimizer.compute_gradients(lambda: w * w, var_list=[v])) == {"v": None}


def test_what_was_computed_before_is_constant(optimizer):
    v, w = _variables()
    before = v * w
    assert _gradients(optimizer.compute_gradients(lambda: before + w)) == {"w": 1.0}


def test_variables_that_are_not_trainable_are_left_alone(optimizer):
    v, w = _variables(trainable=False)
    assert _gradients(optimizer.compute_gradients(lambda: v * w)) == {"w": 3.0}


def test_it_may_make_variables(optimizer):
    def loss():
        z = tf.get_variable("z", initializer=4.0)
        return z * z

    assert _gradients(optimizer.compute_gradients(loss)) == {"z": 8.0}


def test_a_function_that_reads_no_variables_has_no_gradients(optimizer):
    assert optimizer.compute_gradients(lambda: tf.constant(3.0)) == []
    with pytest.raises(ValueError, match="No gradients provided for any variable"):
        optimizer.minimize(lambda: tf.constant(3.0))
    with pytest.raises(TypeError, match="Can not convert a float into a Tensor or Operation"):
        optimizer.compute_gradients(lambda: 2.0)
