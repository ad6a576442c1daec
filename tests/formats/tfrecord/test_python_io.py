"""tf.python_io's writer and iterator."""

from __future__ import annotations

import pytest

from headrace.formats import tfrecord
from headrace.formats.tfrecord.options import TFRecordCompressionType, TFRecordOptions
from headrace.formats.tfrecord.python_io import TFRecordWriter, tf_record_iterator

RECORDS = [b"", b"one", b"two" * 1000]


@pytest.mark.parametrize(
    ("options", "compression"),
    [
        (None, ""),
        (TFRecordCompressionType.NONE, ""),
        (TFRecordCompressionType.ZLIB, "ZLIB"),
        ("GZIP", "GZIP"),
        (TFRecordOptions("ZLIB", compression_level=9), "ZLIB"),
        (TFRecordOptions(TFRecordCompressionType.GZIP), "GZIP"),
    ],
)
def test_what_the_writer_writes_the_iterator_reads(tmp_path, options, compression):
    path = tmp_path / "x.tfrecord"
    with TFRecordWriter(str(path), options) as writer:
        for record in RECORDS:
            writer.write(record)
    assert list(tf_record_iterator(str(path), options)) == RECORDS
    assert [record for block in tfrecord.read(path, compression=compression) for record in block] == RECORDS


def test_settings_reach_the_compressor(tmp_path):
    sizes = []
    for level in (0, 9):
        path = tmp_path / str(level)
        with TFRecordWriter(path, TFRecordOptions("ZLIB", compression_level=level)) as writer:
            writer.write(b"x" * 5000)
        sizes.append(path.stat().st_size)
    assert sizes[0] > 5000 > sizes[1]


def test_an_unknown_compression_is_refused_at_the_call():
    with pytest.raises(ValueError, match="compression_type"):
        tf_record_iterator("nowhere", "LZ4")
    with pytest.raises(ValueError, match="compression_type"):
        TFRecordWriter("nowhere", "LZ4")
