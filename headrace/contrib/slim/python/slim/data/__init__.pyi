"""tf.contrib.slim.python.slim.data: as far as programs use it. Made by `make names`."""

from headrace.contrib.slim.python.slim.data import data_decoder as data_decoder
from headrace.contrib.slim.python.slim.data import data_provider as data_provider
from headrace.contrib.slim.python.slim.data import dataset as dataset
from headrace.contrib.slim.python.slim.data import dataset_data_provider as dataset_data_provider
from headrace.contrib.slim.python.slim.data import parallel_reader as parallel_reader
from headrace.contrib.slim.python.slim.data import prefetch_queue as prefetch_queue
from headrace.contrib.slim.python.slim.data import tfexample_decoder as tfexample_decoder

__all__ = [
    "data_decoder",
    "data_provider",
    "dataset",
    "dataset_data_provider",
    "parallel_reader",
    "prefetch_queue",
    "tfexample_decoder",
]
