"""The law of exact resume, for programs as they are written, interrupted at every place where they can be.

What a program delivers before and after an interruption is together what it delivers without one: in the same order where
nothing is left to chance, and otherwise each record as often.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from support.resume.interruptions import delivered

import headrace as tf

EPOCHS = 2


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Names of files of one kind each: `lines`, `small`, `records`, `packed`, `fixed`, `whole`."""
    folder = tmp_path_factory.mktemp("files")

    def written(kind, number, content):
        path = folder / f"{kind}-{number}"
        path.write_bytes(content)
        return str(path)

    def records(number, options):
        path = str(folder / f"{'packed' if options else 'records'}-{number}")
        with tf.python_io.TFRecordWriter(path, options) as writer:
            for k in range(9):
                writer.write(b"%d" % (100 * number + k))
        return path

    def damaged(number):
        path = records(number + 5, None)
        content = bytearray(Path(path).read_bytes())
        content[3 * 19 + 14] ^= 1
        return written("damaged", number, bytes(content))

    gzip = tf.python_io.TFRecordOptions(tf.python_io.TFRecordCompressionType.GZIP)
    return {
        "lines": [written("lines", n, b"".join(b"%d\n" % (100 * n + k) for k in range(11))) for n in range(3)],
        "small": [written("small", n, b"".join(b"%d\n" % (10 * n + k) for k in range(n % 4))) for n in range(12)],
        "records": [records(n, None) for n in range(3)],
        "packed": [records(n, gzip) for n in range(3)],
        "fixed": [written("fixed", n, b"head" + bytes(range(20 * n, 20 * n + 13))) for n in range(3)],
        "damaged": [damaged(n) for n in range(3)],
        "bad": [
            written("bad", n, b"".join(b"x\n" if k % 4 == n else b"%d\n" % (100 * n + k) for k in range(11))) for n in range(3)
        ],
        "whole": [written("whole", n, b"%d" % n) for n in range(7)],
    }


def numbers(reader, names, capacity=32, shuffle=True):
    producer = tf.train.string_input_producer(names, num_epochs=EPOCHS, shuffle=shuffle, seed=3, capacity=capacity)
    return tf.string_to_number(reader.read(producer)[1], tf.int32)


def lines(files):
    return tf.train.batch([numbers(tf.TextLineReader(), files["lines"])], 4, allow_smaller_final_batch=True), 1


def few_names_at_a_time(files):
    return tf.train.batch([numbers(tf.TextLineReader(), files["lines"], capacity=1)], 5, capacity=5), 1


def small_files(files):
    return tf.train.batch([numbers(tf.TextLineReader(), files["small"], capacity=3)], 3, capacity=4), 1


def shuffled_with_random_numbers(files):
    noise = tf.random_uniform([2]) + tf.random_normal([])
    number = numbers(tf.TFRecordReader(), files["records"])
    return tf.train.shuffle_batch([number, noise], 4, capacity=20, min_after_dequeue=9, seed=1), 1


def compressed(files):
    options = tf.python_io.TFRecordOptions(tf.python_io.TFRecordCompressionType.GZIP)
    number = numbers(tf.TFRecordReader(options=options), files["packed"])
    return tf.train.shuffle_batch([number], 5, capacity=30, min_after_dequeue=10, seed=1), 1


def fixed_length(files):
    producer = tf.train.string_input_producer(files["fixed"], num_epochs=EPOCHS, seed=3)
    key, record = tf.FixedLengthRecordReader(1, header_bytes=4).read(producer)
    return tf.train.batch([tf.decode_raw(record, tf.uint8), key], 4, shapes=[[1], []], capacity=9), 1


def whole_files(files):
    return tf.train.batch([numbers(tf.WholeFileReader(), files["whole"])], 2, allow_smaller_final_batch=True), 1


def names_alone(files):
    producer = tf.train.string_input_producer([str(k) for k in range(9)], num_epochs=EPOCHS, seed=3)
    return tf.train.shuffle_batch([tf.IdentityReader().read(producer)[1]], 2, 8, 3, seed=2), 1


def several_at_a_time(files):
    producer = tf.train.string_input_producer(files["lines"], num_epochs=EPOCHS, seed=3)
    _, texts = tf.TextLineReader().read_up_to(producer, 3)
    parsed = tf.string_to_number(texts, tf.int32)
    return tf.train.batch([parsed], 4, enqueue_many=True, shapes=[[]], capacity=5, allow_smaller_final_batch=True), 1


def two_sources(files):
    """Record by record: a step has taken from one queue and waits for the other."""
    first = numbers(tf.TextLineReader(), files["lines"])
    second = tf.train.range_input_producer(13, num_epochs=5, seed=4, capacity=2).dequeue()
    return tf.train.batch([first, second, tf.random_uniform([])], 3, capacity=4, allow_smaller_final_batch=True), 1


def slices(files):
    rows = tf.train.slice_input_producer([tf.range(15), tf.eye(15)], num_epochs=EPOCHS, seed=6)
    return tf.train.batch(rows, 4, allow_smaller_final_batch=True), 1


def padded_and_sparse(files):
    number = numbers(tf.TextLineReader(), files["lines"])
    some = tf.SparseTensor([[0]], tf.reshape(number, [1]), [5])
    ragged = tf.fill([tf.floormod(number, 4)], number)
    return tf.train.batch([number, ragged, some], 3, dynamic_pad=True, capacity=6), 1


def one_behind_the_other(files):
    first = tf.train.batch([numbers(tf.TextLineReader(), files["lines"])], 3, capacity=6)
    second = tf.train.batch([first * 2], 2, enqueue_many=True, capacity=5)
    return tf.train.shuffle_batch([second], 2, capacity=9, min_after_dequeue=4, seed=3), 1


def some_left_out(files):
    number = numbers(tf.TextLineReader(), files["lines"])
    return tf.train.maybe_batch([number, tf.random_uniform([])], tf.equal(number % 3, 0), 2, capacity=3), 1


def counted(files):
    """Effects of a step are kept with it."""
    number = numbers(tf.TextLineReader(), files["lines"])
    count = tf.Variable(0, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES])
    with tf.control_dependencies([number]):
        number_of_record = count.assign_add(1)
    return tf.train.batch([number, number_of_record], 4, capacity=4), 1


def joined(files):
    parts = [[numbers(tf.TextLineReader(), files["lines"])] for _ in range(2)]
    return tf.train.batch_join(parts, 3, capacity=6, allow_smaller_final_batch=True), 2


def joined_and_shuffled(files):
    producer = tf.train.string_input_producer(files["lines"], num_epochs=EPOCHS, seed=3)
    parts = [[tf.string_to_number(tf.TextLineReader().read(producer)[1], tf.int32)] for _ in range(3)]
    return tf.train.shuffle_batch_join(parts, 3, capacity=30, min_after_dequeue=12, allow_smaller_final_batch=True), 3


def buckets(files):
    number = numbers(tf.TextLineReader(), files["lines"])
    length = number % 10 + 1
    _, (found,) = tf.contrib.training.bucket_by_sequence_length(
        length, [number], 3, [3, 6], capacity=2, allow_smaller_final_batch=True
    )
    return found, 2


def racing(files):
    number = numbers(tf.TextLineReader(), files["lines"])
    return tf.train.batch([number], 3, num_threads=4, capacity=8, allow_smaller_final_batch=True), 4


def racing_record_by_record(files):
    number = numbers(tf.TextLineReader(), files["lines"])
    kept = tf.py_func(lambda value: value, [number], tf.int32, stateful=False)
    kept.set_shape([])
    where = tf.Variable(0, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES])
    with tf.control_dependencies([where.assign(kept)]):
        kept = kept + 0
    return tf.train.shuffle_batch([kept], 3, 20, 5, num_threads=3, allow_smaller_final_batch=True), 3


def bad_records_left_out(files):
    with tf.train.bad_records("skip"):
        return tf.train.batch([numbers(tf.TextLineReader(), files["bad"]), tf.random_uniform([])], 3, capacity=6), 1


def damaged_files(files):
    with tf.train.bad_records("skip"):
        number = numbers(tf.TFRecordReader(), files["damaged"])
        return tf.train.shuffle_batch([number], 3, capacity=12, min_after_dequeue=5, seed=3), 1


def deterministic(program):
    def made(files):
        tf.train.deterministic(7)
        return program(files)

    made.__name__ = f"deterministic_{program.__name__}"
    return made


def crowded_and_shuffled(files):
    noise = tf.random_uniform([2]) + tf.random_normal([])
    number = numbers(tf.TFRecordReader(), files["records"])
    return tf.train.shuffle_batch([number, noise], 4, capacity=20, min_after_dequeue=9, seed=1, num_threads=3), 3


IN_ORDER = [
    lines,
    few_names_at_a_time,
    small_files,
    shuffled_with_random_numbers,
    compressed,
    fixed_length,
    whole_files,
    names_alone,
    several_at_a_time,
    two_sources,
    slices,
    padded_and_sparse,
    one_behind_the_other,
    some_left_out,
    counted,
    bad_records_left_out,
    damaged_files,
    *map(deterministic, (racing, racing_record_by_record, crowded_and_shuffled, joined, joined_and_shuffled)),
]
IN_ANY_ORDER = [joined, joined_and_shuffled, buckets, racing, racing_record_by_record]


def maker(program, files):
    def make():
        made, _ = program(files)
        return made if isinstance(made, list) else [made]

    return make


@pytest.mark.parametrize("program", IN_ORDER)
def test_what_is_delivered_is_the_same_in_the_same_order(program, files):
    make = maker(program, files)
    whole = delivered(make)
    assert len(whole) > 3
    for cut in range(len(whole) + 1):
        assert delivered(make, [cut]) == whole, cut


@pytest.mark.parametrize("program", IN_ANY_ORDER)
def test_each_record_is_delivered_as_often(program, files):
    make = maker(program, files)
    whole = Counter(np.concatenate([step[0] for step in delivered(make)]).tolist())
    assert set(whole.values()) == {EPOCHS * (2 if program is joined else 1)}
    for cut in range(12):
        assert Counter(np.concatenate([step[0] for step in delivered(make, [cut])]).tolist()) == whole, cut


def test_what_was_left_out_is_counted_on(files):
    counts = []

    def make():
        with tf.train.bad_records("skip") as bad:
            counts.append(bad)
            return [tf.train.batch([numbers(tf.TFRecordReader(), files["damaged"])], 3)]

    delivered(make)
    delivered(make, [4])
    whole, _, resumed = counts
    assert whole.by_stage == {"checksum": 6}
    assert resumed.by_stage == whole.by_stage


@pytest.mark.parametrize("program", [lines, shuffled_with_random_numbers, two_sources])
def test_what_goes_on_can_be_interrupted_again(program, files):
    make = maker(program, files)
    whole = delivered(make)
    assert delivered(make, range(len(whole))) == whole
