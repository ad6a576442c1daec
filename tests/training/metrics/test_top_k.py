"""Recall and precision of the k highest predictions, sets of rows, and the metrics of tf.contrib."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.ops.sparse import set_operations

SCORES = np.array([[0.1, 0.6, 0.3, 0.0], [0.5, 0.2, 0.1, 0.2], [0.1, 0.2, 0.3, 0.4]], np.float32)
ONE = [[1], [1], [0]]
TWO = [[1, 2], [1, 3], [0, 3]]


def dense(labels):
    return tf.constant(labels, tf.int64)


def sparse():
    return tf.SparseTensor([[0, 0], [0, 1], [2, 0]], tf.constant([1, 2, 3], tf.int64), [3, 2])


def updated(session, metric):
    value, update = metric
    session.run(tf.local_variables_initializer())
    first, second = session.run(update), session.run(update)
    np.testing.assert_allclose(first, second, rtol=1e-5)
    np.testing.assert_allclose(session.run(value), second)
    return second


# TensorFlow 1.15.5.
@pytest.mark.parametrize(
    ("metric", "labels", "more", "expected"),
    [
        ("recall_at_k", lambda: dense(ONE), {}, 0.66667),
        ("recall_at_k", lambda: dense([1, 1, 0]), {"weights": [1.0, 2.0, 0.5]}, 0.85714),
        ("recall_at_k", lambda: dense(TWO), {"name": "x"}, 0.66667),
        ("recall_at_k", sparse, {}, 1.0),
        ("recall_at_k", lambda: dense(TWO), {"class_id": 1}, 1.0),
        ("recall_at_k", sparse, {"class_id": 1}, 1.0),
        ("precision_at_k", lambda: dense(ONE), {}, 0.33333),
        ("precision_at_k", lambda: dense([1, 1, 0]), {"weights": [1.0, 2.0, 0.5]}, 0.42857),
        ("precision_at_k", sparse, {}, 0.5),
        ("precision_at_k", lambda: dense(TWO), {"class_id": 1}, 1.0),
        ("precision_at_k", sparse, {"class_id": 1}, 0.5),
        ("average_precision_at_k", lambda: dense(ONE), {}, 0.5),
        ("average_precision_at_k", lambda: dense([1, 1, 0]), {"weights": [1.0, 2.0, 0.5]}, 0.57143),
        ("average_precision_at_k", lambda: dense(TWO), {}, 0.58333),
        ("average_precision_at_k", sparse, {}, np.nan),
    ],
)
def test_metrics_at_k(session, metric, labels, more, expected):
    found = updated(session, getattr(tf.metrics, metric)(labels(), tf.constant(SCORES), 2, **more))
    np.testing.assert_allclose(found, expected, atol=2e-5)


def test_classes_that_were_chosen_elsewhere(session):
    chosen = dense([[1, 2], [0, 1], [3, 2]])
    assert updated(session, tf.metrics.recall_at_top_k(dense(ONE), chosen)) == pytest.approx(2 / 3)
    assert updated(session, tf.metrics.precision_at_top_k(dense(ONE), chosen, k=2)) == pytest.approx(1 / 3)


def test_names_at_k():
    value, update = tf.metrics.recall_at_k(dense(TWO), SCORES, 2, class_id=1)
    assert (value.name, update.name) == ("recall_at_2_class1:0", "recall_at_2_class1/update:0")
    assert [variable.op.name for variable in tf.local_variables()] == [
        "recall_at_2_class1/true_positive_at_2_class1",
        "recall_at_2_class1/false_negative_at_2_class1",
    ]


def test_labels_of_a_wrong_rank_are_refused():
    with pytest.raises(ValueError, match="Unexpected labels shape"):
        tf.metrics.recall_at_k(dense([[[1]]]), SCORES, 2)
    with pytest.raises(ValueError, match=r"Invalid k=0\."):
        tf.metrics.average_precision_at_k(dense(ONE), SCORES, 0)


# -- sets --------------------------------------------------------------------------------------------------------------


def values_of(session, result):
    found = session.run(result)
    return found.indices.tolist(), found.values.tolist(), found.dense_shape.tolist()


def test_sets_of_dense_rows(session):
    a, b = tf.constant([[3, 1, 1], [4, 5, 6]]), tf.constant([[1, 2], [7, 8]])
    assert values_of(session, set_operations.set_intersection(a, b)) == ([[0, 0]], [1], [2, 1])
    assert values_of(session, set_operations.set_difference(a, b)) == ([[0, 0], [1, 0], [1, 1], [1, 2]], [3, 4, 5, 6], [2, 3])
    assert values_of(session, set_operations.set_difference(a, b, aminusb=False))[1] == [2, 7, 8]
    assert values_of(session, set_operations.set_union(a, b))[1] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert session.run(set_operations.set_size(set_operations.set_union(a, b))).tolist() == [3, 5]


def test_sets_of_sparse_rows(session):
    a, b = sparse(), dense([[2], [2], [9]])
    assert values_of(session, set_operations.set_difference(a, b))[1] == [1, 3]
    assert values_of(session, set_operations.set_difference(b, a))[1] == [2, 9]
    assert values_of(session, set_operations.set_union(a, sparse()))[1] == [1, 2, 3]
    assert session.run(set_operations.set_size(a)).tolist() == [2, 0, 1]


def test_sets_that_do_not_go_together(session):
    with pytest.raises(TypeError, match="Types don't match"):
        set_operations.set_union(tf.constant([1]), tf.constant(["a"]))
    with pytest.raises(TypeError, match="Expected `SparseTensor`"):
        set_operations.set_size(tf.constant([1]))
    rows = tf.placeholder(tf.int64)
    both = set_operations.set_union(rows, dense(ONE))
    with pytest.raises(tf.errors.InvalidArgumentError, match="Mismatched shapes"):
        session.run(both, {rows: [[1], [2]]})
    places = tf.placeholder(tf.int64, [None, 2])
    size = set_operations.set_size(tf.SparseTensor(places, dense([5, 6]), [2, 2]))
    with pytest.raises(tf.errors.InvalidArgumentError, match="out of order"):
        session.run(size, {places: [[1, 0], [0, 0]]})
    with pytest.raises(tf.errors.InvalidArgumentError, match="out of bound"):
        session.run(size, {places: [[0, 0], [2, 0]]})


# -- tf.contrib.metrics ------------------------------------------------------------------------------------------------


def test_contrib_takes_predictions_first(session):
    of = tf.contrib.metrics
    assert updated(session, of.streaming_recall([True, True], [True, False])) == 1
    assert updated(session, of.streaming_precision([True, True], [True, False])) == 0.5
    assert updated(session, of.streaming_accuracy([1, 2], [1, 3])) == 0.5
    assert updated(session, of.streaming_auc([0.9, 0.2], [1, 0])) == pytest.approx(1)
    assert updated(session, of.streaming_recall_at_k(tf.constant(SCORES), tf.constant([1, 1, 0]), 2)) == pytest.approx(2 / 3)
    assert updated(session, of.streaming_sparse_recall_at_k(tf.constant(SCORES), dense(ONE), 2)) == pytest.approx(2 / 3)
    assert updated(session, of.streaming_mean([1.0, 2.0])) == 1.5


def test_several_metrics_in_one(session):
    values, updates = tf.contrib.metrics.aggregate_metric_map(
        {"mean": tf.metrics.mean([1.0, 2.0]), "accuracy": tf.metrics.accuracy([1, 2], [1, 3])}
    )
    listed = tf.contrib.metrics.aggregate_metrics(tf.metrics.mean([3.0]), tf.metrics.mean([5.0]))
    session.run(tf.local_variables_initializer())
    session.run([updates, listed[1]])
    assert session.run(values) == {"mean": 1.5, "accuracy": 0.5}
    assert session.run(listed[0]) == [3, 5]
    with pytest.raises(ValueError, match="Expected at least one"):
        tf.contrib.metrics.aggregate_metrics()


def test_accuracy_of_one_batch(session):
    of = tf.contrib.metrics.accuracy
    assert session.run(of([1, 2, 3, 3], [1, 2, 3, 4])) == 0.75
    assert session.run(of([1, 2], [1, 3], weights=[3.0, 1.0])) == 0.75
    with pytest.raises(ValueError, match="Dtypes of predictions and labels should match"):
        of(tf.constant([1, 2]), dense([1, 2]))
    with pytest.raises(ValueError, match="Labels should have bool, integer, or string dtype"):
        of([1.0], [1.0])
