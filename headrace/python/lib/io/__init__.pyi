"""tf.python.lib.io: as far as programs use it. Made by `make names`."""

from headrace.python.lib.io import file_io as file_io
from headrace.python.lib.io import python_io as python_io
from headrace.python.lib.io import tf_record as tf_record

__all__ = [
    "file_io",
    "python_io",
    "tf_record",
]
