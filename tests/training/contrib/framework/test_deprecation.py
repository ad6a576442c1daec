"""Who calls what is deprecated is told: of what, where, when, and what to do; once, or each time."""

from __future__ import annotations

import logging

import pytest

import headrace as tf


@pytest.fixture
def told(caplog):
    caplog.set_level(logging.WARNING)
    tf.logging.set_verbosity(tf.logging.WARN)
    return lambda: [record.getMessage() for record in caplog.records]


def test_a_function_is_told_of_once(told):
    @tf.contrib.framework.deprecated("2030-01-02", "Use g.")
    def f(x):
        return x

    assert [f(1), f(2)] == [1, 2]
    (message,) = told()
    assert message.startswith(f"From {__file__}:")
    assert "f (from " in message
    assert message.endswith("is deprecated and will be removed after 2030-01-02.\nInstructions for updating:\nUse g.")


def test_arguments_are_told_of_where_they_are_given(told):
    @tf.contrib.framework.deprecated_args(None, "Leave it.", "y", ("w", 3), warn_once=False)
    def f(x, y=1, w=2):
        return x + y + w

    assert [f(1), f(1, w=3), f(1, 5), f(1, w=4)] == [4, 5, 8, 6]
    assert [message.split(" is deprecated")[0].split(" with ")[1] for message in told()] == ["y", "w"]
    assert all("will be removed in a future version" in message for message in told())


def test_values_are_told_of(told):
    @tf.contrib.framework.deprecated_arg_values("2030-01-02", "Use others.", x=3)
    def f(x):
        return x

    assert [f(1), f(3), f(x=3)] == [1, 3, 3]
    (message,) = told()
    assert "with x=3 is deprecated" in message
