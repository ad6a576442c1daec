"""What is scattered by coordinates is what NumPy adds up, one row of coordinates after the other, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.ops.arrays.gather import rows_at
from headrace.graph.runtime._rows_cy import add_rows, subtract_rows
from headrace.graph.types.errors import InvalidArgumentError

SHAPES = [((7,), 1), ((4, 3), 1), ((4, 3), 2), ((2, 3, 4), 2), ((2, 3, 4), 3), ((1, 1), 2), ((3, 0), 1)]


def _drawn(shape, depth, kind, seed):
    random = np.random.RandomState(seed)
    count = random.randint(0, 40) if np.prod(shape) else 0
    indices = np.stack([random.randint(0, size, count) for size in shape[:depth]], -1)
    updates = (random.standard_normal((count, *shape[depth:])) * 1000).astype(kind)
    return (random.standard_normal(shape) * 1000).astype(kind), indices.astype(np.int32), updates


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("kind", ["float32", "float64", "float16", "int32", "complex64"])
@pytest.mark.parametrize(("shape", "depth"), SHAPES)
def test_rows_are_changed_in_the_order_of_their_coordinates(shape, depth, kind, order):
    for seed in range(8):
        current, indices, updates = _drawn(shape, depth, kind, seed)
        for change, plain in ((add_rows, np.add.at), (subtract_rows, np.subtract.at)):
            found, expected = current.copy(order), current.copy(order)
            change(*rows_at(found, indices), updates)
            plain(expected, (*np.moveaxis(indices, -1, 0), ...), updates)
            assert found.tobytes() == expected.tobytes()


def test_coordinates_outside_are_refused_before_anything_is_changed():
    current = np.zeros((3, 2), np.float32)
    with pytest.raises(InvalidArgumentError, match=r"indices\[1\] = \[3, 0\] does not index into shape \[3,2\]"):
        add_rows(*rows_at(current, np.array([[0, 0], [3, 0]])), np.ones(2, np.float32))
    assert not current.any()


@pytest.mark.parametrize(
    ("rows", "says"),
    [(0, r"Only indices.shape\[-1\] values between 1 and 5"), (2, "Indices and updates specified for empty output")],
)
def test_coordinates_of_no_axis_are_refused(rows, says):
    indices, updates = tf.placeholder(tf.int32), tf.placeholder(tf.float32)
    with tf.Session() as session, pytest.raises(InvalidArgumentError, match=says):
        session.run(tf.scatter_nd(indices, updates, [2]), {indices: np.zeros([rows, 0]), updates: np.ones([rows, 2])})
