"""tf.python.ops.linalg.linear_operator_zeros: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.zeros import LinearOperatorZeros as LinearOperatorZeros

__all__ = [
    "LinearOperatorZeros",
]
