"""Iterators in checkpoints: another session, or this one, goes on where they were."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

DATASET = tf.data.Dataset

DATASETS = {
    "range": lambda: DATASET.range(40),
    "drawn": lambda: DATASET.range(40).map(lambda x: tf.random_uniform([], seed=4) + tf.cast(x, tf.float32)),
    "drawn record by record": lambda: DATASET.range(40).map(
        lambda x: tf.py_func(lambda a: a, [tf.random_uniform([], seed=4)], tf.float32)
    ),
    "shuffled, batched, repeated": lambda: DATASET.range(60).shuffle(7, seed=1).batch(3).repeat(2),
    "interleaved": lambda: DATASET.range(10).interleave(lambda x: DATASET.range(x, x + 4), 3, 2),
    "texts": lambda: DATASET.range(40).map(tf.as_string),
    "sparse": lambda: DATASET.range(40).map(lambda x: tf.SparseTensor([[x]], [x], [50])),
    "zipped": lambda: DATASET.zip((DATASET.range(40), {"a": DATASET.range(40).skip(3)})),
    "ahead": lambda: DATASET.range(40).map(lambda x: x * 2, num_parallel_calls=2).prefetch(3),
}


def listed(value):
    if isinstance(value, dict):
        return {key: listed(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [listed(one) for one in value]
    return np.asarray(value).tolist()


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("one_shot", [False, True])
def test_an_iterator_goes_on_where_it_was_saved(name, one_shot, tmp_path):
    with tf.Graph().as_default():
        dataset = DATASETS[name]()
        iterator = dataset.make_one_shot_iterator() if one_shot else dataset.make_initializable_iterator()
        following = iterator.get_next()
        saveable = tf.data.experimental.make_saveable_from_iterator(iterator)
        assert saveable.specs[0].name == f"{saveable.name}-state"
        tf.add_to_collection(tf.GraphKeys.SAVEABLE_OBJECTS, saveable)
        saver = tf.train.Saver([tf.Variable(1), saveable])
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            if not one_shot:
                sess.run(iterator.initializer)
            for _ in range(4):
                sess.run(following)
            path = saver.save(sess, str(tmp_path / "model"))
            expected = [listed(sess.run(following)) for _ in range(6)]
            saver.restore(sess, path)
            assert [listed(sess.run(following)) for _ in range(6)] == expected
        with tf.Session() as sess:
            saver.restore(sess, path)
            assert [listed(sess.run(following)) for _ in range(6)] == expected


def test_an_iterator_that_has_not_begun_cannot_be_saved(tmp_path):
    with tf.Graph().as_default():
        iterator = tf.data.Iterator.from_structure(tf.int64)
        saver = tf.train.Saver([tf.data.experimental.make_saveable_from_iterator(iterator)])
        with tf.Session() as sess, pytest.raises(tf.errors.FailedPreconditionError, match="has not been initialized"):
            saver.save(sess, str(tmp_path / "model"))
