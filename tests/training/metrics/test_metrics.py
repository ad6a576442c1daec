"""tf.metrics: values and names beside TensorFlow's, sums over batches, collections, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

LABELS = np.array([1, 0, 1, 1, 0, 1])
SAID = np.array([1, 1, 1, 0, 0, 1])
CHANCES = np.array([0.9, 0.6, 0.7, 0.2, 0.1, 0.55], np.float32)
WEIGHTS = np.array([1, 2, 0.5, 1, 0, 3], np.float32)

# After all six examples, without and with weights, and the variables: TensorFlow 1.15.5.
OF_TENSORFLOW = [
    ("accuracy", SAID, 0.66667, 0.6, ["total", "count"]),
    ("mean_absolute_error", SAID, 0.33333, 0.4, ["total", "count"]),
    ("mean_squared_error", SAID, 0.33333, 0.4, ["total", "count"]),
    ("root_mean_squared_error", SAID, 0.57735, 0.63246, ["total", "count"]),
    ("precision", SAID, 0.75, 0.69231, ["true_positives/count", "false_positives/count"]),
    ("recall", SAID, 0.75, 0.81818, ["true_positives/count", "false_negatives/count"]),
    ("true_positives", SAID, 3, 4.5, ["count"]),
    ("false_positives", SAID, 1, 2, ["count"]),
    ("true_negatives", SAID, 1, 0, ["count"]),
    ("false_negatives", SAID, 1, 1, ["count"]),
    ("auc", CHANCES, 0.75, 0.27273, ["true_positives", "false_negatives", "true_negatives", "false_positives"]),
]


def start(session):
    session.run(tf.local_variables_initializer())


def op_names(items):
    return [item.op.name for item in items]


@pytest.mark.parametrize(("metric", "predictions", "plain", "weighted", "variables"), OF_TENSORFLOW)
def test_a_metric_grows_with_every_batch(session, metric, predictions, plain, weighted, variables):
    labels = tf.placeholder(tf.int64, [None])
    said = tf.placeholder(predictions.dtype, [None])
    weights = tf.placeholder(tf.float32, [None])
    of = getattr(tf.metrics, metric)
    value, update = of(labels, said)
    listing = {"metrics_collections": ["values"], "updates_collections": ["updates", "all"]}
    value_w, update_w = of(labels, said, weights, name="mine", **listing)
    names = [f"{scope}/{name}" for scope in (metric, "mine") for name in variables]
    assert op_names(tf.local_variables()) == names
    assert op_names(tf.get_collection(tf.GraphKeys.METRIC_VARIABLES)) == names
    assert tf.global_variables() == tf.trainable_variables() == []
    assert (tf.get_collection("values"), tf.get_collection("updates"), tf.get_collection("all")) == (
        [value_w],
        [update_w],
        [update_w],
    )
    start(session)
    for part in (slice(0, 2), slice(2, 6)):
        feed = {labels: LABELS[part], said: predictions[part], weights: WEIGHTS[part]}
        after = session.run([update, update_w], feed)
    np.testing.assert_allclose(after, [plain, weighted], atol=2e-5)
    np.testing.assert_allclose(session.run([value, value_w]), [plain, weighted], atol=2e-5)


def test_names_of_values_and_updates():
    value, update = tf.metrics.accuracy(LABELS, SAID)
    assert (value.name, update.name) == ("accuracy/value:0", "accuracy/update_op:0")
    again, _ = tf.metrics.accuracy(LABELS, SAID)
    assert again.name == "accuracy_1/value:0"
    with tf.name_scope("eval"):
        inside, _ = tf.metrics.mean([1.0])
    assert inside.name == "eval/mean/value:0"
    with tf.variable_scope("scope"):
        tf.metrics.mean([1.0])
    assert op_names(tf.local_variables())[-2:] == ["scope/mean/total", "scope/mean/count"]


def test_nothing_counted_is_zero(session):
    values = [tf.metrics.mean([1.0])[0], tf.metrics.precision([True], [True])[0], tf.metrics.accuracy([1], [1])[0]]
    start(session)
    assert session.run(values) == [0, 0, 0]


def test_means(session):
    updates = {
        "mean": tf.metrics.mean([1.0, 2.0, 4.0]),
        "weighted": tf.metrics.mean(tf.constant([[1.0, 2.0], [3.0, 4.0]]), weights=[[1.0], [3.0]]),
        "below": tf.metrics.percentage_below(tf.constant([1.0, 2.0, 4.0]), 2.5),
        "relative": tf.metrics.mean_relative_error(
            tf.constant([1.0, 2.0, 4.0]), tf.constant([1.0, 3.0, 5.0]), tf.constant([1.0, 0.0, 2.0])
        ),
        "cosine": tf.metrics.mean_cosine_distance(
            tf.constant([[1.0, 0.0], [0.0, 1.0]]), tf.constant([[0.6, 0.8], [1.0, 0.0]]), 1
        ),
    }
    start(session)
    found = session.run({name: update for name, (_, update) in updates.items()})
    expected = {"mean": 7 / 3, "weighted": 3.0, "below": 2 / 3, "relative": 1 / 6, "cosine": 0.7}
    assert found == pytest.approx(expected, abs=1e-5)


def test_means_of_each_element(session):
    values = tf.placeholder(tf.float32, [3])
    mean, update = tf.metrics.mean_tensor(values)
    _, weighted = tf.metrics.mean_tensor(values, weights=[1.0, 0.0, 2.0])
    start(session)
    session.run([update, weighted], {values: [1, 2, 3]})
    last = session.run([update, weighted], {values: [3, 2, 5]})
    np.testing.assert_allclose(last, [[2, 2, 4], [2, 0, 4]])
    assert session.run(mean).tolist() == [2, 2, 4]
    assert op_names(tf.local_variables())[:2] == ["mean/total_tensor", "mean/count_tensor"]


def test_areas_under_curves(session):
    chances = tf.constant(CHANCES)
    updates = [
        tf.metrics.auc(LABELS, chances, curve="PR", num_thresholds=20, summation_method=method)[1]
        for method in ("careful_interpolation", "minoring")
    ] + [tf.metrics.auc(LABELS, chances, num_thresholds=7, summation_method=method)[1] for method in ("minoring", "majoring")]
    start(session)
    careful, lower, minor, major = session.run(updates)
    np.testing.assert_allclose([careful, minor, major], [0.87229, 0.75, 0.875], atol=2e-5)
    assert lower < careful


def test_curves_and_ranges_that_are_refused(session):
    with pytest.raises(ValueError, match="curve must be either ROC or PR, X unknown"):
        tf.metrics.auc(LABELS, CHANCES, curve="X")
    with pytest.raises(ValueError, match="Invalid summation_method: X"):
        tf.metrics.auc(LABELS, CHANCES, summation_method="X")
    with pytest.raises(ValueError, match=r"`specificity` must be in the range \[0, 1\]\."):
        tf.metrics.sensitivity_at_specificity(LABELS, CHANCES, 1.4)
    with pytest.raises(ValueError, match=r"`sensitivity` must be in the range \[0, 1\]\."):
        tf.metrics.specificity_at_sensitivity(LABELS, CHANCES, -1)
    chances = tf.placeholder(tf.float32, [6])
    _, update = tf.metrics.auc(LABELS, chances)
    start(session)
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"predictions must be in \[0, 1\]"):
        session.run(update, {chances: CHANCES * 2})


@pytest.mark.parametrize(
    ("metric", "plain", "weighted"),
    [
        ("precision_at_thresholds", [0.75, 0.66667], [0.69231, 0.42857]),
        ("recall_at_thresholds", [0.75, 0.5], [0.81818, 0.27273]),
        ("true_positives_at_thresholds", [3, 2], [4.5, 1.5]),
        ("false_positives_at_thresholds", [1, 1], [2, 2]),
        ("true_negatives_at_thresholds", [1, 1], [0, 0]),
        ("false_negatives_at_thresholds", [1, 2], [1, 4]),
    ],
)
def test_metrics_at_thresholds(session, metric, plain, weighted):
    of = getattr(tf.metrics, metric)
    value, update = of(LABELS, tf.constant(CHANCES), [0.3, 0.58])
    _, update_w = of(LABELS, tf.constant(CHANCES), [0.3, 0.58], WEIGHTS)
    start(session)
    np.testing.assert_allclose(session.run([update, update_w]), [plain, weighted], atol=2e-5)
    np.testing.assert_allclose(session.run(value), plain, atol=2e-5)


def test_one_rate_at_another(session):
    updates = [
        tf.metrics.sensitivity_at_specificity(LABELS, CHANCES, 0.4)[1],
        tf.metrics.specificity_at_sensitivity(LABELS, CHANCES, 0.4)[1],
    ]
    start(session)
    np.testing.assert_allclose(session.run(updates), [1, 1], atol=1e-5)


def test_intersection_over_union(session):
    labels, said = tf.constant([[0, 1], [2, 1]]), tf.constant([[0, 2], [2, 1]])
    value, update = tf.metrics.mean_iou(labels, said, 3)
    _, weighted = tf.metrics.mean_iou(labels, said, 3, weights=tf.constant([[1.0, 2.0], [0.5, 1.0]]))
    _, accuracies = tf.metrics.mean_per_class_accuracy(labels, said, 3)
    start(session)
    assert session.run(update).tolist() == [[1, 0, 0], [0, 1, 1], [0, 0, 1]]
    assert session.run(value) == pytest.approx((1 + 1 / 2 + 1 / 2) / 3)
    assert session.run(weighted).tolist() == [[1, 0, 0], [0, 1, 2], [0, 0, 0.5]]
    assert session.run(accuracies).tolist() == [1, 0.5, 1]


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"Shapes \(2, 2\) and \(2, 3\) are incompatible"):
        tf.metrics.accuracy(np.ones((2, 3)), np.ones((2, 2)))
    with pytest.raises(ValueError, match=r"weights can not be broadcast to values\. Mismatch at dim 1\."):
        tf.metrics.mean(np.ones((2, 3)), weights=np.ones((2, 2)))


def test_a_last_dimension_of_one_is_dropped(session):
    updates = [
        tf.metrics.accuracy([[1], [2]], [1, 3])[1],
        tf.metrics.accuracy([1, 2], tf.constant([1.0, 2.0]))[1],
        tf.metrics.accuracy([1, 2], [1, 3], weights=[[1.0], [3.0]])[1],
    ]
    labels, said, weights = tf.placeholder(tf.int64), tf.placeholder(tf.int64), tf.placeholder(tf.float32)
    _, unknown = tf.metrics.accuracy(labels, said, weights)
    start(session)
    assert session.run(updates) == [0.5, 1, 0.25]
    assert session.run(unknown, {labels: LABELS, said: SAID[:, None], weights: WEIGHTS}) == pytest.approx(0.6)


@pytest.mark.parametrize("shape", [None, [3], [None], [3, 1], [None, None]])
def test_weights_go_with_values_of_unknown_shape(session, shape):
    values, weights = tf.placeholder(tf.float32), tf.placeholder(tf.float32, shape)
    _, update = tf.contrib.metrics.streaming_mean(values, weights=weights)
    session.run(tf.local_variables_initializer())
    given = np.reshape([1.0, 0.0, 3.0], [3, 1] if shape and len(shape) == 2 else [3])
    assert session.run(update, {values: [1.0, 5.0, 2.0], weights: given}) == 1.75
