"""tf.python.ops.linalg.linalg: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.diagonals import matrix_diag as diag
from headrace.graph.ops.linalg.diagonals import matrix_diag_part as diag_part
from headrace.graph.ops.linalg.diagonals import eye as eye
from headrace.graph.ops.linalg.tensordot import tensordot as tensordot
from headrace.graph.ops.arrays.transpose import matrix_transpose as transpose

__all__ = [
    "diag",
    "diag_part",
    "eye",
    "tensordot",
    "transpose",
]
