"""tf.linalg: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.diagonals import matrix_diag as diag
from headrace.graph.ops.linalg.diagonals import matrix_diag_part as diag_part
from headrace.graph.ops.linalg.diagonals import eye as eye
from headrace.graph.ops.math.clip import global_norm as global_norm
from headrace.graph.ops.nn.layers import l2_normalize as l2_normalize
from headrace.graph.ops.linalg.matmul import matmul as matmul
from headrace.graph.ops.arrays.transpose import matrix_transpose as matrix_transpose
from headrace.graph.ops.linalg.diagonals import diag as tensor_diag
from headrace.graph.ops.linalg.diagonals import diag_part as tensor_diag_part
from headrace.graph.ops.linalg.tensordot import tensordot as tensordot
from headrace.graph.ops.arrays.transpose import matrix_transpose as transpose

__all__ = [
    "diag",
    "diag_part",
    "eye",
    "global_norm",
    "l2_normalize",
    "matmul",
    "matrix_transpose",
    "tensor_diag",
    "tensor_diag_part",
    "tensordot",
    "transpose",
]
