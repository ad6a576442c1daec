"""tf.contrib.losses and metric learning beside TensorFlow 1.15.5: values, gradients, names, collections, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "cases")


@pytest.mark.parametrize("name", RECORDED.names)
def test_a_loss_is_tensorflows(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("name", ["triplet_semihard_loss", "lifted_struct_loss", "cluster_loss"])
def test_a_loss_of_labels_brings_them_together(session, name):
    labels = np.repeat([0, 1, 2], 4)
    start = np.random.RandomState(3).normal(size=(12, 2)).astype(np.float32)
    embeddings = tf.Variable(start)
    more = (1.0,) if name == "cluster_loss" else ()
    loss = getattr(tf.contrib.losses.metric_learning, name)(tf.constant(labels), embeddings, *more)
    step = tf.train.AdamOptimizer(0.1).minimize(loss)
    session.run(tf.global_variables_initializer())

    def closeness():
        found = session.run(embeddings)
        apart = np.sqrt(((found[:, None] - found[None]) ** 2).sum(2))
        alike = labels[:, None] == labels[None]
        return apart[alike].mean() / apart[~alike].mean()

    before = closeness()
    for _ in range(60):
        session.run(step)
    assert closeness() < before / 1.5


def test_pairwise_distances(session):
    x = np.float32([[0, 0], [3, 4], [0, 0]])
    path = tf.contrib.losses.python.metric_learning.metric_loss_ops
    found = session.run([path.pairwise_distance(tf.constant(x)), path.pairwise_distance(tf.constant(x), squared=True)])
    assert found[0].tolist() == [[0, 5, 0], [5, 0, 5], [0, 5, 0]]
    assert found[1].tolist() == [[0, 25, 0], [25, 0, 25], [0, 25, 0]]
