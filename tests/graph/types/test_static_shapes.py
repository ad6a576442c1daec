"""Rules on plain static static_shapes. Messages are those of TensorFlow's C++ shape functions, asked of 2.21."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.graph.types import static_shapes
from headrace.graph.types.shapes import Dimension, TensorShape
from headrace.graph.types.static_shapes import as_static, bracket, broadcast, merge

SIZES = st.none() | st.integers(0, 4)
SHAPES = st.none() | st.lists(SIZES, max_size=4).map(tuple)


def raises(text: str):
    return pytest.raises(ValueError, match=f"^{re.escape(text)}$")


@pytest.mark.parametrize(
    ("value", "static"),
    [
        (None, None),
        ((2, None), (2, None)),
        ([Dimension(2), Dimension(None), np.int32(4)], (2, None, 4)),
        (TensorShape([2, None]), (2, None)),
        (TensorShape(None), None),
        (TensorShape([2, None]).as_proto(), (2, None)),
        (TensorShape(None).as_proto(), None),
        (np.array([2, 3]), (2, 3)),
        (4, (4,)),
    ],
)
def test_as_static_takes_all_that_stands_for_a_shape(value, static):
    assert as_static(value) == static


def test_as_static_refuses_the_rest():
    with raises("Dimension -1 must be >= 0"):
        as_static([2, -1])
    with pytest.raises(TypeError, match="Dimension value must be integer or None"):
        as_static([2.0])
    with pytest.raises(TypeError, match="Failed to convert ''ab'' to a shape"):
        as_static("ab")


@pytest.mark.parametrize(
    ("static", "text", "rank", "full", "elements"),
    [
        (None, "?", None, False, None),
        ((), "[]", 0, True, 1),
        ((2, 3), "[2,3]", 2, True, 6),
        ((None, 2), "[?,2]", 2, False, None),
        ((None, 0), "[?,0]", 2, False, 0),
        ((0, None), "[0,?]", 2, False, 0),
    ],
)
def test_what_a_static_shape_tells(static, text, rank, full, elements):
    assert bracket(static) == text
    assert static_shapes.rank(static) == rank
    assert static_shapes.is_full(static) is full
    assert static_shapes.num_elements(static) == elements


def test_merge_takes_what_either_knows():
    assert merge((2, None, None), (None, 3, None)) == (2, 3, None)
    assert merge(None, (2,)) == merge((2,), None) == (2,)
    assert merge(None, None) is None
    with raises("Dimension 0 in both shapes must be equal, but are 2 and 4. Shapes are [2,?] and [4,3]."):
        merge((2, None), (4, 3))
    with raises("Dimension 1 in both shapes must be equal, but are 3 and 4. Shapes are [2,3] and [2,4]."):
        merge((2, 3), (2, 4))
    with raises("Shapes must be equal rank, but are 1 and 2"):
        merge((2,), (2, 3))


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        ((2, 3), (4, 1, None), (4, 2, 3)),
        ((2, 1), (None,), (2, None)),
        ((None,), (3,), (3,)),
        ((None,), (1,), (None,)),
        ((None,), (None,), (None,)),
        ((None,), (0,), (None,)),
        ((1,), (0,), (0,)),
        ((), (2, None), (2, None)),
        (None, (3,), None),
    ],
)
def test_broadcast(a, b, result):
    assert broadcast(a, b) == broadcast(b, a) == result


def test_shapes_that_do_not_broadcast():
    with raises("Dimensions must be equal, but are 3 and 4"):
        broadcast((2, 3), (2, 4))
    with raises("Dimensions must be equal, but are 0 and 2"):
        broadcast((0,), (2,))


def test_concat():
    assert static_shapes.concat((2,), (None, 3)) == (2, None, 3)
    assert static_shapes.concat(None, (2,)) is static_shapes.concat((2,), None) is None


def test_ranks():
    assert static_shapes.with_rank(None, 2) == (None, None)
    assert (
        static_shapes.with_rank((2,), 1)
        == static_shapes.with_rank_at_least((2,), 1)
        == static_shapes.with_rank_at_most((2,), 1)
        == (2,)
    )
    assert static_shapes.with_rank_at_least(None, 2) is static_shapes.with_rank_at_most(None, 2) is None
    with raises("Shape must be rank 2 but is rank 1"):
        static_shapes.with_rank((3,), 2)
    with raises("Shape must be at least rank 2 but is rank 1"):
        static_shapes.with_rank_at_least((3,), 2)
    with raises("Shape must be at most rank 1 but is rank 2"):
        static_shapes.with_rank_at_most((2, 2), 1)


def test_dimensions_that_must_agree():
    assert static_shapes.merge_dim(2, None) == static_shapes.merge_dim(None, 2) == static_shapes.merge_dim(2, 2) == 2
    assert static_shapes.merge_dim(None, None) is None
    assert static_shapes.with_value(None, 3) == static_shapes.with_value(3, 3) == 3
    with raises("Dimensions must be equal, but are 2 and 3"):
        static_shapes.merge_dim(2, 3)
    with raises("Dimension must be 3 but is 2"):
        static_shapes.with_value(2, 3)


def test_sums_and_products_of_dimensions():
    assert static_shapes.add_dim(2, 3) == 5
    assert static_shapes.add_dim(0, None) is static_shapes.add_dim(None, 2) is None
    assert static_shapes.mul_dim(2, 3) == 6
    assert static_shapes.mul_dim(1, None) is static_shapes.mul_dim(None, 2) is None
    assert static_shapes.mul_dim(0, None) == static_shapes.mul_dim(None, 0) == 0


def arrays_of(shape, most=4):
    """All full shapes that a static shape of known rank may turn out to be, sizes up to `most`."""
    return [tuple(index) for index in np.ndindex(*[most + 1] * len(shape)) if static_shapes.compatible(shape, tuple(index))]


@given(SHAPES, SHAPES)
@settings(max_examples=100, deadline=None)
def test_merge_is_symmetric_and_raises_exactly_where_shapes_are_incompatible(a, b):
    if static_shapes.compatible(a, b):
        assert merge(a, b) == merge(b, a)
        assert merge(merge(a, b), b) == merge(a, b)
    else:
        for x, y in ((a, b), (b, a)):
            with pytest.raises(ValueError, match="must be equal"):
                merge(x, y)


@given(st.lists(SIZES, max_size=2).map(tuple), st.lists(SIZES, max_size=2).map(tuple))
@settings(max_examples=60, deadline=None)
def test_broadcast_promises_what_numpy_does_with_every_array_of_these_shapes(a, b):
    results = []
    for x in arrays_of(a):
        for y in arrays_of(b):
            try:
                results.append(np.broadcast_shapes(x, y))
            except ValueError:
                continue
    if not results:
        with pytest.raises(ValueError, match="Dimensions must be equal"):
            broadcast(a, b)
    else:
        promised = broadcast(a, b)
        assert all(static_shapes.compatible(promised, result) for result in results)
