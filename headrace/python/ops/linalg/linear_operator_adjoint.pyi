"""tf.python.ops.linalg.linear_operator_adjoint: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.derived import LinearOperatorAdjoint as LinearOperatorAdjoint

__all__ = [
    "LinearOperatorAdjoint",
]
