"""Programs of branches, loops and assertions written by hand, one for each thing that names of nodes depend on.

`PROGRAMS` has the functions by name; each takes the library and adds to the default graph.
"""

from __future__ import annotations

import collections

PROGRAMS = {}

Pair = collections.namedtuple("Pair", "j k")


def program(function):
    PROGRAMS[function.__name__] = function
    return function


def rows(tf, name="x", shape=(3,)):
    return tf.placeholder(tf.float32, shape, name)


def scalar(tf, name="p", dtype=None):
    return tf.placeholder(dtype or tf.bool, [], name)


def nested(tf):
    """A loop in a branch in a loop, and a branch after it, from `x` and `w` to `y`."""
    x, w = rows(tf), tf.constant(2.0, name="w")

    def inner(v):
        return tf.while_loop(lambda j, u: j < 2, lambda j, u: (j + 1, tf.sigmoid(u) * w), [0, v])[1]

    def body(i, v):
        return i + 1, tf.cond(i > 2, lambda: tf.tanh(v) * w, lambda: inner(v))

    r = tf.while_loop(lambda i, v: i < 5, body, [0, x])[1]
    tf.identity(tf.cond(x[0] > 0, lambda: r * 2.0, lambda: r), name="y")


@program
def two_constants_in_a_loop(tf):
    x, c = rows(tf), tf.constant(2.0, name="two")
    tf.while_loop(lambda i, v: i < 10, lambda i, v: (i + 1, v * c + tf.ones([3])), [tf.constant(0), x])


@program
def dependencies_around_loops(tf):
    x, c = rows(tf), tf.constant(2.0, name="two")
    with tf.control_dependencies([c]):
        tf.while_loop(lambda i, v: tf.less(i, 10), lambda i, v: (i + 1, v + x), (0, x))


@program
def nested_loops_under_dependencies(tf):
    x, c = rows(tf), tf.constant(2.0, name="two")

    def body(i, v):
        return i + 1, tf.while_loop(lambda j, w: j < i, lambda j, w: (j + 1, w + x), [0, v])[1]

    with tf.control_dependencies([c]):
        tf.while_loop(lambda i, v: tf.less(i, 10), body, (0, x))


@program
def a_limit_of_iterations(tf):
    x = rows(tf)
    tf.while_loop(lambda i, v: i < 10, lambda i, v: [i + 1, tf.tanh(v)], [0, x], maximum_iterations=5)
    tf.while_loop(lambda v: v[0] < 10, tf.tanh, [x], maximum_iterations=scalar(tf, "limit", tf.int32))


@program
def structures_go_round(tf):
    tf.while_loop(lambda i, p: i < 10, lambda i, p: (i + 1, Pair(p.j + p.k, p.j - p.k)), (0, Pair(1, 2)))
    tf.while_loop(lambda d: d["a"] < 10, lambda d: [{"a": d["a"] + 1, "b": d["b"]}], [{"b": tf.zeros([2]), "a": 0}])


@program
def sparse_tensors_go_round(tf):
    sparse = tf.SparseTensor([[0, 1]], [2.0], [3, 4])
    tf.while_loop(
        lambda i, s: i < 10, lambda i, s: [i + 1, tf.SparseTensor(s.indices, s.values * 2.0, s.dense_shape)], [0, sparse]
    )


@program
def rows_of_a_larger_tensor_go_round(tf):
    slices = tf.IndexedSlices(tf.ones([2, 3]), tf.constant([0, 1]), tf.constant([5, 3]))
    tf.while_loop(
        lambda i, s: i < 10, lambda i, s: [i + 1, tf.IndexedSlices(s.values * 2.0, s.indices, s.dense_shape)], [0, slices]
    )


@program
def shapes_that_change(tf):
    tf.while_loop(
        lambda i, m: i < 10,
        lambda i, m: [i + 1, tf.concat([m, m], 0)],
        [0, tf.ones([2, 2])],
        shape_invariants=[tf.TensorShape([]), tf.TensorShape([None, 2])],
    )


@program
def variables_in_loops(tf):
    v = tf.get_variable("v", [], tf.float32, tf.ones_initializer())
    w = tf.get_variable("w", [2], tf.float32, tf.ones_initializer())

    def body(i):
        with tf.control_dependencies([v.assign_add(1.0)]):
            return tf.cond(tf.equal(i % 2, 0), lambda: i + 1, lambda: i + tf.cast(w[0], tf.int32))

    tf.while_loop(lambda i: i < 10, body, [0])


@program
def variables_in_branches(tf):
    v = tf.get_variable("v", [], tf.float32, tf.ones_initializer())
    w = tf.get_variable("w", [2], tf.float32, tf.ones_initializer())
    p = scalar(tf)
    tf.cond(p, lambda: tf.group(v.assign(2.0)), lambda: tf.no_op())
    tf.cond(p, lambda: v.assign(2.0), lambda: tf.constant(3.0))
    tf.cond(p, lambda: [v, w], lambda: [v + 1.0, w])
    tf.cond(p, lambda: v.assign_add(1.0), lambda: v.assign_sub(2.0))
    tf.gradients(tf.cond(p, lambda: v * 2.0, lambda: tf.reduce_sum(w * 2.0)), [v, w])


@program
def a_loop_in_a_branch(tf):
    x, p = rows(tf), scalar(tf)
    r = tf.cond(
        p, lambda: tf.while_loop(lambda i, v: i < 10, lambda i, v: (i + 1, tf.tanh(v)), [0, x])[1], lambda: tf.sigmoid(x)
    )
    tf.gradients(r, [x])


@program
def what_branches_return(tf):
    x, p = rows(tf), scalar(tf)
    outside = tf.identity(x)
    tf.cond(p, lambda: outside, lambda: x)
    tf.cond(p, lambda: [x + 1.0, (x, outside)], lambda: [x, (x * 2.0, x)])
    tf.cond(p, lambda: [x], lambda: [outside], strict=True, name="kept")
    tf.cond(p, lambda: {"a": x, "b": x * 2.0}, lambda: {"a": x, "b": x})
    tf.cond(p, tf.no_op, lambda: tf.group(tf.identity(x)))


@program
def nested_branches(tf):
    x, y, p, q = rows(tf), rows(tf, "y", None), scalar(tf), scalar(tf, "q")
    r = tf.cond(
        p,
        lambda: tf.cond(q, lambda: x * 2.0, lambda: tf.tanh(x)),
        lambda: tf.cond(q, lambda: tf.sigmoid(y), lambda: y + x),
    )
    tf.gradients(r, [x, y])


@program
def dependencies_in_branches(tf):
    x, p = rows(tf), scalar(tf)
    outside = tf.identity(x, name="outside")

    def taken():
        with tf.control_dependencies([outside]):
            c = tf.constant(1.0)
            with tf.control_dependencies([c]):
                return tf.constant(2.0) + tf.reduce_sum(x)

    with tf.control_dependencies([tf.identity(x, name="before")]):
        tf.cond(p, taken, lambda: tf.constant(0.0))


@program
def devices_and_neighbours(tf):
    v = tf.get_variable("v", [], tf.float32, tf.ones_initializer())
    p = scalar(tf)
    with tf.device("/cpu:0"):
        tf.cond(p, lambda: v * 2.0, lambda: v + 1.0)
    with tf.get_default_graph().colocate_with(v.op):
        tf.while_loop(lambda i: i < 3.0, lambda i: i + v, [0.0])


@program
def gradient_of_a_loop(tf):
    x, c = rows(tf), tf.constant(2.0, name="two")
    r = tf.while_loop(lambda i, v: i < 10, lambda i, v: (i + 1, tf.tanh(v) * c), [0, x])
    tf.gradients(r[1], [x, c])


@program
def gradient_of_nested_loops(tf):
    x, c = rows(tf), tf.constant(2.0, name="two")

    def body(i, v):
        return i + 1, tf.while_loop(lambda j, w: j < i, lambda j, w: (j + 1, tf.tanh(w) * c), [0, v])[1]

    r = tf.while_loop(lambda i, v: i < 10, body, [0, x])
    tf.gradients(r[1], [x, c])


@program
def gradient_of_nested_loops_of_unknown_shape(tf):
    x, w = rows(tf, shape=None), rows(tf, "w", None)

    def inner(j, u):
        return j + 1, tf.tanh(u) * w

    def body(i, v):
        return i + 1, tf.while_loop(lambda j, u: j < i, inner, [0, v], [tf.TensorShape([]), tf.TensorShape(None)])[1]

    r = tf.while_loop(lambda i, v: i < 10, body, [0, x], [tf.TensorShape([]), tf.TensorShape(None)])
    tf.gradients(r[1], [x, w])


@program
def gradient_of_a_branch_in_a_loop(tf):
    x = rows(tf)

    def body(i, v):
        return i + 1, tf.cond(i > 2, lambda: tf.tanh(v), lambda: tf.sigmoid(v))

    tf.gradients(tf.while_loop(lambda i, v: i < 10, body, [0, x])[1], [x])


@program
def gradient_of_a_branch_in_a_loop_of_unknown_shape(tf):
    x, w = rows(tf, shape=None), rows(tf, "w", None)

    def body(i, v, u):
        return i + 1, tf.cond(i > 2, lambda: tf.tanh(v), lambda: tf.sigmoid(w)), tf.sin(u)

    unknown = tf.TensorShape(None)
    r = tf.while_loop(lambda i, v, u: i < 10, body, [0, x, w], [tf.TensorShape([]), unknown, unknown])
    tf.gradients(r[1], [x, w])


@program
def gradient_of_a_loop_in_a_branch_in_a_loop(tf):
    x, w = rows(tf), rows(tf, "w")

    def inner(v):
        return tf.while_loop(lambda j, u: j < 2, lambda j, u: (j + 1, u * w), [0, v])[1]

    def body(i, v):
        return i + 1, tf.cond(i > 2, lambda: inner(v), lambda: v + w)

    tf.gradients(tf.while_loop(lambda i, v: i < 4, body, [0, x])[1], [x, w])


@program
def gradient_of_a_branch(tf):
    x, y, p = rows(tf), rows(tf, "y", None), scalar(tf)
    tf.gradients(tf.cond(p, lambda: tf.tanh(x), lambda: tf.sigmoid(y)), [x, y])


@program
def gradient_of_gathered_rows_in_a_loop(tf):
    x, k = rows(tf, shape=[10, 3]), tf.placeholder(tf.int32, [2], "k")
    r = tf.while_loop(lambda i, v: i < 10, lambda i, v: (i + 1, tf.tanh(v) + tf.gather(x, k)), [0, tf.zeros([2, 3])])
    tf.gradients(r[1], [x])


@program
def gradient_of_gathered_rows_in_branches(tf):
    x, k, p = rows(tf, shape=[10, 3]), tf.placeholder(tf.int32, [None], "k"), scalar(tf)
    tf.gradients(tf.cond(p, lambda: tf.gather(x, k), lambda: tf.gather(x, k + 1) * 2.0), [x])


@program
def gradient_inside_a_loop(tf):
    x = rows(tf)

    def body(i, v):
        return i + 1, tf.gradients(tf.tanh(v), v)[0]

    tf.while_loop(lambda i, v: i < 10, body, [0, x])


@program
def gradient_inside_a_branch(tf):
    x, p = rows(tf), scalar(tf)
    y = tf.tanh(x)
    tf.cond(p, lambda: tf.gradients(y * x, x)[0], lambda: x)


@program
def no_gradient_through_a_loop(tf):
    x = rows(tf)
    r = tf.while_loop(lambda i, v: i < 10, lambda i, v: (i + 1, tf.tanh(v)), [0, x], back_prop=False)
    tf.gradients(r[1] + x, [x])


@program
def variables_of_a_loop_that_nothing_comes_of(tf):
    x, z = rows(tf), rows(tf, "z")
    r = tf.while_loop(lambda i, v, u, q: i < 10, lambda i, v, u, q: (i + 1, tf.tanh(v), tf.sin(z), tf.cos(q)), [0, x, x, z])
    tf.gradients([r[1], r[2]], [x, z])


@program
def two_gradients_of_one_loop(tf):
    x, c = rows(tf), tf.constant(2.0, name="two")
    r = tf.while_loop(lambda i, v: i < 10, lambda i, v: (i + 1, tf.tanh(v) * c), [0, x])
    tf.gradients(r[1], x)
    tf.gradients(r[1], c, name="again")


@program
def a_gradient_that_is_given(tf):
    x = rows(tf)
    r = tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, tf.sin(v)), [0, x], swap_memory=True, parallel_iterations=1)
    tf.gradients(r[1], x, grad_ys=[x * 2.0])


@program
def memory_that_is_swapped_one_iteration_at_a_time(tf):
    x = rows(tf)
    options = {"swap_memory": True, "parallel_iterations": 1}
    r = tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, tf.square(v)), [0, x], **options)
    tf.gradients(r[1], x)
