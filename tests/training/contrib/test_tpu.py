"""tf.contrib.tpu where there is no TPU: computations run in the graph, as one replica."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

tpu = tf.contrib.tpu


def test_a_computation_is_rewritten_as_itself(session):
    v = tf.get_variable("v", initializer=1.0)
    session.run(v.initializer)
    doubled, shifted = tpu.rewrite(lambda a, b: (a * 2, tf.assign_add(v, b).op, b + 1), [3, 4.0])
    assert session.run([doubled, shifted]) == [6, 5.0]
    assert session.run(v) == 5.0
    (alone,) = tpu.rewrite(lambda: tf.assign(v, 9.0).op)
    session.run(alone)
    assert session.run(v) == 9.0
    with pytest.raises(ValueError, match="no infeed queue"):
        tpu.rewrite(lambda: None, infeed_queue=object())


def test_replicas_run_one_beside_the_other(session):
    assert session.run(tpu.replicate(lambda a: a + 1, [[1], [5]])) == [[2], [6]]
    (found,) = tpu.batch_parallel(lambda rows: tf.reduce_sum(rows, 1), [np.arange(8.0).reshape(4, 2)], num_shards=2)
    np.testing.assert_array_equal(session.run(found), [1, 5, 9, 13])
    np.testing.assert_array_equal(session.run(tpu.batch_parallel(lambda row: row * 2, [[1, 2]]))[0], [2, 4])
    with pytest.raises(ValueError, match="num_shards must be a positive integer"):
        tpu.batch_parallel(lambda: None, num_shards=0)


def test_loops(session):
    assert session.run(tpu.repeat(3, lambda a: a * 2, [1])) == [8]
    assert session.run(tpu.while_loop(lambda a, b: a < 10, lambda a, b: (a + b, b), [1, 4])) == [13, 4]
    with pytest.raises(ValueError, match="no infeed queue"):
        tpu.while_loop(lambda a: a < 1, lambda a: a, [0], infeed_queue=object())


def test_what_sums_over_replicas_sums_over_one(session):
    assert session.run(tpu.cross_replica_sum(tf.constant(2.5))) == 2.5
    assert session.run(tpu.outside_compilation(lambda a, b: a - b, tf.constant(1), b=2)) == -1
    assert session.run([tpu.initialize_system(), tpu.shutdown_system()]) == [b"", None]


def test_narrow_variables_are_refused_by_their_type(session):
    with tpu.bfloat16_scope(), pytest.raises(TypeError, match="bfloat16"):
        tf.get_variable("narrow", [2], dtype=tf.bfloat16)
