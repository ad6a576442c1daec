"""tf.python.summary.summary_iterator: as far as programs use it. Made by `make names`."""

from headrace.graph.events.writer import summary_iterator as summary_iterator

__all__ = [
    "summary_iterator",
]
