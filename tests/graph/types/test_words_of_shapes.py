"""What is said where shapes turn out not to fit that were not known when the graph was built: TensorFlow's words."""

from __future__ import annotations

import re

import numpy as np
import pytest

import headrace as tf

THREE_AND_TWO = {
    "add": tf.add,
    "subtract": tf.subtract,
    "equal": tf.equal,
    "maximum": tf.maximum,
    "pow": tf.pow,
    "less": tf.less,
    "squared_difference": tf.squared_difference,
    "div": tf.div,
    "floormod": tf.floormod,
    "logical_and": lambda a, b: tf.logical_and(a > 0, b > 0),
}
ALONE = {
    "argmax": (lambda x: tf.argmax(x, 0), [], "Reduction axis 0 is empty in shape [0]"),
    "argmin": (lambda x: tf.argmin(x, -1), np.zeros((2, 0)), "Reduction axis -1 is empty in shape [2,0]"),
    "diag": (tf.diag, 1.0, "Input must be at least rank 1, got 0"),
    "cumsum": (lambda x: tf.cumsum(x, 1), [1.0], "ScanOp: Expected scan axis in the range [-1, 1), but got 1"),
    "cond": (
        lambda x: tf.cond(x > 0, lambda: 1, lambda: 2),
        [1.0, 2.0],
        "The second input must be a scalar, but it has shape [2]",
    ),
}


@pytest.mark.parametrize("name", THREE_AND_TWO)
def test_of_two(name):
    with tf.Graph().as_default(), tf.Session() as session:
        a, b = tf.placeholder(tf.float32), tf.placeholder(tf.float32)
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"^Incompatible shapes: \[3\] vs. \[2\]\n"):
            session.run(THREE_AND_TWO[name](a, b), {a: np.ones(3), b: np.ones(2)})


@pytest.mark.parametrize("name", ALONE)
def test_of_one(name):
    make, value, words = ALONE[name]
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32)
        with pytest.raises(tf.errors.InvalidArgumentError, match=f"^{re.escape(words)}\n"):
            session.run(make(x), {x: value})
