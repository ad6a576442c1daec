"""Statistics of batches are those of all rows at once, however they are cut."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.formats.records import Records
from headrace.formats.tables import Batch, Column
from headrace.formats.tables.statistics import FeatureStatistics, Spread, Statistics


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64", "uint64", "float32", "float64"])
@given(data=st.data())
def test_a_spread_is_that_of_all_numbers(dtype, data):
    kind = np.dtype(dtype)
    limits = (-1e6, 1e6) if kind.kind == "f" else (np.iinfo(kind).min, np.iinfo(kind).max)
    numbers = st.floats(*limits, width=8 * kind.itemsize) if kind.kind == "f" else st.integers(*limits)
    blocks = [np.array(block, kind) for block in data.draw(st.lists(st.lists(numbers, max_size=20), min_size=1, max_size=5))]
    found, rest = Spread(), Spread()
    for number, block in enumerate(blocks):
        (found if number < 3 else rest).add(block)
    found.join(rest)
    joined = np.concatenate(blocks)
    exact = [int(value) if kind.kind != "f" else float(value) for value in joined]
    assert found.count == len(exact)
    if not exact:
        assert (found.least, found.mean, found.greatest, found.deviation) == (None, None, None, None)
        return
    assert (found.least, found.greatest) == (min(exact), max(exact))
    if kind.kind != "f":
        assert found.mean == sum(exact) / len(exact)
    else:
        assert found.mean == pytest.approx(math.fsum(exact) / len(exact), rel=1e-12, abs=1e-9)
    assert found.deviation == pytest.approx(float(np.std(joined.astype(np.float64))), rel=1e-6, abs=1e-6)


def test_numbers_that_are_not_finite_are_counted_apart():
    found = Spread()
    for block in ([1.0, math.nan], [math.inf, 3.0], [-math.inf, math.nan]):
        found.add(np.array(block))
    assert (found.count, found.nan, found.infinite) == (2, 2, 2)
    assert (found.least, found.mean, found.greatest, found.deviation) == (-math.inf, 2.0, math.inf, 1.0)


def test_sums_beyond_float64_are_infinite_and_no_warning(recwarn):
    found = Spread()
    found.add(np.full(10, 1e308))
    assert (found.least, found.mean, found.greatest) == (1e308, math.inf, 1e308)
    assert not recwarn


def test_bools_are_zeros_and_ones():
    found = Spread()
    found.add(np.array([True, False, True, True]))
    assert (found.least, found.mean, found.greatest) == (0, 0.75, 1)


def test_missing_values_are_no_values():
    found = FeatureStatistics("int64")
    found.add(Column(np.array([5, 99, 7]), None, np.array([True, False, True])))
    found.add(Column(np.array([6])))
    assert (found.rows, found.missing) == (4, 1)
    assert (found.numbers.least, found.numbers.greatest) == (5, 7)
    assert dict(found.frequencies.most(9)) == {5: 1, 6: 1, 7: 1}


def test_lengths_of_rows_of_any_length():
    found = FeatureStatistics("int64")
    found.add(Column(np.array([1, 2, 3]), np.array([0, 0, 2, 3])))
    assert (found.lengths.least, found.lengths.mean, found.lengths.greatest) == (0, 1.0, 2)
    assert found.to_json()["values"] == 3


def test_strings_have_bytes():
    found = FeatureStatistics("string")
    found.add(Column(Records.from_list([b"a", b"abc", b"abc"])))
    shown = found.to_json()
    assert shown["bytes"] == {"min": 1, "mean": 7 / 3, "max": 3, "deviation": pytest.approx(0.942809)}
    assert shown["frequent"] == [{"value": b"abc", "count": 2}, {"value": b"a", "count": 1}]


def test_narrow_floats_are_shown_as_they_were_written():
    found = FeatureStatistics("float32")
    found.add(Column(np.array([0.1, 0.7, 0.1], np.float32)))
    shown = found.to_json(1)
    assert (shown["min"], shown["max"]) == (0.1, 0.7)
    assert shown["frequent"] == [{"value": 0.1, "count": 2}]


def test_a_feature_that_some_batches_lack_is_missing_in_their_rows():
    found = Statistics()
    found.add(Batch({"a": Column(np.arange(3))}, 3))
    found.add(Batch({"b": Column(np.arange(2))}, 2))
    assert found.rows == 5
    assert {name: (one.rows, one.missing) for name, one in found.features.items()} == {"a": (5, 2), "b": (5, 3)}


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=60), st.integers(1, 20))
def test_cuts_change_nothing(values, step):
    def of(size):
        found = Statistics()
        for start in range(0, len(values), size):
            part = np.array(values[start : start + size])
            found.add(Batch({"x": Column(part)}, len(part)))
        shown = found.to_json()["features"]["x"]
        return {**shown, "deviation": round(shown["deviation"], 9)}

    assert of(step) == of(len(values))
