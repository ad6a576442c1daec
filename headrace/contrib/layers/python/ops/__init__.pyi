"""tf.contrib.layers.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.layers.python.ops import sparse_ops as sparse_ops

__all__ = [
    "sparse_ops",
]
