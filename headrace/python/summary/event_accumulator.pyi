"""tf.python.summary.event_accumulator: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.config_pb2 import RunMetadata as RunMetadata
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog

__all__ = [
    "RunMetadata",
    "SessionLog",
]
