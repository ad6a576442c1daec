"""tf.python.ops.linalg_ns: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.bands import matrix_band_part as band_part
from headrace.graph.ops.linalg.cholesky import cholesky as cholesky
from headrace.graph.ops.linalg.cholesky import cholesky_solve as cholesky_solve
from headrace.graph.ops.linalg.determinants import matrix_determinant as det
from headrace.graph.ops.linalg.diagonals import matrix_diag as diag
from headrace.graph.ops.linalg.diagonals import matrix_diag_part as diag_part
from headrace.graph.ops.linalg.eigen import self_adjoint_eig as eigh
from headrace.graph.ops.linalg.eigen import self_adjoint_eigvals as eigvalsh
from headrace.graph.ops.linalg.einsum import einsum as einsum
from headrace.graph.ops.linalg.diagonals import eye as eye
from headrace.graph.ops.linalg.solving import matrix_inverse as inv
from headrace.graph.ops.linalg.cholesky import logdet as logdet
from headrace.graph.ops.linalg.least_squares import matrix_solve_ls as lstsq
from headrace.graph.ops.linalg.norms import norm as norm
from headrace.graph.ops.linalg.qr import qr as qr
from headrace.graph.ops.linalg.diagonals import matrix_set_diag as set_diag
from headrace.graph.ops.linalg.determinants import log_matrix_determinant as slogdet
from headrace.graph.ops.linalg.solving import matrix_solve as solve
from headrace.graph.ops.linalg.eigen import svd as svd
from headrace.graph.ops.linalg.tensordot import tensordot as tensordot
from headrace.graph.ops.linalg.norms import trace as trace
from headrace.graph.ops.arrays.transpose import matrix_transpose as transpose
from headrace.graph.ops.linalg.solving import matrix_triangular_solve as triangular_solve

__all__ = [
    "band_part",
    "cholesky",
    "cholesky_solve",
    "det",
    "diag",
    "diag_part",
    "eigh",
    "eigvalsh",
    "einsum",
    "eye",
    "inv",
    "logdet",
    "lstsq",
    "norm",
    "qr",
    "set_diag",
    "slogdet",
    "solve",
    "svd",
    "tensordot",
    "trace",
    "transpose",
    "triangular_solve",
]
