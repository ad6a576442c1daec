"""tf.python.data.experimental.ops.cardinality: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.questions import INFINITE_CARDINALITY as INFINITE
from headrace.pipeline.data.questions import UNKNOWN_CARDINALITY as UNKNOWN
from headrace.pipeline.data.experimental.iterators import cardinality as cardinality

__all__ = [
    "INFINITE",
    "UNKNOWN",
    "cardinality",
]
