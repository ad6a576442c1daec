"""tf.python.ops.linalg.linear_operator_full_matrix: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.matrices import LinearOperatorFullMatrix as LinearOperatorFullMatrix

__all__ = [
    "LinearOperatorFullMatrix",
]
