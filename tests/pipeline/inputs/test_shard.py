"""shard: the parts of workers have everything once, and differ by one in size at most."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import headrace as tf


@given(st.lists(st.integers(), max_size=40), st.integers(1, 12))
def test_parts_of_a_list_are_disjoint_complete_and_even(values, count):
    numbered = list(enumerate(values))
    parts = [tf.train.shard(numbered, index, count) for index in range(count)]
    assert sorted(sum(parts, start=[])) == numbered  # noqa: RUF017
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 1


def check_even(parts, everything, count, even):
    """Parts are of one size; what is in all of them together is everything, but for fewer than `count`."""
    assert len({len(part) for part in parts}) == 1
    found, wanted = Counter(itertools.chain.from_iterable(parts)), Counter(everything)
    more, less = (found - wanted, wanted - found) if even == "pad" else (wanted - found, found - wanted)
    assert more.total() < count
    assert not less
    assert set(found) <= set(wanted)


@pytest.mark.parametrize("even", ["pad", "drop"])
@given(st.lists(st.integers(), max_size=40), st.integers(1, 12))
def test_even_parts_are_of_one_size(even, values, count):
    numbered = list(enumerate(values))
    parts = [tf.train.shard(numbered, index, count, even=even) for index in range(count)]
    check_even(parts, numbered, count, even)
    plain = [tf.train.shard(numbered, index, count) for index in range(count)]
    assert all(part[: len(one)] == one[: len(part)] for part, one in zip(parts, plain, strict=True))


@pytest.mark.parametrize("count", [1, 2, 3, 7, 11])
@pytest.mark.parametrize("even", [None, "pad", "drop"])
def test_parts_of_a_tensor_are_those_of_a_list(even, count):
    with tf.Graph().as_default(), tf.Session() as session:
        fed = tf.placeholder(tf.int64, [None, 2])
        parts = [tf.train.shard(fed, index, count, even=even) for index in range(count)]
        for rows in (0, 1, 6, 10):
            values = np.arange(2 * rows).reshape(rows, 2)
            found = session.run(parts, {fed: values})
            assert [part.tolist() for part in found] == [
                tf.train.shard(values.tolist(), index, count, even=even) for index in range(count)
            ]


@pytest.mark.parametrize("seed", range(12))
def test_workers_share_the_records_of_files(seed, tmp_path):
    """Random files with random numbers of records, none among them, for a random number of workers."""
    make = random.Random(seed)
    workers, even = make.randint(1, 6), [None, "pad", "drop"][seed % 3]
    names, everything = [], []
    for file in range(make.randint(1, 5)):
        records = [b"%d %d" % (file, number) for number in range(make.choice([0, 1, 3, 20]))]
        names.append(str(tmp_path / f"{file}.tfrecord"))
        with tf.python_io.TFRecordWriter(names[-1]) as writer:
            for record in records:
                writer.write(record)
        everything += records
    parts = []
    for worker in range(workers):
        with tf.Graph().as_default(), tf.Session() as session:
            shared = tf.data.TFRecordDataset(names).shard(workers, worker, even=even)
            batch = shared.batch(make.randint(1, 4) if even is None else 2).make_one_shot_iterator().get_next()
            batches = []
            with contextlib.suppress(tf.errors.OutOfRangeError):
                while True:
                    batches.append(session.run(batch).tolist())
        parts.append(list(itertools.chain.from_iterable(batches)))
    if even is None:
        assert sorted(itertools.chain.from_iterable(parts)) == sorted(everything)
    else:
        check_even(parts, everything, workers, even)


@pytest.mark.parametrize("seed", range(6))
def test_producers_of_workers_have_each_file_once_in_each_epoch(seed):
    make = random.Random(seed)
    workers, even = make.randint(1, 4), [None, "pad", "drop"][seed % 3]
    names = [f"{number}" for number in range(make.randint(workers, 9))]
    parts = []
    for worker in range(workers):
        mine = tf.train.shard(names, worker, workers, even=even)
        with tf.Graph().as_default():
            name = tf.train.string_input_producer(mine, num_epochs=2).dequeue()
            seen = [value.decode() for value in tf.train.iterate(name)]
        assert sorted(seen[: len(mine)]) == sorted(seen[len(mine) :]) == sorted(mine)
        parts.append(mine)
    if even is None:
        assert sorted(itertools.chain.from_iterable(parts)) == names
    else:
        check_even(parts, names, workers, even)


def test_workers_read_each_file_once(tmp_path):
    for file in range(7):
        (tmp_path / f"{file}.txt").write_text(f"{file}a\n{file}b\n")
    seen = []
    for worker in range(3):
        with tf.Graph().as_default():
            found = tf.train.match_filenames_once(str(tmp_path / "*.txt"))
            names = tf.train.string_input_producer(tf.train.shard(found, worker, 3), num_epochs=1)
            _, line = tf.TextLineReader().read(names)
            seen += list(tf.train.iterate(line))
    assert sorted(seen) == sorted(f"{file}{letter}".encode() for file in range(7) for letter in "ab")


@pytest.mark.parametrize(
    ("values", "index", "count", "words"),
    [
        ([1], 0, 0, "count must be >= 1; got 0"),
        ([1], 2, 2, r"index must be in \[0, 2\); got 2"),
        ([1], -1, 2, r"index must be in \[0, 2\); got -1"),
        ("a.csv", 0, 2, "a list or a tensor of at least rank 1; got 'a.csv'"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(values, index, count, words):
    with pytest.raises(ValueError, match=words):
        tf.train.shard(values, index, count)


def test_another_even_is_refused_by_lists_and_datasets():
    for call in (
        lambda: tf.train.shard([1], 0, 1, even="fill"),
        lambda: tf.data.Dataset.range(3).shard(1, 0, even="fill"),
    ):
        with pytest.raises(ValueError, match="shard: even must be None, 'pad' or 'drop'; got 'fill'"):
            call()


@pytest.mark.parametrize("even", ["pad", "drop"])
def test_an_index_out_of_range_is_refused_by_even_datasets(even):
    batch = tf.data.Dataset.range(3).shard(2, 2, even=even).make_one_shot_iterator().get_next()
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match="Index must be between 0 and 1"):
        session.run(batch)
