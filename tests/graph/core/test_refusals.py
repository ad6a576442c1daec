"""What is refused when it is built is refused in TensorFlow 1.15's words, with what was known of the inputs."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden

import headrace as tf

RECORDED = golden.load("shapes/refused.json")


def _error(line):
    with tf.Graph().as_default():
        x, u = tf.placeholder(tf.float32, [2, 3]), tf.placeholder(tf.float32, [None, 3])
        s = tf.placeholder(tf.int32, [2])
        try:
            eval(line, {"tf": tf, "np": np, "x": x, "u": u, "s": s})
        except ValueError as error:
            return str(error)
    return None


@pytest.mark.parametrize("line", RECORDED)
def test_words_are_tensorflows(line):
    assert _error(line) == RECORDED[line]


def test_long_values_are_cut_short():
    with pytest.raises(ValueError, match=r"computed input tensors: input\[1\] = <(0 ){255}0\.\.\.>\.$"):
        tf.reduce_sum(tf.zeros([1, 1, 1]), [0] * 300 + [7])
    with pytest.raises(ValueError, match=r"input\[2\] = <(\[0 0\]){128}\.\.\.>\.$"):
        tf.space_to_batch_nd(tf.placeholder(tf.float32, [1] + [2] * 129 + [3]), [2] * 130, [[0, 0]] * 130)
