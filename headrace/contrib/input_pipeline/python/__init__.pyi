"""tf.contrib.input_pipeline.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.input_pipeline.python import ops as ops

__all__ = [
    "ops",
]
