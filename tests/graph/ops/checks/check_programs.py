"""Programs with checks of types, shapes and orders, and what they refuse."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import nodes, refusal

PROGRAMS = Programs(results)


@PROGRAMS
def kinds(tf):
    number, real = tf.constant(1), tf.constant(1.5)
    found = [
        tf.assert_integer(number),
        tf.debugging.assert_type(real, tf.float32),
        tf.assert_type(number, tf.int32, name="own"),
    ]
    refused = [
        refusal(lambda: tf.assert_integer(real)),
        refusal(lambda: tf.debugging.assert_integer(real, message="so")),
        refusal(lambda: tf.assert_type(real, tf.int32)),
        refusal(lambda: tf.assert_proper_iterable("abc")),
        refusal(lambda: tf.debugging.assert_proper_iterable(3)),
        refusal(lambda: tf.assert_proper_iterable([1])),
    ]
    numeric = [tf.is_numeric_tensor(one) for one in (number, real, tf.constant("a"), tf.constant(True), 3, np.ones(2))]
    return [one.name for one in found], refused, numeric


@PROGRAMS
def floats(tf):
    half, double = tf.constant(1.0, tf.float16), tf.constant(1.0, tf.float64)
    found = [
        tf.assert_same_float_dtype(),
        tf.assert_same_float_dtype([half, None]),
        tf.debugging.assert_same_float_dtype([double], tf.float64),
    ]
    refused = [
        refusal(lambda: tf.assert_same_float_dtype([half, double])),
        refusal(lambda: tf.assert_same_float_dtype([half], tf.float64)),
        refusal(lambda: tf.assert_same_float_dtype([tf.constant(1)])),
    ]
    return [one.name for one in found], refused


@PROGRAMS
def scalars(tf):
    found = [tf.assert_scalar(3.5), tf.debugging.assert_scalar(tf.constant(2), name="own")]
    refused = [
        refusal(lambda: tf.assert_scalar([1.0])),
        refusal(lambda: tf.assert_scalar(tf.placeholder(tf.int32, name="fed"), message="so: ")),
    ]
    return [one.name for one in found], refused


@PROGRAMS
def orders(tf, session):
    given = [[1, 2, 3], [1, 1, 2], [2, 1], [3.0], np.zeros((0,)), [[1, 2], [3, 3]]]
    found = [[tf.is_non_decreasing(one), tf.debugging.is_strictly_increasing(one)] for one in given]
    fed = tf.placeholder(tf.float32)
    later = tf.math.is_strictly_increasing(fed, name="own")
    return (
        session.run(found),
        [session.run(later, {fed: value}) for value in ([1, 2], [2, 2], [5], [])],
        later.name,
        refusal(lambda: tf.is_non_decreasing(["a", "b"]))[0],
    )


@PROGRAMS
def ensured_shapes(tf, session):
    fed = tf.placeholder(tf.float32, name="fed")
    ensured = tf.ensure_shape(fed, [None, 3], name="own")
    known = tf.ensure_shape([[1, 2, 3]], [1, None])
    gradient = tf.gradients(ensured * 2.0, fed)[0]
    return (
        str(ensured.shape),
        str(known.shape),
        session.run([ensured, gradient], {fed: [[1, 2, 3]]}),
        refusal(lambda: session.run(ensured + 1.0, {fed: [1, 2]}))[0],
        refusal(lambda: tf.ensure_shape([1, 2], [3])),
        refusal(lambda: tf.ensure_shape([1, 2], None)),
        nodes(tf.get_default_graph())[:3],
    )


@PROGRAMS
def near(tf, session):
    x = tf.constant([1.0, 2.0])
    session.run(tf.assert_near(x, [1.0, 2.000001]))
    session.run(tf.debugging.assert_near(x, [1.0, 2.1], atol=0.2, name="own"))
    wide = tf.placeholder(tf.float32, name="fed")
    far = tf.assert_near(wide, [1.0, 2.1], rtol=0.01, message="so")
    found = refusal(lambda: session.run(far, {wide: [1.0, 2.0]}))
    return found[1][:20], far.name, nodes(tf.get_default_graph())[:12]


@PROGRAMS
def shapes_of_several(tf, session):
    x, y, scalar = tf.zeros([3, 2]), tf.zeros([3]), tf.constant(1.0)
    any_x, part = tf.placeholder(tf.float32, name="any"), tf.placeholder(tf.float32, [None, 2], name="part")
    check = tf.debugging.assert_shapes
    found = [
        check({x: ("n", "k"), y: ("n",), scalar: ()}),
        check([(x, (3, None)), (y, "n"), (y, None)], name="own"),
        check([(x, ("*", 2)), (y, [Ellipsis, "3"]), (scalar, ".")]),
        check([(part, ("n", 2)), (y, ("n",))]),
        check([(any_x, ("n", "k")), (x, (".", "k"))], message="so"),
        check([(any_x, ("*", "n", 2)), (y, ("n",))], data=[y], summarize=2),
    ]
    refused = [
        refusal(lambda: check([(x, (3, 3))])),
        refusal(lambda: check([(x, ("n", "n"))], message="so")),
        refusal(lambda: check([(x, ("n", "k")), (y, ("k",))])),
        refusal(lambda: check([(x, ("*", 5))])),
        refusal(lambda: check([(x, ("*",))])),
        refusal(lambda: check([(x, (3, "*"))])),
        refusal(lambda: check([(x, 3)])),
        refusal(lambda: check([(x, (3,))])),
        refusal(lambda: check([(scalar, (2,))])),
        refusal(lambda: session.run(found[3], {part: np.zeros([2, 2])})),
        refusal(lambda: session.run(found[4], {any_x: np.zeros([3])})),
        refusal(lambda: session.run(found[4], {any_x: np.zeros([3, 3])})),
        refusal(lambda: session.run(found[5], {any_x: np.zeros([1, 4, 2])})),
    ]
    session.run(found[:3])
    session.run(found[3:], {any_x: np.zeros([3, 2]), part: np.zeros([3, 2])})
    return [one.name for one in found], refused


@PROGRAMS
def averages(tf, session):
    losses, fed = tf.constant([[1.0, 2.0], [4.0, 8.0]]), tf.placeholder(tf.float32)
    doubles = tf.constant([1.0, 2.0, 4.5], tf.float64)
    mean = tf.nn.compute_average_loss
    found = [
        mean([1.0, 2.0, 6.0]),
        mean(losses, [0.5, 1.0]),
        mean(losses, [[0.5], [1.0]], global_batch_size=8),
        mean(losses, 2.0),
        mean(losses, [[[0.5], [0.25]], [[1.0], [2.0]]]),
        mean(doubles, sample_weight=[1.0, 2.0, 3.0]),
        mean(fed),
        tf.nn.scale_regularization_loss([1.0, 2.5]),
    ]
    refused = [refusal(lambda: mean(1.0)), refusal(lambda: mean(losses, [1.0, 2.0, 3.0]))]
    refused.append(refusal(lambda: session.run(found[6], {fed: 1.0})))
    return session.run(found, {fed: [1.0, 4.0]}), [one.name for one in found], [one.dtype.name for one in found], refused


@PROGRAMS
def logger(tf):
    return tf.get_logger().name, tf.get_logger() is tf.get_logger()
