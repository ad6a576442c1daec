"""tf.contrib.learn.python.learn.summary_writer_cache: as far as programs use it. Made by `make names`."""

from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache

__all__ = [
    "SummaryWriterCache",
]
