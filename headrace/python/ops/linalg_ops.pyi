"""tf.python.ops.linalg_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.diagonals import eye as eye
from headrace.graph.ops.linalg.solving import matrix_inverse as matrix_inverse
from headrace.graph.ops.linalg.solving import matrix_solve as matrix_solve

__all__ = [
    "eye",
    "matrix_inverse",
    "matrix_solve",
]
