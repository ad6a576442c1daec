"""Damaged files, closed writers, queues and sessions: each fails with one of `tf.errors`, and says what it is about."""

from __future__ import annotations

import os

import numpy as np
import pytest
from support.failures import fails, read_by, restore, run, save_bundle, save_v1, write_all
from support.threads import in_thread, wait_until

import headrace as tf
from headrace.examples.tutorials.mnist import input_data
from headrace.formats import checkpoint, csv, events, fixed_length, idx, lines, tfrecord
from headrace.formats.checkpoint.table_writer import table
from headrace.formats.proto.checkpoint_pb2 import BundleEntryProto, BundleHeaderProto

E = tf.errors


# ---- files that are there and damaged


def text_of(path):
    with tf.gfile.GFile(path) as file:
        return file.read()


def bundle_with(data, ending):
    """A checkpoint of which one file is something else."""

    def make(path):
        save_bundle(path)
        with open(path + ending, "wb") as file:
            file.write(data)

    return make


def written(data):
    def make(path):
        with open(path, "wb") as file:
            file.write(data)

    return make


def cut(path):
    write_all(path)
    os.truncate(path, 50_000)


def not_events(path):
    with tfrecord.Writer(path) as writer:
        writer.write(b"\xff" * 9)


def meta_graph_of_garbage(path):
    meta_graph = tf.MetaGraphDef()
    meta_graph.collection_def["variables"].bytes_list.value.append(b"\xff\xff")
    written(meta_graph.SerializeToString())(path)


GARBAGE = b"\xff\xfegarbage" * 20
DAMAGED = {
    "tf_record_iterator": (written(GARBAGE), tf.python_io.tf_record_iterator, E.DataLossError),
    "tf_record_iterator, cut": (cut, tf.python_io.tf_record_iterator, E.DataLossError),
    "tfrecord.read": (written(GARBAGE), tfrecord.read, E.DataLossError),
    "tfrecord.read, GZIP": (written(GARBAGE), lambda path: tfrecord.read(path, compression="GZIP"), E.DataLossError),
    "TFRecordReader": (written(GARBAGE), read_by(tf.TFRecordReader), E.DataLossError),
    "TFRecordReader, cut": (cut, read_by(tf.TFRecordReader), E.DataLossError),
    "lines.read, ZLIB": (written(GARBAGE), lambda path: lines.read(path, compression="ZLIB"), E.DataLossError),
    "fixed_length.read": (
        written(b"abc"),
        lambda path: fixed_length.read(path, record_bytes=2, header_bytes=9),
        E.OutOfRangeError,
    ),
    "FixedLengthRecordReader": (
        written(b"abc"),
        read_by(lambda: tf.FixedLengthRecordReader(2, header_bytes=9)),
        E.DataLossError,
    ),
    "csv.read": (written(b"1\nx\n"), lambda path: csv.read(path, [0.0]), E.InvalidArgumentError),
    "csv.read_columns": (written(b"1\nx\n"), lambda path: csv.read_columns(path, [0.0]), E.InvalidArgumentError),
    "idx.read": (written(GARBAGE), idx.read, E.InvalidArgumentError),
    "idx.read, cut": (written(b"\0\0\x08\1\0\0\0\x09"), idx.read, E.DataLossError),
    "events.read": (written(GARBAGE), events.read, E.DataLossError),
    "summary_iterator": (written(GARBAGE), tf.train.summary_iterator, E.DataLossError),
    "summary_iterator, no events": (not_events, tf.train.summary_iterator, E.DataLossError),
    "GFile.read": (written(GARBAGE), text_of, E.InvalidArgumentError),
    "GFile, lines": (written(GARBAGE), tf.gfile.GFile, E.InvalidArgumentError),
    "import_meta_graph": (written(GARBAGE), tf.train.import_meta_graph, E.DataLossError),
    "import_meta_graph, text": (written(b"graph_def { nodes"), tf.train.import_meta_graph, E.DataLossError),
    "import_meta_graph, a collection": (meta_graph_of_garbage, tf.train.import_meta_graph, E.DataLossError),
    "NewCheckpointReader": (bundle_with(GARBAGE, ".index"), tf.train.NewCheckpointReader, E.DataLossError),
    "NewCheckpointReader, V1": (written(GARBAGE), tf.train.NewCheckpointReader, E.DataLossError),
    "load_variable": (
        bundle_with(GARBAGE, ".data-00000-of-00001"),
        lambda path: tf.train.load_variable(path, "v"),
        E.OutOfRangeError,
    ),
    "list_variables": (bundle_with(b"", ".index"), tf.train.list_variables, E.DataLossError),
    "Saver.restore": (bundle_with(GARBAGE, ".index"), restore, E.DataLossError),
    "Saver.restore, data": (bundle_with(GARBAGE, ".data-00000-of-00001"), restore, E.OpError),
    "Saver.restore, V1": (written(GARBAGE), restore, E.DataLossError),
    "init_from_checkpoint": (
        bundle_with(GARBAGE, ".index"),
        lambda path: tf.train.init_from_checkpoint(path, {"/": "/"}),
        E.DataLossError,
    ),
    "checkpoint.merge": (bundle_with(GARBAGE, ".index"), lambda path: checkpoint.merge([path], path + "2"), E.DataLossError),
    "mnist": (written(GARBAGE), input_data.extract_images, E.InvalidArgumentError),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_damaged_files(case, place):
    damage, read, kind = DAMAGED[case]
    path = f"{place}/damaged"
    damage(path)
    fails(lambda: list(read(path) or ()), kind, path)


@pytest.mark.parametrize(
    ("save", "words"), [(save_bundle, "Key nope not found in checkpoint"), (save_v1, "nope not found in checkpoint file")]
)
def test_a_tensor_that_a_checkpoint_lacks(save, words, place):
    save(f"{place}/model")
    reader = tf.train.NewCheckpointReader(f"{place}/model")
    error = fails(lambda: reader.get_tensor("nope"), E.NotFoundError, words)
    assert error.path == f"{place}/model"


def test_a_tensor_of_a_type_that_there_is_not(place):
    header, entry = BundleHeaderProto(num_shards=1), BundleEntryProto(dtype=127)
    index = table([(b"", header.SerializeToString()), (b"v", entry.SerializeToString())])
    written(index)(f"{place}/model.index")
    written(b"")(f"{place}/model.data-00000-of-00001")
    reader = tf.train.NewCheckpointReader(f"{place}/model")
    for call in (reader.get_variable_to_dtype_map, lambda: reader.get_tensor("v")):
        error = fails(call, E.UnimplementedError, "Tensors of type unknown dtype enum (127) cannot be read; tensor 'v'")
        assert error.path == f"{place}/model"


def test_a_state_file_that_names_nothing(place):
    written(b'all_model_checkpoint_paths: "m"')(f"{place}/checkpoint")
    fails(lambda: tf.train.get_checkpoint_state(place), E.InvalidArgumentError, place)


# ---- what was closed, and what is no file


def test_a_closed_writer(place):
    writer = tf.python_io.TFRecordWriter(f"{place}/records")
    writer.close()
    for call in (writer.flush, lambda: writer.write(b"x"), lambda: writer.write_many([b"x"])):
        fails(call, E.FailedPreconditionError, f"{place}/records")


def test_bytes_that_are_no_summary(place):
    with tf.summary.FileWriter(place) as writer:
        fails(lambda: writer.add_summary(b"\xff\xff"), E.InvalidArgumentError, "no Summary")


IMAGES = {
    "decode_jpeg": (tf.image.decode_jpeg, b"\xff\xd8\xff\xe0garbage", "Invalid JPEG data"),
    "decode_png": (tf.image.decode_png, b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDRgarbage", "Invalid PNG data"),
    "decode_png, a GIF": (tf.image.decode_png, b"GIF89a\1", "Invalid GIF data"),
    "decode_jpeg, no image": (tf.image.decode_jpeg, b"text", "Unknown image file format"),
    "decode_png, nothing": (tf.image.decode_png, b"", "Input is empty"),
    "encode_jpeg": (tf.image.encode_jpeg, np.zeros((0, 3, 3), np.uint8), "shape [0, 3, 3]"),
    "encode_png": (tf.image.encode_png, np.zeros((0, 3, 3), np.uint8), "shape [0, 3, 3]"),
}


@pytest.mark.parametrize("case", IMAGES)
def test_images(case):
    pytest.importorskip("PIL")
    op, given, text = IMAGES[case]
    fails(lambda: run(op(given)), E.InvalidArgumentError, text)


# ---- queues and sessions


def closed_queue():
    queue = tf.FIFOQueue(2, tf.float32, (), name="numbers")
    return queue, queue.close()


def enqueue_closed():
    queue, close = closed_queue()
    with tf.Session() as session:
        session.run(close)
        session.run(queue.enqueue(1.0))


def dequeue_closed(n=None):
    queue, close = closed_queue()
    with tf.Session() as session:
        session.run(close)
        session.run(queue.dequeue() if n is None else queue.dequeue_many(n))


def dequeue_of_a_closed_session():
    queue, _ = closed_queue()
    session = tf.Session()
    thread, outcomes = in_thread(lambda: session.run(queue.dequeue()))
    wait_until(lambda: tf.train.statistics(session)[0].blocked_dequeues == 1)
    session.close()
    thread.join(timeout=10)
    assert not thread.is_alive()
    raise outcomes[0]


def dequeue_in_time():
    queue, _ = closed_queue()
    with tf.Session() as session:
        session.run(queue.dequeue(), options=tf.RunOptions(timeout_in_ms=1))


def enqueue_another_shape():
    queue = tf.FIFOQueue(2, tf.float32, (2,), name="numbers")
    value = tf.placeholder(tf.float32)
    with tf.Session() as session:
        session.run(queue.enqueue(value), {value: [1.0, 2.0, 3.0]})


def uninitialized():
    tf.Variable(1.0, name="numbers")
    run(tf.global_variables()[0])


def raised_by_py_func(error):
    def fail():
        raise error

    return lambda: run(tf.py_func(fail, [], tf.float32, name="numbers"))


SESSIONS = {
    "enqueue, closed": (enqueue_closed, E.CancelledError),
    "dequeue, closed": (dequeue_closed, E.OutOfRangeError),
    "dequeue_many, closed": (lambda: dequeue_closed(2), E.OutOfRangeError),
    "dequeue, the session closed": (dequeue_of_a_closed_session, E.CancelledError),
    "dequeue, out of time": (dequeue_in_time, E.DeadlineExceededError),
    "enqueue, another shape": (enqueue_another_shape, E.InvalidArgumentError),
    "a variable without a value": (uninitialized, E.FailedPreconditionError),
    "py_func, OSError": (raised_by_py_func(OSError("numbers")), E.UnknownError),
    "py_func, MemoryError": (raised_by_py_func(MemoryError("numbers")), E.ResourceExhaustedError),
    "py_func, an error of files": (raised_by_py_func(E.DataLossError(None, None, "numbers", path="f")), E.DataLossError),
    "Session": (lambda: tf.Session("numbers"), E.NotFoundError),
}


@pytest.mark.parametrize("case", SESSIONS)
def test_queues_and_sessions(case):
    call, kind = SESSIONS[case]
    fails(call, kind, "numbers")
