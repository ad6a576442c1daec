"""tf.contrib.slim.python.slim.data.parallel_reader: as far as programs use it. Made by `make names`."""

from headrace.training.slim.data.reading import ParallelReader as ParallelReader
from headrace.training.slim.data.reading import get_data_files as get_data_files
from headrace.training.slim.data.reading import parallel_read as parallel_read
from headrace.contrib.slim.parallel_reader import single_pass_read as single_pass_read

__all__ = [
    "ParallelReader",
    "get_data_files",
    "parallel_read",
    "single_pass_read",
]
