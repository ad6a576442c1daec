"""tf.python.summary.writer.writer: as far as programs use it. Made by `make names`."""

from headrace.graph.events.writer import FileWriter as FileWriter

__all__ = [
    "FileWriter",
]
