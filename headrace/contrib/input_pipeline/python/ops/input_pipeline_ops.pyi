"""tf.contrib.input_pipeline.python.ops.input_pipeline_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.obtain_next import obtain_next as obtain_next

__all__ = [
    "obtain_next",
]
