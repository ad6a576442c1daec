"""tf.python.ops.linalg.linear_operator: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.linear_operator import LinearOperator as LinearOperator

__all__ = [
    "LinearOperator",
]
