"""Optimizers with settings that tests and recorded numbers share."""

from __future__ import annotations

import headrace as tf


def steps():
    return tf.train.get_or_create_global_step()


def started():
    """A session where every variable has its initial value."""
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


def adagrad():
    return tf.train.AdagradOptimizer(0.5, 0.2)


def adadelta():
    return tf.train.AdadeltaOptimizer(2.0, 0.9, 0.01)


def rms_prop():
    return tf.train.RMSPropOptimizer(0.1, 0.8, 0.5, 0.01)


def centered():
    return tf.train.RMSPropOptimizer(0.1, 0.8, 0.5, 1.0, centered=True)


def ftrl():
    return tf.train.FtrlOptimizer(0.5)


def ftrl_shrinking():
    return tf.train.FtrlOptimizer(
        0.5, l1_regularization_strength=0.2, l2_regularization_strength=0.1, l2_shrinkage_regularization_strength=0.3
    )


def proximal():
    return tf.train.ProximalGradientDescentOptimizer(0.1, 0.2, 0.3)


def proximal_adagrad():
    return tf.train.ProximalAdagradOptimizer(0.5, 0.2, 0.3, 0.4)


def dual():
    return tf.train.AdagradDAOptimizer(0.5, steps())
