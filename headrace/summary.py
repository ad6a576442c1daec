"""tf.summary: summaries of values as graph ops."""

from __future__ import annotations

from headrace.graph.ops.summaries.scalar import histogram, merge, merge_all, scalar

from . import _lazy

__all__ = [
    "histogram",
    "merge",
    "merge_all",
    "scalar",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.formats.proto.event_pb2": "Event SessionLog TaggedRunMetadata",
        "headrace.formats.proto.summary_pb2": "Summary",
        "headrace.graph.events.writer": "FileWriter FileWriterCache",
        "headrace.graph.ops.summaries.audio": "audio",
        "headrace.graph.ops.summaries.image": "image",
        "headrace.graph.ops.summaries.tensor": "tensor_summary text",
    },
)
