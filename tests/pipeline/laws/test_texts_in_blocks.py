"""Texts keep every byte on their way through a pipeline, NUL bytes at their ends too, whatever stands beside them."""

from __future__ import annotations

import numpy as np
import pytest
from support.programs import loop

import headrace as tf

ROWS = [b"a\0", b"bbbbb\0", b"", b"\0", b"cc c\0\0", b"a text longer than all constants"]
SHORT, LONG = b"x\0", b"a constant\0"

PROGRAMS = {
    # t: the record's text, n: its number.
    "sparse made dense": lambda t, n: tf.sparse_to_dense([1], [3], t, SHORT),
    "sparse made dense by a text": lambda t, n: tf.sparse_to_dense([1], [3], SHORT, t),
    "constants made dense": lambda t, n: tf.sparse_to_dense([n % 3], [3], LONG, SHORT),
    "texts made dense by nothing": lambda t, n: tf.sparse_to_dense([0, 1], [3], tf.stack([t, LONG]), b""),
    "words made dense": lambda t, n: tf.sparse_tensor_to_dense(tf.string_split([t]), ""),
    "words of a constant": lambda t, n: tf.string_split(tf.stack([t, b"y z\0"])).values,
    "fill": lambda t, n: tf.fill([2], t),
    "fill to each its own": lambda t, n: tf.fill([n], t),
    "fill to each its own with a constant": lambda t, n: tf.fill([n], LONG),
    "reshape to a computed shape": lambda t, n: tf.reshape(tf.reshape(t, tf.stack([n * 0 + 1])), [1]),
    "one of two": lambda t, n: tf.where(tf.equal(n % 2, 0), t, LONG),
    "one of two constants": lambda t, n: tf.where(tf.equal(n % 2, 0), SHORT, LONG),
    "one hot": lambda t, n: tf.one_hot(n % 3, 3, t, SHORT),
    "one hot constants": lambda t, n: tf.one_hot(n % 3, 3, LONG, SHORT),
    "stack": lambda t, n: tf.stack([t, LONG, t]),
    "concat": lambda t, n: tf.concat([[t], [LONG]], 0),
    "gather": lambda t, n: tf.gather([SHORT, LONG, b"c"], n % 3),
    "gather among records' texts": lambda t, n: tf.gather(tf.stack([t, LONG]), n % 2),
    "gather_nd": lambda t, n: tf.gather_nd(tf.stack([t, LONG]), [n % 2]),
    "add": lambda t, n: tf.add(SHORT, tf.add(t, LONG)),
    "fill with a sum": lambda t, n: tf.fill([2], tf.add(t, LONG)),
    "join": lambda t, n: tf.string_join([SHORT, t, LONG], "/"),
    "join with a vector": lambda t, n: tf.string_join([tf.stack([t, LONG]), SHORT, t]),
    "tile": lambda t, n: tf.tile([t], [n]),
    "broadcast_to": lambda t, n: tf.broadcast_to(LONG, [n]),
    "pad": lambda t, n: tf.pad([t], [[1, 1]], constant_values=LONG),
    "pad to each its own": lambda t, n: tf.pad([t], [[n, 1]], constant_values=LONG),
    "slices": lambda t, n: tf.stack([t, LONG])[n % 2 :],
    "cond": lambda t, n: tf.cond(tf.equal(n % 2, 0), lambda: t, lambda: tf.constant(LONG)),
    "py_func": lambda t, n: tf.reshape(tf.py_func(lambda x: [[x, LONG]], [t], tf.string), [2]),
    "a constant alone": lambda t, n: tf.constant([SHORT, LONG]),
    "equal to a constant": lambda t, n: tf.equal(t, b"a\0"),
    "length beside a constant": lambda t, n: tf.string_length(tf.stack([t, LONG])),
}


def _listed(values):
    return [value.tolist() if isinstance(value, np.ndarray) else value for value in values]


def _one_by_one(program):
    """What `session.run` gives for each record."""
    with tf.Graph().as_default(), tf.Session() as session:
        t, n = tf.placeholder(tf.string, []), tf.placeholder(tf.int32, [])
        result = program(t, n)
        values = [session.run(result, {t: row, n: number}) for number, row in enumerate(ROWS)]
    assert not any(isinstance(value, np.ndarray) and value.dtype.kind in "SU" for value in values)
    return _listed(values)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_pipeline_gives_the_texts_that_session_run_gives(program):
    with tf.Graph().as_default():
        number = tf.train.range_input_producer(len(ROWS), num_epochs=1, shuffle=False).dequeue()
        n = tf.cast(number, tf.int32)
        result = program(tf.gather(ROWS, n), n)
        queue = tf.FIFOQueue(len(ROWS), [result.dtype, tf.int32])
        tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue([result, n])]))
        got, ended, _ = loop(queue.dequeue())
    assert isinstance(ended, tf.errors.OutOfRangeError)
    assert _listed(value for value, _ in got) == _one_by_one(program)


@pytest.mark.parametrize("default", [b"", b"-", b"<padding>", b"a default that is longer than any of the words"])
@pytest.mark.parametrize("kind", ["parse_single_example", "parse_single_sequence_example", "string_split"])
def test_words_made_dense_are_whole_whatever_the_default(kind, default, tmp_path):
    rows = [[b"w" * (n + 1) + b"-%d" % k for k in range(n % 4)] for n in range(12)]
    path = str(tmp_path / "words.tfrecord")
    with tf.python_io.TFRecordWriter(path) as writer:
        for row in rows:
            words = tf.train.Feature(bytes_list=tf.train.BytesList(value=row))
            message = tf.train.Example(features=tf.train.Features(feature={"w": words})).SerializeToString()
            writer.write(b" ".join(row) if kind == "string_split" else message)
    record = tf.TFRecordReader().read(tf.train.string_input_producer([path], num_epochs=1, shuffle=False))[1]
    specs = {"w": tf.VarLenFeature(tf.string)}
    if kind == "parse_single_example":
        sparse = tf.parse_single_example(record, specs)["w"]
    elif kind == "parse_single_sequence_example":
        sparse = tf.parse_single_sequence_example(record, specs)[0]["w"]
    else:
        sparse = tf.string_split([record], " ")
    dense = tf.reshape(tf.sparse_tensor_to_dense(sparse, default_value=default), [-1])
    got, ended, _ = loop(tf.train.batch([dense], 4, dynamic_pad=True))
    assert isinstance(ended, tf.errors.OutOfRangeError)
    found = [words.tolist() for batch in got for words in batch]
    assert [words[: len(row)] for words, row in zip(found, rows, strict=True)] == rows
    assert {word for words, row in zip(found, rows, strict=True) for word in words[len(row) :]} <= {b"", default}
