"""tf.python.ops.linalg.linear_operator_householder: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.householder import LinearOperatorHouseholder as LinearOperatorHouseholder

__all__ = [
    "LinearOperatorHouseholder",
]
