"""tf.contrib.tpu: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache

__all__ = [
    "SessionLog",
    "SessionRunArgs",
    "Summary",
    "SummaryWriterCache",
]
