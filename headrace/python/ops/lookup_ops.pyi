"""tf.python.ops.lookup_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.builder import BaseSaverBuilder as BaseSaverBuilder
from headrace.training.sessions.defaults import tables_initializer as initialize_all_tables
from headrace.training.sessions.defaults import tables_initializer as tables_initializer

__all__ = [
    "BaseSaverBuilder",
    "initialize_all_tables",
    "tables_initializer",
]
