"""Sparse tensors reshaped, cut out, thinned and filled up; crossed features; embeddings of records without ids."""

import numpy as np
import pytest

import headrace as tf

VALUE = tf.SparseTensorValue(np.array([[0, 1], [2, 3]]), np.array([5.0, 6.0], np.float32), np.array([3, 4]))


def run(fetches, feeds=None):
    with tf.Session() as session:
        return session.run(fetches, feeds)


def test_a_known_shape_is_known_after_reshape():
    assert tf.sparse_reshape(VALUE, [2, -1]).shape.as_list() == [2, 6]
    fed = tf.sparse_placeholder(tf.float32, [None, 4])
    assert tf.sparse_reshape(fed, [-1, 2]).shape.as_list() == [None, None]


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ([5, 2], "Cannot reshape a tensor with 12 elements to shape [5, 2] (10 elements)."),
        ([-1, -1], "At most one dimension can be inferred (-1). Found: [-1 -1]"),
    ],
)
def test_a_shape_that_cannot_be_is_refused_when_the_graph_is_built(shape, message):
    with pytest.raises(ValueError) as raised:
        tf.sparse_reshape(VALUE, shape)
    assert str(raised.value) == message


@pytest.mark.parametrize("function", [tf.sparse_reshape, tf.sparse_retain, tf.sparse_fill_empty_rows])
def test_a_dense_tensor_is_refused(function):
    with pytest.raises(TypeError, match="Input must be a SparseTensor"):
        function([1.0], [1])


def test_slice_and_retain():
    cut = run(tf.sparse_slice(VALUE, [1, 1], [9, 9]))
    assert (cut.indices.tolist(), cut.values.tolist(), cut.dense_shape.tolist()) == ([[1, 2]], [6.0], [2, 3])
    kept = run(tf.sparse_retain(VALUE, [True, False]))
    assert (kept.indices.tolist(), kept.values.tolist()) == ([[0, 1]], [5.0])
    with pytest.raises(ValueError, match="Dimensions 2 and 3 are not compatible"):
        tf.sparse_retain(VALUE, [True, False, True])


def test_gradients_go_to_the_elements_that_are_there():
    values = tf.constant([5.0, 6.0])
    sparse = tf.SparseTensor(VALUE.indices, values, VALUE.dense_shape)
    default = tf.constant(9.0)
    filled, empty = tf.sparse_fill_empty_rows(sparse, default)
    weighted = tf.reduce_sum(filled.values * [1.0, 10.0, 100.0])
    assert run(tf.gradients(weighted, [values, default]))[0].tolist() == [1.0, 100.0]
    assert run(tf.gradients(weighted, default))[0] == 10.0
    assert run(empty).tolist() == [False, True, False]
    cut = tf.sparse_slice(sparse, [1, 0], [2, 4])
    assert run(tf.gradients(tf.reduce_sum(cut.values * 3.0), values))[0].tolist() == [0.0, 3.0]


def test_crosses():
    several = [tf.constant([["a", "b"]]), tf.SparseTensor([[0, 0]], [7], [1, 1])]
    assert run(tf.sparse.cross(several)).values.tolist() == [b"7_X_a", b"7_X_b"]
    hashed = run(tf.sparse.cross_hashed(several, num_buckets=100))
    assert (hashed.values >= 0).all()
    assert (hashed.values < 100).all()
    other = run(tf.sparse.cross_hashed(several, num_buckets=100, hash_key=5))
    assert hashed.values.tolist() != other.values.tolist()
    with pytest.raises(TypeError, match="Inputs must be a list"):
        tf.sparse.cross(several[0])
    with pytest.raises(TypeError, match="All inputs must be SparseTensors"):
        tf.sparse.cross(["a"])


def test_merge_refuses_what_is_no_size():
    ids = tf.SparseTensor([[0, 0]], [1], [1, 1])
    values = tf.SparseTensor([[0, 0]], [0.5], [1, 1])
    assert run(tf.sparse_tensor_to_dense(tf.sparse_merge([ids, ids], values, [2, 3]))).tolist() == [[[0, 0, 0], [0, 0.5, 0]]]
    for many, sizes, message in (
        (ids, [2], "vocab_size has to be a Tensor or Python int. Found <class 'list'>"),
        (3, [2], "sp_ids has to be a SparseTensor or list thereof. Found <class 'int'>"),
        ([ids], 2, "vocab_size has to be a list of Tensors or Python ints. Found <class 'int'>"),
        ([ids], [2.0], "vocab_size has to be a list of Tensors or Python ints. Found <class 'float'>"),
    ):
        with pytest.raises(TypeError) as raised:
            tf.sparse_merge(many, values, sizes)
        assert str(raised.value) == message


TABLE = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], np.float32)
IDS = tf.SparseTensorValue(np.array([[0, 0], [0, 1], [1, 0], [3, 2]]), np.array([0, 2, -1, 1]), np.array([4, 3]))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [[3, 4], [0, 0], [0, 0], [3, 4]]),
        ({"combiner": "sum"}, [[6, 8], [0, 0], [0, 0], [3, 4]]),
        ({"default_id": 2}, [[3, 4], [5, 6], [5, 6], [3, 4]]),
    ],
)
def test_records_without_ids_get_zeros_or_the_row_of_a_default(options, expected):
    ids = tf.SparseTensor.from_value(IDS)
    assert run(tf.nn.safe_embedding_lookup_sparse(TABLE, ids, **options)).tolist() == expected


def test_weights_that_are_not_positive_are_left_out_of_means():
    ids = tf.SparseTensor.from_value(IDS)
    weights = tf.SparseTensor(IDS.indices, np.array([1.0, 3.0, 1.0, 0.0], np.float32), IDS.dense_shape)
    mean = run(tf.nn.safe_embedding_lookup_sparse(TABLE, ids, weights))
    assert mean.tolist() == [[4, 5], [0, 0], [0, 0], [0, 0]]
    total = run(tf.nn.safe_embedding_lookup_sparse(TABLE, ids, weights, combiner="sum"))
    assert total.tolist() == [[16, 20], [0, 0], [0, 0], [0, 0]]


def test_ids_of_higher_rank_keep_their_outer_dimensions():
    ids = tf.SparseTensor(np.array([[0, 1, 0], [1, 0, 1]]), np.array([1, 2]), np.array([2, 2, 2]))
    found = tf.nn.safe_embedding_lookup_sparse([TABLE], ids)
    assert found.shape[-1] == 2
    assert run(found).tolist() == [[[0, 0], [3, 4]], [[5, 6], [0, 0]]]
    for nothing in (None, []):
        with pytest.raises(ValueError, match="Missing embedding_weights"):
            tf.nn.safe_embedding_lookup_sparse(nothing, ids)
