"""tf.python.ops.linalg_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.diagonals import eye as eye

__all__ = [
    "eye",
]
