"""Pools over drawn cells: laws of the cells, of steps and records, and what is refused. Their values: `pool_programs`."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import headrace as tf
from headrace.graph.core.op import OPS

POOLS = {"max": tf.nn.fractional_max_pool, "mean": tf.nn.fractional_avg_pool}


@pytest.mark.parametrize("pseudo_random", [False, True])
def test_cells_are_of_the_two_sizes_that_fit_and_fill_the_axis(pseudo_random):
    random = np.random.RandomState(1)
    for _ in range(40):
        height, width = random.randint(1, 40, 2)
        ratios = [1.0, *(1 + random.rand(2) * (np.array([height, width]) - 1)), 1.0]
        with tf.Graph().as_default(), tf.Session() as session:
            image = np.arange(height * width, dtype=np.float32).reshape(1, height, width, 1)
            found = session.run(tf.nn.fractional_max_pool(image, ratios, pseudo_random))
        for bounds, size, count in zip(found[1:], (height, width), found.output.shape[1:3], strict=True):
            assert (bounds[0], bounds[-1], len(bounds)) == (0, size, count + 1)
            assert set(np.diff(bounds)) <= {size // count, size // count + 1}
        # Of these images the last element of a cell is its greatest.
        assert found.output[0, :, :, 0].tolist() == image[0, found[1][1:] - 1][:, found[2][1:] - 1, 0].tolist()


@pytest.mark.parametrize("kind", POOLS)
def test_overlapping_cells_share_their_border(kind):
    image = np.random.RandomState(2).rand(2, 9, 11, 3)
    with tf.Graph().as_default(), tf.Session() as session:
        found = session.run(POOLS[kind](image, [1.0, 1.6, 2.3, 1.0], overlapping=True))
    expected = np.empty(found.output.shape)
    for i, (top, bottom) in enumerate(itertools.pairwise(found[1])):
        for j, (left, right) in enumerate(itertools.pairwise(found[2])):
            cell = image[:, top : bottom + 1, left : right + 1]
            expected[:, i, j] = cell.max((1, 2)) if kind == "max" else cell.mean((1, 2))
    np.testing.assert_allclose(found.output, expected, rtol=1e-12)


@pytest.mark.parametrize("kind", POOLS)
def test_each_step_draws_other_cells_and_a_deterministic_pool_the_same(kind):
    image = np.zeros((1, 60, 60, 1))
    with tf.Graph().as_default(), tf.Session() as session:
        free, fixed = (POOLS[kind](image, [1.0, 1.5, 1.5, 1.0], deterministic=one)[1] for one in (False, True))
        steps = [session.run([free, fixed]) for _ in range(3)]
        with tf.Session() as other:
            elsewhere = other.run(fixed)
    assert len({step[0].tobytes() for step in steps}) == 3
    assert len({step[1].tobytes() for step in steps}) == 1
    assert elsewhere.tobytes() != steps[0][1].tobytes()  # without seeds each session draws its own


def test_records_of_a_block_have_cells_of_their_own():
    values = tf.train.input_producer(np.zeros((6, 1, 50, 50, 1), np.float32), shuffle=False, num_epochs=1).dequeue()
    pooled = tf.nn.fractional_avg_pool(values, [1.0, 1.3, 1.3, 1.0])
    fixed = tf.nn.fractional_avg_pool(values, [1.0, 1.3, 1.3, 1.0], deterministic=True, seed=2)
    (found,) = tf.train.iterate(tf.train.batch([pooled[1], fixed[1]], 6))
    assert len({bounds.tobytes() for bounds in found[0]}) == 6
    assert len({bounds.tobytes() for bounds in found[1]}) == 1


def test_a_first_nan_takes_the_gradient_and_no_maximum():
    image = np.array([[np.nan, 1.0], [3.0, 2.0]]).reshape(1, 2, 2, 1)
    with tf.Graph().as_default(), tf.Session() as session:
        given = tf.constant(image)
        pooled = tf.nn.fractional_max_pool(given, [1.0, 2.0, 2.0, 1.0]).output
        found, gradient = session.run([pooled, tf.gradients(pooled, given)[0]])
    assert found.item() == 3
    assert gradient.ravel().tolist() == [1, 0, 0, 0]


def test_what_no_pool_has_is_refused():
    image = tf.constant(np.zeros((1, 4, 4, 1), np.float32))
    pool, few = tf.nn.fractional_max_pool, [1.0, 2.0, 2.0, 1.0]
    with tf.Session() as session:
        for ratios, words in (([1.0, 0.5, 1.0, 1.0], "cannot be smaller than 1, got: 0.5"), ([1.0] * 5, "must specify 4 dim")):
            with pytest.raises(ValueError, match=words):
                pool(image, ratios)
        with pytest.raises(tf.errors.UnimplementedError, match="Fractional average pooling is not yet supported on the batch"):
            session.run(tf.nn.fractional_avg_pool(image, [1.0, 2.0, 2.0, 1.5]))
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"for dimension 1\. Input dim size: 4 pooling ratio: 4\.5"):
            session.run(pool(image, [1.0, 4.5, 2.0, 1.0]))
        with pytest.raises(tf.errors.InvalidArgumentError, match="Both seed and seed2 should be 0"):
            session.run(pool(image, few, seed2=1))


def _of_gradient(name, **others):
    given = {"first": [1, 4, 4, 1], "dy": np.ones((1, 2, 2, 1)), "rows": [0, 1, 4], "columns": [0, 2, 4], **others}
    bounds = [np.array(given[key], np.int64) for key in ("rows", "columns")]
    if name == "FractionalAvgPoolGrad":
        return OPS[name](np.array(given["first"], np.int64), given["dy"], *bounds)
    return OPS[name](np.zeros(given["first"]), given.get("pooled", given["dy"]), given["dy"], *bounds)


@pytest.mark.parametrize("name", ["FractionalAvgPoolGrad", "FractionalMaxPoolGrad"])
@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({"rows": [0, -1, 4]}, r"Row sequence tensor values must not be negative, got \[0, -1, 4\]"),
        ({"columns": [0, 3, 3]}, r"Column sequence tensor values must ascend, got \[0, 3, 3\]"),
        ({"rows": [0, 4]}, r"Given out_backprop shape \[1,2,2,1\], row_seq_tensor must have 3 elements, but got 2"),
        ({"columns": [[0, 2, 4]]}, r"col_pooling_sequence must be a vector, received shape \[1,3\]"),
        ({"dy": np.ones((1, 2, 2))}, r"out_backprop must be 4-dimensional; got \[1,2,2\]"),
        ({"dy": np.ones((2, 2, 2, 3))}, r"Expected out_backprop shape to be \[1,2,2,1\], but got \[2,2,2,3\]"),
    ],
)
def test_gradients_of_no_pool_are_refused(name, others, words):
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match=words):
        session.run(_of_gradient(name, **others))


def test_what_was_pooled_is_of_the_shape_of_its_gradient():
    with tf.Session() as session:
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"to be \[1,1,2,1\], but got \[1,2,2,1\]"):
            session.run(_of_gradient("FractionalMaxPoolGrad", pooled=np.ones((1, 1, 2, 1))))
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"1-dimensional and 4 elements; got shape \[3\]"):
            session.run(_of_gradient("FractionalAvgPoolGrad", first=[1, 4, 4]))
        with pytest.raises(tf.errors.InvalidArgumentError, match="Expected a non-negative size, got -1"):
            session.run(_of_gradient("FractionalAvgPoolGrad", first=[1, 4, -1, 1]))
