"""tf.python.data.experimental.ops: as far as programs use it. Made by `make names`."""

from headrace.python.data.experimental.ops import batching as batching
from headrace.python.data.experimental.ops import cardinality as cardinality
from headrace.python.data.experimental.ops import counter as counter
from headrace.python.data.experimental.ops import distribute_options as distribute_options
from headrace.python.data.experimental.ops import enumerate_ops as enumerate_ops
from headrace.python.data.experimental.ops import error_ops as error_ops
from headrace.python.data.experimental.ops import get_single_element as get_single_element
from headrace.python.data.experimental.ops import grouping as grouping
from headrace.python.data.experimental.ops import interleave_ops as interleave_ops
from headrace.python.data.experimental.ops import iterator_ops as iterator_ops
from headrace.python.data.experimental.ops import optimization as optimization
from headrace.python.data.experimental.ops import optimization_options as optimization_options
from headrace.python.data.experimental.ops import parsing_ops as parsing_ops
from headrace.python.data.experimental.ops import prefetching_ops as prefetching_ops
from headrace.python.data.experimental.ops import random_ops as random_ops
from headrace.python.data.experimental.ops import readers as readers
from headrace.python.data.experimental.ops import resampling as resampling
from headrace.python.data.experimental.ops import scan_ops as scan_ops
from headrace.python.data.experimental.ops import shuffle_ops as shuffle_ops
from headrace.python.data.experimental.ops import stats_aggregator as stats_aggregator
from headrace.python.data.experimental.ops import stats_ops as stats_ops
from headrace.python.data.experimental.ops import stats_options as stats_options
from headrace.python.data.experimental.ops import take_while_ops as take_while_ops
from headrace.python.data.experimental.ops import threading_options as threading_options
from headrace.python.data.experimental.ops import unique as unique
from headrace.python.data.experimental.ops import writers as writers

__all__ = [
    "batching",
    "cardinality",
    "counter",
    "distribute_options",
    "enumerate_ops",
    "error_ops",
    "get_single_element",
    "grouping",
    "interleave_ops",
    "iterator_ops",
    "optimization",
    "optimization_options",
    "parsing_ops",
    "prefetching_ops",
    "random_ops",
    "readers",
    "resampling",
    "scan_ops",
    "shuffle_ops",
    "stats_aggregator",
    "stats_ops",
    "stats_options",
    "take_while_ops",
    "threading_options",
    "unique",
    "writers",
]
