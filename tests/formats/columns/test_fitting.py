"""Columns are made what a schema says without loss, or the row that does not fit is named."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.formats.columns.batches import Column
from headrace.formats.columns.fitting import batch_of, converted, fitted
from headrace.formats.columns.schema import FLOATS, INTEGERS, Feature, Schema
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.records import Records

NUMBERS = (*FLOATS, *INTEGERS, "bool")
EDGES = [
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    2**24,
    2**24 + 1,
    2**31,
    2**53 + 1,
    2**63 - 1,
    2**63,
    2**64 - 1,
    -(2**63),
    65504,
    65505,
]


def numbers(dtype):
    if dtype == "bool":
        return st.booleans()
    if dtype in FLOATS:
        return st.floats(width=int(dtype[5:])) | st.sampled_from([0.5, 2.0**63, -(2.0**63), 2.0**64, 65504.0]).map(
            lambda value: float(np.dtype(dtype).type(value)) if abs(value) < 60000 or dtype != "float16" else 1.0
        )
    limits = np.iinfo(dtype)
    edges = [value for value in EDGES if limits.min <= value <= limits.max]
    return st.integers(int(limits.min), int(limits.max)) | st.sampled_from(edges)


def holds(value, dtype):
    """Whether a type holds a number as the rules say: exactly, but that floats are rounded to floats."""
    is_float = isinstance(value, float)
    if dtype in FLOATS:
        if is_float:
            with np.errstate(over="ignore"):
                return not (math.isfinite(value) and np.isinf(np.dtype(dtype).type(value)))
        with np.errstate(over="ignore"):
            there = float(np.dtype(dtype).type(value))
        return math.isfinite(there) and Fraction(there) == value
    if is_float and not math.isfinite(value):
        return False
    if Fraction(value).denominator != 1:
        return False
    low, high = (0, 1) if dtype == "bool" else (int(np.iinfo(dtype).min), int(np.iinfo(dtype).max))
    return low <= value <= high


@settings(deadline=None, max_examples=500)
@given(data=st.data(), have=st.sampled_from(NUMBERS), want=st.sampled_from(NUMBERS))
def test_numbers_are_held_exactly_or_told_of(data, have, want):
    values = np.array(data.draw(st.lists(numbers(have), min_size=1, max_size=4)), have)
    found, bad = converted(values, want)
    assert found.dtype == want
    expected = [not holds(value, want) for value in values.tolist()]
    assert (np.zeros(len(values), bool) if bad is None else bad).tolist() == expected
    for value, made, is_bad in zip(values.tolist(), found.tolist(), expected, strict=True):
        if not is_bad and not (isinstance(value, float) and want in FLOATS):
            assert made == value


def strings(*texts):
    return Records.from_list(list(texts))


@pytest.mark.parametrize(
    ("column", "feature", "expected"),
    [
        (Column(np.array([1, 2, 3, 4]), np.array([0, 2, 4])), "int64[2]", [[1, 2], [3, 4]]),
        (Column(np.array([[1, 2], [3, 4]])), "int64[*]", [[1, 2], [3, 4]]),
        (Column(np.array([[1, 2], [3, 4]])), "int64[1,2]", [[[1, 2]], [[3, 4]]]),
        (Column(np.array([1, 2]), np.array([0, 2, 2])), "int64[2]?", [[1, 2], None]),
        (Column(np.array([1, 2]), None, np.array([True, False])), "int64[*]?", [[1], None]),
        (Column(np.array([1.0, 2.0])), "uint8", [1, 2]),
        (Column(strings(b"ab", b"cd")), "uint8[2]", [[97, 98], [99, 100]]),
        (Column(np.array([[97, 98], [99, 100]], np.uint8)), "string", [b"ab", b"cd"]),
        (Column(strings(b"a", b"b", b"c", b"d"), np.array([0, 2, 4])), "string[2]", [[b"a", b"b"], [b"c", b"d"]]),
        (Column(strings(b"a"), np.array([0, 0, 1])), "string?", [None, b"a"]),
        (Column(np.array([1, 2]), None, np.array([True, True])), "int64", [1, 2]),
    ],
)
def test_shapes_and_forms(column, feature, expected):
    (wanted,) = Schema.parse(f"x:{feature}")
    rows = fitted(column, wanted).rows()
    assert [row.tolist() if isinstance(row, (np.ndarray, np.generic)) else row for row in rows] == expected


@pytest.mark.parametrize(
    ("column", "feature", "row", "words"),
    [
        (Column(np.array([1, 300])), "uint8", 1, "does not hold 300"),
        (Column(np.array([1, 2, 300]), np.array([0, 1, 1, 3])), "uint8[*]", 2, "does not hold 300"),
        (Column(np.array([[1, 2], [3, 0.5]])), "int64[2]", 1, "does not hold 0.5"),
        (Column(np.array([1, 2, 3]), np.array([0, 2, 3])), "int64[2]", 1, "found 1 values"),
        (Column(np.array([1, 2])), "int64[2]", 0, "found 1 values"),
        (Column(np.array([1, 2]), None, np.array([True, False])), "int64", 1, "but is missing"),
        (Column(np.array([1, 2]), np.array([0, 1, 2]), np.array([False, True])), "int64[*]", 0, "but is missing"),
        (Column(strings(b"a", b"b")), "int64", 0, "found string"),
        (Column(np.array([1, 2])), "string", 0, "found int64"),
        (Column(strings(b"ab", b"c")), "uint8[2]", 1, "found a string of 1 bytes"),
    ],
)
def test_rows_that_do_not_fit(column, feature, row, words):
    (wanted,) = Schema.parse(f"x:{feature}")
    origin = Records(np.empty(0, np.uint8), np.zeros(3, np.int64), np.zeros(3, np.int64), "file", range(7, 10))
    with pytest.raises(InvalidArgumentError, match=words) as raised:
        fitted(column, wanted, origin)
    assert (raised.value.index, raised.value.record, raised.value.path) == (row, 7 + row, "file")
    assert f"'x' must be {feature}" in str(raised.value)


def test_what_is_no_value_of_a_missing_row_is_not_looked_at():
    (wanted,) = Schema.parse("x:uint8?")
    column = fitted(Column(np.array([1, 300]), None, np.array([True, False])), wanted)
    assert column.rows() == [1, None]


def test_rows_are_without_an_optional_feature_that_has_no_column():
    schema = Schema.parse("a:int64, b:float32[2]?, c:string[*]?, d:string?")
    batch = batch_of({"a": Column(np.array([1, 2]))}, schema, 2)
    assert list(batch.rows()) == [{"a": 1}, {"a": 2}]
    assert [batch.columns[name].dtype for name in schema.names] == ["int64", "float32", "string", "string"]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("a:int64", "a:int64, b:string", "a:int64, b:string?"),
        ("a:int64[2]", "a:int64[3]", "a:int64[*]"),
        ("a:int64", "a:int64[3]", "a:int64[*]"),
        ("a:int64?", "a:int64", "a:int64?"),
        ("a:int64", "a:float32", None),
        ("a:int64[2,2]", "a:int64[4]", None),
    ],
)
def test_schemas_of_two_files(one, other, both):
    if both is None:
        with pytest.raises(InvalidArgumentError, match=r"'a' is int64.* in f\.csv and .* in g\.csv"):
            Schema.parse(one).merged(Schema.parse(other), ("f.csv", "g.csv"))
    else:
        assert str(Schema.parse(one).merged(Schema.parse(other))) == both


@pytest.mark.parametrize(
    "text", ["a", "a:", "a:int", "a:int64[-1]", "a:int64 b:int64", '"a:int64', "a:int64,, b:int64", "a:int64[?]"]
)
def test_what_is_no_schema(text):
    with pytest.raises(InvalidArgumentError, match="a"):
        Schema.parse(text)
    with pytest.raises(InvalidArgumentError, match="'a' is there twice"):
        Schema((Feature("a", "int64"), Feature("a", "string")))


@pytest.mark.parametrize("have", FLOATS)
@pytest.mark.parametrize("want", [number for number in NUMBERS if number not in FLOATS])
def test_no_integer_type_holds_what_is_not_finite(have, want):
    assert converted(np.array([-np.inf, np.inf, np.nan], have), want)[1].tolist() == [True] * 3
