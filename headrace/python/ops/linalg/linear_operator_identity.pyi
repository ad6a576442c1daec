"""tf.python.ops.linalg.linear_operator_identity: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.identity import LinearOperatorIdentity as LinearOperatorIdentity
from headrace.graph.linear_operators.scaled_identity import LinearOperatorScaledIdentity as LinearOperatorScaledIdentity

__all__ = [
    "LinearOperatorIdentity",
    "LinearOperatorScaledIdentity",
]
