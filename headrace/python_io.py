"""tf.python_io: TFRecord files in plain Python, with no graph."""

from __future__ import annotations

from headrace.formats.record_io import TFRecordWriter, tf_record_iterator
from headrace.formats.record_options import TFRecordCompressionType, TFRecordOptions

__all__ = [
    "TFRecordCompressionType", "TFRecordOptions", "TFRecordWriter", "tf_record_iterator",
]
