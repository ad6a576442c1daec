"""tf.python.ops.linalg.linear_operator_low_rank_update: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.low_rank_update import LinearOperatorLowRankUpdate as LinearOperatorLowRankUpdate

__all__ = [
    "LinearOperatorLowRankUpdate",
]
