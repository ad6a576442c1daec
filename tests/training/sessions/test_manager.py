"""SessionManager and Supervisor with what programs before TensorFlow 0.12 asked whether a model is ready."""

from __future__ import annotations

import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def test_a_model_is_ready_where_its_variables_are_asserted_to_have_values():
    v = tf.Variable(1.0, name="v")
    ready = tf.assert_variables_initialized()
    with tf.train.SessionManager(ready_op=ready).prepare_session("", init_op=v.initializer) as session:
        assert session.run(v) == 1.0
    supervisor = tf.train.Supervisor(ready_op=ready, init_op=v.initializer, logdir=None, ready_for_local_init_op=None)
    with supervisor.managed_session("") as session:
        assert session.run(v) == 1.0


def test_it_is_not_ready_where_one_has_none():
    v = tf.Variable(1.0, name="v")
    tf.Variable(1.0, name="w")
    manager = tf.train.SessionManager(ready_op=tf.assert_variables_initialized())
    with pytest.raises(RuntimeError, match=r"did not make model ready.*Attempting to use uninitialized value w"):
        manager.prepare_session("", init_op=v.initializer)


@pytest.mark.parametrize("kind", [tf.train.MonitoredSession, tf.train.SingularMonitoredSession])
def test_sessions_that_start_their_queue_runners_have_none_left_to_start(kind):
    tf.train.string_input_producer(["a"])
    with kind() as session:
        assert tf.train.start_queue_runners(session) == []
    with pytest.raises(TypeError, match=r"sess must be a `tf\.Session` object\. Given class: <class 'int'>"):
        tf.train.start_queue_runners(3)
