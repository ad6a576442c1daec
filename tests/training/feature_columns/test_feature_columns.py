"""Feature columns, held against TensorFlow 1.15 (`cases.py`, `sequences.py`, recorded in JSON beside them)."""

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf
from headrace.training.feature_columns.inputs import InputLayer

RECORDED = Recorded(__file__, "cases")
SEQUENCES = Recorded(__file__, "sequences")
OBJECTS = Recorded(__file__, "objects")


@pytest.mark.parametrize("name", RECORDED.names)
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("name", SEQUENCES.names)
def test_sequences_give_what_they_gave_in_tensorflow(name):
    SEQUENCES.hold(tf, name)


@pytest.mark.parametrize("name", OBJECTS.names)
def test_layers_of_columns_are_tensorflows(name):
    OBJECTS.hold(tf, name)


def test_vocabulary_of_a_file(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("red\ngreen\nblue\n")
    file_column = tf.feature_column.categorical_column_with_vocabulary_file
    with tf.Graph().as_default(), tf.Session() as session:
        words = tf.constant([["blue", "red"], ["black", ""]])
        whole = file_column("words", str(path))
        with_buckets = file_column("words", str(path), vocabulary_size=2, num_oov_buckets=1)
        layers = [
            tf.feature_column.input_layer({"words": words}, [tf.feature_column.indicator_column(column)])
            for column in (whole, with_buckets)
        ]
        session.run(tf.tables_initializer())
        assert whole.vocabulary_size == 3
        assert [found.tolist() for found in session.run(layers)] == [
            [[1, 0, 1], [0, 0, 0]],
            [[1, 0, 1], [0, 0, 1]],
        ]
    sequence = tf.feature_column.sequence_categorical_column_with_vocabulary_file("words", str(path), dtype=tf.string)
    assert sequence.categorical_column == whole
    integers = tf.feature_column.sequence_categorical_column_with_vocabulary_list("n", [5, 7])
    assert integers.categorical_column.dtype == tf.int64


@pytest.mark.parametrize("shared", [False, True])
def test_vectors_of_a_checkpoint(tmp_path, shared):
    trained = np.arange(8, dtype=np.float32).reshape(4, 2)
    with tf.Graph().as_default(), tf.Session() as session:
        tf.get_variable("old/vectors", initializer=trained)
        session.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(session, str(tmp_path / "model"))
    ids = tf.feature_column.categorical_column_with_identity("ids", 4)
    options = {"ckpt_to_load_from": path, "tensor_name_in_ckpt": "old/vectors"}
    with tf.Graph().as_default(), tf.Session() as session:
        if shared:
            columns = tf.feature_column.shared_embedding_columns([ids], 2, **options)
        else:
            columns = [tf.feature_column.embedding_column(ids, 2, **options)]
        with tf.variable_scope("parts", partitioner=tf.fixed_size_partitioner(2)):
            layer = tf.feature_column.input_layer({"ids": tf.constant([[3], [0]])}, columns)
        session.run(tf.global_variables_initializer())
        assert session.run(layer).tolist() == [[6, 7], [0, 1]]


def test_a_template_shares_its_variables():
    ids = tf.feature_column.categorical_column_with_identity("ids", 4)
    with tf.Graph().as_default():
        layer = InputLayer([tf.feature_column.embedding_column(ids, 2)], name="input_layer", create_scope_now=False)
        for _ in range(2):
            layer({"ids": tf.constant([[3], [0]])})
        names = [variable.name for variable in tf.global_variables()]
        assert names == ["input_layer/ids_embedding/embedding_weights:0"]
        assert [variable.name for variable in layer.variables] == names
        assert [variable.name for variable in layer.trainable_variables] == names
        assert layer.non_trainable_variables == []
