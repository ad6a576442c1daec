"""tf.contrib.data.python.ops.writers: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.iterators import TFRecordWriter as TFRecordWriter

__all__ = [
    "TFRecordWriter",
]
