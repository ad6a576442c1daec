"""CheckpointInputPipelineHook: a program that is started again goes on where its iterators were."""

from __future__ import annotations

import types

import headrace as tf


def run(directory, steps):
    """Some steps of a program; the elements that it has seen."""
    config = types.SimpleNamespace(
        save_checkpoints_secs=None, save_checkpoints_steps=2, keep_checkpoint_max=5, keep_checkpoint_every_n_hours=10000
    )
    estimator = types.SimpleNamespace(model_dir=directory, config=config)
    with tf.Graph().as_default():
        iterator = tf.data.Dataset.range(100).make_initializable_iterator()
        tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
        following = iterator.get_next()
        step = tf.train.get_or_create_global_step()
        with tf.control_dependencies([following]):
            train = tf.assign_add(step, 1)
        hook = tf.data.experimental.CheckpointInputPipelineHook(estimator)
        with tf.train.MonitoredSession(hooks=[hook]) as sess:
            return [int(sess.run([following, train])[0]) for _ in range(steps)]


def test_iterators_go_on_where_they_were(tmp_path):
    directory = str(tmp_path)
    assert run(directory, 4) == [0, 1, 2, 3]
    assert tf.train.latest_checkpoint(directory, "checkpoint_input").startswith(f"{directory}/input.ckpt-")
    assert run(directory, 3) == [4, 5, 6]
