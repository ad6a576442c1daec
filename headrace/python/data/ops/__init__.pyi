"""tf.python.data.ops: as far as programs use it. Made by `make names`."""

from headrace.python.data.ops import iterator_ops as iterator_ops

__all__ = [
    "iterator_ops",
]
