"""tf.python.data.ops.iterator_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.builder import BaseSaverBuilder as BaseSaverBuilder
from headrace.pipeline.data.iterator import Iterator as Iterator

__all__ = [
    "BaseSaverBuilder",
    "Iterator",
]
