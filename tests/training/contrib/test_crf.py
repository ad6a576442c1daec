"""tf.contrib.crf: TensorFlow's values, and the laws of chains: what is summed or found best is so over all sequences."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from support import recorded

import headrace as tf


@pytest.mark.parametrize("name", recorded.names("crf"))
def test_it_is_as_in_tensorflow(name):
    recorded.hold(tf, "crf", name)


@pytest.mark.parametrize("length", [1, 2, 4])
def test_sums_and_best_ways_are_those_over_all_sequences(length):
    random = np.random.RandomState(length)
    inputs = random.normal(size=(2, 4, 3)).astype(np.float32)
    between = random.normal(size=(3, 3)).astype(np.float32)
    lengths = [length, 1]
    with tf.Graph().as_default(), tf.Session() as session:
        norm = session.run(tf.contrib.crf.crf_log_norm(inputs, lengths, tf.constant(between)))
        tags, best = session.run(tf.contrib.crf.crf_decode(inputs, tf.constant(between), lengths))
        for row, steps in enumerate(lengths):
            every = list(itertools.product(range(3), repeat=steps))
            padded = np.array([[*one, *[0] * (4 - steps)] for one in every])
            many = np.repeat(inputs[row : row + 1], len(every), axis=0)
            score = tf.contrib.crf.crf_sequence_score(many, padded, [steps] * len(every), tf.constant(between))
            scores = session.run(score)
            np.testing.assert_allclose(norm[row], np.log(np.exp(scores).sum()), rtol=1e-5)
            np.testing.assert_allclose(best[row], scores.max(), rtol=1e-5)
            assert tuple(tags[row, :steps]) == every[scores.argmax()]
            found, score = tf.contrib.crf.viterbi_decode(inputs[row, :steps], between)
            assert tuple(found) == every[scores.argmax()]
            assert score == pytest.approx(scores.max(), rel=1e-5)
