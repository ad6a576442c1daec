"""Sorted, searched, counted, rolled and repeated elements, and integers bit by bit, beside NumPy's."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

NUMBERS = np.random.default_rng(0).integers(-9, 9, (3, 4, 5))


def run(tensor, feeds=None):
    with tf.Session() as session:
        return session.run(tensor, feeds)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("axis", [-1, 0, 1, -2])
def test_sort(axis, known):
    fed = tf.placeholder(tf.int64, NUMBERS.shape if known else None)
    if not known and axis == -2:
        axis = -1
    for direction, sign in (("ASCENDING", 1), ("DESCENDING", -1)):
        found = run([tf.sort(fed, axis, direction), tf.argsort(fed, axis, direction, stable=True)], {fed: NUMBERS})
        np.testing.assert_array_equal(found[0], sign * np.sort(sign * NUMBERS, axis))
        np.testing.assert_array_equal(found[1], np.argsort(sign * NUMBERS, axis, kind="stable"))
        assert found[1].dtype == np.int32
    with pytest.raises(ValueError, match=r"^UP should be one of ASCENDING, DESCENDING"):
        tf.sort(fed, direction="UP")
    with pytest.raises(ValueError, match=r"^axis must be constant"):
        tf.sort(fed, tf.placeholder(tf.int32))


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("side", ["left", "right"])
def test_searchsorted(side, known):
    rows, values = np.sort(NUMBERS), NUMBERS[..., :2] + 1
    fed = tf.placeholder(tf.int64, rows.shape if known else None)
    found = run(tf.searchsorted(fed, values, side, out_type=tf.int64), {fed: rows})
    expected = [np.searchsorted(a, b, side) for a, b in zip(rows.reshape(-1, 5), values.reshape(-1, 2), strict=True)]
    np.testing.assert_array_equal(found, np.reshape(expected, values.shape))
    assert run(tf.searchsorted(np.zeros((2, 0), np.float32), [[1.0], [2.0]], side)).tolist() == [[0], [0]]
    with pytest.raises(ValueError, match=r"^side must be either 'right' or 'left'"):
        tf.searchsorted([1], [1], "middle")


def test_bincount():
    numbers = [[1, 1], [3, 0]]
    assert run(tf.math.bincount(numbers)).tolist() == [1, 2, 0, 1]
    assert run(tf.bincount(numbers, minlength=6)).tolist() == [1, 2, 0, 1, 0, 0]
    assert run(tf.bincount(numbers, maxlength=2, dtype=tf.int64)).tolist() == [1, 2]
    assert run(tf.bincount(numbers, weights=[[0.5, 1], [2, 4]])).tolist() == [4, 1.5, 0, 2]
    assert run(tf.bincount(tf.zeros([0], tf.int32))).tolist() == []
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"^Input arr must be non-negative!"):
        run(tf.bincount([-1, 2]))


def test_histograms():
    values = [-1.0, 0.0, 1.5, 2.0, 5.0, 15.0]
    assert run(tf.histogram_fixed_width(values, [0.0, 5.0], nbins=5)).tolist() == [2, 1, 1, 0, 2]
    assert run(tf.histogram_fixed_width_bins(values, [0.0, 5.0], nbins=5, dtype=tf.int64)).tolist() == [0, 0, 1, 2, 4, 4]
    fed = tf.placeholder(tf.float32)
    for ends, message in (([1.0, 0.0], "value_range should satisfy"), ([0.0], "value_range should be a vector of 2 elements.")):
        with pytest.raises(tf.errors.InvalidArgumentError, match=f"^{message}"):
            run(tf.histogram_fixed_width(values, fed), {fed: ends})


@pytest.mark.parametrize(("shift", "axis"), [(1, 0), (-7, 2), ([1, 2], [0, -1]), ([3, 1, 1], [1, 1, 0])])
def test_roll(shift, axis):
    np.testing.assert_array_equal(run(tf.roll(NUMBERS, shift, axis)), np.roll(NUMBERS, shift, axis))
    np.testing.assert_array_equal(run(tf.manip.roll(NUMBERS, shift, axis)), np.roll(NUMBERS, shift, axis))


def test_roll_refuses_what_does_not_fit():
    fed = tf.placeholder(tf.int32)
    for shift, message in (
        ([1, 2], "shift and axis must have the same size"),
        ([[1]], "shift must be a scalar or a 1-D vector"),
    ):
        with pytest.raises(tf.errors.InvalidArgumentError, match=f"^{message}"):
            run(tf.roll([1, 2], fed, [0]), {fed: shift})
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"^axis 3 is out of range"):
        run(tf.roll([1, 2], [1], [3]))


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(("repeats", "axis"), [(2, None), (3, 1), ([1, 0, 2], 0), ([0, 1, 2, 0, 3], -1), ([2], -2)])
def test_repeat(repeats, axis, known):
    fed = tf.placeholder(tf.int64, NUMBERS.shape if known else [None, None, None])
    found = run(tf.repeat(fed, repeats, axis), {fed: NUMBERS})
    np.testing.assert_array_equal(found, np.repeat(NUMBERS, repeats, axis))
    if known:
        with pytest.raises(ValueError, match=r"^axis=3 out of bounds: expected -3<=axis<3"):
            tf.repeat(fed, 1, 3)


def test_unravel_index():
    assert run(tf.unravel_index([2, 5, 7], [3, 3])).tolist() == np.transpose(np.unravel_index([2, 5, 7], (3, 3))).T.tolist()
    assert run(tf.unravel_index(7, [3, 3])).tolist() == [2, 1]
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"^index is out of bound as with dims"):
        run(tf.unravel_index([9], [3, 3]))


@pytest.mark.parametrize("kind", ["int8", "uint8", "int32", "uint16", "int64"])
def test_bits(kind):
    draw = np.random.default_rng(1)
    x, y = (draw.integers(0, 127, (3, 4)).astype(kind) for _ in range(2))
    pairs = [(tf.bitwise.bitwise_and, np.bitwise_and), (tf.bitwise.bitwise_or, np.bitwise_or)]
    for ours, numpys in [*pairs, (tf.bitwise.bitwise_xor, np.bitwise_xor)]:
        np.testing.assert_array_equal(run(ours(x, y[0])), numpys(x, y[0]))
    np.testing.assert_array_equal(run(tf.bitwise.invert(x)), np.invert(x))
    by = (y % 7).astype(kind)
    np.testing.assert_array_equal(run(tf.bitwise.left_shift(x, by)), np.left_shift(x, by))
    np.testing.assert_array_equal(run(tf.bitwise.right_shift(x, by)), np.right_shift(x, by))
    one, most = np.array(1, kind), np.array(np.iinfo(kind).bits - 1, kind)
    assert run(tf.bitwise.left_shift(one, np.array(100, kind))) == np.left_shift(one, most)
