"""tf.summary: summaries of values as graph ops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.graph.ops.summaries import histogram, merge, merge_all, scalar

from . import _messages

if TYPE_CHECKING:
    from headrace.formats.proto.event_pb2 import Event, SessionLog
    from headrace.formats.proto.summary_pb2 import Summary
else:
    __getattr__ = _messages.of(globals())

__all__ = [
    "Event", "SessionLog", "Summary", "histogram", "merge", "merge_all", "scalar",
]
