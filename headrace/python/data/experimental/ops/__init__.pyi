"""tf.python.data.experimental.ops: as far as programs use it. Made by `make names`."""

from headrace.python.data.experimental.ops import cardinality as cardinality
from headrace.python.data.experimental.ops import distribute_options as distribute_options
from headrace.python.data.experimental.ops import optimization as optimization
from headrace.python.data.experimental.ops import optimization_options as optimization_options
from headrace.python.data.experimental.ops import stats_options as stats_options
from headrace.python.data.experimental.ops import threading_options as threading_options

__all__ = [
    "cardinality",
    "distribute_options",
    "optimization",
    "optimization_options",
    "stats_options",
    "threading_options",
]
