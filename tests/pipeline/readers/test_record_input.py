"""RecordInput: every record once in an epoch, in an order that the seed stands for."""

from __future__ import annotations

import pytest

import headrace as tf


@pytest.fixture
def pattern(tmp_path):
    for number in range(3):
        with tf.python_io.TFRecordWriter(str(tmp_path / f"{number}.rec")) as writer:
            for place in range(4):
                writer.write(b"%d-%d" % (number, place))
    return str(tmp_path / "*.rec")


ALL = sorted(b"%d-%d" % (number, place) for number in range(3) for place in range(4))


def _delivered(pattern, steps, **options):
    with tf.Graph().as_default(), tf.Session() as session:
        records = tf.contrib.framework.RecordInput(pattern, **options).get_yield_op()
        assert records.shape.as_list() == [options["batch_size"]]
        return [record for _ in range(steps) for record in session.run(records).tolist()]


@pytest.mark.parametrize("options", [{}, {"buffer_size": 5}, {"buffer_size": 100, "shift_ratio": 0.5}])
def test_each_epoch_has_every_record_once(pattern, options):
    found = _delivered(pattern, 6, batch_size=6, **options)
    assert [sorted(found[begin : begin + 12]) for begin in (0, 12, 24)] == [ALL] * 3
    assert len({tuple(found[begin : begin + 12]) for begin in (0, 12, 24)}) > 1


def test_the_order_is_that_of_the_seed(pattern):
    orders = [_delivered(pattern, 2, batch_size=5, buffer_size=8, seed=seed) for seed in (1, 1, 2)]
    assert orders[0] == orders[1] != orders[2]


def test_batches_are_lists_of_scalars(pattern):
    with tf.Graph().as_default(), tf.Session() as session:
        batches = tf.contrib.framework.RecordInput(pattern, 2, 20, batches=3, name="m").get_yield_op()
        assert [[one.name for one in batch] for batch in batches] == [
            ["m_1/Reshape:0", "m_1/Reshape_3:0"],
            ["m_1/Reshape_1:0", "m_1/Reshape_4:0"],
            ["m_1/Reshape_2:0", "m_1/Reshape_5:0"],
        ]
        found = [record for _ in range(2) for batch in session.run(batches) for record in batch]
        assert sorted(found) == ALL


def test_no_files_and_no_records(tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    for pattern, kind, words in (
        ("none*", tf.errors.NotFoundError, "Found no files at "),
        ("empty", tf.errors.OutOfRangeError, "Found no records in "),
    ):
        with pytest.raises(kind, match=words):
            _delivered(str(tmp_path / pattern), 1, batch_size=1)


def test_compressed_files_and_a_closed_session(tmp_path):
    path = str(tmp_path / "zipped")
    options = tf.python_io.TFRecordOptions(tf.python_io.TFRecordCompressionType.GZIP)
    with tf.python_io.TFRecordWriter(path, options) as writer:
        writer.write(b"one")
    kind = tf.python_io.TFRecordCompressionType.GZIP
    assert _delivered(path, 3, batch_size=1, compression_type=kind) == [b"one"] * 3
