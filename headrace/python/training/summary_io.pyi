"""tf.python.training.summary_io: as far as programs use it. Made by `make names`."""

from headrace.graph.events.writer import FileWriter as SummaryWriter
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache
from headrace.graph.events.writer import summary_iterator as summary_iterator

__all__ = [
    "SummaryWriter",
    "SummaryWriterCache",
    "summary_iterator",
]
