"""tf.python.summary.event_file_inspector: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.event_pb2 import SessionLog as SessionLog

__all__ = [
    "SessionLog",
]
