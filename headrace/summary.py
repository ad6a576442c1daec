"""tf.summary: summaries of values as graph ops."""

from __future__ import annotations

from headrace.formats.proto.event_pb2 import Event, SessionLog
from headrace.formats.proto.summary_pb2 import Summary
from headrace.graph.ops.summaries import histogram, merge, merge_all, scalar

__all__ = [
    "Event", "SessionLog", "Summary", "histogram", "merge", "merge_all", "scalar",
]
