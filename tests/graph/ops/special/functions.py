"""Programs with special functions: values, gradients, names of what they build, what they refuse."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)


def values(tf, *fetched):
    with tf.Session() as session:
        return [[one.name, one.shape.as_list(), session.run(one)] for one in fetched]


def types_of(tf):
    return [[op.name, op.type, [one.name for one in op.inputs]] for op in tf.get_default_graph().get_operations()]


@PROGRAMS
def polynomials(tf):
    x = tf.constant([1.0, 2.0, -3.0])
    return values(
        tf,
        tf.math.polyval([1.0, 2.0, 3.0], x),
        tf.math.polyval([tf.constant([[1.0], [2.0]]), 2.0], x, name="mine"),
        tf.math.polyval([], x),
        tf.math.polyval([5.0], x),
    )


@PROGRAMS
def gradients_of_polynomials(tf):
    x = tf.constant([1.0, 2.0, -3.0])
    slope = tf.gradients(tf.math.polyval([tf.constant(1.5), 2.0, 3.0], x), x)[0]
    return values(tf, slope) + types_of(tf)


@PROGRAMS
def refused(tf):
    half = tf.constant([1.0, 2.0])
    calls = [
        lambda: tf.math.polyval(3.0, 2.0),
        lambda: tf.math.polyval([3, 2.0], 2),
        lambda: tf.betainc(1, 2, 0.5),
        lambda: tf.betainc(half, [1.0, 2.0, 3.0], 0.5),
        lambda: tf.betainc(half, half, [[0.5, 0.5]]),
        lambda: tf.zeta(half, [1.0, 2.0, 3.0]),
        lambda: tf.lbeta(2.0),
    ]
    other = refusal(lambda: tf.math.multiply_no_nan(half, tf.constant(1.0, tf.float64)))
    return [refusal(call) for call in calls] + [other[0]]


@PROGRAMS
def inconsistent_shapes(tf):
    a, b, x = (tf.placeholder(tf.float32) for _ in range(3))
    found = tf.betainc(a, b, x)

    def run(*shapes):
        with tf.Session() as session:
            fed = zip([a, b, x], [np.full(shape, 0.5, np.float32) for shape in shapes])  # noqa: B905
            return session.run(found, dict(fed))

    return [found.shape.ndims, run([], [], [2]).shape, run([3], [3], []).shape] + [
        refusal(lambda shapes=shapes: run(*shapes)) for shapes in (([2], [3], []), ([2], [], [3]), ([], [1], [3]))
    ]


@PROGRAMS
def logarithms_of_beta(tf):
    x = tf.constant([[1.0, 2.0, 0.5], [10.0, 0.1, 3.0]])
    empty = tf.constant(np.zeros([2, 0], np.float32))
    found = tf.lbeta(x)
    return values(tf, found, tf.lbeta(empty, name="mine"), tf.gradients(found, x)[0])


@PROGRAMS
def bessel_functions(tf):
    x = tf.constant([-2.5, 0.0, 0.25, 9.0], tf.float64)
    of_0, of_1 = tf.math.bessel_i0(x), tf.math.bessel_i1(x, name="mine")
    return values(tf, of_0, of_1, tf.gradients(of_0, x)[0], tf.gradients(of_1, x)[0]) + types_of(tf)


@PROGRAMS
def logarithms_of_sigmoids(tf):
    x = tf.constant([-200.0, -1.0, 0.0, 30.0])
    found = tf.log_sigmoid(x)
    return values(tf, found, tf.math.log_sigmoid(x, name="mine"), tf.gradients(found, x)[0]) + types_of(tf)


@PROGRAMS
def without_nan(tf):
    x = tf.constant([0.0, 2.0, np.inf, np.nan])
    y = tf.constant([[0.0], [3.0]])
    product = tf.math.multiply_no_nan(x, y)
    inverse = tf.math.reciprocal_no_nan(y)
    return (
        values(tf, product, inverse, tf.math.xlogy(x, y), tf.math.xdivy(x, y), tf.math.multiply_no_nan(2.0, 0.0, name="mine"))
        + values(tf, *tf.gradients(product, [x, y]), *tf.gradients(inverse, y))
        + types_of(tf)
    )


@PROGRAMS
def next_floats(tf):
    x, y = tf.constant([0.0, 1.0, 1.0]), tf.constant([[1.0], [-np.inf]])
    found = tf.math.nextafter(x, y)
    return values(tf, found, *tf.gradients(found, [x, y]))


@PROGRAMS
def gradients_of_incomplete_functions(tf):
    a, b, x = tf.constant([0.5, 3.0]), tf.constant([2.0, 0.75]), tf.constant([0.25, 0.875])
    many = [tf.igamma(a, x), tf.igammac(a, x), tf.zeta(a + 1.5, x), tf.polygamma(a, x), tf.lgamma(x), tf.digamma(x)]
    found = [one for y in many for one in tf.gradients(y, [a, x]) if one is not None]
    return values(tf, *found, tf.gradients(tf.betainc(a, b, x), x)[0])


@PROGRAMS
def gradients_of_inverses(tf):
    x = tf.constant([0.25, -0.5])
    many = [tf.asinh(x), tf.acosh(x + 2.0), tf.atanh(x)]
    return values(tf, *many, *(tf.gradients(y, x)[0] for y in many)) + types_of(tf)
