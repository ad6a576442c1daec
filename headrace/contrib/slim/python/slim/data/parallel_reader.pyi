"""tf.contrib.slim.python.slim.data.parallel_reader: as far as programs use it. Made by `make names`."""

from headrace.training.slim.data import get_data_files as get_data_files
from headrace.training.slim.data import parallel_read as parallel_read

__all__ = [
    "get_data_files",
    "parallel_read",
]
