"""Programs whose branches and calls are functions, as TensorFlow writes them with control flow of version 2.

Each takes x [2, 3], y [3] and n, a number, and gives a tensor; what is recorded is its value and its gradients by x and y.
"""

from __future__ import annotations

import numpy as np

PROGRAMS = {}
NUMBERS = (-1, 0, 1, 2, 5)
"""The values of n that are fed."""


def _program(function):
    PROGRAMS[function.__name__] = function
    return function


def fed(n):
    """What is fed, by names of tensors."""
    x, y = np.arange(6, dtype=np.float32).reshape(2, 3) / 4 - 0.6, np.array([0.5, -1, 2], np.float32)
    return {"x:0": x, "y:0": y, "n:0": n}


def written(tf, program):
    """Add a program and its gradients to the default graph; gives the GraphDef without gradients, and names to fetch."""
    given = tf.placeholder(tf.float32, [2, 3], "x"), tf.placeholder(tf.float32, [3], "y"), tf.placeholder(tf.int32, [], "n")
    tf.enable_control_flow_v2()
    try:
        found = tf.identity(program(tf, *given), "found")
    finally:
        tf.disable_control_flow_v2()
    alone = tf.get_default_graph().as_graph_def()
    for name, slope in zip("xy", tf.gradients(found, given[:2])):  # noqa: B905  # Python 3.7
        tf.identity(tf.zeros([]) if slope is None else slope, f"by_{name}")
    return alone, ["found:0", "by_x:0", "by_y:0"]


@_program
def branches(tf, x, y, n):
    return tf.cond(n > 0, lambda: tf.reduce_sum(tf.tanh(x) * y * x) + tf.reduce_sum(y), lambda: tf.reduce_sum(tf.exp(x)))


@_program
def branches_in_branches(tf, x, y, n):
    return tf.cond(n > 0, lambda: tf.cond(n > 1, lambda: tf.sin(x) * y, lambda: tf.square(x) * y), lambda: x + y)


@_program
def cases(tf, x, y, n):
    return tf.switch_case(n, [lambda: tf.sigmoid(x) * y, lambda: tf.square(x), lambda: x * y * y])


@_program
def draws(tf, x, y, n):
    """What is drawn in a branch is not drawn again for the gradient: the slope is 0 where the value is."""
    return tf.cond(n > 0, lambda: tf.floor(tf.random_uniform([]) * 1e-3) * x + x, lambda: tf.nn.relu(x) * y)


@_program
def calls(tf, x, y, n):
    @tf.function
    def function(x, y):
        return tf.nn.relu(x) * y, tf.reduce_sum(tf.sin(y))

    one, other = function(x, y)
    return one * tf.cast(n, tf.float32) + other


@_program
def calls_in_branches(tf, x, y, n):
    @tf.function
    def function(x):
        return tf.tanh(x) * x

    return tf.cond(n > 0, lambda: function(x) * y, lambda: x - y)
