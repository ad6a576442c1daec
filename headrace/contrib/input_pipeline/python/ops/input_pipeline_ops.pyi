"""tf.contrib.input_pipeline.python.ops.input_pipeline_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.obtain_next import obtain_next as obtain_next
from headrace.training.contrib.learn.seeking import seek_next as seek_next

__all__ = [
    "obtain_next",
    "seek_next",
]
