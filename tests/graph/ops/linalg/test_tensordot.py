"""tensordot beside NumPy's."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.linalg.tensordot import tensordot

A = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
B = np.arange(60, dtype=np.float32).reshape(4, 3, 5)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("axes", [[[1, 2], [1, 0]], [2, 0], [[-1], [0]], [[2, 1], [0, 1]]])
def test_products_along_chosen_axes(session, axes, known):
    a = placeholder("float32", A.shape if known else [None] * 3)
    b = placeholder("float32", B.shape if known else [None, 3, None])
    found = tensordot(a, b, axes)
    expected = np.tensordot(A, B, axes)
    assert found.shape.is_compatible_with(expected.shape)
    assert found.shape.is_fully_defined() == known
    np.testing.assert_allclose(session.run(found, {a: A, b: B}), expected)


def test_a_number_of_axes(session):
    moved = A.transpose(1, 2, 0).copy()
    np.testing.assert_allclose(session.run(tensordot(A, moved, 2)), np.tensordot(A, moved, 2))
    assert session.run(tensordot(A, B, 0)).shape == (2, 3, 4, 4, 3, 5)


def test_axes_that_do_not_fit():
    with pytest.raises(ValueError, match="'axes' must be an integer or have length 2"):
        tensordot(A, B, [1])
    with pytest.raises(ValueError, match="Different number of contraction axes 'a' and 'b', 2 != 1"):
        tensordot(A, B, [[1, 2], [0]])
    with pytest.raises(ValueError, match="'axes' must not be larger"):
        tensordot(A, B, 4)
    with pytest.raises(ValueError, match="'axes' must be at least 0"):
        tensordot(A, B, -1)
