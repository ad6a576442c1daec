"""tf.contrib.data.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.data.python.ops import batching as batching
from headrace.contrib.data.python.ops import dataset_ops as dataset_ops

__all__ = [
    "batching",
    "dataset_ops",
]
