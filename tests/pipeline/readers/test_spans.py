"""Small files read many to a block are, for all that a program can see, read record by record."""

from __future__ import annotations

import contextlib
import pathlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headrace as tf
from headrace.graph.types.errors import OpError, OutOfRangeError
from headrace.pipeline.queues import FIFOQueue
from headrace.pipeline.readers.fixed_length import FixedLengthRecords
from headrace.pipeline.readers.lines import TextLines
from headrace.pipeline.readers.tfrecord import TFRecords
from headrace.pipeline.readers.whole_file import WholeFiles

READERS = {
    "lines": lambda: TextLines("reader"),
    "lines after a header": lambda: TextLines("reader", skip_header_lines=2),
    "fixed": lambda: FixedLengthRecords("reader", record_bytes=3, header_bytes=1),
    "tfrecord": lambda: TFRecords("reader"),
    "whole": lambda: WholeFiles("reader"),
}
TEXTS = st.sampled_from(
    ["a\nb\nc\n", "one\n", "x\ny", "\n\n", "1\r\n2\r\n", "cr\r", "\ufeffmark\n", "", "abcdefg", "long\n" * 30000]
)


def _write(path: pathlib.Path, kind: str, text: str) -> None:
    if kind != "tfrecord":
        path.write_bytes(text.encode())
        return
    with tf.python_io.TFRecordWriter(str(path)) as writer:
        for line in text.split("\n")[:5]:
            writer.write(line.encode())
    if text == "cr\r":
        path.write_bytes(path.read_bytes()[:-1])


class _Reading:
    """A reader and its files, and what a program can see of them."""

    def __init__(self, kind: str, names: list[bytes]) -> None:
        self.reader = READERS[kind]()
        self.queue = FIFOQueue(len(names), ["string"], [()])
        self.queue.enqueue_many([names])
        self.queue.close()

    def ready(self) -> type[OpError] | None:
        """Which error comes instead of a record, if any."""
        try:
            self.reader.wait_ready(self.queue)
        except OpError as error:
            return type(error)
        return None

    def seen(self) -> tuple:
        reader = self.reader
        state = reader.serialize_state() if reader.serializable else b""
        return self.queue.size(), reader.records_produced, reader.work_units_completed, state


@pytest.mark.filterwarnings("ignore::headrace.formats.errors.TornFileWarning")
@pytest.mark.filterwarnings("ignore::headrace.formats.encodings.ByteOrderMarkWarning")
@settings(max_examples=120, deadline=None)
@given(
    kind=st.sampled_from(sorted(READERS)),
    texts=st.lists(st.none() | TEXTS, min_size=1, max_size=12),
    moves=st.lists(st.tuples(st.integers(1, 20), st.integers(0, 20)), max_size=12),
)
def test_blocks_of_many_files_are_seen_as_their_records_one_by_one(tmp_path_factory, kind, texts, moves):
    directory = tmp_path_factory.mktemp("files")
    for number, text in enumerate(texts):
        if text is not None:
            _write(directory / str(number), kind, text)
    names = [str(directory / str(number)).encode() for number in range(len(texts))]
    blocks, records = _Reading(kind, names), _Reading(kind, names)
    for limit, keep in [*moves, *([(7, 7)] * 30)]:
        failed = blocks.ready()
        assert records.ready() is failed
        if failed is not None:
            assert blocks.seen() == records.seen()
            if failed is OutOfRangeError:
                return
            continue
        lease = blocks.reader.lease(limit, blocks.queue)
        keep = min(keep, lease.n)
        one_by_one = [records.reader.read(records.queue) for _ in range(keep)]
        assert [(lease.records.key(index), lease.records[index]) for index in range(keep)] == one_by_one
        assert lease.records.keys().tolist()[:keep] == [key for key, _ in one_by_one]
        assert [lease.where(index).encode() for index in range(keep)] == [key for key, _ in one_by_one]
        lease.commit(keep)
        assert blocks.seen() == records.seen()


def test_a_block_spans_files(tmp_path):
    for number in range(6):
        (tmp_path / str(number)).write_text(f"{number}a\n{number}b\n")
    reading = _Reading("lines", [str(tmp_path / str(number)).encode() for number in range(6)])
    assert reading.ready() is None
    lease = reading.reader.lease(9, reading.queue)
    assert lease.n == 9
    assert lease.records.path_of(8) == str(tmp_path / "4")


def test_what_others_have_gone_on_from_is_given_again_and_no_file_is_begun_twice(tmp_path):
    for number in range(6):
        (tmp_path / str(number)).write_text(f"{number}a\n{number}b\n")
    reading = _Reading("lines", [str(tmp_path / str(number)).encode() for number in range(6)])
    reading.ready()
    lease = reading.reader.lease(5, reading.queue)
    came = [reading.reader.read(reading.queue)[1]]
    lease.commit(3)
    while reading.ready() is None:
        key, value = reading.reader.read(reading.queue)
        assert key.endswith(b"/%c:%d" % (value[0], 1 + (value[1] == ord("b"))))
        came.append(value)
    assert sorted([*(lease.records[index] for index in range(3)), *came]) == [
        b"%d%c" % (number, letter) for number in range(6) for letter in b"ab"
    ]
    assert reading.seen()[:3] == (0, 12, 6)


def test_a_reader_that_is_reset_while_its_block_is_under_way_is_as_new(tmp_path):
    for number in range(4):
        (tmp_path / str(number)).write_text(f"{number}\n")
    reading = _Reading("lines", [str(tmp_path / str(number)).encode() for number in range(4)])
    reading.ready()
    lease = reading.reader.lease(3, reading.queue)
    reading.reader.reset()
    lease.commit(lease.n)
    assert reading.seen()[:3] == (1, 0, 0)
    assert reading.reader.read(reading.queue)[1] == b"3"


# -- whole programs ----------------------------------------------------------------------------------------------------


def _run(names, program, epochs=1, batch=4, capacity=None):
    """All that a pipeline delivers, the error that ends it, and what can be seen of reader and queue then.

    Where no capacity of the queue of names is given it takes them all, before the first is read.
    """
    with tf.Graph().as_default(), tf.Session() as session:
        most = capacity or 2 * len(names) * epochs
        queue = tf.train.string_input_producer(names, num_epochs=epochs, shuffle=False, capacity=most)
        reader = tf.TextLineReader()
        key, value = reader.read(queue)
        out = tf.train.batch([key, program(value)], batch, capacity=1000, allow_smaller_final_batch=True)
        counts = [reader.num_records_produced(), reader.num_work_units_completed(), queue.size()]
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        runners = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
        threads = runners[0].create_threads(session, coord, start=True)
        for thread in threads if capacity is None else ():
            thread.join(0 if "close" in thread.name else None)
        threads += runners[1].create_threads(session, coord, start=True)
        delivered, error = [], None
        try:
            while True:
                keys, values = session.run(out)
                delivered += zip(keys.tolist(), values.tolist(), strict=True)
        except OpError as ended:
            error = ended
        seen = session.run(counts)
        coord.request_stop()
        with contextlib.suppress(OpError):
            coord.join(threads)
        return delivered, error, seen


@pytest.fixture
def numbers(tmp_path):
    for file in range(20):
        (tmp_path / f"{file:02}").write_text("".join(f"{10 * file + line}\n" for line in range(3)))
    return [str(tmp_path / f"{file:02}") for file in range(20)]


def test_keys_name_file_and_line_through_all_epochs(numbers):
    delivered, _, seen = _run(numbers, lambda value: tf.string_to_number(value, tf.int32), epochs=2)
    expected = [(f"{name}:{line + 1}".encode(), 10 * file + line) for file, name in enumerate(numbers) for line in range(3)]
    assert delivered == expected * 2
    np.testing.assert_array_equal(seen, [120, 40, 0])


@pytest.mark.parametrize("capacity", [1, 3, 8])
def test_a_small_queue_of_names_is_read_through_in_order(numbers, capacity):
    delivered, _, seen = _run(numbers, lambda value: tf.string_to_number(value, tf.int32), epochs=3, capacity=capacity)
    assert [value for _, value in delivered] == [10 * file + line for file in range(20) for line in range(3)] * 3
    np.testing.assert_array_equal(seen, [180, 60, 0])


@pytest.mark.parametrize("capacity", [None, 1, 4])
@pytest.mark.parametrize("damage", ["bad line", "missing"])
def test_what_fails_in_the_middle_is_told_and_all_else_is_as_record_by_record(numbers, damage, capacity):
    bad = pathlib.Path(numbers[11])
    if damage == "missing":
        bad.unlink()
    else:
        bad.write_text("110\nwhat\n112\n")
    delivered, error, seen = _run(numbers, lambda value: tf.string_to_number(value, tf.int32), capacity=capacity)
    good = 33 if damage == "missing" else 34
    assert [value for _, value in delivered] == [10 * number + line for number in range(12) for line in range(3)][:good]
    assert str(bad) in str(error)
    assert damage == "missing" or f"{bad}:2" in str(error)
    # The reader has gone no further than to the record that failed: 8 names are left.
    left = min(8, capacity or 8)
    np.testing.assert_array_equal(seen, [33, 11, left] if damage == "missing" else [35, 11, left])
