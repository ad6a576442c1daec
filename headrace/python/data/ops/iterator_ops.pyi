"""tf.python.data.ops.iterator_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.builder import BaseSaverBuilder as BaseSaverBuilder
from headrace.pipeline.data.iterator import Iterator as Iterator
from headrace.pipeline.data.experimental.iterators import get_next_as_optional as get_next_as_optional

__all__ = [
    "BaseSaverBuilder",
    "Iterator",
    "get_next_as_optional",
]
