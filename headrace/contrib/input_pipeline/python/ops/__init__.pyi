"""tf.contrib.input_pipeline.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.input_pipeline.python.ops import input_pipeline_ops as input_pipeline_ops

__all__ = [
    "input_pipeline_ops",
]
