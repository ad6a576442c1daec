"""tf.contrib.data.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.data.python.ops import batching as batching
from headrace.contrib.data.python.ops import counter as counter
from headrace.contrib.data.python.ops import dataset_ops as dataset_ops
from headrace.contrib.data.python.ops import enumerate_ops as enumerate_ops
from headrace.contrib.data.python.ops import error_ops as error_ops
from headrace.contrib.data.python.ops import get_single_element as get_single_element
from headrace.contrib.data.python.ops import grouping as grouping
from headrace.contrib.data.python.ops import interleave_ops as interleave_ops
from headrace.contrib.data.python.ops import iterator_ops as iterator_ops
from headrace.contrib.data.python.ops import parsing_ops as parsing_ops
from headrace.contrib.data.python.ops import prefetching_ops as prefetching_ops
from headrace.contrib.data.python.ops import random_ops as random_ops
from headrace.contrib.data.python.ops import readers as readers
from headrace.contrib.data.python.ops import resampling as resampling
from headrace.contrib.data.python.ops import scan_ops as scan_ops
from headrace.contrib.data.python.ops import shuffle_ops as shuffle_ops
from headrace.contrib.data.python.ops import sliding as sliding
from headrace.contrib.data.python.ops import sloppy_ops as sloppy_ops
from headrace.contrib.data.python.ops import unique as unique
from headrace.contrib.data.python.ops import writers as writers

__all__ = [
    "batching",
    "counter",
    "dataset_ops",
    "enumerate_ops",
    "error_ops",
    "get_single_element",
    "grouping",
    "interleave_ops",
    "iterator_ops",
    "parsing_ops",
    "prefetching_ops",
    "random_ops",
    "readers",
    "resampling",
    "scan_ops",
    "shuffle_ops",
    "sliding",
    "sloppy_ops",
    "unique",
    "writers",
]
