"""serialize_sparse and its kin: TensorFlow's bytes, values, shapes, names and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headrace as tf
from headrace.graph.types.string_contents import content_of, strings_of

INT64 = b"\x08\t\x12\x04\x12\x02\x08\x02"
FIRST = tf.SparseTensorValue([[0, 1], [2, 0]], np.float32([1.5, 2.5]), [3, 4])
SECOND = tf.SparseTensorValue([[1, 1]], np.float32([7.5]), [5, 2])


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def run(fetch):
    with tf.Session() as session:
        return session.run(fetch)


def numbers(*values):
    return np.array(values, "<i8").tobytes()


def test_the_strings_are_those_of_tensorflow():
    assert run(tf.serialize_sparse(FIRST)).tolist() == [
        b'\x08\t\x12\x08\x12\x02\x08\x02\x12\x02\x08\x02" ' + numbers(0, 1, 2, 0),
        b'\x08\x01\x12\x04\x12\x02\x08\x02"\x08\x00\x00\xc0?\x00\x00 @',
        INT64 + b'"\x10' + numbers(3, 4),
    ]
    text = tf.SparseTensorValue([[0, 1]], [b"x"], [1, 2])
    assert run(tf.serialize_sparse(text)).tolist() == [
        b'\x08\t\x12\x08\x12\x02\x08\x01\x12\x02\x08\x02"\x10' + numbers(0, 1),
        b'\x08\x07\x12\x04\x12\x02\x08\x01"\x02\x01x',
        INT64 + b'"\x10' + numbers(1, 2),
    ]
    rows = run(tf.serialize_many_sparse(FIRST)).tolist()
    assert rows[1] == [
        b"\x08\t\x12\x06\x12\x00\x12\x02\x08\x01",
        b"\x08\x01\x12\x02\x12\x00",
        b'\x08\t\x12\x04\x12\x02\x08\x01"\x08' + numbers(4),
    ]
    assert len(rows) == 3


def test_sparse_tensors_are_put_together():
    both = tf.stack([tf.serialize_sparse(FIRST), tf.serialize_sparse(SECOND)])
    found = run(tf.deserialize_many_sparse(both, tf.float32))
    assert found.indices.tolist() == [[0, 0, 1], [0, 2, 0], [1, 1, 1]]
    assert found.values.tolist() == [1.5, 2.5, 7.5]
    assert found.dense_shape.tolist() == [2, 5, 4]
    empty = tf.SparseTensorValue(np.zeros((0, 2), np.int64), np.zeros(0, np.float32), [3, 4])
    found = run(tf.deserialize_many_sparse(tf.stack([tf.serialize_sparse(one) for one in (empty, FIRST)]), tf.float32))
    assert (found.indices.tolist(), found.dense_shape.tolist()) == ([[1, 0, 1], [1, 2, 0]], [2, 3, 4])


ELEMENTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.binary(max_size=200)), max_size=8)


@given(ELEMENTS, st.sampled_from([tf.string, tf.int64, tf.float32, tf.bool]))
@settings(max_examples=60, deadline=None)
def test_rows_come_back(elements, dtype):
    indices = np.array(sorted({(row, column) for row, column, _ in elements}), np.int64).reshape(-1, 2)
    texts = [text for _, _, text in elements][: len(indices)]
    values = np.array(texts, object) if dtype is tf.string else np.array(list(map(len, texts)), dtype.as_numpy_dtype)
    with tf.Graph().as_default():
        given = tf.SparseTensorValue(indices, values, [4, 3])
        found = run(tf.deserialize_many_sparse(tf.serialize_many_sparse(given), dtype))
    assert found.indices.tolist() == indices.tolist()
    assert found.values.tolist() == values.tolist()
    assert found.dense_shape.tolist() == [4, 3]


def test_names_and_shapes():
    one, many = tf.serialize_sparse(FIRST), tf.serialize_many_sparse(FIRST)
    assert (one.op.name, one.shape.as_list()) == ("SerializeSparse", [3])
    assert (many.op.name, many.shape.as_list()) == ("SerializeManySparse", [None, 3])
    for rank in (None, 3):
        back = tf.deserialize_many_sparse(many, tf.float32, rank=rank)
        assert back.indices.op.type == "DeserializeManySparse"
        shapes = [part.shape.as_list() for part in (back.indices, back.values, back.dense_shape)]
        assert shapes == [[None, rank], [None], [rank]]
    assert tf.io.serialize_sparse is tf.serialize_sparse


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: tf.serialize_many_sparse(tf.SparseTensorValue([[0]], [1], [3])), "should be > 1, but saw rank: 1"),
        (lambda: tf.serialize_many_sparse(tf.SparseTensorValue([[2, 0], [0, 0]], [1, 2], [3, 1])), "must be in order"),
        (lambda: _back([FIRST], tf.int64), r"of type int64 but SparseTensor\[0\]\.values\.dtype\(\) == float"),
        (lambda: _back([FIRST, tf.SparseTensorValue([[1]], np.float32([1]), [5])]), "rank of SparseTensor.1. is: 1"),
        (lambda: tf.deserialize_many_sparse([["a", "b", "c"]], tf.float32), "Could not parse serialized proto"),
        (lambda: tf.deserialize_many_sparse(np.zeros([0, 3], object), tf.float32), r"zero dimension \[0,3\]"),
        (lambda: tf.deserialize_many_sparse(tf.serialize_sparse(FIRST)[None, ::-1], tf.float32), "to be a matrix of int64"),
    ],
)
def test_errors(make, words):
    fetch = make()
    with pytest.raises(tf.errors.InvalidArgumentError, match=words):
        run(fetch)


def _back(values, dtype=tf.float32):
    return tf.deserialize_many_sparse(tf.stack([tf.serialize_sparse(value) for value in values]), dtype)


def test_errors_when_the_graph_is_built():
    with pytest.raises(TypeError, match=r"Input must be a SparseTensor"):
        tf.serialize_sparse(tf.constant(1))
    for serialized in (["a", "b", "c"], [["a", "b"]]):
        with pytest.raises(ValueError, match=r"Shape must be rank 2|Dimension"):
            tf.deserialize_many_sparse(serialized, tf.float32)
    assert tf.serialize_sparse(FIRST, out_type=tf.variant).dtype is tf.variant


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_strings_in_one_piece(strings):
    content = content_of(strings)
    assert strings_of(content, len(strings)) == strings
    with pytest.raises(ValueError, match="are not the content of"):
        strings_of(content + b"x", len(strings))


@given(st.binary(max_size=20), st.integers(0, 1 << 40))
def test_noise_is_no_content(noise, count):
    try:
        assert len(strings_of(noise, count)) == count
    except ValueError as error:
        assert "are not the content of" in str(error)  # noqa: PT017
