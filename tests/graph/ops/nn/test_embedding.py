"""Embeddings: tables in parts, gradients as rows, training; what unknown shapes leave known."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def _graph():
    with tf.Graph().as_default():
        yield


TABLE = np.arange(26.0).reshape(13, 2)
MOD = [TABLE[k::5] for k in range(5)]
DIV = [TABLE[first:last] for first, last in [(0, 3), (3, 6), (6, 9), (9, 11), (11, 13)]]


@pytest.mark.parametrize(("strategy", "parts"), [("mod", MOD), ("div", DIV)])
@pytest.mark.parametrize("known", [True, False])
def test_each_strategy_finds_every_row(strategy, parts, known):
    ids = np.array([[12, 0, 7], [5, 5, 11]])
    tensors = [tf.placeholder(tf.float64, part.shape if known else [None, 2]) for part in parts]
    found = tf.nn.embedding_lookup(tensors, ids, partition_strategy=strategy)
    assert found.shape.as_list() == [2, 3, 2]
    with tf.Session() as session:
        rows = session.run(found, dict(zip(tensors, parts, strict=True)))
        np.testing.assert_array_equal(rows, TABLE[ids])


def test_the_gradient_is_rows():
    table = tf.Variable(TABLE)
    (slope,) = tf.gradients(tf.nn.embedding_lookup(table, [3, 1, 3]), [table])
    assert isinstance(slope, tf.IndexedSlices)
    parts = [tf.Variable(part) for part in MOD]
    slopes = tf.gradients(tf.nn.embedding_lookup(parts, [3, 1, 3]), parts)
    assert all(isinstance(slope, tf.IndexedSlices) for slope in slopes)


@pytest.mark.parametrize("optimizer", [tf.train.GradientDescentOptimizer(0.5), tf.train.AdamOptimizer(0.5)])
def test_training_moves_the_rows_that_are_looked_up_and_no_others(optimizer):
    parts = [tf.Variable(part) for part in DIV]
    rows = tf.nn.embedding_lookup(parts, [1, 10, 1], partition_strategy="div")
    step = optimizer.minimize(tf.reduce_sum(rows))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(step)
        found = np.concatenate(session.run(parts))
    moved = np.flatnonzero((found != TABLE).any(axis=1))
    assert moved.tolist() == [1, 10]


def test_a_variable_in_parts_is_its_list_of_parts():
    table = tf.get_variable("table", [13, 2], initializer=tf.zeros_initializer(), partitioner=tf.fixed_size_partitioner(5))
    found = tf.nn.embedding_lookup(table, [12], partition_strategy="div")
    assert found.op.inputs[0].op.type == "ParallelDynamicStitch"
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        assert session.run(found).tolist() == [[0, 0]]


def test_float16_is_added_up_in_single_precision():
    ids = tf.SparseTensor([[0, 0], [0, 1]], tf.constant([0, 1], tf.int64), [1, 2])
    found = tf.nn.embedding_lookup_sparse(tf.ones([2, 3], tf.float16), ids, None, combiner="sum")
    assert found.dtype is tf.float32


def test_no_combiner_is_a_mean_and_a_warning():
    ids = tf.SparseTensor([[0, 0], [0, 1]], tf.constant([0, 1], tf.int64), [1, 2])
    with pytest.warns(UserWarning, match="mean"):
        found = tf.nn.embedding_lookup_sparse(tf.constant([[1.0], [3.0]]), ids, None)
    with tf.Session() as session:
        assert session.run(found).tolist() == [[2.0]]
