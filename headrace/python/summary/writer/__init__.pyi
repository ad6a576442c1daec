"""tf.python.summary.writer: as far as programs use it. Made by `make names`."""

from headrace.python.summary.writer import event_file_writer as event_file_writer
from headrace.python.summary.writer import writer as writer
from headrace.python.summary.writer import writer_cache as writer_cache

__all__ = [
    "event_file_writer",
    "writer",
    "writer_cache",
]
