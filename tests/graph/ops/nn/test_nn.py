"""Activations, losses, biases, dropout: TensorFlow's numbers, names, shapes and refusals."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.gradients.gradients import gradients
from headrace.graph.ops.arrays import top_k, transpose
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.nn import activations, cross_entropy, elementwise_losses, layers, moments, rectifiers, softmax
from headrace.graph.types import dtypes, errors

LOGITS = np.array([[1.0, 2.0, 3.0], [1.0, 0.0, -2.0]], np.float32)
SOFTMAX = np.exp(LOGITS) / np.exp(LOGITS).sum(axis=1, keepdims=True)


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetch, feeds=None):
    return Session().run(fetch, feeds)


def some(shape, dtype=dtypes.float32):
    return placeholder(dtype, shape)


# Activations


def test_activations_of_special_values():
    x = constant(np.array([np.nan, -np.inf, np.inf, -1000, 1000], np.float32))
    np.testing.assert_array_equal(run(rectifiers.relu(x)), [np.nan, 0, np.inf, 0, 1000])
    np.testing.assert_array_equal(run(rectifiers.relu6(x)), [np.nan, 0, 6, 0, 6])
    np.testing.assert_array_equal(run(activations.softplus(x)), [np.nan, 0, np.inf, 0, 1000])
    np.testing.assert_array_equal(run(rectifiers.elu(x)), [np.nan, -1, np.inf, -1, 1000])


def test_relu_keeps_the_type_and_names_its_constant(graph):
    y = rectifiers.relu([-1, 2])
    assert (y.dtype, y.name, y.op.inputs[0].name) == (dtypes.int32, "Relu:0", "Relu/features:0")
    np.testing.assert_array_equal(run(y), [0, 2])
    assert run(rectifiers.leaky_relu([-10, 2])).dtype == np.float32


def test_softmax_of_great_and_infinite_logits():
    np.testing.assert_allclose(run(softmax.softmax([[1000.0, 1000.0]])), [[0.5, 0.5]])
    np.testing.assert_allclose(run(softmax.softmax([[-np.inf, 2.0]])), [[0, 1]])
    assert np.isnan(run(softmax.softmax([np.inf, 1.0]))).all()
    np.testing.assert_allclose(run(softmax.log_softmax([[0.0, 1000.0]])), [[-1000, 0]])


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_softmax_along_any_axis(axis):
    x = np.random.default_rng(0).normal(size=(2, 3, 4))
    expected = np.exp(x) / np.exp(x).sum(axis=axis, keepdims=True)
    y = softmax.softmax(constant(x), axis=axis)
    assert y.static_shape == (2, 3, 4)
    np.testing.assert_allclose(run(y), expected)
    np.testing.assert_allclose(run(softmax.log_softmax(constant(x), dim=axis)), np.log(expected))
    if axis != 2:  # where the rank is unknown, only -1 is known to be the last axis, as in TensorFlow
        free = some(None, dtypes.float64)
        np.testing.assert_allclose(run(softmax.softmax(free, axis=axis), {free: x}), expected)


def test_softmax_refuses_axes_and_scalars():
    with pytest.raises(errors.InvalidArgumentError, match=r"`dim` must be in the range \[-2, 2\)"):
        softmax.softmax(some([None, 3]), axis=2)
    with pytest.raises(ValueError, match="Cannot specify both"):
        softmax.softmax(some([2]), axis=0, dim=0)
    free = some(None)
    with pytest.raises(errors.InvalidArgumentError, match=r"logits must have >= 1 dimension, got \[\]"):
        run(softmax.softmax(free), {free: 1.0})


# Losses


def test_losses_of_one_hot_and_sparse_labels_agree():
    labels = np.array([2, 0])
    dense = cross_entropy.softmax_cross_entropy_with_logits(labels=np.eye(3, dtype=np.float32)[labels], logits=LOGITS)
    sparse = cross_entropy.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=LOGITS)
    expected = -np.log(SOFTMAX[[0, 1], labels])
    np.testing.assert_allclose(run(dense), expected, rtol=1e-6)
    np.testing.assert_allclose(run(sparse), expected, rtol=1e-6)


def test_losses_of_more_dimensions_and_other_axes():
    logits = np.random.default_rng(0).normal(size=(2, 4, 3))
    labels = np.random.default_rng(1).integers(0, 3, (2, 4))
    one_hot = np.eye(3)[labels]
    expected = -np.log((np.exp(logits) / np.exp(logits).sum(-1, keepdims=True) * one_hot).sum(-1))
    losses = cross_entropy.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    assert losses.static_shape == (2, 4)
    np.testing.assert_allclose(run(losses), expected)
    dense = cross_entropy.softmax_cross_entropy_with_logits_v2
    np.testing.assert_allclose(run(dense(labels=one_hot, logits=logits)), expected)
    turned = dense(labels=one_hot.swapaxes(1, 2).copy(), logits=logits.swapaxes(1, 2).copy(), axis=1)
    np.testing.assert_allclose(run(turned), expected)
    free, of_free = some(None, dtypes.float64), some(None, dtypes.int64)
    losses = cross_entropy.sparse_softmax_cross_entropy_with_logits(labels=of_free, logits=free)
    np.testing.assert_allclose(run(losses, {free: logits, of_free: labels}), expected)


@pytest.mark.parametrize("axis", range(-4, 4))
@pytest.mark.parametrize("known", [True, False], ids=["known rank", "unknown rank"])
def test_losses_along_any_axis_leave_the_other_axes_in_order(axis, known):
    logits, labels = np.random.default_rng(0).normal(size=(2, 3, 2, 4, 5))
    expected = -(np.log(np.exp(logits) / np.exp(logits).sum(axis, keepdims=True)) * labels).sum(axis)
    given = logits if known else some(None, dtypes.float64)
    feeds = {} if known else {given: logits}
    for function in cross_entropy.softmax_cross_entropy_with_logits, cross_entropy.softmax_cross_entropy_with_logits_v2:
        losses = function(labels=labels, logits=given, axis=axis)
        assert losses.static_shape == (expected.shape if known else None)
        np.testing.assert_allclose(run(losses, feeds), expected)


def test_loss_gradients_are_softmax_less_labels():
    labels = np.array([2, 0])
    one_hot = np.eye(3, dtype=np.float32)[labels]
    logits, dense_labels = some([2, 3]), some([2, 3])
    feeds = {logits: LOGITS, dense_labels: one_hot}
    sparse = cross_entropy.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    dense = cross_entropy.softmax_cross_entropy_with_logits(labels=dense_labels, logits=logits)
    both = cross_entropy.softmax_cross_entropy_with_logits_v2(labels=dense_labels, logits=logits)
    for loss in (sparse, dense, both):
        np.testing.assert_allclose(run(gradients(loss, [logits])[0], feeds), SOFTMAX - one_hot, rtol=1e-5)
    assert gradients(dense, [dense_labels]) == [None]
    np.testing.assert_allclose(run(gradients(both, [dense_labels])[0], feeds), -np.log(SOFTMAX), rtol=1e-5)


def test_second_derivative_of_the_loss():
    logits = some([1, 3], dtypes.float64)
    x = LOGITS[:1].astype(float)
    loss = cross_entropy.sparse_softmax_cross_entropy_with_logits(labels=[1], logits=logits)
    second = gradients(gradients(loss, [logits])[0] * np.array([[1.0, 0, 0]]), [logits])[0]
    s = SOFTMAX[0].astype(float)
    np.testing.assert_allclose(run(second, {logits: x}), [[s[0] * (1 - s[0]), -s[0] * s[1], -s[0] * s[2]]], rtol=1e-5)


def test_losses_need_both_and_take_them_by_position_in_the_old_order_alone():
    for loss in (
        cross_entropy.softmax_cross_entropy_with_logits,
        cross_entropy.sparse_softmax_cross_entropy_with_logits,
        elementwise_losses.sigmoid_cross_entropy_with_logits,
    ):
        for given in ((LOGITS, LOGITS, LOGITS), (np.array([1]), LOGITS)):
            with pytest.raises(ValueError, match="with named arguments"):
                loss(*given)
        with pytest.raises(ValueError, match="Both `labels` and `logits` must be provided"):
            loss(labels=LOGITS)


@pytest.mark.parametrize(
    ("labels", "logits", "message"),
    [
        ([2, 3], [2, 3], r"`labels.shape.rank` must equal `logits.shape.rank - 1`"),
        ([3], [2, 3], r"`labels.shape` must equal `logits.shape` except for the last dimension"),
        ([], [], r"`logits` cannot be a scalar"),
    ],
)
def test_sparse_loss_refuses_shapes(labels, logits, message):
    with pytest.raises(ValueError, match=message):
        cross_entropy.sparse_softmax_cross_entropy_with_logits(labels=some(labels, dtypes.int64), logits=some(logits))


def test_a_label_out_of_range_is_named():
    labels = some([2], dtypes.int32)
    loss = cross_entropy.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=LOGITS)
    message = r"Received a label value of 5 which is outside the valid range of \[0, 3\).  Label values: 1 5"
    with pytest.raises(errors.InvalidArgumentError, match=message):
        run(loss, {labels: [1, 5]})
    with pytest.raises(errors.InvalidArgumentError, match="label value of -1"):
        run(loss, {labels: [1, -1]})


def test_sigmoid_loss_is_exact_for_great_logits():
    labels, logits = np.array([0.0, 1, 0, 1, 0.3]), np.array([1000.0, 1000, -1000, -1000, 0.2])
    loss = run(elementwise_losses.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))
    np.testing.assert_allclose(loss[:4], [1000, 0, 0, 1000])
    s = 1 / (1 + np.exp(-0.2))
    np.testing.assert_allclose(loss[4], -0.3 * np.log(s) - 0.7 * np.log(1 - s))
    weighted = run(elementwise_losses.weighted_cross_entropy_with_logits(labels=labels, logits=logits, pos_weight=2.0))
    np.testing.assert_allclose(weighted, [1000, 0, 0, 2000, -0.6 * np.log(s) - 0.7 * np.log(1 - s)])
    with pytest.raises(ValueError, match=r"must have the same shape, received \(\(2, 4\) vs \(2, 3\)\)"):
        elementwise_losses.sigmoid_cross_entropy_with_logits(labels=some([2, 3]), logits=some([2, 4]))


# Ranking


def test_in_top_k_counts_ties_in_and_leaves_out_what_is_not_finite():
    predictions = np.array([[1, 2, 2], [1, 3, 3], [1, np.nan, 3], [1, np.inf, 2], [1, 2, 3]], np.float32)
    result = run(top_k.in_top_k(predictions, [1, 2, 2, 2, 7], 1))
    np.testing.assert_array_equal(result, [True, True, False, False, False])
    np.testing.assert_array_equal(run(top_k.in_top_k(predictions[:2], [0, 0], 2)), [False, False])
    with pytest.raises(ValueError, match="Dimensions must be equal, but are 2 and 3"):
        top_k.in_top_k(some([2, 3]), some([3], dtypes.int32), 1)


def test_top_k_gives_the_first_of_equal_elements_first():
    values, indices = run(top_k.top_k(np.array([[1, 3, 3, 2, 3], [5, 4, 3, 2, 1]], np.int32), 2))
    np.testing.assert_array_equal(values, [[3, 3], [5, 4]])
    np.testing.assert_array_equal(indices, [[1, 2], [0, 1]])
    assert (values.dtype, indices.dtype) == (np.int32, np.int32)
    with pytest.raises(ValueError, match="input must have last dimension >= k = 5 but is 3"):
        top_k.top_k(some([3]), 5)
    k = some([], dtypes.int32)
    with pytest.raises(errors.InvalidArgumentError, match=r"input must have at least k columns\. Had 1, needed 4"):
        run(top_k.top_k([1.0], k), {k: 4})


# Biases, norms, dropout


def test_bias_add_by_data_format():
    x = np.zeros((2, 3, 4, 5), np.float32)
    last, second = np.arange(5, dtype=np.float32), np.arange(3, dtype=np.float32)
    np.testing.assert_array_equal(run(layers.bias_add(x, last))[0, 0, 0], last)
    np.testing.assert_array_equal(run(layers.bias_add(x, second, data_format="NCHW"))[0, :, 0, 0], second)
    with pytest.raises(ValueError, match="`data_format` must be of the form"):
        layers.bias_add(x, last, data_format="X")
    with pytest.raises(ValueError, match="Dimensions must be equal, but are 3 and 4"):
        layers.bias_add(some([2, 3]), some([4]))
    free = some(None)
    with pytest.raises(errors.InvalidArgumentError, match="Must provide as many biases as the last dimension"):
        run(layers.bias_add(free, [1.0, 2, 3]), {free: [[1, 2]]})


def test_dropout_keeps_or_scales():
    dropped = run(layers.dropout(np.ones((100, 100), np.float32), keep_prob=0.8, seed=1))
    assert set(np.unique(dropped)) == {0, np.float32(1.25)}
    assert abs(dropped.mean() - 1) < 0.02
    rows = run(layers.dropout(np.ones((100, 10), np.float32), rate=0.5, noise_shape=[100, 1], seed=1))
    assert set(rows.sum(axis=1)) == {0, 20}


def test_dropout_of_nothing_adds_nothing(graph):
    x = some([2])
    assert layers.dropout(x, 1.0) is x
    keep = some([])
    np.testing.assert_array_equal(run(layers.dropout(np.ones(3, np.float32), keep), {keep: 1.0}), [1, 1, 1])


def test_dropout_refuses_rates():
    x = some([2])
    for bad in (-0.1, 1.5):
        with pytest.raises(ValueError, match=r"rate must be a scalar tensor or a float in the range \[0, 1\)"):
            layers.dropout(x, rate=bad)
    with pytest.raises(ValueError, match="You must provide a rate to dropout"):
        layers.dropout(x)
    with pytest.raises(ValueError, match="Cannot specify both"):
        layers.dropout(x, 0.5, rate=0.5)
    with pytest.raises(ValueError, match="floating point tensor"):
        layers.dropout(some([2], dtypes.int32), 0.5)


def test_moments_and_norms():
    x = np.random.default_rng(0).normal(size=(4, 5))
    mean, variance = run(moments.moments(x, [0]))
    np.testing.assert_allclose(mean, x.mean(axis=0))
    np.testing.assert_allclose(variance, x.var(axis=0))
    assert run(moments.moments(x, [0], keep_dims=True))[0].shape == (1, 5)
    np.testing.assert_allclose(run(layers.l2_normalize(x, 1)), x / np.linalg.norm(x, axis=1, keepdims=True))
    np.testing.assert_allclose(run(layers.l2_loss(x)), (x**2).sum() / 2)
    assert run(layers.zero_fraction([0.0, 1, 0, 2])) == 0.5
    normal = run(layers.batch_normalization(x, x.mean(axis=0), x.var(axis=0), 1.0, 2.0, 0.0))
    np.testing.assert_allclose(normal, (x - x.mean(axis=0)) / x.std(axis=0) * 2 + 1)


def test_layers():
    x, w, b = np.array([[1.0, -1]]), np.array([[1.0, 2], [3, 1]]), np.array([0.5, 0.5])
    np.testing.assert_allclose(run(layers.xw_plus_b(x, w, b)), [[-1.5, 1.5]])
    np.testing.assert_allclose(run(layers.relu_layer(x, w, b)), [[0, 1.5]])


@pytest.mark.parametrize("sparse", [True, False])
def test_logits_may_lie_in_memory_column_by_column(sparse):
    given = np.random.default_rng(1).normal(size=(4, 3)).astype(np.float32)
    labels = np.array([1, 0, 3])
    columns, rows = some((4, 3)), some((3, 4))

    def loss_and_gradient(logits):
        if sparse:
            loss = cross_entropy.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
        else:
            loss = cross_entropy.softmax_cross_entropy_with_logits(labels=np.eye(4, dtype=np.float32)[labels], logits=logits)
        return loss, gradients(loss, logits)[0]

    fetches = loss_and_gradient(transpose.transpose(columns)), loss_and_gradient(rows)
    found, expected = run(fetches, {columns: given, rows: np.ascontiguousarray(given.T)})
    np.testing.assert_array_equal(found[0], expected[0])
    np.testing.assert_array_equal(found[1], expected[1])
