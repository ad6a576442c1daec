"""tf.core.framework.summary_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.summary_pb2 import HistogramProto as HistogramProto
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.formats.proto.summary_pb2 import SummaryMetadata as SummaryMetadata

__all__ = [
    "HistogramProto",
    "Summary",
    "SummaryMetadata",
]
