"""tf.core.util.event_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.event_pb2 import Event as Event
from headrace.formats.proto.event_pb2 import LogMessage as LogMessage
from headrace.formats.proto.error_codes_pb2 import OK as OK
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.formats.proto.event_pb2 import TaggedRunMetadata as TaggedRunMetadata

__all__ = [
    "Event",
    "LogMessage",
    "OK",
    "SessionLog",
    "TaggedRunMetadata",
]
