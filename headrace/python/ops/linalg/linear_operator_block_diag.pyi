"""tf.python.ops.linalg.linear_operator_block_diag: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.block_diag import LinearOperatorBlockDiag as LinearOperatorBlockDiag

__all__ = [
    "LinearOperatorBlockDiag",
]
