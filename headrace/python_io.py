"""tf.python_io: TFRecord files in plain Python, with no graph."""

from __future__ import annotations

from headrace.formats.tfrecord.options import TFRecordCompressionType, TFRecordOptions
from headrace.formats.tfrecord.python_io import TFRecordWriter, tf_record_iterator

__all__ = [
    "TFRecordCompressionType",
    "TFRecordOptions",
    "TFRecordWriter",
    "tf_record_iterator",
]
