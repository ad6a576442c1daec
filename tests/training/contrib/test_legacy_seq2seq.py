"""tf.contrib.legacy_seq2seq: values, gradients, names of variables and refusals are TensorFlow's."""

from __future__ import annotations

import pytest
from support import recorded

import headrace as tf


@pytest.mark.parametrize("name", recorded.names("legacy"))
def test_it_is_as_in_tensorflow(name):
    recorded.hold(tf, "legacy", name)


def test_old_paths_lead_to_it():
    from headrace.contrib.legacy_seq2seq.python.ops import seq2seq
    from headrace.models.rnn import seq2seq as oldest
    from headrace.python.ops import seq2seq as older

    for module in (seq2seq, older, oldest, tf.nn.seq2seq):
        assert module.model_with_buckets is tf.contrib.legacy_seq2seq.model_with_buckets


@pytest.mark.parametrize("kind", ["BasicLSTMCell", "GRUCell", "BasicRNNCell"])
def test_one_cell_serves_all_buckets(kind):
    """As a new one for each bucket: TensorFlow since 1.1 cannot copy a cell that was called, before it did so."""

    def variables(cell_of):
        with tf.Graph().as_default():
            symbols = [tf.constant([0, 1, 2])] * 4
            weights = [tf.constant([1.0, 1.0, 1.0])] * 4

            def model(one, other):
                return tf.nn.seq2seq.embedding_attention_seq2seq(one, other, cell_of(), 5, 5, 3)

            _, losses = tf.nn.seq2seq.model_with_buckets(symbols, symbols, symbols, weights, [(2, 2), (3, 4)], model)
            found = [(variable.name, variable.shape.as_list()) for variable in tf.trainable_variables()]
            assert all(gradient is not None for gradient in tf.gradients(losses[1], tf.trainable_variables()))
            return found

    def make():
        inner = tf.nn.rnn_cell.DropoutWrapper(getattr(tf.nn.rnn_cell, kind)(4), 0.5)
        return tf.nn.rnn_cell.MultiRNNCell([inner, getattr(tf.nn.rnn_cell, kind)(4)])

    cells = []

    def the_same():
        cells[:] = cells or [make()]
        return cells[0]

    assert variables(the_same) == variables(make)
