"""Optimizers that keep copies of variables do what they do in TensorFlow 1.15, and bring two workers together."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "averages")
opt = tf.contrib.opt


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_of_optimizers_that_keep_copies(name):
    RECORDED.hold(tf, name)


def test_two_workers_take_the_mean_of_their_models():
    trains, locals_ = [], []
    step = tf.train.get_or_create_global_step()
    center = None
    for worker in range(2):
        getter = opt.ModelAverageCustomGetter("")
        with tf.variable_scope(f"worker{worker}", custom_getter=getter):
            v = tf.get_variable("v", initializer=1.0)
            sgd = tf.train.GradientDescentOptimizer(1.0)
            optimizer = opt.ModelAverageOptimizer(sgd, 2, worker == 0, getter, interval_steps=1)
        center = center or getter._local_2_global[v]
        getter._local_2_global[v] = center
        trains.append(optimizer.minimize(v * (worker + 1.0), global_step=step))
        locals_.append(v)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(tf.local_variables_initializer())
        other = threading.Thread(target=session.run, args=(trains[1],))
        other.start()
        session.run(trains[0])
        other.join()
        found, steps = session.run([[*locals_, center], step])
    assert found == [-0.5, -0.5, -0.5]  # the mean of 1 - 1 and 1 - 2
    assert steps == 1


def test_workers_of_elastic_averages_wait_for_each_other():
    getter = opt.ElasticAverageCustomGetter("")
    with tf.variable_scope("", custom_getter=getter):
        v = tf.get_variable("v", initializer=1.0)
    sgd = tf.train.GradientDescentOptimizer(1.0)
    optimizer = opt.ElasticAverageOptimizer(sgd, 2, getter, synchronous=True)
    starts = [optimizer.get_init_op(worker) for worker in range(2)]
    with tf.Session() as session:
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        session.run(getter._global_map[v].assign(5.0))
        other = threading.Thread(target=session.run, args=(starts[1],))
        other.start()
        session.run(starts[0])
        other.join()
        np.testing.assert_array_equal(session.run(v), 5.0)
