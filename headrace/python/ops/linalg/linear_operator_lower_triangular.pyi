"""tf.python.ops.linalg.linear_operator_lower_triangular: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.matrices import LinearOperatorLowerTriangular as LinearOperatorLowerTriangular

__all__ = [
    "LinearOperatorLowerTriangular",
]
