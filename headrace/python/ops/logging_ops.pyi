"""tf.python.ops.logging_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.control import Print as Print
from headrace.graph.ops.summaries.audio import audio_summary as audio_summary
from headrace.graph.ops.summaries.scalar import histogram_summary as histogram_summary
from headrace.graph.ops.summaries.image import image_summary as image_summary
from headrace.graph.ops.summaries.scalar import merge_all_summaries as merge_all_summaries
from headrace.graph.ops.summaries.scalar import merge_summary as merge_summary
from headrace.graph.ops.state.printing import print_ as print_v2
from headrace.graph.ops.summaries.scalar import scalar_summary as scalar_summary
from headrace.graph.ops.state.clock import timestamp as timestamp

__all__ = [
    "Print",
    "audio_summary",
    "histogram_summary",
    "image_summary",
    "merge_all_summaries",
    "merge_summary",
    "print_v2",
    "scalar_summary",
    "timestamp",
]
