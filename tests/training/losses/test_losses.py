"""tf.losses: values and names beside TensorFlow's, weights, reductions, collections, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

PREDICTIONS = np.array([[1.0, 2.0, 3.0], [-1.0, 0.5, 0.25]], np.float32)
LABELS = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]], np.float32)

# The value with weights of 1, the name of the result, the value with the second row left out: TensorFlow 1.15.5.
OF_TENSORFLOW = [
    ("absolute_difference", 1.04167, "absolute_difference/value:0", 0.66667),
    ("hinge_loss", 0.70833, "hinge_loss/value:0", 0.5),
    ("huber_loss", 0.65104, "huber_loss/value:0", 0.5),
    ("mean_pairwise_squared_error", 2.79167, "mean_pairwise_squared_error/value_2:0", 1.33333),
    ("mean_squared_error", 1.63542, "mean_squared_error/value:0", 1.33333),
    ("sigmoid_cross_entropy", 0.64201, "sigmoid_cross_entropy_loss/value:0", 0.4148),
    ("softmax_cross_entropy", 2.22672, "softmax_cross_entropy_loss/value:0", 1.40761),
]
NAMES = [name for name, *_ in OF_TENSORFLOW]


def half_of_first(name):
    return [0.5, 0.0] if name == "softmax_cross_entropy" else [[0.5], [0.0]]


@pytest.mark.parametrize(("function", "value", "name", "weighted"), OF_TENSORFLOW)
def test_a_loss_has_tensorflows_value_and_name(session, function, value, name, weighted):
    of = getattr(tf.losses, function)
    loss = of(LABELS, PREDICTIONS)
    mine = of(LABELS, PREDICTIONS, half_of_first(function), scope="mine")
    assert loss.name == name
    assert mine.name == name.replace(name.split("/")[0], "mine")
    assert tf.losses.get_losses() == [loss, mine]
    assert tf.losses.get_losses("mine") == [mine]
    np.testing.assert_allclose(session.run([loss, mine]), [value, weighted], atol=2e-5)


@pytest.mark.parametrize(("function", "value"), [(name, value) for name, value, _, _ in OF_TENSORFLOW])
def test_a_loss_of_a_batch_of_unknown_size(session, function, value):
    labels = tf.placeholder(tf.float32, [None, 3])
    logits = tf.placeholder(tf.float32, [None, 3])
    weights = tf.placeholder(tf.float32, [None] if function == "softmax_cross_entropy" else [None, 1])
    loss = getattr(tf.losses, function)(labels, logits, weights)
    weight = np.ones(2 if weights.shape.ndims == 1 else (2, 1))
    got = session.run(loss, {labels: LABELS, logits: PREDICTIONS, weights: weight})
    np.testing.assert_allclose(got, value, atol=2e-5)


@pytest.mark.parametrize("function", NAMES)
def test_what_does_not_go_together_is_refused(function):
    of = getattr(tf.losses, function)
    with pytest.raises(ValueError, match=r"Shapes \(1, 3\) and \(2, 3\) are incompatible"):
        of(LABELS, PREDICTIONS[:1])
    with pytest.raises(ValueError, match=r"labels must not be None\."):
        of(None, PREDICTIONS)
    with pytest.raises(ValueError, match=r"(predictions|logits) must not be None\."):
        of(LABELS, None)


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError) as wrong_rank:
        tf.losses.mean_squared_error(LABELS, PREDICTIONS, np.ones(3, np.float32))
    assert str(wrong_rank.value) == (
        "weights can not be broadcast to values. values.rank=2. weights.rank=1. values.shape=(2, 3). weights.shape=(3,)."
    )
    with pytest.raises(ValueError) as wrong_size:
        tf.losses.mean_squared_error(LABELS, PREDICTIONS, np.ones((2, 2), np.float32))
    assert str(wrong_size.value) == (
        "weights can not be broadcast to values. Mismatch at dim 1. values.shape=[2 3] weights.shape=[2 2]."
    )


def test_weights_of_a_wrong_shape_fail_when_run(session):
    weights = tf.placeholder(tf.float32)
    losses = tf.placeholder(tf.float32)
    loss = tf.losses.compute_weighted_loss(losses, weights)
    assert session.run(loss, {losses: LABELS, weights: 2.0}) == pytest.approx(8 / 6)
    assert session.run(loss, {losses: LABELS, weights: [[1.0], [0.0]]}) == pytest.approx(2 / 3)
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"weights can not be broadcast to values\."):
        session.run(loss, {losses: LABELS, weights: [1.0, 1.0, 1.0]})
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"weights can not be broadcast to values\."):
        session.run(loss, {losses: LABELS, weights: [[1.0, 1.0]]})


@pytest.mark.parametrize(
    ("reduction", "value", "name"),
    [
        ("NONE", [[0, 1.2, 1.2], [0, 0, 0]], "mean_squared_error/Mul:0"),
        ("SUM", 2.4, "mean_squared_error/Sum:0"),
        ("MEAN", 2.66667, "mean_squared_error/value:0"),
        ("SUM_OVER_BATCH_SIZE", 0.4, "mean_squared_error/value:0"),
        ("SUM_BY_NONZERO_WEIGHTS", 0.8, "mean_squared_error/value:0"),
    ],
)
def test_reductions(session, reduction, value, name):
    key = getattr(tf.losses.Reduction, reduction)
    loss = tf.losses.mean_squared_error(LABELS, PREDICTIONS, [[0.3], [0.0]], reduction=key)
    assert loss.name == name
    np.testing.assert_allclose(session.run(loss), value, atol=2e-5)


def test_no_reduction_and_no_axis():
    with pytest.raises(ValueError, match=r"Invalid Reduction Key x\."):
        tf.losses.mean_squared_error(LABELS, PREDICTIONS, reduction="x")
    with pytest.raises(ValueError, match=r"You must specify 'axis'\."):
        tf.losses.cosine_distance(LABELS, PREDICTIONS)


def test_division_by_zero_gives_zero(session):
    assert session.run(tf.div_no_nan([1.0, 0.0, -2.0], [0.0, 0.0, 4.0])).tolist() == [0, 0, -0.5]


def test_all_weights_zero_give_zero(session):
    assert session.run(tf.losses.mean_squared_error(LABELS, PREDICTIONS, 0.0)) == 0


def test_other_losses(session):
    losses = {
        "log": tf.losses.log_loss(LABELS, tf.sigmoid(PREDICTIONS)),
        "cosine": tf.losses.cosine_distance(LABELS, PREDICTIONS, axis=1),
        "cosine, old": tf.losses.cosine_distance(LABELS, PREDICTIONS, dim=1),
        "smooth softmax": tf.losses.softmax_cross_entropy(LABELS, PREDICTIONS, label_smoothing=0.1),
        "smooth sigmoid": tf.losses.sigmoid_cross_entropy(LABELS, PREDICTIONS, label_smoothing=0.1),
        "classes": tf.losses.sparse_softmax_cross_entropy([1, 2], PREDICTIONS),
        "columns": tf.losses.sparse_softmax_cross_entropy([[1], [2]], PREDICTIONS, weights=[[1.0], [2.0]]),
    }
    expected = {
        "log": 0.64201,
        "cosine": -1.375,
        "cosine, old": -1.375,
        "smooth softmax": 2.1383,
        "smooth sigmoid": 0.67326,
        "classes": 1.17586,
        "columns": 1.64792,
    }
    assert session.run(losses) == pytest.approx(expected, abs=2e-5)
    assert losses["cosine"].name == "cosine_distance_loss/value:0"
    assert losses["classes"].name == "sparse_softmax_cross_entropy_loss/value:0"


def test_the_total_is_of_all_listed_losses(graph, session):
    tf.losses.mean_squared_error(LABELS, PREDICTIONS)
    tf.losses.mean_squared_error(LABELS, PREDICTIONS, loss_collection=None)
    tf.losses.add_loss(tf.constant(2.0))
    tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, tf.constant(3.0))
    total, rest = tf.losses.get_total_loss(), tf.losses.get_regularization_loss()
    assert (total.op.name, rest.op.name) == ("total_loss", "total_regularization_loss")
    found = session.run([total, rest, tf.losses.get_total_loss(False)])
    np.testing.assert_allclose(found, [6.63542, 3, 3.63542], atol=2e-5)


def test_no_losses():
    with pytest.raises(ValueError, match="inputs must be a list of at least one Tensor"):
        tf.losses.get_total_loss()
    assert tf.losses.get_regularization_loss().op.name == "Const"


def test_a_loss_of_integers_stays_an_integer(session):
    loss = tf.losses.compute_weighted_loss([1, 2])
    assert loss.dtype == tf.int32
    assert session.run(loss) == 1


def test_gradients_reach_the_predictions_but_not_the_labels(session):
    predictions, labels = tf.constant(PREDICTIONS), tf.constant(LABELS)
    loss = tf.losses.softmax_cross_entropy(labels, predictions)
    gradient, nothing = tf.gradients(loss, [predictions, labels])
    assert nothing is None
    exponentials = np.exp(PREDICTIONS - PREDICTIONS.max(1, keepdims=True))
    softmax = exponentials / exponentials.sum(1, keepdims=True)
    np.testing.assert_allclose(session.run(gradient), (softmax - LABELS) / 2, rtol=1e-5, atol=1e-6)


def test_confusion_matrix(session):
    squeezed = tf.confusion_matrix([0, 1, 1], [[1], [1], [0]], 3, weights=[1, 2, 3])
    matrices = [tf.confusion_matrix([0, 1, 1], [1, 1, 0]), squeezed]
    plain, weighted = session.run(matrices)
    assert plain.tolist() == [[0, 1], [1, 1]]
    assert weighted.tolist() == [[0, 1, 0], [3, 2, 0], [0, 0, 0]]
    labels = tf.placeholder(tf.int64, [None])
    matrix = tf.confusion_matrix(labels, [1, 1], 2)
    with pytest.raises(tf.errors.InvalidArgumentError, match="`labels` out of bound"):
        session.run(matrix, {labels: [0, 3]})
    with pytest.raises(tf.errors.InvalidArgumentError, match="`labels` contains negative values"):
        session.run(matrix, {labels: [0, -1]})
