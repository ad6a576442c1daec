"""tf.python.lib.io.python_io: as far as programs use it. Made by `make names`."""

from headrace.formats.tfrecord.options import TFRecordCompressionType as TFRecordCompressionType
from headrace.formats.tfrecord.options import TFRecordOptions as TFRecordOptions
from headrace.formats.tfrecord.python_io import TFRecordWriter as TFRecordWriter
from headrace.formats.tfrecord.python_io import tf_record_iterator as tf_record_iterator

__all__ = [
    "TFRecordCompressionType",
    "TFRecordOptions",
    "TFRecordWriter",
    "tf_record_iterator",
]
