"""tf.python.summary.writer.event_file_writer: as far as programs use it. Made by `make names`."""

from headrace.graph.events.event_file_writer import EventFileWriter as EventFileWriter

__all__ = [
    "EventFileWriter",
]
