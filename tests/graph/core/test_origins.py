"""Where operations were made: what they say of it themselves, and what errors say."""

from __future__ import annotations

import gc
import inspect
import linecache
import weakref

import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


def this_line():
    return inspect.currentframe().f_back.f_lineno


def checked(x, name):
    return tf.check_numerics(x, "bad", name=name)


def line_of(function, text):
    lines, first = inspect.getsourcelines(function)
    return first + next(number for number, line in enumerate(lines) if text in line)


def test_the_last_frame_is_the_programs_line_and_those_before_have_called_it():
    x = tf.constant(1.0)
    y, line = checked(x, "checked"), this_line()
    here, there = y.op.traceback[-2:]
    assert here == (__file__, line, inspect.currentframe().f_code.co_name, linecache.getline(__file__, line).strip())
    assert there == (__file__, line_of(checked, "return"), "checked", 'return tf.check_numerics(x, "bad", name=name)')
    starts = [frame[4] for frame in y.op.traceback_with_start_lines]
    assert [frame[:4] for frame in y.op.traceback_with_start_lines] == list(y.op.traceback)
    assert starts[-1] == inspect.getsourcelines(checked)[1]


@pytest.mark.parametrize(
    "make",
    [
        lambda: tf.constant(1.0) + 1.0,
        lambda: tf.layers.dense(tf.ones([2, 3]), 4),
        lambda: tf.Variable(1.0).initializer,
        lambda: tf.train.batch([tf.constant(1)], 2),
        lambda: tf.gradients(tf.square(x := tf.constant(2.0)), x)[0],
        lambda: tf.get_default_graph().create_op("NoOp", []),
        lambda: tf.import_graph_def(tf.GraphDef(node=[tf.NodeDef(name="a", op="NoOp")]), return_elements=["a"])[0],
    ],
)
def test_whatever_makes_it_the_line_is_the_programs(make, graph):
    make()
    line = make.__code__.co_firstlineno
    assert {op.traceback[-1][:3] for op in graph.get_operations()} == {(__file__, line, "<lambda>")}


def test_an_error_names_the_line_that_made_the_operation_and_how_it_came_there():
    x = tf.placeholder(tf.float32)
    y, line = checked(x, "checked"), this_line()
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(y + 1.0, {x: float("nan")})
    there = line_of(checked, "return")
    text = str(caught.value)
    assert text.startswith(f"bad : Tensor had NaN values\n\t [[node checked (defined at {__file__}:{there}) ]]\n\n")
    assert text.endswith(
        f'  File "{__file__}", line {line}, in {inspect.currentframe().f_code.co_name}\n'
        '    y, line = checked(x, "checked"), this_line()\n'
        f'  File "{__file__}", line {there}, in checked\n'
        '    return tf.check_numerics(x, "bad", name=name)\n'
    )
    assert "Original stack trace for 'checked':\n" in text
    assert caught.value.message == "bad : Tensor had NaN values"


def test_an_error_in_a_gradient_names_the_operation_that_it_is_the_gradient_of(graph):
    @tf.RegisterGradient("Refused")
    def _refused(op, grad):
        return checked(grad, "in_gradient")

    x = tf.placeholder(tf.float32)
    with graph.gradient_override_map({"Identity": "Refused"}):
        y, line = tf.identity(x, name="forward"), this_line()
    derived, derived_at = tf.gradients(y, x, grad_ys=[x * 0.0])[0], this_line()
    assert derived.op._original_op is y.op
    assert y.op._original_op is None
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(derived, {x: float("nan")})
    first, second = str(caught.value).split("\n...which was originally created as op 'forward', defined at:\n")
    assert f'File "{__file__}", line {derived_at}, in ' in first
    assert f'File "{__file__}", line {line}, in ' in second
    assert f'File "{__file__}", line {line}, in ' not in first


def test_an_operation_keeps_nothing_alive_of_the_functions_that_made_it():
    class Kept:
        pass

    def make():
        local = Kept()
        return tf.constant(1.0), weakref.ref(local)

    made, local = make()
    gc.collect()
    assert local() is None
    assert made.op.traceback[-1][2] == "make"
