"""tf.python.ops.gen_linalg_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.cholesky import cholesky as cholesky
from headrace.graph.ops.linalg.lu import lu as lu
from headrace.graph.ops.linalg.determinants import matrix_determinant as matrix_determinant
from headrace.graph.ops.linalg.solving import matrix_inverse as matrix_inverse
from headrace.graph.ops.linalg.solving import matrix_solve as matrix_solve
from headrace.graph.ops.linalg.functions import matrix_square_root as matrix_square_root
from headrace.graph.ops.linalg.solving import matrix_triangular_solve as matrix_triangular_solve
from headrace.graph.ops.linalg.qr import qr as qr

__all__ = [
    "cholesky",
    "lu",
    "matrix_determinant",
    "matrix_inverse",
    "matrix_solve",
    "matrix_square_root",
    "matrix_triangular_solve",
    "qr",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
