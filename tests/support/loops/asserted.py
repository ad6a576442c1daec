"""More programs written by hand: assertions, cases, functions over rows, optimizers around branches and loops."""

from __future__ import annotations

from .named import rows, scalar

PROGRAMS = {}


def program(function):
    PROGRAMS[function.__name__] = function
    return function


@program
def an_assertion_about_floats(tf):
    x = rows(tf)
    with tf.control_dependencies([tf.Assert(tf.reduce_all(x > 0), [x])]):
        tf.identity(x)


@program
def an_assertion_about_integers(tf):
    x = tf.placeholder(tf.int32, [3], "x")
    tf.Assert(tf.reduce_all(x > 0), ["hi", x], summarize=3, name="check")


@program
def comparisons_that_are_asserted(tf):
    x, y, k = rows(tf), rows(tf, "y", [None]), tf.placeholder(tf.int32, [None], "k")
    checks = [
        tf.assert_equal(x, y),
        tf.assert_equal(k, 2, message="no"),
        tf.assert_less(x, y),
        tf.assert_greater_equal(x, 1.0),
    ]
    with tf.control_dependencies(checks):
        tf.identity(x)


@program
def ranks_and_signs_that_are_asserted(tf):
    x, y = rows(tf, shape=None), rows(tf, "y", [2, 2])
    checks = [tf.assert_rank(x, 2), tf.assert_positive(x), tf.assert_non_negative(x), tf.assert_rank_at_least(x, 1)]
    checks += [tf.assert_negative(x), tf.assert_rank(y, 2), tf.assert_rank_in(y, [2, 3])]
    with tf.control_dependencies(checks):
        tf.identity(x)


@program
def an_assertion_in_a_branch(tf):
    x, p = rows(tf), scalar(tf)

    def checked():
        with tf.control_dependencies([tf.assert_positive(x)]):
            return tf.identity(x)

    tf.gradients(tf.cond(p, checked, lambda: x * 2.0), x)


@program
def an_assertion_in_a_loop(tf):
    x = rows(tf)

    def body(i, v):
        with tf.control_dependencies([tf.assert_positive(v)]):
            return i + 1, tf.sqrt(v)

    tf.gradients(tf.while_loop(lambda i, v: i < 3, body, [0, x])[1], x)


@program
def cases(tf):
    x, y = rows(tf, shape=[]), rows(tf, "y", [])
    r = tf.case([(x > 1, lambda: x * 2), (y > 1, lambda: y * 3)], default=lambda: x + y)
    tf.gradients(r, [x, y])


@program
def cases_of_which_one_holds(tf):
    x, y = rows(tf, shape=[]), rows(tf, "y", [])
    tf.case({x > 1: lambda: x * 2, y > 1: lambda: y * 3}, default=lambda: x + y, exclusive=True)


@program
def cases_without_a_default(tf):
    x, y = rows(tf, shape=[]), rows(tf, "y", [])
    tf.case([(x > 1, lambda: x * 2), (y > 1, lambda: y * 3), (x > y, lambda: y)], name="choose")
    tf.case([(x > 1, lambda: [x * 2, y]), (y > 1, lambda: [y * 3, x])], strict=True)


@program
def functions_over_rows(tf):
    x, v = rows(tf, shape=[4, 3]), rows(tf, "v")
    found = [tf.map_fn(lambda row: tf.tanh(row * v), x), tf.scan(lambda total, row: tf.sin(total + row), x, v)]
    found += [tf.foldl(lambda total, row: total * row, x), tf.foldr(lambda total, row: total + row, x, v)]
    tf.gradients([tf.reduce_sum(one) for one in found], [x, v])


@program
def an_optimizer_beside_a_loop(tf):
    w = tf.get_variable("w", [3], tf.float32, tf.ones_initializer())
    r = tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, tf.tanh(v * w)), [0, tf.ones([3])])
    tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(r[1]))


@program
def an_optimizer_with_slots_beside_a_branch(tf):
    w, p = tf.get_variable("w", [3], tf.float32, tf.ones_initializer()), scalar(tf)
    loss = tf.reduce_sum(tf.cond(p, lambda: w * w, lambda: tf.tanh(w)))
    tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)


@program
def a_step_in_a_branch(tf):
    w, p = tf.get_variable("w", [3], tf.float32, tf.ones_initializer()), scalar(tf)
    step = tf.train.GradientDescentOptimizer(0.1)
    tf.cond(p, lambda: step.minimize(tf.reduce_sum(w * w)), tf.no_op)
