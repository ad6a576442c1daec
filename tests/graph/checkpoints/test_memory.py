"""Large variables are saved and restored without a second copy of them in memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

import headrace as tf

BYTES = 32 << 20


@pytest.fixture
def large(session, directory):
    variables = [tf.Variable(tf.zeros([BYTES // 16]), name=f"v{k}") for k in range(4)]  # 8 MB each
    session.run(tf.global_variables_initializer())
    return variables


def peak_of(call) -> int:
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_saving_takes_little_memory(large, session):
    saver = tf.train.Saver()
    saver.save(session, "model", write_meta_graph=False)  # what is imported at the first time
    assert peak_of(lambda: saver.save(session, "model", write_meta_graph=False)) < BYTES / 8
    large[0].op._set_device("/cpu:0")
    sharded = tf.train.Saver(sharded=True)
    assert peak_of(lambda: sharded.save(session, "parts", write_meta_graph=False)) < BYTES / 8


def test_restoring_takes_what_is_restored(large, session):
    saver = tf.train.Saver()
    saver.save(session, "model", write_meta_graph=False)
    with tf.Session() as other:
        assert peak_of(lambda: saver.restore(other, "model")) < BYTES * 1.25
        assert np.all(other.run(large[3]) == 0)
