"""tf.python.summary.text_summary: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.summaries.tensor import tensor_summary as tensor_summary
from headrace.graph.ops.summaries.tensor import text as text_summary

__all__ = [
    "tensor_summary",
    "text_summary",
]
