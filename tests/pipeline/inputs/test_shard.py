"""shard: the parts of workers have everything once, and differ by one in size at most."""

from __future__ import annotations

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


@pytest.mark.parametrize("count", [1, 2, 3, 7, 11])
@pytest.mark.parametrize("rows", [0, 1, 6, 10])
def test_parts_of_a_tensor_are_those_of_a_list(rows, count):
    values = np.arange(2 * rows).reshape(rows, 2)
    with tf.Graph().as_default(), tf.Session() as session:
        fed = tf.placeholder(tf.int64, [None, 2])
        for index in range(count):
            found = session.run(tf.train.shard(fed, index, count), {fed: values})
            assert found.tolist() == tf.train.shard(values.tolist(), index, count)


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
