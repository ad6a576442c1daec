"""tf.python.ops.linalg.linear_operator_diag: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.diag import LinearOperatorDiag as LinearOperatorDiag

__all__ = [
    "LinearOperatorDiag",
]
