"""tf.python.ops.linalg.linear_operator_inversion: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.derived import LinearOperatorInversion as LinearOperatorInversion

__all__ = [
    "LinearOperatorInversion",
]
