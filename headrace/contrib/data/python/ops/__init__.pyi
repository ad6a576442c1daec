"""tf.contrib.data.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.data.python.ops import batching as batching

__all__ = [
    "batching",
]
