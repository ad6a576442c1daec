"""Calls that are to fail, and what they are to raise."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.formats import checkpoint, csv, events, files, fixed_length, idx, lines, tfrecord, whole_file
from headrace.formats.checkpoint.v1_writer import V1Writer


def run(fetches):
    with tf.Session() as session:
        return session.run(fetches)


def fails(call, kind, name):
    """That a call raises that class of `tf.errors` itself, and names the file."""
    with pytest.raises(tf.OpError) as caught:
        call()
    assert isinstance(caught.value, kind), repr(caught.value)
    assert name.replace("\0", "\\x00") in str(caught.value)
    return caught.value


def read_by(make):
    """The first record that a reader of the graph gives."""

    def read(path):
        queue = tf.FIFOQueue(1, tf.string, ())
        with tf.Session() as session:
            session.run(queue.enqueue(path))
            session.run(make().read(queue))

    return read


def write_all(path, **options):
    with tfrecord.Writer(path, **options) as writer:
        writer.write(b"x" * 100_000)


def write_records(path):
    with tf.python_io.TFRecordWriter(path) as writer:
        writer.write(b"x" * 100_000)


def replace(path):
    with files.replace(path) as file:
        file.write(b"x")


def write_gfile(path, mode="w"):
    with tf.gfile.GFile(path, mode) as file:
        file.write("x" * 100_000)


def save_bundle(path):
    with checkpoint.BundleWriter(path) as writer:
        writer.add("v", 1, np.zeros(100_000, np.float32))
        writer.finish()


def save_v1(path):
    with V1Writer(path) as writer:
        writer.add("v", 1, np.zeros(100_000, np.float32))
        writer.finish()


def saver_and_session():
    tf.Variable(1.0, name="v")
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return tf.train.Saver(), session


def save(path, **options):
    saver, session = saver_and_session()
    with session:
        saver.save(session, path, **options)


def restore(path):
    saver, session = saver_and_session()
    with session:
        saver.restore(session, path)


def point_at_m(directory):
    tf.train.update_checkpoint_state(directory, "m")


def write_events(directory):
    with tf.summary.FileWriter(directory) as writer:
        writer.add_session_log(tf.SessionLog(status=tf.SessionLog.START))
        writer.flush()


READERS = {
    "lines.read": lines.read,
    "tfrecord.read": tfrecord.read,
    "whole_file.read": whole_file.read,
    "fixed_length.read": lambda path: fixed_length.read(path, record_bytes=3),
    "csv.read": lambda path: csv.read(path, [0.0]),
    "csv.read_columns": lambda path: csv.read_columns(path, [0.0]),
    "idx.read": idx.read,
    "events.read": events.read,
    "files.read_bytes": files.read_bytes,
    "files.open_stream": lambda path: files.open_stream(path).readinto(memoryview(bytearray(3))),
    "files.open_bytes": lambda path: files.open_bytes(path).read(),
    "files.detect_compression": files.detect_compression,
    "tf_record_iterator": tf.python_io.tf_record_iterator,
    "summary_iterator": tf.train.summary_iterator,
    "GFile.read": lambda path: tf.gfile.GFile(path).read(),
    "GFile, bytes": lambda path: tf.gfile.GFile(path, "rb").read(),
    "GFile, lines": tf.gfile.GFile,
    "GFile.seek": lambda path: tf.gfile.GFile(path).seek(0),
    "gfile.Copy": lambda path: tf.gfile.Copy(path, "copy"),
    "import_meta_graph": tf.train.import_meta_graph,
    "read_file": lambda path: run(tf.read_file(path)),
    "TextLineReader": read_by(tf.TextLineReader),
    "TFRecordReader": read_by(tf.TFRecordReader),
    "FixedLengthRecordReader": read_by(lambda: tf.FixedLengthRecordReader(3)),
    "WholeFileReader": read_by(tf.WholeFileReader),
}
WRITERS = {
    "files.create": lambda path: files.create(path).close(),
    "files.append": lambda path: files.append(path).close(),
    "files.replace": replace,
    "tfrecord.Writer": write_all,
    "tfrecord.Writer, GZIP": lambda path: write_all(path, compression="GZIP"),
    "tfrecord.Writer, atomic": lambda path: write_all(path, atomic=True),
    "TFRecordWriter": write_records,
    "GFile.write": write_gfile,
    "GFile.write, appending": lambda path: write_gfile(path, "a"),
    "gfile.Copy": lambda path: tf.gfile.Copy(__file__, path, overwrite=True),
    "export_meta_graph": tf.train.export_meta_graph,
    "write_graph": lambda path: tf.train.write_graph(tf.get_default_graph(), "", path),
    "write_file": lambda path: run(tf.write_file(path, "x" * 100_000)),
}
