"""tf.python.summary.writer.writer_cache: as far as programs use it. Made by `make names`."""

from headrace.graph.events.writer import FileWriter as FileWriter
from headrace.graph.events.writer import FileWriterCache as FileWriterCache
from headrace.graph.events.writer import FileWriter as SummaryWriter
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache

__all__ = [
    "FileWriter",
    "FileWriterCache",
    "SummaryWriter",
    "SummaryWriterCache",
]
