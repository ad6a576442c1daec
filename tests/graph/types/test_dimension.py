"""Dimension. Expected values are TensorFlow's, asked of tf.compat.v1 in 2.21."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

from headrace.graph.types.shapes import Dimension, TensorShape, as_dimension, dimension_at_index, dimension_value

UNKNOWN = Dimension(None)


@pytest.mark.parametrize("value", [3, np.int32(3), np.array(3), Dimension(3)])
def test_a_dimension_is_made_of_anything_that_is_an_index(value):
    assert Dimension(value).value == 3
    assert type(Dimension(value).value) is int


@pytest.mark.parametrize("value", ["3", 2.0, np.float32(3), np.array([3, 4]), [2], TensorShape([3]), object()])
def test_a_dimension_of_something_else_is_refused(value):
    with pytest.raises(TypeError, match="Dimension value must be integer or None or have an __index__ method, got"):
        Dimension(value)


def test_the_refusal_names_value_and_type():
    with pytest.raises(TypeError) as raised:
        Dimension("a")
    assert str(raised.value) == (
        "Dimension value must be integer or None or have an __index__ method, got value ''a'' with type '<class 'str'>'"
    )
    with pytest.raises(ValueError, match=r"^Dimension -1 must be >= 0$"):
        Dimension(-1)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Dimension(3) + 2, 5),
        (2 + Dimension(3), 5),
        (Dimension(3) + Dimension(4), 7),
        (Dimension(7) - 5, 2),
        (5 - Dimension(3), 2),
        (Dimension(3) * 2, 6),
        (2 * Dimension(3), 6),
        (Dimension(7) // 2, 3),
        (7 // Dimension(2), 3),
        (Dimension(7) % 4, 3),
        (7 % Dimension(4), 3),
    ],
)
def test_arithmetic_of_known_dimensions(result, expected):
    assert isinstance(result, Dimension)
    assert result.value == expected


@pytest.mark.parametrize(
    "result",
    [
        Dimension(3) + None,
        None + Dimension(3),
        UNKNOWN - 1,
        5 - UNKNOWN,
        None - Dimension(5),
        Dimension(0) * None,
        None * Dimension(5),
        UNKNOWN // 0,
        Dimension(5) // None,
        None // Dimension(5),
        7 % UNKNOWN,
        Dimension(7) % UNKNOWN,
        UNKNOWN % 3,
    ],
)
def test_arithmetic_with_an_unknown_dimension_is_unknown(result):
    assert isinstance(result, Dimension)
    assert result.value is None


def test_arithmetic_that_has_no_result_raises():
    with pytest.raises(ValueError, match=r"^Dimension -2 must be >= 0$"):
        Dimension(3) - 5
    with pytest.raises(ZeroDivisionError):
        Dimension(7) // 0
    with pytest.raises(ZeroDivisionError):
        Dimension(7) % Dimension(0)
    with pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \+: 'Dimension' and 'str'"):
        Dimension(3) + "a"
    with pytest.raises(TypeError, match="'Dimension' and 'float'"):
        Dimension(3) * 2.5
    with pytest.raises(TypeError, match=r"for /: 'Dimension' and 'int', please use // instead"):
        Dimension(7) / 2
    with pytest.raises(TypeError, match=r"for /: 'int' and 'Dimension', please use // instead"):
        7 / Dimension(2)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Dimension(3) == 3, True),
        (Dimension(3) == np.int64(3), True),
        (Dimension(3) == Dimension(4), False),
        (Dimension(3) != 3, False),
        (Dimension(3) != 4, True),
        (Dimension(3) < 4, True),
        (Dimension(3) < 3, False),
        (Dimension(3) <= 3, True),
        (Dimension(3) > 2, True),
        (Dimension(3) >= Dimension(4), False),
        (4 > Dimension(3), True),  # noqa: SIM300
        (Dimension(3) == "a", False),
        (Dimension(3) != "a", True),
        (Dimension(3) == 3.0, False),
        (Dimension(3) == -1, False),
        (Dimension(3) == None, None),  # noqa: E711
        (Dimension(3) != None, None),  # noqa: E711
        (Dimension(3) == UNKNOWN, None),
        (UNKNOWN == UNKNOWN, None),
        (UNKNOWN != 3, None),
        (UNKNOWN < 3, None),
        (Dimension(3) <= None, None),
        (UNKNOWN > 3, None),
        (Dimension(3) >= UNKNOWN, None),
    ],
)
def test_comparisons_with_an_unknown_dimension_give_none(result, expected):
    assert result is expected


def test_ordering_against_no_dimension_raises():
    with pytest.raises(TypeError, match="Dimension value must be integer"):
        Dimension(3) < "a"  # noqa: B015
    with pytest.raises(ValueError, match="Dimension -1 must be >= 0"):
        Dimension(3) > -1  # noqa: B015


def test_a_dimension_serves_as_an_index():
    assert int(Dimension(3)) == 3
    assert [0, 10, 20][Dimension(2)] == 20
    assert list(range(Dimension(3))) == [0, 1, 2]
    assert np.zeros([Dimension(2), Dimension(3)]).shape == (2, 3)
    with pytest.raises(TypeError):
        int(UNKNOWN)
    with pytest.raises(TypeError):
        [0][UNKNOWN]


def test_a_dimension_is_not_hashable_and_is_true_when_known_and_not_zero():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Dimension(3))
    assert Dimension(2)
    assert not Dimension(0)
    assert not UNKNOWN


def test_dimensions_merge_and_know_whether_they_can():
    assert Dimension(3).is_compatible_with(None)
    assert UNKNOWN.is_compatible_with(3)
    assert not Dimension(3).is_compatible_with(Dimension(4))
    assert Dimension(3).merge_with(None).value == 3
    assert UNKNOWN.merge_with(4).value == 4
    assert UNKNOWN.merge_with(None).value is None
    UNKNOWN.assert_is_compatible_with(4)
    for method in (Dimension(3).merge_with, Dimension(3).assert_is_compatible_with):
        with pytest.raises(ValueError, match=r"^Dimensions 3 and 4 are not compatible$"):
            method(4)


def test_dimensions_print_copy_and_pickle():
    assert (str(Dimension(3)), str(UNKNOWN)) == ("3", "?")
    assert (repr(Dimension(3)), repr(UNKNOWN)) == ("Dimension(3)", "Dimension(None)")
    for dimension in (Dimension(3), UNKNOWN):
        assert pickle.loads(pickle.dumps(dimension)).value == dimension.value
        assert copy.deepcopy(dimension).value == dimension.value


def test_as_dimension_keeps_what_it_is_given():
    dimension = Dimension(2)
    assert as_dimension(dimension) is dimension
    assert as_dimension(2) == dimension
    assert as_dimension(None).value is None


def test_dimension_value_and_dimension_at_index_bridge_both_generations():
    assert dimension_value(Dimension(3)) == dimension_value(3) == 3
    assert dimension_value(UNKNOWN) is dimension_value(None) is None
    assert dimension_at_index(TensorShape([2, 3]), 1).value == 3
    assert dimension_at_index(TensorShape(None), 1).value is None
