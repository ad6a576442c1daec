"""tf.summary: summaries of values as graph ops. Made by `make names`."""

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
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike

def histogram(
    name: str,
    values: _TensorLike,
    collections: _Sequence[str] | None = None,
    family: str | None = None,
) -> _Tensor:
    """A summary of how numbers are distributed.

    Args:
      values: real, any shape.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.
      family: put before the tag, to group it with others.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      InvalidArgumentError: (when run) a value is NaN or infinite.
      TypeError: not real numbers.
    """

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
