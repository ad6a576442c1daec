"""tf.contrib.lookup: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.builder import BaseSaverBuilder as BaseSaverBuilder
from headrace.contrib.lookup import lookup_ops as lookup_ops

__all__ = [
    "BaseSaverBuilder",
    "lookup_ops",
]
