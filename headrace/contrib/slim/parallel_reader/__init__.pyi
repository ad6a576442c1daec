"""tf.contrib.slim.parallel_reader: several readers of one set of files. Made by `make names`."""

from headrace.training.slim.data import get_data_files as get_data_files
from headrace.training.slim.data import parallel_read as parallel_read

__all__ = [
    "get_data_files",
    "parallel_read",
]
