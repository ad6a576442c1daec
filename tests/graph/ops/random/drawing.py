"""Programs that draw: the numbers of stateless ops, names of what is built, what is refused."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)
SEEDS = ([1, 2], [0, 0], [-5, 2**31 - 1], [2**40 + 7, -(2**50)])


def nodes(tf):
    return [[op.name, op.type, [one.name for one in op.inputs]] for op in tf.get_default_graph().get_operations()]


@PROGRAMS
def uniform_numbers(tf, session):
    types = (tf.float16, tf.float32, tf.float64)
    many = [tf.random.stateless_uniform([2, 5], seed, -1.0, 3.0, dtype=one) for seed in SEEDS for one in types]
    return [[one.shape.as_list(), session.run(one)] for one in many]


@PROGRAMS
def normal_numbers(tf, session):
    types = (tf.float32, tf.float64)
    many = [tf.random.stateless_normal([7], seed, 1.0, 2.0, dtype=one) for seed in SEEDS for one in types]
    many += [tf.random.stateless_truncated_normal([41], seed, 1.0, 2.0, dtype=one) for seed in SEEDS for one in types]
    return [[one.shape.as_list(), session.run(one)] for one in many]


@PROGRAMS
def integers(tf, session):
    ranges = ((0, 10, tf.int32), (-7, 2**31 - 1, tf.int32), (-(2**31), 2**31 - 1, tf.int64), (-(2**62), 2**62, tf.int64))
    many = [tf.random.stateless_uniform([3, 3], seed, *one) for seed in SEEDS for one in ranges]
    return [[one.shape.as_list(), session.run(one)] for one in many]


@PROGRAMS
def classes(tf, session):
    logits = np.array([[1.0, 2.0, 3.0], [0.0, -np.inf, np.nan], [0.1, 0.2, 0.3]], np.float32)
    many = [tf.random.stateless_multinomial(logits, 9, seed) for seed in SEEDS]
    many += [tf.random.stateless_categorical(logits[:1], 9, seed, dtype=tf.int32) for seed in SEEDS]
    return [[one.shape.as_list(), session.run(one)] for one in many]


@PROGRAMS
def sizes_and_seeds_from_outside(tf, session):
    shape, seed = tf.placeholder(tf.int32, [None]), tf.placeholder(tf.int32, [None])
    found = tf.random.stateless_normal(shape, seed)
    return [
        found.shape.ndims,
        session.run(found, {shape: [2, 2], seed: [-3, 4]}),
        session.run(found, {shape: [], seed: [-3, 4]}),
        session.run(found, {shape: [0, 3], seed: [-3, 4]}),
        refusal(lambda: session.run(found, {shape: [2], seed: [1, 2, 3]})),
    ]


@PROGRAMS
def names(tf):
    tf.random.stateless_uniform([2], [1, 2])
    tf.random.stateless_uniform([2], [1, 2], 3, 9, tf.int32)
    tf.random.stateless_normal([2], [1, 2], name="mine")
    tf.random.stateless_truncated_normal([2], tf.constant([1, 2]))
    tf.random.stateless_multinomial([[1.0, 2.0]], 3, [1, 2])
    tf.random.stateless_categorical([[1.0, 2.0]], 3, [1, 2])
    tf.random.categorical([[1.0, 2.0]], 3, seed=4)
    return nodes(tf)


@PROGRAMS
def refused(tf, session):
    low = tf.placeholder(tf.int32, [])
    calls = [
        lambda: tf.random.stateless_uniform([2], [1, 2], dtype=tf.int32),
        lambda: tf.random.stateless_uniform([2], [1, 2, 3]),
        lambda: tf.random.stateless_normal([2], 1),
        lambda: session.run(tf.random.stateless_uniform([2], [1, 2], low, 5, tf.int32), {low: 5}),
        lambda: tf.random.stateless_multinomial([1.0, 2.0], 3, [1, 2]),
        lambda: session.run(tf.random.stateless_multinomial(np.zeros([2, 0], np.float32), 3, [1, 2])),
    ]
    return [refusal(call) for call in calls]


@PROGRAMS
def seeds(tf):
    found = [tf.get_seed(None), tf.random.get_seed(5)]
    tf.set_random_seed(12)
    tf.constant(1)
    found += [tf.get_seed(None), tf.get_seed(5), tf.random.get_seed(2**31)]
    tf.set_random_seed(0)
    return [list(one) for one in [*found, tf.get_seed(0)]]


@PROGRAMS
def gamma_numbers(tf):
    alpha, beta = tf.constant([0.5, 3.0]), tf.constant([[1.0], [2.0], [4.0]])
    drawn = tf.random_gamma([4], alpha, beta, seed=3)
    gradients = tf.gradients(drawn, [alpha, beta])
    shape = tf.placeholder(tf.int32, [2])
    other = tf.random.gamma(shape, 2.0, dtype=tf.float64, name="mine")
    return [[one.name, str(one.shape), one.dtype.name] for one in [drawn, *gradients, other]] + [
        one for one in nodes(tf) if "/ones/Less" not in one[0]
    ]
