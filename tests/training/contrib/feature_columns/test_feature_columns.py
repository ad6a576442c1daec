"""The columns of tf.contrib.layers, held against TensorFlow 1.15 (`cases.py`, recorded in `cases.json`)."""

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "cases")


@pytest.mark.parametrize("name", RECORDED.names)
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)


def test_vocabulary_of_a_file(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("red\ngreen\nblue\n")
    column = tf.contrib.layers.sparse_column_with_vocabulary_file("words", str(path), num_oov_buckets=1, vocab_size=2)
    numbers = tf.contrib.layers.sparse_column_with_vocabulary_file("n", str(path), vocab_size=3, dtype=tf.int64)
    given = {"words": tf.constant([["green"], ["blue"]]), "n": tf.constant([[7], [-1]], tf.int64)}
    with tf.Session() as session:
        columns = [tf.contrib.layers.one_hot_column(one) for one in (numbers, column)]
        layer = tf.contrib.layers.input_from_feature_columns(given, columns)
        session.run(tf.tables_initializer())
        assert session.run(layer).tolist() == [[0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1]]


def test_weights_of_a_checkpoint(tmp_path):
    trained = np.arange(8, dtype=np.float32).reshape(4, 2)
    with tf.Graph().as_default(), tf.Session() as session:
        tf.get_variable("old/vectors", initializer=trained)
        tf.get_variable("old/weights", initializer=np.full((9, 1), 5.0, np.float32))
        session.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(session, str(tmp_path / "model"))
    ids = tf.contrib.layers.sparse_column_with_integerized_feature("ids", 4)
    vectors = tf.contrib.layers.embedding_column(ids, 2, ckpt_to_load_from=path, tensor_name_in_ckpt="old/vectors")
    crossed = tf.contrib.layers.crossed_column(
        [ids, tf.contrib.layers.sparse_column_with_hash_bucket("words", 3)],
        9,
        ckpt_to_load_from=path,
        tensor_name_in_ckpt="old/weights",
    )
    with tf.Graph().as_default(), tf.Session() as session:
        given = {"ids": tf.constant([[3], [0]], tf.int64), "words": tf.constant([["a"], ["b"]])}
        layer = tf.contrib.layers.input_from_feature_columns(given, [vectors])
        total, _, _ = tf.contrib.layers.weighted_sum_from_feature_columns(given, [crossed], 1)
        session.run(tf.global_variables_initializer())
        assert session.run(layer).tolist() == [[6, 7], [0, 1]]
        assert session.run(total).tolist() == [[5], [5]]
