"""tf.python.ops.linalg.linear_operator_composition: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.composition import LinearOperatorComposition as LinearOperatorComposition

__all__ = [
    "LinearOperatorComposition",
]
