"""tf.python.ops.linalg.linear_operator_kronecker: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.kronecker import LinearOperatorKronecker as LinearOperatorKronecker

__all__ = [
    "LinearOperatorKronecker",
]
