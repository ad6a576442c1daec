"""basic_train_loop: a function in a Supervisor's session, again and again."""

from __future__ import annotations

import pytest

import headrace as tf


@pytest.fixture
def supervisor():
    with tf.Graph().as_default():
        tf.get_variable("v", initializer=1.0)
        yield tf.train.Supervisor(logdir="", summary_op=None, saver=None)


def test_a_step_is_called_until_the_supervisor_stops(supervisor):
    seen = []

    def step(session, one, two=None):
        seen.append((session.run("v:0"), one, two))
        if len(seen) == 3:
            supervisor.request_stop()

    tf.train.basic_train_loop(supervisor, step, args=[7], kwargs={"two": 8})
    assert seen == [(1.0, 7, 8)] * 3


def test_an_aborted_step_goes_on_in_a_new_session(supervisor):
    sessions = []

    def step(session):
        sessions.append(session)
        if len(sessions) == 1:
            raise tf.errors.AbortedError(None, None, "gone")
        supervisor.request_stop()

    tf.train.basic_train_loop(supervisor, step)
    first, second = sessions
    assert first is not second


def test_other_errors_end_it(supervisor):
    def step(session):
        raise tf.errors.DataLossError(None, None, "bad")

    with pytest.raises(tf.errors.DataLossError, match="bad"):
        tf.train.basic_train_loop(supervisor, step)
