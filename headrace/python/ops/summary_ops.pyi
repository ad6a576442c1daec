"""tf.python.ops.summary_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.summaries.tensor import tensor_summary as tensor_summary
from headrace.graph.ops.state.clock import timestamp as timestamp

__all__ = [
    "tensor_summary",
    "timestamp",
]
