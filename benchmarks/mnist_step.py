"""One step of training on images of MNIST's size, in TensorFlow 1's style and by hand in NumPy.

784 pixels, two hidden layers of rectified units, ten logits; softmax cross entropy, gradient descent.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

BATCH = 100
SIZES = [784, 128, 32, 10]
RATE = 0.01


def data() -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(1)
    return draw.random((BATCH, SIZES[0]), np.float32), draw.integers(0, SIZES[-1], BATCH, np.int32)


def initial() -> list[list[np.ndarray]]:
    """Weights and biases of each layer."""
    draw = np.random.default_rng(2)
    shapes = itertools.pairwise(SIZES)
    return [[(draw.standard_normal((m, n)) / m**0.5).astype(np.float32), np.zeros(n, np.float32)] for m, n in shapes]


def in_graph(tf: Any, sess: Any) -> Callable[[], float]:
    """A function that makes one step and gives the loss before it; images and labels are fed."""
    images = tf.placeholder(tf.float32, [BATCH, SIZES[0]])
    labels = tf.placeholder(tf.int32, [BATCH])
    layer = images
    for place, (weights, biases) in enumerate(initial()):
        layer = tf.matmul(tf.nn.relu(layer) if place else layer, tf.Variable(weights)) + tf.Variable(biases)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=layer))
    global_step = tf.Variable(0, trainable=False)
    train = tf.train.GradientDescentOptimizer(RATE).minimize(loss, global_step=global_step)
    sess.run(tf.global_variables_initializer())
    feeds = dict(zip([images, labels], data(), strict=True))
    return lambda: sess.run([train, loss], feeds)[1]


def by_hand() -> Callable[[], float]:
    """The same function without a graph."""
    images, labels = data()
    layers = initial()
    rows = np.arange(BATCH)

    def step() -> float:
        inputs = [images]
        for weights, biases in layers[:-1]:
            inputs.append(np.maximum(inputs[-1] @ weights + biases, 0))
        logits = inputs[-1] @ layers[-1][0] + layers[-1][1]
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        sums = powers.sum(axis=1, keepdims=True)
        loss = (np.log(sums[:, 0]) - logits[rows, labels]).mean()
        gradient = powers / sums
        gradient[rows, labels] -= 1
        gradient /= BATCH
        for place in range(len(layers) - 1, -1, -1):
            weights, biases = layers[place]
            before = (gradient @ weights.T) * (inputs[place] > 0) if place else None
            weights -= RATE * (inputs[place].T @ gradient)
            biases -= RATE * gradient.sum(axis=0)
            gradient = before
        return loss

    return step
