"""tf.python.ops.linalg_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.cholesky import cholesky as cholesky
from headrace.graph.ops.linalg.cholesky import cholesky_solve as cholesky_solve
from headrace.graph.ops.linalg.diagonals import eye as eye
from headrace.graph.ops.linalg.lu import lu as lu
from headrace.graph.ops.linalg.determinants import matrix_determinant as matrix_determinant
from headrace.graph.ops.linalg.solving import matrix_inverse as matrix_inverse
from headrace.graph.ops.linalg.solving import matrix_solve as matrix_solve
from headrace.graph.ops.linalg.least_squares import matrix_solve_ls as matrix_solve_ls
from headrace.graph.ops.linalg.functions import matrix_square_root as matrix_square_root
from headrace.graph.ops.linalg.solving import matrix_triangular_solve as matrix_triangular_solve
from headrace.graph.ops.linalg.norms import norm as norm
from headrace.graph.ops.linalg.qr import qr as qr
from headrace.graph.ops.linalg.eigen import self_adjoint_eig as self_adjoint_eig
from headrace.graph.ops.linalg.eigen import self_adjoint_eigvals as self_adjoint_eigvals
from headrace.graph.ops.linalg.eigen import svd as svd

__all__ = [
    "cholesky",
    "cholesky_solve",
    "eye",
    "lu",
    "matrix_determinant",
    "matrix_inverse",
    "matrix_solve",
    "matrix_solve_ls",
    "matrix_square_root",
    "matrix_triangular_solve",
    "norm",
    "qr",
    "self_adjoint_eig",
    "self_adjoint_eigvals",
    "svd",
]
