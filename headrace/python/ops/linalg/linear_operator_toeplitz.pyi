"""tf.python.ops.linalg.linear_operator_toeplitz: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.toeplitz import LinearOperatorToeplitz as LinearOperatorToeplitz

__all__ = [
    "LinearOperatorToeplitz",
]
