"""Functions: what a body takes from outside, and that many calls at once are what one after the other is."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.functions.bound import Body, BoundFunction, variables_in
from headrace.graph.functions.func_graph import CopyingGraph, FuncGraph, function_name
from headrace.graph.types import dtypes


def function_of(build, shape=(3,), dtype=dtypes.float32):
    """The body that `build` makes of one argument."""
    graph = FuncGraph(function_name("Dataset_map_build"), tf.get_default_graph())
    with graph.as_default():
        results = build(graph.argument(dtype, shape, "args_0"))
        graph.end(results if isinstance(results, list) else [results])
    return graph


def bound(sess, graph):
    outside = graph.captured_outside
    captured = variables_in(outside, sess)(sess.run(outside) if outside else [])
    return BoundFunction(Body(graph, sess), captured)


ROWS = np.arange(12, dtype=np.float32).reshape(4, 3)

BODIES = {
    "computes": lambda x, c, v: x * 2 + tf.reduce_sum(x),
    "takes a constant from outside": lambda x, c, v: x * c + tf.reduce_max(c),
    "takes only what is outside": lambda x, c, v: [c, tf.square(c)],
    "gives its argument": lambda x, c, v: [x, x],
    "reads a variable": lambda x, c, v: x * v,
    "branches": lambda x, c, v: tf.cond(tf.reduce_sum(x) > 13, lambda: x * c, lambda: c),
    "branches by what is outside": lambda x, c, v: tf.cond(c[0] > 0, lambda: x * c, lambda: c),
    "loops": lambda x, c, v: tf.while_loop(lambda i, s: i < 3, lambda i, s: (i + 1, s + c[0] + x[0]), [0, 0.0])[1],
    "draws": lambda x, c, v: x + tf.random_uniform([3], seed=3),
    "checks": lambda x, c, v: tf.check_numerics(x / (x + 1), "bad"),
    "texts": lambda x, c, v: tf.string_join([tf.as_string(x), tf.constant("a")]),
    "strings of different shapes": lambda x, c, v: tf.boolean_mask(x, x > 4),
}


@pytest.mark.parametrize("name", BODIES)
def test_many_calls_at_once_are_one_after_the_other(name):
    with tf.Graph().as_default(), tf.Session() as sess:
        c, v = tf.constant([1.0, 2.0, 3.0]), tf.Variable(4.0)
        sess.run(v.initializer)
        function = bound(sess, function_of(lambda x: BODIES[name](x, c, v)))
        assert function.in_blocks
        drawn = function.drawn()
        columns = function.block(sess.context, 4, [ROWS])
        function.undraw(drawn)
        for index, row in enumerate(ROWS):
            for column, value in zip(columns, function.one(sess.context, row), strict=True):
                assert np.asarray(column[index]).tolist() == np.asarray(value).tolist()


def test_a_variable_is_read_at_each_call():
    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.Variable(4.0)
        sess.run(v.initializer)
        function = bound(sess, function_of(lambda x: x * v))
        assert not function.ahead
        first = function.one(sess.context, ROWS[1])
        sess.run(v.assign(100.0))
        assert first[0].tolist() == [12.0, 16.0, 20.0]
        assert function.one(sess.context, ROWS[1])[0].tolist() == [300.0, 400.0, 500.0]
        assert np.asarray(function.block(sess.context, 1, [ROWS[1:2]])[0]).tolist() == [[300.0, 400.0, 500.0]]


def test_numbers_are_drawn_anew_for_each_body():
    with tf.Graph().as_default(), tf.Session() as sess:
        graph = function_of(lambda x: tf.random_uniform([], seed=1))
        one, other = BoundFunction(Body(graph, sess)), BoundFunction(Body(graph, sess))
        numbers = [one.one(sess.context, ROWS[0])[0] for _ in range(3)]
        assert [other.one(sess.context, ROWS[0])[0] for _ in range(3)] == numbers
        assert len(set(numbers)) == 3


def test_what_cannot_be_noticed():
    with tf.Graph().as_default(), tf.Session() as sess:
        assert bound(sess, function_of(lambda x: x + tf.random_uniform([3]))).ahead
        called = bound(sess, function_of(lambda x: tf.py_func(lambda a: a, [x], tf.float32)))
        assert not called.ahead
        assert not called.in_blocks
        assert "PyFunc" in called.not_in_blocks


def test_effects_run_though_nobody_needs_them_and_in_order():
    seen = []

    def build(x):
        tf.py_func(lambda a: seen.append(("first", float(a[0]))), [x], [])
        tf.py_func(lambda a: seen.append(("then", float(a[0]))), [x], [])
        return x

    with tf.Graph().as_default(), tf.Session() as sess:
        function = bound(sess, function_of(build))
        function.one(sess.context, ROWS[1])
        assert seen == [("first", 3.0), ("then", 3.0)]


def test_a_check_that_nobody_waits_for_fails_its_call():
    with tf.Graph().as_default(), tf.Session() as sess:

        def build(x):
            tf.Assert(x[0] < 5, [x])
            return x

        function = bound(sess, function_of(build))
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"assertion failed: \[6 7 8\]"):
            function.one(sess.context, ROWS[2])
        with pytest.raises(tf.errors.InvalidArgumentError):
            function.block(sess.context, 4, [ROWS])


def test_bodies_in_bodies_take_from_all_graphs_around():
    with tf.Graph().as_default() as outer, tf.Session() as sess:
        c = tf.constant(2.0)
        graph = FuncGraph("outer", outer)
        with graph.as_default():
            x = graph.argument(dtypes.float32, (), "args_0")
            inner = FuncGraph("inner", graph)
            with inner.as_default():
                inner.end([c * x])
            assert [tensor.op.graph for tensor in inner.captured_outside] == [graph, graph]
            graph.end([x])
        assert graph.captured_outside == [c]
        function = BoundFunction(Body(inner, sess), [np.float32(2), np.float32(5)])
        assert function.one(sess.context) == (10.0,)


def test_a_body_that_takes_nothing_copies_what_it_uses():
    with tf.Graph().as_default() as outer, tf.Session() as sess:
        total = tf.while_loop(lambda i, s: i < 3, lambda i, s: (i + 1, s + 2.0), [0, tf.constant(1.0)])[1]
        graph = CopyingGraph("copy", outer)
        with graph.as_default():
            graph.end([total * 2])
        assert graph.captured_outside == []
        assert BoundFunction(Body(graph, sess)).one(sess.context) == (14.0,)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: tf.placeholder(tf.float32, name="p"), "Cannot capture a placeholder (name:p, type:Placeholder) by value."),
        (lambda: tf.Variable(1.0, name="v") * 1, "Cannot capture a stateful node (name:v, type:VariableV2) by value."),
    ],
)
def test_what_cannot_be_copied(make, message):
    with tf.Graph().as_default() as outer:
        used, graph = make(), CopyingGraph("copy", outer)
        with graph.as_default(), pytest.raises(ValueError) as caught:
            tf.identity(used)
        assert str(caught.value) == message


def test_the_seed_of_a_graph_is_that_of_its_functions():
    with tf.Graph().as_default() as outer:
        tf.set_random_seed(7)
        assert FuncGraph("f", outer).seed == 7


def test_a_tensor_of_a_stranger_is_refused():
    with tf.Graph().as_default():
        stranger = tf.constant(1.0)
    with tf.Graph().as_default() as outer:
        graph = FuncGraph("f", outer)
        with graph.as_default(), pytest.raises(ValueError, match="must be from the same graph"):
            tf.identity(stranger)
