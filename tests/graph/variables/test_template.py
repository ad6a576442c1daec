"""make_template: one set of variables for all calls."""

from __future__ import annotations

import pytest

import headrace as tf


def scaled(x, by=1.0):
    """Twice x at first."""
    return x * by * tf.get_variable("w", [], initializer=tf.constant_initializer(2.0))


def test_all_calls_share_the_variables(session):
    template = tf.make_template("t", scaled, by=3.0)
    first, second = template(1.0), template(2.0)
    session.run(tf.global_variables_initializer())
    assert session.run([first, second]) == [6.0, 12.0]
    session.run(tf.assign(template.variables[0], 1.0))
    assert session.run([first, second]) == [3.0, 6.0]
    assert template.trainable_variables == template.weights == tf.global_variables()
    assert template.non_trainable_variables == template.local_variables == []


def test_two_templates_have_variables_of_their_own():
    one, other = tf.make_template("t", scaled), tf.make_template("t", scaled)
    one(1.0)
    other(1.0)
    assert [variable.name for variable in tf.global_variables()] == ["t/w:0", "t_1/w:0"]


def test_an_error_tells_where_the_template_was_made():
    template = tf.make_template("t", lambda: tf.Variable(1.0))
    template()
    with pytest.raises(ValueError, match=r"perhaps you used tf\.Variable when") as caught:
        template()
    assert f'originally defined at:\n  File "{__file__}"' in str(caught.value)
    assert "tf.make_template(" in str(caught.value)


def test_a_first_call_that_failed_may_be_repeated():
    fail = [True]

    def function():
        if fail.pop():
            raise KeyError("not now")
        return tf.get_variable("v", [1])

    template = tf.make_template("t", function)
    with pytest.raises(KeyError, match="not now"):
        template()
    fail.append(False)
    assert template().name == "t/v:0"


def test_a_template_may_call_itself():
    def function(depth):
        v = tf.get_variable(f"v{depth}", [1])
        return [v, *(template(depth - 1) if depth else [])]

    template = tf.make_template("t", function)
    with pytest.raises(ValueError, match="Variable t/v0 does not exist"):
        template(1)
