"""tf.python.summary.summary: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.event_pb2 import Event as Event
from headrace.graph.events.writer import FileWriter as FileWriter
from headrace.graph.events.writer import FileWriterCache as FileWriterCache
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.formats.proto.event_pb2 import TaggedRunMetadata as TaggedRunMetadata
from headrace.graph.ops.summaries.audio import audio as audio
from headrace.graph.ops.summaries.image import image as image
from headrace.graph.ops.summaries.scalar import merge as merge
from headrace.graph.ops.summaries.scalar import merge_all as merge_all
from headrace.graph.ops.summaries.scalar import scalar as scalar
from headrace.graph.ops.summaries.tensor import tensor_summary as tensor_summary
from headrace.graph.ops.summaries.tensor import text as text
from headrace.summary import histogram as histogram

__all__ = [
    "Event",
    "FileWriter",
    "FileWriterCache",
    "SessionLog",
    "Summary",
    "TaggedRunMetadata",
    "audio",
    "histogram",
    "image",
    "merge",
    "merge_all",
    "scalar",
    "tensor_summary",
    "text",
]
