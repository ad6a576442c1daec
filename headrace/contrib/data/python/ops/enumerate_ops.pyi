"""tf.contrib.data.python.ops.enumerate_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import enumerate_dataset as enumerate_dataset

__all__ = [
    "enumerate_dataset",
]
