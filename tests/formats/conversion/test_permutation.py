"""Permutations of numbers, and rows in another order, in memory or not."""

from __future__ import annotations

import collections
import os
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.formats.conversion import shuffled
from headrace.formats.conversion.permutation import Permutation
from headrace.formats.conversion.shuffled import Shuffled
from headrace.formats.records import Records
from headrace.formats.tables import Batch, Column


@given(st.integers(0, 3000), st.integers(0, 2**64))
def test_each_number_goes_to_a_place_of_its_own(n, seed):
    places = Permutation(n, seed)(np.arange(n))
    assert sorted(places.tolist()) == list(range(n))


@given(st.integers(1, 2**62), st.integers(0, 9), st.data())
def test_a_number_goes_where_it_goes_among_others(n, seed, data):
    numbers = np.array(data.draw(st.lists(st.integers(0, n - 1), min_size=1, max_size=9)))
    permutation = Permutation(n, seed)
    places = permutation(numbers)
    assert places.tolist() == [int(permutation(numbers[i : i + 1])[0]) for i in range(len(numbers))]
    assert ((places >= 0) & (places < n)).all()


def test_all_orders_come_and_none_more_often():
    orders = collections.Counter(tuple(Permutation(4, seed)(np.arange(4)).tolist()) for seed in range(2400))
    assert len(orders) == 24
    assert 50 < min(orders.values()) <= max(orders.values()) < 160  # 100 each; seeds are fixed


def batches(sizes):
    first = 0
    for size in sizes:
        numbers = np.arange(first, first + size)
        words = Records.from_list([b"w" * (n % 7) + b"%d" % n for n in numbers])
        lists = Column(numbers.repeat(numbers % 3), np.concatenate([[0], np.cumsum(numbers % 3)]))
        columns = {
            "number": Column(numbers),
            "word": Column(words),
            "pairs": Column(Records.from_list([b"%d" % n for n in numbers.repeat(2)]), shape=(2,)),
            "list": lists,
            "some": Column(numbers * 1.5, present=numbers % 2 == 0),
        }
        yield Batch(columns, size, Records.from_list([b"%d" % n for n in numbers], "path"))
        first += size


def rows(found):
    return [{name: np.asarray(value).tolist() for name, value in row.items()} for batch in found for row in batch.rows()]


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 40), max_size=5), st.integers(1, 4000), st.integers(1, 4000), st.data())
def test_the_order_is_the_same_however_little_memory_there_is(tmp_path_factory, sizes, deal, bucket, data):
    path = str(tmp_path_factory.mktemp("shuffled") / "rows")
    count = sum(sizes)
    places = Permutation(count, 3)(np.arange(count))
    expected = [row for _, row in sorted(zip(places.tolist(), rows(batches(sizes)), strict=True), key=lambda pair: pair[0])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shuffled, "DEAL_BYTES", deal)
        patch.setattr(shuffled, "BUCKET_BYTES", bucket)
        found = Shuffled(count, 3, path)
        found.fill(batches(sizes))
    start = data.draw(st.integers(0, count))
    stop = data.draw(st.integers(start, count))
    for one in (found, pickle.loads(pickle.dumps(found))):
        assert rows(one.between(0, count)) == expected
        assert rows(one.between(start, stop)) == expected[start:stop]
    found.close()
    assert not os.path.exists(path)


def test_records_without_columns_are_shuffled_too(tmp_path):
    records = [b"%d" % n for n in range(100)]
    found = Shuffled(100, 0, str(tmp_path / "rows"))
    found.fill(iter([Batch({}, 50, Records.from_list(records[:50])), Batch({}, 50, Records.from_list(records[50:]))]))
    (batch,) = found.between(0, 100)
    assert sorted(batch.origin, key=int) == records
    assert list(batch.origin) != records


def test_a_seed_gives_the_same_order_in_every_release():
    assert Permutation(12, 1)(np.arange(12)).tolist() == [4, 7, 6, 3, 5, 1, 9, 0, 2, 11, 10, 8]
    assert Permutation(10**12, 7)(np.arange(3)).tolist() == [408262193047, 174600847228, 130147524682]
