"""tf.python.ops.special_math_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.einsum import einsum as einsum

__all__ = [
    "einsum",
]
