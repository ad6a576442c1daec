"""Counts of values, exact while few differ; beyond, never more than the error too small, and never too large."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.formats.records import Records
from headrace.formats.tables import frequencies
from headrace.formats.tables.frequencies import Frequencies


def counted(blocks):
    """The counts of the first three blocks, joined with those of the others."""
    found, rest = Frequencies(), Frequencies()
    for number, block in enumerate(blocks):
        (found if number < 3 else rest).add(block)
    found.join(rest)
    return found


@pytest.mark.parametrize("dtype", ["int64", "uint64", "int8", "uint8", "bool", "float32", "float64", "float16"])
@given(data=st.data())
def test_few_values_are_counted_exactly(dtype, data):
    kind = np.dtype(dtype)
    if kind.kind == "b":
        values = st.booleans()
    elif kind.kind == "f":
        values = st.floats(width=8 * kind.itemsize, allow_nan=False)
    else:
        values = st.integers(np.iinfo(kind).min, np.iinfo(kind).max)
    lists = data.draw(st.lists(st.lists(values, max_size=30), max_size=4))
    found = counted(np.array(block, kind) for block in lists)
    expected = Counter(np.array([value for block in lists for value in block], kind).tolist())
    assert dict(found.most(1000)) == dict(expected)
    assert (found.distinct, found.error) == (len(expected), 0)


@given(st.lists(st.lists(st.binary(max_size=5), max_size=30), max_size=4))
def test_strings_are_counted_exactly_too(lists):
    found = counted(Records.from_list(block) for block in lists)
    assert dict(found.most(1000)) == dict(Counter(text for block in lists for text in block))


@pytest.mark.parametrize("low", [-128, 0, 3])
def test_a_whole_range_is_counted(low):
    values = np.arange(low, 128, dtype=np.int8)
    assert dict(counted([values, values]).most(300)) == dict.fromkeys(range(low, 128), 2)


def test_the_most_frequent_come_first_and_equals_in_their_order():
    found = counted([np.array([3, 1, 2, 1, 5, 5])])
    assert found.most(3) == [(1, 2), (5, 2), (2, 1)]


def test_nans_are_one_value():
    ((_, count),) = counted([np.array([np.nan, np.nan]), np.array([np.nan])]).most(5)
    assert count == 3


def test_long_strings_differ_by_all_of_their_bytes_and_are_kept_short():
    texts = [b"x" * 10_000 + end for end in (b"a", b"b", b"a")]
    found = counted([Records.from_list(texts)])
    assert [(len(value), count) for value, count in found.most(5)] == [(256, 2), (256, 1)]


@pytest.mark.parametrize("as_strings", [False, True])
def test_of_many_values_the_frequent_ones_are_found_in_bounded_memory(as_strings, monkeypatch):
    monkeypatch.setattr(frequencies, "CAPACITY", 50)
    random = np.random.default_rng(0)
    found, exact = Frequencies(), Counter()
    for _ in range(40):
        block = np.concatenate([random.integers(0, 1 << 40, 900), np.repeat([7, 8], [60, 40])])
        random.shuffle(block)
        exact.update(block.tolist())
        found.add(Records.from_list([b"%d" % value for value in block]) if as_strings else block)
        assert len(found.most(10_000)) <= 50
    assert found.distinct is None
    kept = {int(value): count for value, count in found.most(10_000)}
    assert list(kept)[:2] == [7, 8]
    assert found.error <= 40_000 / 50
    assert all(exact[value] - found.error <= count <= exact[value] for value, count in kept.items())
    assert all(value in kept for value, count in exact.items() if count > found.error)
    assert len(found._texts) == (len(kept) if as_strings else 0)
